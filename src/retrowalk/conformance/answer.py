"""What this implementation answers to a vector, with the measures behind each answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from retrowalk.conformance.reasons import word_of
from retrowalk.conformance.vector import FORMAT, Vector
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.recording import Array, Recording
from retrowalk.tracker import Calibration, calibrate
from retrowalk.tracker.outcomes import Cut, Heard, Lost, Outcome
from retrowalk.tracker.session import Session
from retrowalk.tracker.summary import bout_of, contact_times_s
from retrowalk.tracker.timebase import PERIOD_S, Grid, samples_of
from retrowalk.tracker.track import setting_of

Change = Callable[[Recording], Recording]


def answer(vector: Vector, *, block: int | None = None, change: Change | None = None) -> Any:
    """Track a vector.

    Args:
        vector: its input.
        block: how many samples are handed over at once; None for all.
        change: what to do to the samples before, to see how firm the answer is.

    Returns:
        The JSON form of the answer, numbers as they were computed.
    """
    same: Change = (lambda recording: recording) if change is None else change
    told: list[Outcome] = []
    try:
        calibration = _calibration(vector, same)
    except RetrowalkError:
        return _joined(vector, told, {"refused": True})
    recording = same(vector.samples.recording)
    measured = recording.angular_rate_rads is not None
    setting = setting_of(
        vector.placement,
        has_gyroscope=measured,
        mounting=vector.mounting,
        calibration=calibration,
    )
    session, grid = Session(setting), Grid()
    time_s, values = samples_of(recording)
    size = len(time_s) if block is None else block
    for start in range(0, len(time_s), size):
        for known in grid.push(time_s[start : start + size], values[start : start + size]):
            told += session.push(known)
    for known in grid.finish():
        told += session.push(known)
    return _joined(vector, told, _calibrated(calibration))


def _calibration(vector: Vector, change: Change) -> Calibration | None:
    samples = vector.calibration
    if samples is None:
        return None
    return calibrate(change(samples.recording), vector.placement)


def _calibrated(calibration: Calibration | None) -> dict[str, Any] | None:
    if calibration is None:
        return None
    return {
        "refused": False,
        "left": calibration.left.tolist(),
        "front_log_odds": calibration.front_log_odds,
        "forward": calibration.forward.tolist(),
        "lift_ms2": calibration.lift_ms2,
        "up": calibration.up.tolist(),
        "agreement": calibration.agreement,
        "walked_s": calibration.walked_s,
    }


def _joined(
    vector: Vector, told: list[Outcome], calibration: dict[str, Any] | None
) -> dict[str, Any]:
    cuts = [one for one in told if isinstance(one, Cut)]
    heard = {(one.first, one.answer.sample): one for one in told if isinstance(one, Heard)}
    lost = sorted((one for one in told if isinstance(one, Lost)), key=lambda one: one.index)
    return {
        "format": FORMAT,
        "name": vector.name,
        "calibration": calibration,
        # of half seconds that were answered before it was known that the walk had ended,
        # only those inside it stand
        "hops": [_hop(heard[cut.first, one.sample]) for cut in cuts for one in cut.answers],
        "steps": [step for cut in cuts for step in _steps(cut, vector)],
        "bouts": [_bout(cut, vector) for cut in cuts],
        "losses": [{"time_s": one.index * PERIOD_S, "reason": word_of(one.reason)} for one in lost],
    }


def _hop(heard: Heard) -> dict[str, Any]:
    said, window, belief = heard.answer, heard.window, heard.belief
    measured: dict[str, Any] | None = None
    if window is not None:
        measured = {
            "swing": None if window.swing is None else window.swing.tolist(),
            "odd": window.moments.odd.tolist(),
            "front": window.moments.front.tolist(),
            "turning": _upper(window.turning),
            "moving": _upper(window.moving),
            "pushed_ms2": list(window.pushed_ms2),
            "along_mps": window.along_mps,
            "steep": window.steep,
            "lift_ms2": window.lift_ms2,
            "yaw_rads": window.yaw_rads,
        }
    return {
        "time_s": (heard.first + said.sample) * PERIOD_S,
        "direction": said.direction.value,
        "probability": said.probability,
        "reason": word_of(said.reason),
        "front": said.front,
        "belief": {"front": belief.front, "forward": belief.forward},
        "window": measured,
    }


def _upper(matrix: Array) -> list[float]:
    """Return the upper triangle of a symmetric (3, 3) matrix, row by row."""
    return [float(value) for value in matrix[np.triu_indices(3)]]


def _steps(cut: Cut, vector: Vector) -> list[dict[str, Any]]:
    times_s = contact_times_s(cut, vector.placement)
    return [
        {
            "time_s": float(at_s),
            "turn_s": (cut.first + step.sample) * PERIOD_S,
            "direction": cut.piece.direction.value,
        }
        for at_s, step in zip(times_s, cut.piece.steps, strict=True)
    ]


def _bout(cut: Cut, vector: Vector) -> dict[str, Any]:
    measured = vector.samples.angular_rate is not None
    bout = bout_of(cut, vector.placement, vector.wearer, None, has_gyroscope=measured)
    even = bout.steadiness
    return {
        "start_s": bout.start_s,
        "end_s": bout.end_s,
        "direction": bout.direction.value,
        # `Bout` rounds it
        "probability": cut.piece.probability,
        "reason": word_of(bout.reason),
        "contact": bout.contact.value,
        "steps": _estimate(bout.steps),
        "cadence_spm": _estimate(bout.cadence_spm),
        "speed_mps": _estimate(bout.speed_mps),
        "distance_m": _estimate(bout.distance_m),
        "step_time_cv": _estimate(even.step_time_cv),
        "step_time_asymmetry": _estimate(even.step_time_asymmetry),
        "harmonic_ratio": _estimate(even.harmonic_ratio),
    }


def _estimate(one: Estimate) -> list[float | None] | None:
    return [one.value, one.low, one.high] if one.known else None
