"""Real change or noise?

    change = latest result - first result, in the unit of the test

    band known for this person's group:    |change| > band             -> real, else noise
    band known for other groups only:      |change| below the smallest -> noise
                                           |change| above the largest  -> real
                                           between                     -> cannot tell
    no band readable:                      within the error of timing  -> noise
                                           else                        -> cannot tell

The band is the smallest detectable change with 95 % confidence: two tests of a person whom
nothing has changed differ by less in 95 of 100 cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrowalk.coach.assessments.base import Better
from retrowalk.coach.assessments.catalogue import assessment
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import number_text
from retrowalk.language import Phrase


class Change(StrEnum):
    """What a change is."""

    REAL = "real change"
    NOISE = "noise"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few results"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a change is real, and why.

    Attributes:
        test: id of the test.
        change: what it is.
        by: latest minus first, with the interval of both results together.
        better: whether it went the better way; None without a change.
        band: the smallest change that is more than noise, or why none is known.
        sentence: the reason as the person reads it.
        sources: evidence rows.
    """

    test: str
    change: Change
    by: Estimate
    better: bool | None
    band: Estimate
    sentence: Phrase
    sources: tuple[str, ...]


def judge(
    test: str, results: Sequence[TestResult], group: str | None = None, side: str | None = None
) -> Judgement:
    """Return whether the latest result differs from the first by more than noise.

    Args:
        test: id of the test.
        results: any results; those of this test and side are taken, by date.
        group: id of a `NoiseBand` of the test that the person belongs to, or None.
        side: where each leg is tested.

    Raises:
        RetrowalkError: no such test or group.
    """
    known = assessment(test)
    groups = {band.group: band for band in known.bands}
    if group is not None and group not in groups:
        names = ", ".join(groups) or "none for this test"
        raise RetrowalkError(f"there is no group '{group}'", where=test, remedy=f"groups: {names}")
    mine = sorted(
        (r for r in results if r.test == test and r.side == side and r.value.known),
        key=lambda result: result.date,
    )
    if len(mine) < 2:
        return Judgement(
            test,
            Change.TOO_FEW,
            Estimate.unknown(known.unit, "two results are needed"),
            None,
            Estimate.unknown(known.unit, "two results are needed"),
            Phrase(
                "One result alone shows no change. Test again in two weeks.",
                "Ein Ergebnis allein zeigt keine Änderung. Testen Sie in zwei Wochen wieder.",
            ),
            (),
        )
    by = _difference(mine[0].value, mine[-1].value)
    size = abs(by.value or 0.0)
    better = None if size == 0.0 else ((by.value or 0.0) < 0.0) == (known.better is Better.LOWER)
    if group is not None:
        name = groups[group].row
        change = Change.REAL if size > row(name).number else Change.NOISE
        band = row(name).estimate()
        return Judgement(
            test, change, by, better, band, _by_band(change, size, band, known.unit), (name,)
        )
    if known.bands:
        rows = tuple(sorted((b.row for b in known.bands), key=lambda name: row(name).number))
        return _by_others(test, by, size, better, rows, known.unit)
    error = max((by.high or 0.0) - (by.value or 0.0), (by.value or 0.0) - (by.low or 0.0))
    none = Estimate.unknown(known.unit, "the smallest detectable change could not be read")
    if size <= error:
        sentence = Phrase(
            "The change is no larger than the error of measuring by hand or sensor: noise.",
            "Die Änderung ist nicht größer als der Messfehler von Hand oder Sensor: Rauschen.",
        )
        return Judgement(test, Change.NOISE, by, better, none, sentence, ())
    sentence = Phrase(
        "More than the error of measuring, but how much people vary from day to day could not be"
        " read for this test. Trust it when it lasts.",
        "Mehr als der Messfehler, aber wie sehr Menschen von Tag zu Tag schwanken, konnten wir für"
        " diesen Test nicht nachlesen. Trauen Sie der Änderung, wenn sie anhält.",
    )
    return Judgement(test, Change.CANNOT_TELL, by, better, none, sentence, ())


def _difference(first: Estimate, latest: Estimate) -> Estimate:
    """Return latest minus first; independent errors add by their squares."""
    assert first.value is not None
    assert latest.value is not None
    change = latest.value - first.value
    if first.low is None or latest.low is None or first.high is None or latest.high is None:
        return Estimate(change, None, None, latest.unit)
    below = ((latest.value - latest.low) ** 2 + (first.high - first.value) ** 2) ** 0.5
    above = ((latest.high - latest.value) ** 2 + (first.value - first.low) ** 2) ** 0.5
    return Estimate(change, change - below, change + above, latest.unit)


def _said(number: float, unit: str) -> tuple[str, str]:
    return (
        f"{number_text(round(number, 2), 'en')} {unit}",
        f"{number_text(round(number, 2), 'de')} {unit}",
    )


def _by_band(change: Change, size: float, band: Estimate, unit: str) -> Phrase:
    size_en, size_de = _said(size, unit)
    band_en, band_de = _said(band.value or 0.0, unit)
    if change is Change.REAL:
        return Phrase(
            f"{size_en} is more than the {band_en} that two tests differ by without any change:"
            " probably real.",
            f"{size_de} ist mehr als die {band_de}, um die sich zwei Tests auch ohne Änderung"
            " unterscheiden: wahrscheinlich echt.",
        )
    return Phrase(
        f"{size_en} is within the {band_en} that two tests differ by without any change: noise.",
        f"{size_de} liegt innerhalb der {band_de}, um die sich zwei Tests auch ohne Änderung"
        " unterscheiden: Rauschen.",
    )


def _by_others(
    test: str, by: Estimate, size: float, better: bool | None, rows: tuple[str, ...], unit: str
) -> Judgement:
    smallest, largest = row(rows[0]), row(rows[-1])
    size_en, size_de = _said(size, unit)
    low_en, low_de = _said(smallest.number, unit)
    high_en, high_de = _said(largest.number, unit)
    band = Estimate.unknown(
        unit, f"not readable for people in general; {low_en} to {high_en} in patient groups"
    )
    if size <= smallest.number:
        return Judgement(
            test,
            Change.NOISE,
            by,
            better,
            band,
            Phrase(
                f"{size_en} is less than in every group that was measured ({low_en} at least): take"
                " it as noise.",
                f"{size_de} ist weniger als in jeder gemessenen Gruppe (mindestens {low_de}): als"
                " Rauschen zu nehmen.",
            ),
            rows[:1],
        )
    if size > largest.number:
        return Judgement(
            test,
            Change.REAL,
            by,
            better,
            band,
            Phrase(
                f"{size_en} is more than in every group that was measured ({high_en} at most):"
                " probably real.",
                f"{size_de} ist mehr als in jeder gemessenen Gruppe (höchstens {high_de}):"
                " wahrscheinlich echt.",
            ),
            rows[-1:],
        )
    return Judgement(
        test,
        Change.CANNOT_TELL,
        by,
        better,
        band,
        Phrase(
            f"{size_en} lies between the {low_en} and {high_en} of the groups that were measured,"
            " and none could be read for people in general. Trust it when it lasts.",
            f"{size_de} liegt zwischen den {low_de} und {high_de} der gemessenen Gruppen, und für"
            " Menschen im Allgemeinen konnten wir keine Zahl nachlesen. Trauen Sie der Änderung,"
            " wenn sie anhält.",
        ),
        (rows[0], rows[-1]),
    )
