"""scikit-digital-health: its gait classifier and lumbar gait process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from skdh import Pipeline
from skdh.context import PredictGaitLumbarLgbm
from skdh.gait import GaitLumbar
from skdh.gait.substeps import PreprocessGaitBout

from lab.benchmarks.peers.exchange import (
    RATE_HZ,
    STANDARD_GRAVITY_MS2,
    Signals,
    load_many,
    main,
    timed,
)

_FRONT, _UP = 0, 2
# it wants wall-clock time; any midnight will do
_START_S = 1.7e9 - 1.7e9 % 86400


def _prepared(signals: Signals) -> dict[str, Any]:
    count = len(signals.acceleration_ms2)
    return {
        "time": _START_S + np.arange(count) / RATE_HZ,
        "accel": np.ascontiguousarray(signals.acceleration_ms2 / STANDARD_GRAVITY_MS2),
        "gyro": np.ascontiguousarray(signals.angular_rate_rads),
        "fs": RATE_HZ,
    }


def _pipeline(given: dict[str, Any], height_m: float = 1.7) -> list[float]:
    """Run its gait classifier and then its gait process; return the contacts' times."""
    steps = Pipeline()
    steps.add(PredictGaitLumbarLgbm())
    steps.add(GaitLumbar())
    found = steps.run(**given, height=height_m)["GaitLumbar"]
    return [float(at - _START_S) for at in found.get("IC Timestamp", [])]


def _counted(given: dict[str, Any]) -> dict[str, Any]:
    return {"contacts": len(_pipeline(given))}


def _told(signals: Signals, span_s: tuple[float, float]) -> dict[str, Any]:
    """Ask about one stretch that is known to be walking, by the steps of its gait process.

    The sign of the axis is asked by itself, because the step time that the same step looks for
    needs more than some of these stretches hold.
    """
    given = _prepared(signals.part(*span_s))
    sign = PreprocessGaitBout.get_ap_axis_sign(RATE_HZ, given["accel"], _FRONT)
    axis = PreprocessGaitBout().get_ap_axis(RATE_HZ, given["accel"], _UP)
    try:
        bout = GaitLumbar().bout_pipeline.run(**given, v_axis=_UP, ap_axis=_FRONT)
    except (ValueError, IndexError):
        bout = None

    def times(name: str) -> list[float] | None:
        return None if bout is None else [float(span_s[0] + at / RATE_HZ) for at in bout[name]]

    return {
        "contacts_s": times("initial_contacts"),
        "checked_s": times("qc_initial_contacts"),
        "turned": bool(sign < 0),
        "own_axis_is_front": bool(axis == _FRONT),
    }


def _walks(source: Path) -> dict[str, Any]:
    found = []
    for one in load_many(source):
        try:
            alone: list[float] | None = _pipeline(_prepared(one), one.height_m)
        except (ValueError, IndexError, KeyError):
            alone = None
        told = [_told(one, span_s) for span_s in one.spans_s]
        found.append({"name": one.name, "pipeline_s": alone, "told": told})
    return {"walks": found}


JOBS = {"pipeline": timed(_prepared, _counted), "walks": _walks}

if __name__ == "__main__":
    main(JOBS, ("scikit-digital-health", "scipy", "lightgbm"))
