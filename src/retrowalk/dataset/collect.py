"""Exports of the app, other folders and single recordings, brought together in one folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from retrowalk.dataset.base import (
    CONSENT_SIMULATED,
    Label,
    Measurement,
    Person,
    Piece,
    Problems,
    Timing,
)
from retrowalk.dataset.check import measurements
from retrowalk.dataset.folder import measurement_files, stem_of_measurement
from retrowalk.dataset.names import MOTION, is_label
from retrowalk.dataset.source import open_source
from retrowalk.dataset.tables import MISSING, number_in, read_table
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording

_GAITS = {
    "stand": Label.STAND,
    "forward": Label.FORWARD,
    "backward": Label.BACKWARD,
    "left": Label.SIDEWAYS,
    "right": Label.SIDEWAYS,
    "turn": Label.TURN,
    "stairs-up": Label.STAIRS_UP,
    "stairs-down": Label.STAIRS_DOWN,
}
_LABELS_REMEDY = "give a table with the columns onset, duration and trial_type, tab-separated"


@dataclass(frozen=True, slots=True)
class Collected:
    """People and recordings without what is there twice.

    Attributes:
        people: each once.
        measurements: each once; alike names numbered as runs.
        repeated: how many recordings were there before.
    """

    people: tuple[Person, ...]
    measurements: tuple[Measurement, ...]
    repeated: int


def collect(parts: Iterable[tuple[Iterable[Person], Iterable[Measurement]]]) -> Collected:
    """Bring people and recordings together.

    The same label is the same person: what one part does not say is taken from another. The same
    samples are the same recording.

    Raises:
        RetrowalkError: one person with two consents, ages, sexes or heights.
    """
    people: dict[str, Person] = {}
    found: dict[str, Measurement] = {}
    repeated = 0
    for who, what in parts:
        for person in who:
            known = people.get(person.label)
            people[person.label] = person if known is None else _joined(known, person)
        for one in what:
            # by the samples as written, so that a folder read again is recognised
            own = replace(one, run=None)
            samples = measurement_files(own)[stem_of_measurement(own).path(MOTION)]
            key = f"{one.person}:{hashlib.sha256(samples).hexdigest()}"
            repeated += key in found
            found.setdefault(key, one)
    return Collected(tuple(people.values()), tuple(_numbered(found.values())), repeated)


def _joined(one: Person, other: Person) -> Person:
    merged = {}
    for name in ("consent", "age_years", "sex", "height_m"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and theirs is not None and mine != theirs:
            raise RetrowalkError(
                f"it is {mine} in one place and {theirs} in another",
                where=f"sub-{one.label}, {name}",
                remedy="correct participants.tsv, or give different people different labels",
            )
        merged[name] = theirs if mine is None else mine
    dates = [date for date in (one.consent_date, other.consent_date) if date is not None]
    return replace(one, consent_date=min(dates, default=None), **merged)


def _numbered(measured: Iterable[Measurement]) -> Iterable[Measurement]:
    """Yield recordings with runs counted anew in order of time; a single one has none."""
    alike: dict[tuple[str, str, str], list[Measurement]] = {}
    for one in measured:
        alike.setdefault((one.person, one.session or "", one.tracksys), []).append(one)
    for key in sorted(alike):
        group = sorted(alike[key], key=_when)
        for run, one in enumerate(group, start=1):
            yield replace(one, run=None if len(group) == 1 else run)


def _when(one: Measurement) -> tuple[str, int]:
    at = one.recording.start_utc
    return ("" if at is None else at.isoformat(), one.run or 0)


def from_export(path: Path) -> tuple[tuple[Person, ...], list[Measurement]]:
    """Read an export of the app or another folder of this layout.

    Raises:
        RetrowalkError: its first problem.
    """
    source = open_source(path)
    found = measurements(source)
    named = {one.person for one in found}
    return tuple(p for p in source.people.values() if p.label in named), found


def from_recording(
    recording: Recording,
    labels: Path,
    person: Person,
    *,
    placement: Placement | None = None,
    side: str | None = None,
    axes: str | None = None,
    phone: str = "",
    tracksys: str = "phone",
) -> Measurement:
    """Join a recording of any logger and a table of labels, or the truth of a simulation.

    Raises:
        RetrowalkError: labels that cannot be read, no placement, or a label with a space.
    """
    worn = placement or recording.placement
    if worn is None:
        raise RetrowalkError(
            "where it was worn is not known",
            where=recording.source or "recording",
            remedy="say it with --placement",
        )
    if not is_label(person.label):
        raise RetrowalkError(
            f"'{person.label}' is no label", where="--person", remedy="use letters and digits"
        )
    pieces, timing = read_labels(labels)
    if (timing is Timing.SIMULATED) is not (person.consent == CONSENT_SIMULATED):
        person_word = "simulated" if timing is Timing.SIMULATED else "other or retrowalk-1"
        raise RetrowalkError(
            "simulated and measured walks are never mixed",
            where="--consent",
            remedy=f"say {person_word} for these labels",
        )
    begins_s = float(recording.time_s[0])
    return Measurement(
        person.label,
        replace(recording, time_s=recording.time_s - begins_s),
        _inside(pieces, begins_s, recording.duration_s),
        worn,
        timing,
        side=side,
        phone=phone or recording.device,
        axes=axes,
        tracksys=tracksys,
    )


def _inside(pieces: Iterable[Piece], begins_s: float, duration_s: float) -> tuple[Piece, ...]:
    """Return labels on a clock that begins with the first sample, cut to the samples."""
    found = []
    for piece in pieces:
        start_s = min(max(0.0, piece.start_s - begins_s), duration_s)
        end_s = min(piece.end_s - begins_s, duration_s)
        if end_s > start_s:
            found.append(replace(piece, start_s=start_s, end_s=end_s))
    if not found:
        raise RetrowalkError(
            "no label lies inside the recording",
            where="--labels",
            remedy="count seconds on the recording's clock",
        )
    return tuple(found)


def read_labels(path: Path) -> tuple[tuple[Piece, ...], Timing]:
    """Read labels: a table as *_events.tsv, or what `retrowalk simulate --truth` wrote.

    Raises:
        RetrowalkError: the first line that cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"the labels cannot be opened: {error.strerror or error}"
        raise RetrowalkError(what, where=str(path), remedy=_LABELS_REMEDY) from error
    if data.lstrip()[:1] == b"{":
        return _from_truth(data, path), Timing.SIMULATED
    problems = Problems()
    table = read_table(data, path.name, ("onset", "duration", "trial_type"), problems)
    pieces = []
    for line, row in table.rows if table is not None else ():
        onset = number_in(row["onset"], path.name, line, "onset", problems)
        length = number_in(row["duration"], path.name, line, "duration", problems)
        steps = number_in(
            row.get("steps", MISSING), path.name, line, "steps", problems, optional=True
        )
        if row["trial_type"] not in set(Label):
            what = f"'{row['trial_type'][:40]}' is no label"
            problems.add(path.name, f"line {line}", what, f"use one of {', '.join(Label)}")
        elif onset is not None and length is not None:
            count = None if steps is None else int(steps)
            pieces.append(Piece(Label(row["trial_type"]), onset, onset + length, count))
    if problems.found:
        first = problems.found[0]
        where = f"{first.file}, {first.place}"
        raise RetrowalkError(first.what, where=where, remedy=first.remedy)
    return tuple(sorted(pieces, key=lambda piece: piece.start_s)), Timing.OBSERVED


def _from_truth(data: bytes, path: Path) -> tuple[Piece, ...]:
    try:
        segments = json.loads(data)["segments"]
        return tuple(
            Piece(_GAITS[one["gait"]], one["start_s"], one["end_s"], one["steps"])
            for one in segments
            if one["gait"] in _GAITS
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RetrowalkError(
            f"these labels cannot be read ({error})", where=path.name, remedy=_LABELS_REMEDY
        ) from error
