"""Sessions as a FHIR Bundle: one Observation for each number, one that holds them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from retrowalk.formats.fhir.codes import ACTIVITY, MEASURES
from retrowalk.formats.fhir.resources import (
    Period,
    Resource,
    bundle_text,
    device,
    entry,
    group,
    observation,
)
from retrowalk.session import Session, Totals
from retrowalk.zones import zone_of


class FhirWriter:
    """What a clinic's system asks of a walk; needs the extra `fhir`."""

    name = "fhir"
    title = "FHIR R4 Observations"
    suffixes: tuple[str, ...] = (".fhir.json",)
    loses = "laps, the course, pauses, placement, the name; the zone but for its offset"

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write one Bundle of type collection.

        Raises:
            RetrowalkError: fhir.resources is not installed.
        """
        entries = [one for session in sessions for one in entries_of(session)]
        path.write_text(bundle_text(entries, where=path.name), encoding="utf-8")


def entries_of(session: Session) -> list[Resource]:
    """Return the Bundle entries of one session: its device, its numbers, what holds them."""
    # the same totals on two days are two things
    within = session.start_utc.isoformat()
    found: list[Resource] = []
    address = None
    if session.device:
        found.append(entry(device(session.device)))
        address = str(found[0]["fullUrl"])
    zone = dt.UTC if session.zone is None else zone_of(session.zone)
    end_utc = session.start_utc + dt.timedelta(seconds=session.elapsed_s)
    period = Period(session.start_utc.astimezone(zone), end_utc.astimezone(zone))
    members: list[Resource] = []
    for one in fields(Totals):
        estimate = getattr(session.totals, one.name)
        if estimate is not None:
            told = observation(MEASURES[one.name], estimate, period, device=address)
            members.append(entry(told, within=within))
    addresses = [str(member["fullUrl"]) for member in members]
    words = " ".join(part for part in (session.sport or "activity", session.sub_sport) if part)
    whole = group(ACTIVITY, words, period, addresses, address)
    return [*found, entry(whole, within=within), *members]
