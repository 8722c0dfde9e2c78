"""Building blocks of FHIR R4: an Observation, a Device, the Bundle that holds them.

Resources are plain dictionaries; `bundle_text` has fhir.resources check all of them, against R4B,
whose Observation, Device and Bundle have the elements of R4, and returns the very dictionary
that was checked. Identifiers are made from the contents: the same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats.fhir.codes import (
    ABSENT,
    CATEGORY,
    INTERVAL,
    LOCAL,
    LOINC,
    UCUM,
    Code,
    Unit,
)

Resource = dict[str, Any]
_PATIENT = re.compile(r"(?:https?://\S+/)?Patient/[A-Za-z0-9\-.]{1,64}|urn:uuid:[0-9a-fA-F\-]{36}")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, LOCAL)
_METHOD = "estimate; the component says its 95 % interval"


def checked_patient(reference: str | None) -> str | None:
    """Return a reference to the wearer as given.

    Raises:
        RetrowalkError: it is none of FHIR's forms.
    """
    if reference is not None and not _PATIENT.fullmatch(reference):
        raise RetrowalkError(
            f"'{reference}' is no reference to a patient",
            where="--patient",
            remedy="write Patient/ID, an address that ends so, or urn:uuid:…",
        )
    return reference


def concept(code: Code) -> Resource:
    """Return a code, of LOINC first where there is one, always of Retrowalk's own system."""
    own = {"system": LOCAL, "code": code.local, "display": code.display}
    if code.loinc is None:
        return {"coding": [own], "text": code.display}
    loinc = {"system": LOINC, "code": code.loinc[0], "display": code.loinc[1]}
    return {"coding": [loinc, own], "text": code.display}


def quantity(value: float, unit: Unit) -> Resource:
    """Return a number of Retrowalk's unit as a Quantity."""
    return {
        "value": float(value) / unit.holds,
        "unit": unit.word,
        "system": UCUM,
        "code": unit.code,
    }


def measured(estimate: Estimate, unit: Unit) -> Resource:
    """Return the parts of an Observation that a number fills: value or why not, interval, notes."""
    if estimate.value is None:
        absent = {"system": ABSENT, "code": "unknown", "display": "Unknown"}
        return {"dataAbsentReason": {"coding": [absent], "text": estimate.reason}}
    parts: Resource = {"valueQuantity": quantity(estimate.value, unit)}
    if estimate.low is not None and estimate.high is not None:
        parts["method"] = {"text": _METHOD}
        span = {"low": quantity(estimate.low, unit), "high": quantity(estimate.high, unit)}
        parts["component"] = [{"code": concept(INTERVAL), "valueRange": span}]
    if estimate.reason:
        parts["note"] = [{"text": estimate.reason}]
    return parts


def observation(
    code: Code,
    when: Mapping[str, Any],
    parts: Mapping[str, Any],
    *,
    category: str,
    patient: str | None,
    device: str | None,
) -> Resource:
    """Return an Observation.

    Args:
        code: what it is about.
        when: `effectivePeriod` or `effectiveDateTime`.
        parts: the other elements, such as those of `measured`.
        category: of FHIR's observation categories, such as "activity".
        patient: reference to the wearer; None leaves the subject open.
        device: address of the Device in the Bundle, or None.
    """
    found: Resource = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": category}]}],
        "code": concept(code),
        **when,
        **parts,
    }
    if patient is not None:
        found["subject"] = {"reference": patient}
    if device is not None:
        found["device"] = {"reference": device}
    return found


def device_of(name: str) -> Resource:
    """Return what recorded, by the name that is known of it."""
    return {
        "resourceType": "Device",
        "deviceName": [{"name": name, "type": "user-friendly-name"}],
    }


def address_of(resource: Resource) -> str:
    """Return the address of a resource in its Bundle, made from its contents."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(resource, sort_keys=True))}"


def bundle_text(resources: Sequence[Resource], where: str) -> str:
    """Return a collection of resources as JSON, checked.

    A resource that stands there twice is written once.

    Raises:
        RetrowalkError: fhir.resources is not installed, or something FHIR cannot say.
    """
    try:
        from fhir.resources.R4B.bundle import Bundle
    except ImportError as error:
        raise RetrowalkError(
            "FHIR files need the package fhir.resources",
            where=where,
            remedy="install it with `pip install 'retrowalk[fhir]'`",
        ) from error
    entries = {address_of(one): one for one in resources}
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": at, "resource": one} for at, one in entries.items()],
    }
    try:
        Bundle.model_validate(bundle)
        return json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    except ValueError as error:  # pydantic's errors are some
        reason = " ".join(str(error).split())[:200]
        raise RetrowalkError(f"FHIR cannot say this ({reason})", where=where) from error
