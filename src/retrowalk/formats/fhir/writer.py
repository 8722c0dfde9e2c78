"""Sessions as a FHIR Bundle.

Device          what recorded, where a file says it
Observation     one per number, over the time of the walk
Observation     one per number of each bout, over the time of the bout
Observation     "bout": the direction; its members are the numbers of the bout
Observation     "walk": its members are all of the above
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from retrowalk.formats.fhir.codes import (
    BOUT,
    DIRECTIONS,
    LOCAL,
    PROBABILITY,
    SHARE,
    TOTALS,
    WALK,
    Code,
)
from retrowalk.formats.fhir.resources import (
    Resource,
    address_of,
    bundle_text,
    checked_patient,
    concept,
    device_of,
    measured,
    observation,
    quantity,
)
from retrowalk.session import WALKING, Lap, Session, Totals
from retrowalk.zones import zone_of


class FhirWriter:
    """Observations of FHIR R4 in one Bundle."""

    name = "fhir"
    title = "FHIR R4 Observations"
    suffixes: tuple[str, ...] = (".fhir.json",)
    loses = (
        "the course second by second, pauses, the session's name and sub-sport, the zone's name "
        "(its offset stays), sources of numbers"
    )

    def __init__(self, patient: str | None = None) -> None:
        """Take a reference to the wearer, such as "Patient/17"; None leaves the subject open.

        Raises:
            RetrowalkError: it is no reference to a patient.
        """
        self._patient = checked_patient(patient)

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file; the same sessions give the same bytes.

        Raises:
            RetrowalkError: fhir.resources is not installed, or something FHIR cannot say.
        """
        resources = [one for session in sessions for one in _resources(session, self._patient)]
        path.write_text(bundle_text(resources, path.name), encoding="utf-8")


def not_carried(session: Session) -> tuple[str, ...]:
    """Return what of this session FHIR cannot hold, in words."""
    estimates = [
        getattr(totals, one.name)
        for totals in (session.totals, *(lap.totals for lap in session.laps))
        for one in fields(Totals)
    ]
    has = {
        "the course second by second": session.course is not None,
        "pauses": bool(session.pauses),
        "name": bool(session.name),
        "sub-sport": bool(session.sub_sport),
        "the time zone's name (its offset stays)": session.zone is not None and "/" in session.zone,
        "sources of numbers": any(one is not None and one.sources for one in estimates),
    }
    return tuple(what for what, there in has.items() if there)


def _resources(session: Session, patient: str | None) -> Iterator[Resource]:
    device = None
    if session.device:
        recorder = device_of(session.device)
        yield recorder
        device = address_of(recorder)
    common: dict[str, Any] = {"category": "activity", "patient": patient, "device": device}
    if session.placement is not None:
        place = {"bodySite": {"text": f"sensor worn at: {session.placement.value}"}}
    else:
        place = {}
    whole = _period(session, 0.0, session.elapsed_s)
    members = []
    for one in _numbers(session.totals, session.sport, whole, place, common):
        yield one
        members.append(address_of(one))
    for lap in session.laps:
        when = _period(session, lap.start_s, lap.end_s)
        parts = list(_numbers(lap.totals, session.sport, when, place, common))
        yield from parts
        bout = observation(BOUT, when, _bout_parts(lap, parts), **common)
        yield bout
        members.append(address_of(bout))
    yield observation(WALK, whole, _walk_parts(session, members), **common)


def _period(session: Session, start_s: float, end_s: float) -> Resource:
    """Return a time with the wearer's offset at each end, which differ where clocks change."""
    zone = dt.UTC if session.zone is None else zone_of(session.zone)

    def at(seconds: float) -> str:
        moment = session.start_utc + dt.timedelta(seconds=seconds)
        return moment.astimezone(zone).isoformat(timespec="milliseconds")

    return {"effectivePeriod": {"start": at(start_s), "end": at(max(start_s, end_s))}}


def _numbers(
    totals: Totals, sport: str, when: Resource, place: Resource, common: dict[str, Any]
) -> Iterator[Resource]:
    for name, (code, unit) in TOTALS.items():
        estimate = getattr(totals, name)
        if estimate is not None:
            parts = {**measured(estimate, unit), **place}
            yield observation(_about(code, name, sport), when, parts, **common)


def _about(code: Code, name: str, sport: str) -> Code:
    """Return the code; LOINC's distance is one that was walked."""
    return replace(code, loinc=None) if name == "distance_m" and sport != WALKING else code


def _bout_parts(lap: Lap, members: Sequence[Resource]) -> Resource:
    parts: Resource = {}
    if lap.direction is not None:
        word = lap.direction.value
        code = {"system": LOCAL, "code": word, "display": DIRECTIONS[word]}
        parts["valueCodeableConcept"] = {"coding": [code], "text": DIRECTIONS[word]}
    if lap.probability is not None:
        parts["component"] = [
            {"code": concept(PROBABILITY), "valueQuantity": quantity(lap.probability, SHARE)}
        ]
    if lap.reason:
        parts["note"] = [{"text": lap.reason}]
    if members:
        parts["hasMember"] = [{"reference": address_of(one)} for one in members]
    return parts


def _walk_parts(session: Session, members: Sequence[str]) -> Resource:
    parts: Resource = {}
    if session.sport:
        parts["valueCodeableConcept"] = {"text": session.sport}
    texts = [*session.notes, *([f"source: {session.source}"] if session.source else [])]
    if texts:
        parts["note"] = [{"text": text} for text in texts if text]
    if members:
        parts["hasMember"] = [{"reference": at} for at in members]
    return parts
