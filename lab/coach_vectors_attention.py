"""Golden vectors of what a task of the mind cost, and what is known of the brain."""

from __future__ import annotations

from typing import Any

from lab.vector_parts import Vector, WalkData, made_up, vector
from retrowalk.coach.attention.cost import brain_sentence, cost_sentence, reason_said, task_cost
from retrowalk.coach.attention.tasks import task
from retrowalk.estimate import Estimate
from retrowalk.language import Language
from retrowalk.tracker.base import Direction
from retrowalk.tracker.contract import from_dict

_SPEED = Estimate(0.7, 0.6, 0.8, "m/s")
Bout = tuple[str, float | None, float | None]


def vectors() -> dict[str, list[Vector]]:
    """Return the file of the tasks for the mind."""
    return {"attention": [*_costs(), *_known()]}


def _walk(bouts: tuple[Bout, ...], *, wide: bool = True) -> WalkData:
    """Return a walk of bouts: direction, cadence, variability; None is unknown."""
    walk = made_up(*((direction, 20.0, _SPEED) for direction, _, _ in bouts))
    for data, (_, cadence, cv) in zip(walk["bouts"], bouts, strict=True):
        data["cadence_spm"] = _number(cadence, 1.5 if wide else None, "1/min").to_dict()
        data["steadiness"] = {
            **data["steadiness"],
            "step_time_cv": _number(cv, 0.006 if wide else None, "1").to_dict(),
        }
    return walk


def _number(value: float | None, half: float | None, unit: str) -> Estimate:
    if value is None:
        return Estimate.unknown(unit, "too few steps")
    if half is None:
        return Estimate(value, None, None, unit)
    return Estimate(value, value - half, value + half, unit)


def _costs() -> list[Vector]:
    def back(*pairs: tuple[float | None, float | None]) -> tuple[Bout, ...]:
        return tuple(("backward", cadence, cv) for cadence, cv in pairs)

    even = back((96.0, 0.031), (95.2, 0.033), (97.1, 0.030))
    slower = back((88.0, 0.052), (86.5, 0.049), (90.3, 0.055))
    same = back((96.5, 0.030), (94.8, 0.034), (97.3, 0.031))
    faster = back((104.0, 0.020), (103.1, 0.021), (105.6, 0.019))
    gaps = back((95.0, None), (None, 0.04), (94.0, 0.05), (93.0, 0.051))
    ahead: tuple[Bout, ...] = (("forward", 110.0, 0.02), ("forward", 111.0, 0.021))
    many = back(*((96.0 + k % 3, 0.03 + 0.001 * (k % 4)) for k in range(6)))
    later = back(*((93.0 + k % 4, 0.034 + 0.001 * (k % 3)) for k in range(6)))
    nothing = back((None, None), (None, None))
    cases: tuple[tuple[str, tuple[Bout, ...], tuple[Bout, ...], bool, Direction], ...] = (
        ("slower and less even", even, slower, True, Direction.BACKWARD),
        ("no clear difference", even, same, True, Direction.BACKWARD),
        ("faster and more even", even, faster, True, Direction.BACKWARD),
        ("one pair", even[:1], slower, True, Direction.BACKWARD),
        ("one pair without intervals", even[:1], slower[:1], False, Direction.BACKWARD),
        ("some numbers are unknown", even, gaps, True, Direction.BACKWARD),
        ("every number is unknown", even, nothing, True, Direction.BACKWARD),
        ("many pairs", many, later, True, Direction.BACKWARD),
        ("the same walk twice", even, even, True, Direction.BACKWARD),
        ("nobody goes backward", even, ahead, True, Direction.BACKWARD),
        ("nobody goes forward", even, ahead, True, Direction.FORWARD),
        ("forward", ahead, ahead[::-1], True, Direction.FORWARD),
        ("sideways", even, slower, True, Direction.SIDEWAYS),
    )
    found = []
    for name, without, with_task, wide, direction in cases:
        walks = [_walk(bouts, wide=wide) for bouts in (without, with_task)]

        def answer(walks: list[WalkData] = walks, direction: Direction = direction) -> Any:
            cost = task_cost(from_dict(walks[0]), from_dict(walks[1]), direction)
            sentence = cost_sentence(cost)
            told = [cost.cadence_spm, cost.step_time_cv]
            return {
                "cadence_spm": cost.cadence_spm.to_dict(),
                "step_time_cv": cost.step_time_cv.to_dict(),
                "pairs": cost.pairs,
                "method": {"en": cost.method.en, "de": cost.method.de},
                "sentence": {"en": sentence.en, "de": sentence.de},
                "reasons_de": [reason_said(one.reason or "", Language.DE) for one in told],
            }

        given = {"without": walks[0], "with_task": walks[1], "direction": direction.value}
        found.append(vector(name, "cost", given, answer))
    return found


def _known() -> list[Vector]:
    def brain() -> Any:
        return {language.value: brain_sentence(language) for language in Language}

    found = [vector("what is known of the brain", "brain", {}, brain)]
    for identifier in ("months-back", "poems"):

        def asked(identifier: str = identifier) -> Any:
            one = task(identifier)
            return {
                "id": one.id,
                "grade": one.grade.value,
                "name": {"en": one.name.en, "de": one.name.de},
                "say": {"en": one.say.en, "de": one.say.de},
            }

        found.append(vector(f"task {identifier}", "task", {"id": identifier}, asked))
    return found
