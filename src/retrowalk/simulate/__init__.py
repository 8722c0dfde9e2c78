"""A virtual walker: stride curves -> body -> any sensor, with the exact truth beside it.

In: a plan ("forward 15, stand 3, backward 60"), a walker's style, a placement, a sensor.
Out: a Recording and its Truth. Simulated figures are never evidence of accuracy.
"""

from retrowalk.simulate.device import PRESETS, SensorModel, sensor_model
from retrowalk.simulate.plan import Gait, Plan, PlanItem
from retrowalk.simulate.satellite import SatelliteModel
from retrowalk.simulate.scene import simulate
from retrowalk.simulate.style import WalkerStyle
from retrowalk.simulate.truth import TrueContact, TrueSegment, Truth

__all__ = [
    "PRESETS",
    "Gait",
    "Plan",
    "PlanItem",
    "SatelliteModel",
    "SensorModel",
    "TrueContact",
    "TrueSegment",
    "Truth",
    "WalkerStyle",
    "sensor_model",
    "simulate",
]
