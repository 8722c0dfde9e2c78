"""A folder or zip opened: its files, its people, its recordings' names."""

from __future__ import annotations

import datetime as dt
import fnmatch
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrowalk.dataset.base import (
    CONSENT_OTHER,
    CONSENT_SIMULATED,
    HEIGHTS_M,
    OLDEST_YEARS,
    Person,
    Problem,
    Problems,
    Sex,
)
from retrowalk.dataset.names import MOTION, Stem, is_participant, stem_of
from retrowalk.dataset.tables import MISSING, number_in, read_table, text_of
from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle import Bundle, open_bundle

DESCRIPTION = "dataset_description.json"
MOST_FILES = 100_000
_OURS = re.compile(r"retrowalk-[0-9]+")
_SEXES = {"m": Sex.MALE, "male": Sex.MALE, "f": Sex.FEMALE, "female": Sex.FEMALE}
_OTHERS = {"o": Sex.OTHER, "other": Sex.OTHER}


@dataclass(frozen=True, slots=True)
class Source:
    """What a folder or zip holds, before its samples are read.

    Attributes:
        bundle: its files.
        root: folder of the dataset inside the bundle, with "/" at its end; often empty.
        paths: of the dataset's files, from `root` on, without what .bidsignore names.
        people: by label.
        stems: file names of the recordings, in order.
        starts: instants of first samples, by path of the samples.
        listed: paths of samples that the tables of times name.
        problems: what is wrong outside the recordings.
    """

    bundle: Bundle
    root: str
    paths: frozenset[str]
    people: Mapping[str, Person]
    stems: tuple[Stem, ...]
    starts: Mapping[str, dt.datetime]
    listed: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.bundle.path.name or str(self.bundle.path)

    def data(self, path: str) -> bytes:
        """Return a file's bytes.

        Raises:
            RetrowalkError: it cannot be unpacked or read.
        """
        return self.bundle.data(self.root + path)


def open_source(path: Path) -> Source:
    """Open a folder or zip.

    Raises:
        RetrowalkError: there is none, or a damaged or hostile zip.
    """
    if not path.exists():
        raise RetrowalkError("there is no such folder", where=str(path), remedy="check the name")
    if path.is_file() and not _begins_as_zip(path):
        raise RetrowalkError(
            "this is neither a folder nor a zip",
            where=str(path),
            remedy="give the folder that holds dataset_description.json, or its zip",
        )
    bundle = open_bundle(path, most_files=MOST_FILES)
    found = sorted((m for m in bundle.members if _is_description(m)), key=_depth)
    root = found[0].removesuffix(DESCRIPTION) if found else ""
    paths = {m.removeprefix(root) for m in bundle.members if m.startswith(root)}
    problems = Problems()
    source = Source(bundle, root, frozenset(paths), {}, (), {}, frozenset(), ())
    paths = _wanted(source, problems)
    source = Source(bundle, root, frozenset(paths), {}, (), {}, frozenset(), ())
    _description(source, problems)
    people = _people(source, problems)
    stems = [known[0] for path in sorted(paths) if (known := stem_of(path)) and known[1] == MOTION]
    starts, listed = _times(source, stems, problems)
    return Source(
        bundle, root, frozenset(paths), people, tuple(stems), starts, listed, tuple(problems.found)
    )


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(2) == b"PK"
    except OSError as error:
        raise RetrowalkError(
            f"it cannot be opened: {error.strerror or error}",
            where=str(path),
            remedy="check that you may read it",
        ) from error


def _is_description(member: str) -> bool:
    """Whether it names a dataset; derivatives and sources may hold datasets of their own."""
    *folders, name = member.split("/")
    return name == DESCRIPTION and not {"derivatives", "sourcedata", "__MACOSX"} & set(folders)


def _depth(member: str) -> tuple[int, str]:
    return member.count("/"), member


def _wanted(source: Source, problems: Problems) -> set[str]:
    """Return the dataset's paths without litter, derivatives and what .bidsignore names."""
    ignored = [".git/*", "derivatives/*", "sourcedata/*", "code/*", "stimuli/*", "__MACOSX/*"]
    if ".bidsignore" in source.paths:
        text = text_of(source.data(".bidsignore"), ".bidsignore", problems) or ""
        for line in text.splitlines():
            pattern = line.strip().lstrip("/")
            if pattern and not pattern.startswith("#"):
                ignored.append(f"{pattern}*" if pattern.endswith("/") else pattern)
    return {
        path
        for path in source.paths
        if not any(fnmatch.fnmatchcase(path, pattern) for pattern in ignored)
        and path.rpartition("/")[2] not in {".DS_Store", "Thumbs.db", ".bidsignore"}
    }


def json_in(source: Source, path: str, problems: Problems) -> dict[str, Any] | None:
    """Return a JSON object of the dataset, or None with a problem noted."""
    with problems.noting(path):
        text = text_of(source.data(path), path, problems)
        if text is None:
            return None
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as error:
            problems.add(path, "", f"this is no JSON ({str(error)[:80]})", "correct or export it")
            return None
        if isinstance(data, dict):
            return data
        problems.add(path, "", "this JSON is no object", "begin it with { and names")
    return None


