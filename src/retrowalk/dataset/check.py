"""Every problem of a folder, each in one line."""

from __future__ import annotations

from pathlib import Path

from retrowalk.dataset.base import Measurement, Problem, Problems
from retrowalk.dataset.names import stem_of
from retrowalk.dataset.read import read_measurement
from retrowalk.dataset.source import Source, open_source
from retrowalk.errors import RetrowalkError

_TOP = frozenset(
    {
        "dataset_description.json",
        "participants.tsv",
        "participants.json",
        "README",
        "README.md",
        "README.rst",
        "README.txt",
        "CHANGES",
        "CHANGES.md",
        "LICENSE",
        "CITATION.cff",
    }
)


def check(path: Path) -> tuple[Problem, ...]:
    """Return every problem of a folder or zip; none means that it can be packed.

    Raises:
        RetrowalkError: it cannot be opened at all.
    """
    source = open_source(path)
    problems = Problems(list(source.problems))
    if not source.stems:
        what = "it holds no recording"
        problems.add(source.name, "", what, "put them at sub-01/motion/: docs/dataset.md")
    for stem in source.stems:
        read_measurement(source, stem, problems)
    _strangers(source, problems)
    return tuple(problems.found)


def measurements(source: Source) -> list[Measurement]:
    """Return all recordings of a source.

    Raises:
        RetrowalkError: the first problem, and how many there are.
    """
    problems = Problems(list(source.problems))
    found = [one for stem in source.stems if (one := read_measurement(source, stem, problems))]
    refuse(source, problems)
    return found


def refuse(source: Source, problems: Problems) -> None:
    """Refuse a source with problems or without recordings.

    Raises:
        RetrowalkError: the first problem, and how many there are.
    """
    if not source.stems:
        raise RetrowalkError(
            "it holds no recording",
            where=source.name,
            remedy="give a folder with sub-01/motion/, as the app exports it",
        )
    if problems.found:
        first, more = problems.found[0], len(problems.found) - 1
        rest = f"; {more} more: `retrowalk dataset check`" if more else ""
        where = f"{source.name}/{first.file}" + (f", {first.place}" if first.place else "")
        raise RetrowalkError(first.what, where=where, remedy=first.remedy + rest)


def _strangers(source: Source, problems: Problems) -> None:
    """Note files that are no part of the layout."""
    scans = {stem.scans for stem in source.stems}
    stems = set(source.stems)
    for path in sorted(source.paths - _TOP - scans):
        known = stem_of(path)
        if known is not None:
            if known[0] not in stems:
                problems.add(path, "", "its *_motion.tsv is missing", "add it, or remove this")
        elif not _is_sidecar(path):
            what = "the file is no part of the layout"
            problems.add(path, "", what, "rename or remove it, or name it in .bidsignore")


def _is_sidecar(path: str) -> bool:
    """Whether it describes tables: JSON at the top, of scans, or of channels and events."""
    name = path.rpartition("/")[2]
    if "/" not in path:
        return name.startswith("task-") and name.endswith(".json")
    return name.endswith(("_scans.json", "_channels.json", "_events.json"))
