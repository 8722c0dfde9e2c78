"""Where `retrowalk convert` writes: which format, which file, and never over the original."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from retrowalk.errors import RetrowalkError, writing
from retrowalk.formats import SESSION_WRITERS, WRITERS, Kind, read_sessions
from retrowalk.formats.base import SessionWriter, Writer
from retrowalk.formats.fhir.writer import FhirWriter, not_carried
from retrowalk.formats.lost import lost
from retrowalk.session import Session
from retrowalk.zones import zone_of

TO = "--to"
APART = frozenset({"fit", "gpx", "tcx"})
"""Formats that hold several sessions, but of which most apps read one, or join all into one."""

Either = TypeVar("Either", Writer, SessionWriter)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The writer of a format: one of the two."""

    motion: Writer | None = None
    sessions: SessionWriter | None = None


def is_folder(out: Path, text: str) -> bool:
    """Say whether the second argument names a folder: one that is there, or by its last sign."""
    return out.is_dir() or text.endswith(("/", os.sep))


def writer_for(out: Path, to: str | None, kind: Kind) -> Chosen:
    """Return the writer that a name or the option chooses; the longest ending wins.

    A table of sessions needs no name of its own: walk.csv becomes one where IN has no motion.

    Raises:
        RetrowalkError: no such format, or motion is asked of a file that has none.
    """
    motion = _chosen(WRITERS, out, to)
    told = _chosen(SESSION_WRITERS, out, to)
    if kind is Kind.MOTION:
        if motion is not None and (told is None or _ending(motion, out) >= _ending(told, out)):
            return Chosen(motion=motion)
    elif told is None and motion is not None:
        told = _chosen(SESSION_WRITERS, out, f"session-{motion.name}")
        if told is None:
            raise RetrowalkError(
                f"'{motion.name}' holds motion samples, and there are none",
                where=out.name or str(out),
                remedy=f"use one of {', '.join(w.name for w in SESSION_WRITERS)}",
            )
    if told is not None:
        return Chosen(sessions=told)
    names = [*(w.name for w in WRITERS), *(w.name for w in SESSION_WRITERS)]
    if to is not None:
        raise RetrowalkError(
            f"'{to}' cannot be written", where=TO, remedy=f"use one of {', '.join(names)}"
        )
    endings = [e for w in WRITERS for e in w.suffixes]
    endings += [e for w in SESSION_WRITERS for e in w.suffixes]
    raise RetrowalkError(
        "the name says no format that can be written",
        where=str(out),
        remedy=f"let it end in one of {', '.join(endings)}, or say --to",
    )


def _chosen(writers: Sequence[Either], out: Path, to: str | None) -> Either | None:
    if to is not None:
        return next((w for w in writers if w.name == to.lower()), None)
    best = max(writers, key=lambda w: _ending(w, out))
    return best if _ending(best, out) else None


def _ending(writer: Writer | SessionWriter, out: Path) -> int:
    name = out.name.lower()
    return max((len(e) for e in writer.suffixes if name.endswith(e)), default=0)


def check_free(out: Path, original: Path, *, replace: bool) -> None:
    """Refuse to write over the original, and over other files unless that is wanted.

    Raises:
        RetrowalkError: the file is there.
    """
    if not out.exists() and not out.is_symlink():
        return
    if out.exists() and original.exists() and out.samefile(original):
        raise RetrowalkError(
            "this is the original, which stays as it is", where=str(out), remedy="name another file"
        )
    if not replace:
        raise RetrowalkError(
            "this file is there already",
            where=str(out),
            remedy="name another, or say --replace",
        )


def put(out: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there whole, so that nothing half is left.

    Raises:
        RetrowalkError: a place that cannot be written, or what the writer refuses.
    """
    with writing(out), TemporaryDirectory(dir=out.parent, prefix=".retrowalk-") as folder:
        beside = Path(folder) / out.name
        write(beside)
        beside.replace(out)


def put_sessions(
    sessions: Sequence[Session], out: Path, writer: SessionWriter, patient: str | None
) -> tuple[str, ...]:
    """Write sessions and return what the file did not keep of them, in words.

    Raises:
        RetrowalkError: what the writer refuses.
    """
    if writer.name == FhirWriter.name:
        put(out, lambda path: FhirWriter(patient).write(sessions, path))
        return tuple(dict.fromkeys(what for one in sessions for what in not_carried(one)))
    put(out, lambda path: writer.write(sessions, path))
    return lost(sessions, list(read_sessions(out, format=writer.name)))


def names_in(folder: Path, suffix: str) -> Callable[[Session], Path]:
    """Return what names a file for each session: local date and time, and the sport."""
    used: set[str] = set()

    def named(session: Session) -> Path:
        zone = "UTC" if session.zone is None else session.zone
        began = session.start_utc.astimezone(zone_of(zone))
        sport = re.sub(r"[^a-z0-9]+", "-", session.sport.lower()).strip("-")[:40]
        stem = f"{began:%Y-%m-%d-%H%M%S}-{sport or 'session'}"
        name = next(n for n in _numbered(stem) if n not in used)
        used.add(name)
        return folder / f"{name}{suffix}"

    return named


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
