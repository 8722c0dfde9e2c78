"""A zip to give away: only what the layout knows, people renamed, dates shifted.

sub-anna  2026-11-25T10:42:07Z  ->  sub-02  1924-03-09T10:42:07Z
as BIDS asks: the same number of days for all of one person, in 1925 or earlier
"""

from __future__ import annotations

import datetime as dt
import os
import random
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retrowalk.dataset.base import Measurement, Person, Problems
from retrowalk.dataset.check import check, refuse
from retrowalk.dataset.folder import (
    general_files,
    measurement_files,
    scans_file,
    stem_of_measurement,
)
from retrowalk.dataset.names import SIDECAR, Stem
from retrowalk.dataset.read import read_measurement
from retrowalk.dataset.source import DESCRIPTION, Source, json_in, open_source
from retrowalk.dataset.texts import consent_version
from retrowalk.errors import RetrowalkError, writing

LATEST_SHIFTED = dt.date(1925, 12, 31)
_SPREAD_DAYS = 20 * 365
_KEPT_WORDS = frozenset(
    {
        "TaskName",
        "TaskDescription",
        "TrackingSystemName",
        "SamplingFrequency",
        "SamplingFrequencyEffective",
        "RecordingDuration",
        "ManufacturersModelName",
        "SoftwareVersions",
        "TrackedPointsCount",
        "MissingValues",
        "Placement",
        "Side",
        "LabelTiming",
        "SensorQuality",
        "Axes",
    }
)
_KEPT_COLUMNS = frozenset({"participant_id", "age", "sex", "height", "consent", "consent_date"})


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into the zip.

    Attributes:
        recordings: how many.
        people: how many.
        left_out: what did not, one line each.
        as_written: words that people wrote and that went in: somebody should look at them.
    """

    recordings: int
    people: int
    left_out: tuple[str, ...]
    as_written: tuple[str, ...]


def pack(folder: Path, out: Path, *, seed: int | None = None) -> Packed:
    """Write the zip.

    Args:
        folder: a folder or zip without problems.
        out: the zip; it must not exist.
        seed: for tests; without it people's order and dates are drawn anew each time.

    Raises:
        RetrowalkError: a folder with problems, or a place that cannot be written.
    """
    found = check(folder)
    source = open_source(folder)
    refuse(source, Problems(list(found)))
    if out.exists():
        raise RetrowalkError("it is already there", where=str(out), remedy="give a new name")
    drawn = random.SystemRandom() if seed is None else random.Random(seed)
    people = _renamed(source, drawn)
    days = {label: drawn.randrange(_SPREAD_DAYS) for label in sorted(people)}
    latest = _latest(source)
    shift = {label: latest[label] - LATEST_SHIFTED + dt.timedelta(days[label]) for label in people}
    written: set[str] = set()
    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with writing(out), zipfile.ZipFile(temporary, "x", zipfile.ZIP_DEFLATED) as archive:
            for path, data in _files(source, people, shift, written):
                # a fixed time: when it was packed is nobody's business
                archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), data, 8)
        with writing(out):
            os.replace(temporary, out)
    finally:
        temporary.unlink(missing_ok=True)
    words = tuple(sorted(word for word in written if not word.endswith(": ")))
    return Packed(len(source.stems), len(people), tuple(_left_out(source)), words)


def _renamed(source: Source, drawn: random.Random) -> dict[str, Person]:
    """Return the people by their old label, with new ones in a drawn order."""
    labels = sorted({stem.sub for stem in source.stems})
    drawn.shuffle(labels)
    width = max(2, len(str(len(labels))))
    return {
        old: replace(source.people[old], label=f"{k:0{width}d}")
        for k, old in enumerate(labels, start=1)
    }


def _latest(source: Source) -> dict[str, dt.date]:
    """Return the latest day that is told of each person."""
    latest = dict.fromkeys(source.people, dt.date.min)
    for label, person in source.people.items():
        if person.consent_date is not None:
            latest[label] = person.consent_date
    for path, at in source.starts.items():
        label = path.split("/")[0].removeprefix("sub-")
        if label in latest:
            latest[label] = max(latest[label], at.date())
    return {label: day if day > dt.date.min else LATEST_SHIFTED for label, day in latest.items()}


def _files(
    source: Source,
    people: Mapping[str, Person],
    shift: Mapping[str, dt.timedelta],
    written: set[str],
) -> Iterator[tuple[str, bytes]]:
    times: list[tuple[Stem, dt.datetime | None]] = []
    for stem in source.stems:
        one = _anonymous(source, stem, people[stem.sub], shift[stem.sub])
        written |= {f"device: {one.phone}", f"software: {one.software}"}
        times.append((stem_of_measurement(one), one.recording.start_utc))
        yield from measurement_files(one).items()
    yield from scans_file(times).items()
    shifted = [
        replace(person, consent_date=person.consent_date - shift[old])
        if person.consent_date is not None
        else person
        for old, person in people.items()
    ]
    ours = consent_version()
    for path, data in general_files(shifted).items():
        other = path.startswith("consent/") and not path.startswith(f"consent/{ours}_")
        if not other:
            yield path, data
        elif source.root + path in source.bundle.members:
            yield path, source.data(path)


def _anonymous(source: Source, stem: Stem, person: Person, shift: dt.timedelta) -> Measurement:
    problems = Problems()
    one = read_measurement(source, stem, problems)
    if one is None:
        raise RetrowalkError("it changed while it was packed", where=source.name)
    start = one.recording.start_utc
    if start is not None:
        start = start - shift
    return replace(one, person=person.label, recording=replace(one.recording, start_utc=start))


def _left_out(source: Source) -> Iterator[str]:
    """Say what the zip does not hold, in the order of how personal it is."""
    yield "labels of people: replaced by numbers in a drawn order"
    if source.starts or any(p.consent_date for p in source.people.values()):
        yield "dates: shifted to 1925 or earlier, by as many days for all of one person"
    table = source.data("participants.tsv").decode("utf-8-sig").splitlines()[0].split("\t")
    for column in sorted({name.strip() for name in table} - _KEPT_COLUMNS):
        yield f"participants.tsv: the column '{column}'"
    problems = Problems()
    words: set[str] = set()
    for stem in source.stems:
        words |= set(json_in(source, stem.path(SIDECAR), problems) or {})
    for word in sorted(words - _KEPT_WORDS):
        if not word.endswith("ChannelCount") and word != "SubjectArtefactDescription":
            yield f"*_motion.json: '{word}'"
    told = json_in(source, DESCRIPTION, problems) or {}
    for word in sorted(
        set(told) - {"Name", "BIDSVersion", "DatasetType", "License", "GeneratedBy"}
    ):
        yield f"{DESCRIPTION}: '{word}'"
    yield "README and the dataset's name: replaced by the standard ones"
    unlisted = {m.removeprefix(source.root) for m in source.bundle.members} - source.paths
    for path in sorted(unlisted):
        if not path.startswith("consent/") and path != ".bidsignore":
            yield f"{path}: no part of the layout"