def _description(source: Source, problems: Problems) -> None:
    for path in (DESCRIPTION, "participants.tsv"):
        if path not in source.paths:
            problems.add(path, "", "the file is missing", "a dataset needs it: docs/dataset.md")
    if not {"README", "README.md", "README.rst", "README.txt"} & source.paths:
        problems.add("README.md", "", "the file is missing", "say in it what was recorded")
    if DESCRIPTION not in source.paths:
        return
    data = json_in(source, DESCRIPTION, problems)
    for name in ("Name", "BIDSVersion"):
        if data is not None and not (isinstance(data.get(name), str) and data[name].strip()):
            problems.add(DESCRIPTION, f"'{name}'", "it is missing or no text", "write it")


def _people(source: Source, problems: Problems) -> dict[str, Person]:
    file = "participants.tsv"
    folders = {p.split("/")[0] for p in source.paths if p.startswith("sub-") and "/" in p}
    people: dict[str, Person] = {}
    table = None
    if file in source.paths:
        with problems.noting(file):
            table = read_table(source.data(file), file, ("participant_id", "consent"), problems)
    if table is None:
        return people
    for line, row in table.rows:
        name = row["participant_id"]
        if not is_participant(name) or name.removeprefix("sub-") in people:
            what = "is there twice" if name.removeprefix("sub-") in people else "is no participant"
            problems.add(file, f"line {line}", f"'{name[:40]}' {what}", "write sub- and a label")
            continue
        people[name.removeprefix("sub-")] = _person(row, file, line, problems)
        if name not in folders:
            problems.add(file, f"line {line}", f"there is no folder {name}", "remove the line")
    for name in sorted(folders - {f"sub-{label}" for label in people}):
        problems.add(file, "", f"{name} is not listed", "add a line for each person")
    _consents(source, people, problems)
    return people


def _person(row: Mapping[str, str], file: str, line: int, problems: Problems) -> Person:
    def bounded(column: str, low: float, high: float, unit: str) -> float | None:
        cell = row.get(column, MISSING)
        value = number_in(cell, file, line, column, problems, optional=True)
        if value is None or low <= value <= high:
            return value
        place = f"line {line}, column '{column}'"
        problems.add(file, place, f"it is {value:g}", f"give {low:g} to {high:g} {unit}")
        return None

    age = bounded("age", 0.0, OLDEST_YEARS, "years, 89 for older")
    height = bounded("height", *HEIGHTS_M, "metres")
    said = row.get("sex", MISSING)
    sex = (_SEXES | _OTHERS).get(said.lower())
    if sex is None and said != MISSING:
        place = f"line {line}, column 'sex'"
        problems.add(file, place, f"'{said[:40]}' is not known", "write F, M, O or n/a")
    consent = row["consent"]
    if consent not in {CONSENT_OTHER, CONSENT_SIMULATED} and not _OURS.fullmatch(consent):
        problems.add(
            file,
            f"line {line}, column 'consent'",
            f"'{consent[:40]}' names no consent",
            "write retrowalk-1, other where another text was agreed to, or simulated",
        )
    date = None
    if (cell := row.get("consent_date", MISSING)) != MISSING:
        try:
            date = dt.date.fromisoformat(cell)
        except ValueError:
            place = f"line {line}, column 'consent_date'"
            problems.add(file, place, f"'{cell[:40]}' is no date", "write it like 2026-11-30")
    label = row["participant_id"].removeprefix("sub-")
    return Person(label, consent, date, age, sex, height)


def _consents(source: Source, people: Mapping[str, Person], problems: Problems) -> None:
    members = {m.removeprefix(source.root) for m in source.bundle.members}
    for version in sorted({p.consent for p in people.values() if _OURS.fullmatch(p.consent)}):
        if not any(m.startswith(f"consent/{version}_") for m in members):
            what = "the text that was agreed to is missing"
            problems.add(f"consent/{version}_en.md", "", what, "copy it from the export")


def _times(
    source: Source, stems: list[Stem], problems: Problems
) -> tuple[dict[str, dt.datetime], frozenset[str]]:
    starts: dict[str, dt.datetime] = {}
    listed: set[str] = set()
    for file in sorted({stem.scans for stem in stems}):
        if file not in source.paths:
            problems.add(file, "", "the file is missing", "list each recording, acq_time or n/a")
            continue
        table = None
        with problems.noting(file):
            table = read_table(source.data(file), file, ("filename", "acq_time"), problems)
        folder = file.rpartition("/")[0]
        for line, row in table.rows if table is not None else ():
            path = f"{folder}/{row['filename']}"
            if path not in source.paths:
                what = f"there is no file {row['filename'][:80]}"
                problems.add(file, f"line {line}", what, "remove the line")
            listed.add(path)
            if row["acq_time"] == MISSING:
                continue
            try:
                at = dt.datetime.fromisoformat(row["acq_time"].replace("Z", "+00:00"))
            except ValueError:
                place, what = f"line {line}, column 'acq_time'", "this is no instant"
                problems.add(file, place, what, "write it like 1925-06-15T13:45:30Z, or n/a")
                continue
            starts[path] = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return starts, frozenset(listed)
