"""Golden vectors of the walk tests by sensor.

Samples are those of the virtual walker, rounded as a browser rounds them; the walk in an input is
what the tracker makes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from lab.vector_parts import Vector, stored, vector
from retrowalk.coach.assessments.by_sensor import backward_walk_test, ten_metre_walk_test
from retrowalk.coach.plan.contract import result_to_dict
from retrowalk.conformance.vector import Samples
from retrowalk.recording import Mounting, Placement, Recording
from retrowalk.simulate import WalkerStyle, simulate
from retrowalk.tracker import track
from retrowalk.tracker.base import Direction, Walk
from retrowalk.tracker.contract import from_dict

_DAY = date(2026, 11, 2)


def vectors() -> dict[str, list[Vector]]:
    """Return the file of tests by sensor."""
    return {"assess_by_sensor": [*_timed(), *_lines(), *_untimed(), *_ten_metres()]}


def _test(
    name: str,
    recording: Recording,
    placement: Placement,
    *,
    mounting: Mounting | None = None,
    calibration: tuple[float, float] | None = None,
    line_s: float | None = None,
    change: Callable[[Recording], Recording] = lambda recording: recording,
    told: Callable[[Walk], Walk] = lambda walk: walk,
) -> Vector:
    """Return one walk test; `change` and `told` alter samples and walk after it was tracked."""
    samples = Samples.of(recording)
    walk = track(samples.recording, placement=placement, mounting=mounting, calibration=calibration)
    samples = Samples.of(change(samples.recording))
    data = stored(told(walk))

    def answer() -> Any:
        result = backward_walk_test(from_dict(data), samples.recording, _DAY, line_s=line_s)
        return result_to_dict(result)

    given = {
        "date": _DAY.isoformat(),
        "walk": data,
        "samples": samples.to_dict(),
        "line_s": line_s,
    }
    return vector(name, "3mbwt", given, answer)


def _one_second(recording: Recording) -> Recording:
    """Keep what the answer needs of a walk that is not timed: that there are samples."""
    start_s = float(recording.time_s[0])
    return recording.part(start_s, start_s + 1.0)


def _timed() -> list[Vector]:
    found = []
    for placement in (Placement.POCKET, Placement.THIGH, Placement.ANKLE, Placement.FOOT):
        for seed in (400, 401):
            style = WalkerStyle.varied(seed)
            lasts_s = 3.0 / style.backward_speed_mps + 0.9
            recording, truth = simulate(
                f"stand 3, backward {lasts_s:.2f}, stand 4",
                style=style,
                placement=placement,
                seed=seed,
                mounting="random",
                sensor="browser",
            )
            if seed == 401:  # a clock that does not begin at zero
                recording = replace(recording, time_s=recording.time_s + 1200.0)
            name = f"timed: {placement.value}, person {seed}"
            found.append(_test(name, recording, placement, mounting=truth.mounting))
    return found


def _lines() -> list[Vector]:
    found = []
    for placement, after, cut in (
        (Placement.ANKLE, 0.5, False),
        (Placement.ANKLE, 0.0, False),
        (Placement.POCKET, 0.5, True),
        (Placement.FOOT, 0.4, True),
    ):
        recording, truth = simulate(
            "stand 3, backward 9, stand 3",
            style=WalkerStyle.varied(410),
            placement=placement,
            seed=410,
            mounting="random",
            sensor="browser",
        )
        contacts_s = [contact.time_s for contact in truth.contacts]
        line_s = round(contacts_s[6] + after * (contacts_s[7] - contacts_s[6]), 3)
        if cut:
            recording = recording.part(0.0, line_s)
        name = f"at the line: {placement.value}, {after:g} of a step after, cut {cut}"
        found.append(_test(name, recording, placement, mounting=truth.mounting, line_s=line_s))
    return found


def _untimed() -> list[Vector]:
    def made(
        name: str,
        plan: str,
        placement: Placement = Placement.ANKLE,
        *,
        cut_s: tuple[float, float] = (0.0, 99.0),
        told: Callable[[Walk], Walk] = lambda walk: walk,
        change: Callable[[Recording], Recording] = _one_second,
    ) -> Vector:
        recording, truth = simulate(plan, placement=placement, seed=3, sensor="browser")
        recording = recording.part(*cut_s)
        name = f"not timed: {name}"
        mounting = truth.mounting
        return _test(name, recording, placement, mounting=mounting, change=change, told=told)

    def whole(recording: Recording) -> Recording:
        return recording

    def deaf(recording: Recording) -> Recording:
        return _one_second(replace(recording, angular_rate_rads=None))

    def noon(recording: Recording) -> Recording:
        keep = (recording.time_s < 5.0) | (recording.time_s >= 5.6)
        rate = recording.angular_rate_rads
        return replace(
            recording,
            time_s=recording.time_s[keep],
            acceleration_ms2=recording.acceleration_ms2[keep],
            angular_rate_rads=None if rate is None else rate[keep],
        )

    def unsure(walk: Walk) -> Walk:
        why = "no forward walk at the start to compare with"
        bouts = (
            replace(bout, direction=Direction.UNKNOWN, probability=0.0, reason=why)
            for bout in walk.bouts
        )
        return replace(walk, bouts=tuple(bouts))

    once = "stand 3, backward 6, stand 3"
    gap, truth = simulate(once, placement="ankle", seed=3, sensor="browser")
    return [
        made("only forward", "stand 3, forward 6, stand 3"),
        made("standing", "stand 8"),
        made("at the waist", once, Placement.WAIST),
        made("forward before without a pause", "stand 3, forward 8, backward 6, stand 3"),
        made(
            "begins while walking", "stand 3, backward 8, stand 3", cut_s=(5.0, 99.0), change=whole
        ),
        made("ends while walking", "stand 3, backward 8, stand 3", cut_s=(0.0, 9.0), change=whole),
        made("two walks", "stand 3, backward 6, stand 5, backward 6, stand 3"),
        made("no gyroscope", once, change=deaf),
        made("the direction is unknown", once, told=unsure),
        _test("not timed: a gap", noon(gap), Placement.ANKLE, mounting=truth.mounting),
        made("too few steps", "stand 3, backward 2.6, stand 3", change=whole),
    ]


def _ten_metres() -> list[Vector]:
    recording, truth = simulate(
        "forward 12, stand 3, backward 9, stand 3, backward 15",
        placement="pocket",
        seed=5,
        sensor="browser",
    )
    data = stored(track(recording, placement=Placement.POCKET, mounting=truth.mounting))
    empty = {**data, "bouts": []}
    found = []
    for name, walk, direction in (
        ("backward, the longer one", data, Direction.BACKWARD),
        ("forward", data, Direction.FORWARD),
        ("nobody goes", empty, Direction.FORWARD),
        ("nobody goes backward", empty, Direction.BACKWARD),
        ("sideways", data, Direction.SIDEWAYS),
    ):

        def answer(walk: dict[str, Any] = walk, direction: Direction = direction) -> Any:
            return result_to_dict(ten_metre_walk_test(from_dict(walk), direction, _DAY))

        given = {"date": _DAY.isoformat(), "walk": walk, "direction": direction.value}
        found.append(vector(f"ten metres: {name}", "10mw", given, answer))
    return found
