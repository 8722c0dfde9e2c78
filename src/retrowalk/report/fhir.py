"""Test results as FHIR Observations, one for each result."""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.coach.assessments.catalogue import assessment
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.formats.fhir.codes import LOCAL, Measure
from retrowalk.formats.fhir.resources import Period, bundle_text, entry, observation
from retrowalk.language import Language

# UCUM codes of the units of tests
_UCUM = {"s": "s", "m/s": "m/s", "stands": "{stands}", "stages": "{stages}"}
_BY = {
    "stopwatch": "Measured by a person, by hand.",
    "sensor": "Measured by a worn sensor.",
}


def results_text(results: Sequence[TestResult], *, where: str) -> str:
    """Return test results as a FHIR Bundle in JSON.

    Args:
        results: of one person.
        where: what messages name.

    Raises:
        RetrowalkError: there are none, or the FHIR models are not installed.
    """
    if not results:
        raise RetrowalkError(
            "there are no test results",
            where=where,
            remedy="keep one with `retrowalk assess log TEST VALUE`",
        )
    entries = []
    for count, one in enumerate(results):
        notes = [_BY[one.by]]
        if one.side is not None:
            notes.append(f"Side: {one.side}.")
        told = observation(_measure(one.test), one.value, Period(one.date), notes=notes)
        entries.append(entry(told, within=str(count)))
    return bundle_text(entries, where=where)


def _measure(test: str) -> Measure:
    known = assessment(test)
    unit = known.unit_name.said(Language.EN)
    return Measure(LOCAL, f"test-{test}", known.name.said(Language.EN), unit, _UCUM[known.unit])
