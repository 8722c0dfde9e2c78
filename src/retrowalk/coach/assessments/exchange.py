"""Results of tests as FHIR Observations, for whoever treats the person."""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.coach.assessments.catalogue import assessment
from retrowalk.coach.results import TestResult
from retrowalk.errors import RetrowalkError
from retrowalk.formats.fhir.codes import TEST_UNITS, TESTS
from retrowalk.formats.fhir.resources import (
    Resource,
    bundle_text,
    checked_patient,
    measured,
    observation,
)

_METHODS = {"stopwatch": "measured by hand with a stopwatch", "sensor": "measured by motion sensor"}


def results_text(results: Sequence[TestResult], where: str, patient: str | None = None) -> str:
    """Return results as a FHIR R4 Bundle of Observations, checked.

    Args:
        results: in any order; they stand in the order of their days.
        where: the file's name, for messages.
        patient: reference to the person, such as "Patient/17"; None leaves the subject open.

    Raises:
        RetrowalkError: no result, an unknown test, a reference that is none, or fhir.resources
            is not installed.
    """
    checked_patient(patient)
    if not results:
        raise RetrowalkError(
            "there is no result to write", where=where, remedy="log one with `retrowalk assess log`"
        )
    ordered = sorted(results, key=lambda one: (one.date, one.test, one.side or ""))
    return bundle_text([_observation(one, patient) for one in ordered], where)


def _observation(result: TestResult, patient: str | None) -> Resource:
    unit = TEST_UNITS[assessment(result.test).unit]
    parts = measured(result.value, unit)
    by = _METHODS.get(result.by, result.by)
    told = parts.get("method", {}).get("text")
    parts["method"] = {"text": f"{by}; {told}" if told else by}
    if result.side is not None:
        parts["bodySite"] = {"text": f"{result.side} leg"}
    return observation(
        TESTS[result.test],
        {"effectiveDateTime": result.date.isoformat()},
        parts,
        category="exam",
        patient=patient,
        device=None,
    )
