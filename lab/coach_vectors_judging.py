"""Golden vectors of the tests: by hand, real change or noise, why a sensor tells nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from lab.vector_parts import Vector, vector
from retrowalk.coach.assessments import reasons
from retrowalk.coach.assessments.by_sensor import by_stopwatch_only
from retrowalk.coach.assessments.catalogue import by_hand, ten_metres_by_hand
from retrowalk.coach.assessments.judging import judge
from retrowalk.coach.plan.contract import result_to_dict
from retrowalk.coach.results import TestResult
from retrowalk.estimate import Estimate
from retrowalk.language import Language

_DAY = date(2026, 11, 2)


def vectors() -> dict[str, list[Vector]]:
    """Return the file of results and judgements."""
    return {"judging": [*_by_hand(), *_judged(), *_reasons()]}


def _by_hand() -> list[Vector]:
    cases: tuple[tuple[str, float, str | None], ...] = (
        ("3mbwt", 4.6, None),
        ("3mbwt", 0.2, None),
        ("3mbwt", 0.0, None),
        ("3mbwt", 121.0, None),
        ("tug", 9.85, None),
        ("chair-stand", 14.0, None),
        ("chair-stand", 59.5, None),
        ("chair-stand", 60.0, None),
        ("four-stage", 4.0, None),
        ("four-stage", -1.0, None),
        ("single-leg", 23.4, "left"),
        ("single-leg", 59.9, "right"),
        ("single-leg", 23.4, None),
        ("single-leg", 23.4, "both"),
        ("tug", 9.0, "left"),
        ("10mw-forward", 1.2, None),
        ("hop", 3.0, None),
    )
    found = []
    for test, value, side in cases:

        def answer(test: str = test, value: float = value, side: str | None = side) -> Any:
            return result_to_dict(by_hand(test, _DAY, value, side))

        given = {"test": test, "date": _DAY.isoformat(), "value": value, "side": side}
        found.append(vector(f"by hand: {test} {value:g} {side}", "by_hand", given, answer))
    for test, seconds in (
        ("10mw-forward", 8.12),
        ("10mw-backward", 25.0),
        ("10mw-backward", 3.0),
        ("10mw-forward", 201.0),
        ("tug", 9.0),
    ):

        def timed(test: str = test, seconds: float = seconds) -> Any:
            return result_to_dict(ten_metres_by_hand(test, _DAY, seconds))

        given = {"test": test, "date": _DAY.isoformat(), "seconds": seconds}
        found.append(vector(f"ten metres: {test} {seconds:g} s", "ten_metres", given, timed))
    return found


def _results(test: str, values: Sequence[float], side: str | None = None) -> list[TestResult]:
    return [
        by_hand(test, _DAY + timedelta(days=14 * k), value, side) for k, value in enumerate(values)
    ]


def _judged() -> list[Vector]:
    better, worse = _results("3mbwt", (6.4, 5.9, 4.1)), _results("3mbwt", (4.1, 6.4))
    between, small = _results("3mbwt", (5.0, 3.0)), _results("3mbwt", (5.0, 4.9))
    unknown = by_stopwatch_only("3mbwt", _DAY + timedelta(days=60), "s")
    bare = [
        TestResult("3mbwt", _DAY + timedelta(days=k), Estimate(value, None, None, "s"), "sensor")
        for k, value in enumerate((9.0, 3.0))
    ]
    walks = [ten_metres_by_hand("10mw-backward", _DAY, seconds) for seconds in (25.0, 14.0)]
    legs = [*_results("single-leg", (10.0, 20.0), "left"), *_results("single-leg", (9.0,), "right")]
    cases: tuple[tuple[str, str, list[TestResult], str | None, str | None], ...] = (
        ("better, no group", "3mbwt", better, None, None),
        ("worse, no group", "3mbwt", worse, None, None),
        ("between the groups", "3mbwt", between, None, None),
        ("within every group", "3mbwt", small, None, None),
        ("knee replaced, real", "3mbwt", better, "knee-replaced", None),
        ("knee replaced, noise", "3mbwt", small, "knee-replaced", None),
        ("parkinson", "3mbwt", worse, "parkinson", None),
        ("a derived band", "3mbwt", between, "stroke", None),
        ("more than every group", "3mbwt", bare, None, None),
        ("no change at all", "3mbwt", _results("3mbwt", (5.0, 5.0)), None, None),
        ("one result", "3mbwt", better[:1], None, None),
        ("an unknown result does not count", "3mbwt", [better[0], unknown], None, None),
        ("in another order", "3mbwt", better[::-1], "hip-replaced", None),
        ("no band, within the error", "tug", _results("tug", (9.0, 9.3)), None, None),
        ("no band, more than the error", "tug", _results("tug", (12.0, 9.3)), None, None),
        ("more is better", "10mw-backward", walks, None, None),
        ("one leg", "single-leg", legs, None, "left"),
        ("the other leg", "single-leg", legs, None, "right"),
        ("no such group", "3mbwt", better, "athletes", None),
        ("no group at all", "tug", better, "ms", None),
    )
    found = []
    for name, test, results, group, side in cases:

        def answer(
            test: str = test,
            results: list[TestResult] = results,
            group: str | None = group,
            side: str | None = side,
        ) -> Any:
            told = judge(test, results, group, side)
            return {
                "test": told.test,
                "change": told.change.value,
                "by": told.by.to_dict(),
                "better": told.better,
                "band": told.band.to_dict(),
                "sentence": {"en": told.sentence.en, "de": told.sentence.de},
                "sources": list(told.sources),
            }

        data = [result_to_dict(result) for result in results]
        given = {"test": test, "results": data, "group": group, "side": side}
        found.append(vector(f"judged: {name}", "judge", given, answer))
    return found


def _reasons() -> list[Vector]:
    texts = [phrase.en for phrase in reasons.REASONS]
    texts += ["the direction is unknown: no gyroscope", "something else"]
    found = []
    for text in texts:

        def answer(text: str = text) -> str:
            return reasons.said(text, Language.DE)

        found.append(vector(f"reason: {text}", "reason", {"reason": text}, answer))
    return found
