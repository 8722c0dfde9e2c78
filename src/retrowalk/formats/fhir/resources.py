"""The building blocks: one Observation for one estimate, and the Bundle around them."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats.fhir.codes import HIGH, LOW, UCUM, Measure

Resource = dict[str, Any]

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:retrowalk:observation:1")
INTERVAL_NOTE = (
    "The components hold the 95 % interval of the value. It is a measurement by a worn "
    "sensor, not a diagnosis."
)
NO_INTERVAL_NOTE = "No interval is known for the value."


@dataclass(frozen=True, slots=True)
class Period:
    """When something was measured: aware instants, or a day; `end` None where it is one."""

    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None = None


def concept(measure: Measure) -> Resource:
    """Return the CodeableConcept of what is measured."""
    coding = {"system": measure.system, "code": measure.code, "display": measure.display}
    return {"coding": [coding], "text": measure.display}


def quantity(value: float, measure: Measure) -> Resource:
    """Return a Quantity of a number in the measure's own unit."""
    return {
        "value": value * measure.factor,
        "unit": measure.unit,
        "system": UCUM,
        "code": measure.ucum,
    }


def observation(
    measure: Measure,
    estimate: Estimate,
    period: Period,
    *,
    device: str | None = None,
    notes: Sequence[str] = (),
) -> Resource:
    """Return one Observation: the value with its interval, or why there is none.

    Args:
        measure: what was measured.
        estimate: in the unit that `measure.factor` starts from.
        period: when.
        device: full URL of the Device, where it is told.
        notes: sentences to add.
    """
    found: Resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [_category()],
        "code": concept(measure),
        **_when(period),
    }
    if device is not None:
        found["device"] = {"reference": device}
    said = list(notes)
    if estimate.value is None:
        found["dataAbsentReason"] = {
            "coding": [{"system": _ABSENT, "code": "unknown", "display": "Unknown"}],
            "text": estimate.reason,
        }
    else:
        found["valueQuantity"] = quantity(estimate.value, measure)
        if estimate.low is not None and estimate.high is not None:
            found["component"] = [
                {"code": concept(end), "valueQuantity": quantity(number, measure)}
                for end, number in ((LOW, estimate.low), (HIGH, estimate.high))
            ]
            said.append(INTERVAL_NOTE)
        else:
            said.append(NO_INTERVAL_NOTE)
        if estimate.reason:
            said.append(estimate.reason)
    if said:
        found["note"] = [{"text": text} for text in said]
    return found


def group(
    measure: Measure, text: str, period: Period, members: Sequence[str], device: str | None
) -> Resource:
    """Return the Observation that holds others together, named in words."""
    found: Resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [_category()],
        "code": concept(measure),
        **_when(period),
        "valueCodeableConcept": {"text": text},
        "hasMember": [{"reference": member} for member in members],
    }
    if device is not None:
        found["device"] = {"reference": device}
    return found


def device(name: str) -> Resource:
    """Return the Device that measured."""
    return {
        "resourceType": "Device",
        "deviceName": [{"name": name, "type": "user-friendly-name"}],
    }


def entry(resource: Mapping[str, Any], *, within: str = "") -> Resource:
    """Return the Bundle entry of a resource; the same content has the same address.

    Args:
        resource: what it holds.
        within: what it belongs to, so that equal content of two walks has two addresses.
    """
    text = within + json.dumps(resource, sort_keys=True, ensure_ascii=False)
    return {"fullUrl": f"urn:uuid:{uuid.uuid5(_SPACE, text)}", "resource": dict(resource)}


def bundle_text(entries: Sequence[Resource], *, where: str) -> str:
    """Return the Bundle as JSON, after the FHIR models have read it.

    Raises:
        RetrowalkError: the FHIR models are not installed.
        ValueError: they refuse what was built, which is a defect here.
    """
    if find_spec("fhir") is None or find_spec("fhir.resources") is None:
        raise RetrowalkError(
            "FHIR needs fhir.resources, which this installation does not have",
            where=where,
            remedy='pip install "retrowalk[fhir]"',
        )
    # a second to import, and of no use to anybody else
    from fhir.resources.R4B.bundle import Bundle

    told = {"resourceType": "Bundle", "type": "collection", "entry": list(entries)}
    Bundle.model_validate(told)
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _category() -> Resource:
    coding = {"system": _CATEGORIES, "code": "activity", "display": "Activity"}
    return {"coding": [coding]}


def _when(period: Period) -> Resource:
    if period.end is None:
        return {"effectiveDateTime": _text(period.start)}
    return {"effectivePeriod": {"start": _text(period.start), "end": _text(period.end)}}


def _text(moment: dt.datetime | dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return moment.isoformat(timespec="milliseconds")
    return moment.isoformat()
