"""Short recordings of a lower back whose truth is known, all at 100 Hz in body axes.

mobilised   worn sensors, forward; initial contacts of instrumented insoles (INDIP)
SNU, CMU    motion capture turned into a sensor, forward and backward
simulated   a dozen varied virtual people, forward and backward
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.io import loadmat

from lab.benchmarks.day import SENSOR
from lab.benchmarks.peers.exchange import STANDARD_GRAVITY_MS2, Signals
from lab.mocap.clips import SHARED, clips, contacts, labelled, worn
from lab.validation.captured import SHORTEST_CALIBRATION_S, calibration_of
from retrowalk import Direction, Placement, Recording, simulate
from retrowalk.simulate import WalkerStyle

MOBILISED = SHARED / "lower_back_mobilised"
PEOPLE = 12
PLAN = "stand 2, forward 16, stand 3, forward 30, stand 3, backward 30, stand 2"
CALIBRATION_S = (1.0, 19.0)
DIRECTIONS = (Direction.FORWARD, Direction.BACKWARD)
_LEAST_CONTACTS = 4
# the sensor's x points up, y to the right, z to the front
_BODY_FROM_MOBILISED = np.array([[0.0, 0.0, 1.0], [0.0, -1.0, 0.0], [1.0, 0.0, 0.0]])


@dataclass(frozen=True)
class Stretch:
    """One stretch of walking in one direction.

    Attributes:
        start_s: from the recording's first sample.
        end_s: likewise.
        direction: of travel.
        contacts_s: true initial contacts inside.
    """

    start_s: float
    end_s: float
    direction: Direction
    contacts_s: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Walked:
    """One recording with its truth.

    Attributes:
        source: mobilised, SNU, CMU or simulated.
        signals: the samples; its spans are those of `stretches`.
        stretches: what is scored.
        calibration: for our tracker, a forward walk of the same person, or None.
    """

    source: str
    signals: Signals
    stretches: tuple[Stretch, ...]
    calibration: Recording | tuple[float, float] | None = None


def _walked(
    source: str,
    name: str,
    recording: Recording,
    stretches: list[Stretch],
    calibration: Recording | tuple[float, float] | None = None,
    height_m: float = 1.7,
) -> Walked:
    rate = recording.angular_rate_rads
    assert rate is not None
    kept = tuple(one for one in stretches if len(one.contacts_s) >= _LEAST_CONTACTS)
    spans_s = tuple((one.start_s, one.end_s) for one in kept)
    signals = Signals(name, recording.acceleration_ms2, rate, spans_s, height_m)
    return Walked(source, signals, kept, calibration)


def simulated() -> list[Walked]:
    """Return the virtual people's walks; the forward walk to calibrate with is not scored."""
    found = []
    for seed in range(PEOPLE):
        style = WalkerStyle.varied(seed)
        recording, truth = simulate(
            PLAN, style=style, placement=Placement.WAIST, sensor=SENSOR, seed=seed
        )
        stretches = []
        for segment in truth.segments:
            if segment.direction in DIRECTIONS and segment.start_s > CALIBRATION_S[1]:
                inside = [c.time_s for c in truth.contacts]
                stretches.append(
                    _stretch(segment.start_s, segment.end_s, segment.direction, inside)
                )
        name = f"simulated seed {seed}"
        found.append(
            _walked("simulated", name, recording, stretches, CALIBRATION_S, style.height_m)
        )
    return found


def captured() -> list[Walked]:
    """Return the motion captures worn at the lower back."""
    found = []
    for clip in clips():
        mine = [one for one in labelled() if one.clip == clip and one.direction in DIRECTIONS]
        stretches = [
            _stretch(one.start_s, one.end_s, one.direction, contacts(clip)) for one in mine
        ]
        calibration, walked_s = calibration_of(clip, Placement.WAIST, "right")
        if walked_s < SHORTEST_CALIBRATION_S:
            calibration = None
        recording = worn(clip, Placement.WAIST, "right")
        source = clip.split("/")[0].upper()
        found.append(_walked(source, clip, recording, stretches, calibration))
    return [one for one in found if one.stretches]


def mobilised() -> list[Walked]:
    """Return the worn recordings with the walking periods of the instrumented insoles."""
    found = []
    for path in sorted(MOBILISED.glob("data/lab/*/*/data.mat")):
        person = path.parent.parent.name
        tests = loadmat(path, simplify_cells=True)["data"]["TimeMeasure1"]
        for test in sorted(name for name in tests if name.startswith("Test")):
            for trial in sorted(name for name in tests[test] if name.startswith("Trial")):
                name = f"mobilised {person} {test} {trial}"
                found.append(_mobilised(name, tests[test][trial]))
    return found


def _mobilised(name: str, trial: dict[str, Any]) -> Walked:
    worn_there = trial["SU"]["LowerBack"]
    periods = trial["Standards"]["INDIP"]["ContinuousWalkingPeriod"]
    acceleration = worn_there["Acc"] @ _BODY_FROM_MOBILISED.T * STANDARD_GRAVITY_MS2
    rate = np.radians(worn_there["Gyr"] @ _BODY_FROM_MOBILISED.T)
    recording = Recording(np.arange(len(acceleration)) / 100.0, acceleration, rate)
    stretches = []
    for period in periods if isinstance(periods, list) else [periods]:
        at = np.atleast_1d(np.asarray(period["InitialContact_Event"], dtype=float))
        inside = at[np.isfinite(at)].tolist()
        # the period ends with its last contact; half a second more, so that it lies inside
        start_s, end_s = float(period["Start"]) - 0.5, float(period["End"]) + 0.5
        end_s = min(end_s, recording.duration_s)
        stretches.append(_stretch(max(start_s, 0.0), end_s, Direction.FORWARD, inside))
    return _walked("mobilised", name, recording, stretches)


def _stretch(
    start_s: float, end_s: float, direction: Direction, at_s: list[float] | tuple[float, ...]
) -> Stretch:
    return Stretch(start_s, end_s, direction, tuple(t for t in at_s if start_s <= t < end_s))


def every() -> list[Walked]:
    """Return all that is here; without ../shared/data only the simulated ones."""
    return [*(mobilised() + captured() if SHARED.is_dir() else []), *simulated()]
