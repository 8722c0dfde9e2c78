"""Vectors from the simulator, answered by this implementation; the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk.conformance.answer import answer
from retrowalk.conformance.case import Case
from retrowalk.conformance.cases import CASES
from retrowalk.conformance.compare import TOLERANCE, differences
from retrowalk.conformance.files import ANSWERS, INPUTS, MANIFEST, manifest_of, text_of
from retrowalk.conformance.vector import Samples, Vector
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Mounting, Recording
from retrowalk.simulate import simulate
from retrowalk.tracker.base import Knowledge

# Another implementation rounds in other places. What that does is far below this (s, m/s², rad/s).
NUDGE = 1e-9


def vector_of(case: Case) -> Vector:
    """Let the virtual walker make the samples of one vector."""
    recording, truth = simulate(
        case.plan,
        style=case.style,
        placement=case.placement,
        side=case.side,
        sensor=case.sensor,
        mounting="random",
        seed=case.seed,
    )
    calibration: Recording | None = None
    if case.knowledge is Knowledge.CALIBRATED:
        calibration, _ = simulate(
            case.calibration_plan,
            style=case.style,
            placement=case.placement,
            side=case.side,
            sensor=replace(case.sensor, gaps_s=()),
            mounting=truth.mounting,
            seed=1000 + case.seed,
        )
    mounting: Mounting | None = None
    if case.knowledge is Knowledge.KNOWN:
        # half round about up
        turn = np.array([[-1.0], [-1.0], [1.0]]) if case.swapped else 1.0
        mounting = Mounting(np.round(turn * truth.mounting.body_from_sensor, 9))
    return Vector(
        case.name,
        f"{case.about} ({case.plan})",
        case.placement,
        case.knowledge,
        Samples.of(case.alter(recording)),
        None if calibration is None else Samples.of(calibration),
        mounting,
        case.height_m,
    )


def _nudged(recording: Recording, nudge: float) -> Recording:
    """Move each sample and its time at random by up to a nudge."""
    rng = np.random.default_rng(1)
    rate = recording.angular_rate_rads

    def moved(values: Any) -> Any:
        return values + nudge * rng.uniform(-1.0, 1.0, values.shape)

    return replace(
        recording,
        time_s=moved(recording.time_s),
        acceleration_ms2=moved(recording.acceleration_ms2),
        angular_rate_rads=None if rate is None else moved(rate),
    )


def firm_answer(vector: Vector, nudge: float = NUDGE) -> Any:
    """Return the answer to a vector, once it has shown that it bears a nudge.

    Raises:
        RetrowalkError: an answer that hangs on the last digits of the samples, so that it
            could not be asked of another implementation.
    """
    given = answer(vector)
    other = answer(vector, change=lambda recording: _nudged(recording, nudge))
    for found in differences(given, other, vector.knowledge, TOLERANCE):
        raise RetrowalkError(
            f"the answer hangs on the last digits: {found}",
            where=vector.name,
            remedy="take another seed",
        )
    return given


def make(folder: Path, cases: Iterable[Case] = CASES) -> int:
    """Write vectors, their answers and the manifest; other vectors in the folder go.

    Args:
        folder: made where it is missing.
        cases: what to make.

    Returns:
        How many vectors were written.

    Raises:
        RetrowalkError: the folder cannot be written, or an answer is not firm.
    """
    files: list[tuple[str, str]] = []
    for case in cases:
        vector = vector_of(case)
        files.append((f"{INPUTS}/{case.name}.json", text_of(vector.to_dict())))
        files.append((f"{ANSWERS}/{case.name}.json", text_of(firm_answer(vector))))
    texts = dict(sorted(files))
    texts[MANIFEST] = manifest_of(list(texts.items()))
    try:
        for part in (INPUTS, ANSWERS):
            (folder / part).mkdir(parents=True, exist_ok=True)
            for path in (folder / part).glob("*.json"):
                if f"{part}/{path.name}" not in texts:
                    path.unlink()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RetrowalkError(
            f"cannot be written ({error.strerror or error})", where=str(folder)
        ) from None
    return len(files) // 2
