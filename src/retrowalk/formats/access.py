"""Reading and writing: which format a file has, and who is asked for it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import HEAD_BYTES, Options, Reader, SessionReader
from retrowalk.formats.packed import unpacked
from retrowalk.formats.registry import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS
from retrowalk.recording import Recording
from retrowalk.session import Session
from retrowalk.validation import validate

Reading = TypeVar("Reading", Reader, SessionReader)


class Kind(StrEnum):
    """What a file holds."""

    MOTION = "motion"
    SESSIONS = "sessions"


def kind_of(path: str | os.PathLike[str], *, format: str | None = None) -> Kind:
    """Return whether `read` or `read_sessions` is to be asked; motion wins a tie.

    Args:
        path: the file or folder, the file also packed with gzip.
        format: name of the format, see `retrowalk formats`; found from the file when None.

    Raises:
        RetrowalkError: no such file, or of no format that is known here.
    """
    file = Path(path)
    motion, sessions = _of(READERS, format), _of(SESSION_READERS, format)
    if not motion and not sessions:
        raise _no_format(str(format), file, (*READERS, *SESSION_READERS))
    with _opened(file) as plain:
        head = _head(plain)
        if not motion or not sessions:
            return Kind.MOTION if motion else Kind.SESSIONS
        of_motion, _ = _surest(motion, head, plain)
        of_sessions, _ = _surest(sessions, head, plain)
        if format is None and of_motion <= 0.0 and of_sessions <= 0.0:
            raise _strange(file, (*READERS, *SESSION_READERS))
        return Kind.MOTION if of_motion >= of_sessions else Kind.SESSIONS


def read(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    rate_hz: float | None = None,
    zone: str | None = None,
) -> Recording:
    """Read a motion recording from a file or an app's export folder.

    Args:
        path: the file or folder, the file also packed with gzip; it is never changed.
        format: name of the format, see `retrowalk formats`; found from the file when None.
        rate_hz: samples per second, for files that have no clock.
        zone: the wearer's time zone, for files that do not say it: "Europe/Berlin", "+02:00".

    Returns:
        A checked Recording; its `notes` say what was recognised and why, and begin with
        "warning:" where the reader had to leave something out.

    Raises:
        RetrowalkError: one sentence with the file, the place in it and a remedy.
    """
    options = Options(rate_hz, zone)
    file = Path(path)
    # numbers that overflow are refused below, with their sample
    with _opened(file) as plain, np.errstate(over="ignore", invalid="ignore"):
        recording = _motion_reader(plain, format).read(plain, options)
    return validate(recording, where=_name(file))


def read_sessions(
    path: str | os.PathLike[str], *, format: str | None = None, zone: str | None = None
) -> Iterator[Session]:
    """Read what an app, a watch or a health service made of walks, one after the other.

    Nothing is held but the session at hand, so exports of gigabytes can be gone through.

    Args:
        path: the file or folder, the file also packed with gzip; it is never changed.
        format: name of the format, see `retrowalk formats`; found from the file when None.
        zone: the wearer's time zone, for files that do not say it: "Europe/Berlin", "+02:00".

    Raises:
        RetrowalkError: one sentence with the file, the place in it and a remedy.
    """
    options = Options(zone=zone)
    file = Path(path)
    with _opened(file) as plain:
        yield from _session_reader(plain, format).sessions(plain, options)


def write(recording: Recording, path: str | os.PathLike[str], *, format: str | None = None) -> None:
    """Write a recording in the format that the file name's ending says.

    Args:
        recording: what to write.
        path: its ending chooses the format; a file there is replaced.
        format: name of the format, see `retrowalk formats`; told by the ending when None.

    Raises:
        RetrowalkError: an ending without a writer, or a place that cannot be written.
    """
    file = Path(path)
    chosen = [w for w in WRITERS if _suits(w.name, w.suffixes, file, format)]
    if not chosen:
        raise _unwritable("recordings", file, format, [(w.name, w.suffixes) for w in WRITERS])
    with _written(file):
        chosen[0].write(recording, file)


def write_sessions(
    sessions: Sequence[Session], path: str | os.PathLike[str], *, format: str | None = None
) -> None:
    """Write sessions in the format that the file name's ending says.

    Args:
        sessions: what to write, in the order of time.
        path: a file there is replaced.
        format: name of the format, see `retrowalk formats`; told by the ending when None.

    Raises:
        RetrowalkError: nothing to write, an ending without a writer, more sessions than the
            format holds, or a place that cannot be written.
    """
    file = Path(path)
    if not sessions:
        raise RetrowalkError("there is no session to write", where=_name(file))
    chosen = [w for w in SESSION_WRITERS if _suits(w.name, w.suffixes, file, format)]
    if not chosen:
        known = [(w.name, w.suffixes) for w in SESSION_WRITERS]
        raise _unwritable("sessions", file, format, known)
    with _written(file):
        chosen[0].write(sessions, file)


@contextmanager
def _opened(file: Path) -> Iterator[Path]:
    try:
        with unpacked(file) as plain:
            yield plain
    except OSError as error:
        raise RetrowalkError(
            f"the file cannot be opened: {error.strerror or error}",
            where=_name(file),
            remedy="check that it is there and that you may read it",
        ) from error


@contextmanager
def _written(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RetrowalkError(
            f"the file cannot be written: {error.strerror or error}",
            where=str(file),
            remedy="choose a folder that exists and that you may write to",
        ) from error


def _suits(name: str, suffixes: tuple[str, ...], file: Path, format: str | None) -> bool:
    if format is not None:
        return name == format.lower()
    return any(file.name.lower().endswith(suffix) for suffix in suffixes)


def _unwritable(
    what: str, file: Path, format: str | None, known: list[tuple[str, tuple[str, ...]]]
) -> RetrowalkError:
    if format is not None:
        return RetrowalkError(
            f"{what} cannot be written as '{format}'",
            where=_name(file),
            remedy=f"use one of {', '.join(name for name, _ in known)}",
        )
    endings = ", ".join(suffix for _, suffixes in known for suffix in suffixes)
    return RetrowalkError(
        f"{what} cannot be written as '{file.suffix or 'a file without ending'}'",
        where=_name(file),
        remedy=f"let the name end in one of {endings}",
    )


def _name(file: Path) -> str:
    return file.name or str(file)


def _of(readers: Sequence[Reading], format: str | None) -> Sequence[Reading]:
    """Return the readers with this name; all without a name."""
    if format is None:
        return readers
    return [reader for reader in readers if reader.name == format.lower()]


def _surest(readers: Sequence[Reading], head: bytes, file: Path) -> tuple[float, Reading]:
    """Return the reader that is surest, the first of equals, and how sure it is."""
    sure, best = max((reader.sniff(head, file), -i) for i, reader in enumerate(readers))
    return sure, readers[-best]


def _motion_reader(file: Path, format: str | None) -> Reader:
    head = _head(file)
    chosen = _of(READERS, format)
    if not chosen:
        raise _no_format(str(format), file, READERS)
    if format is not None:
        return chosen[0]
    sure, reader = _surest(chosen, head, file)
    if _surest(SESSION_READERS, head, file)[0] > sure:
        raise RetrowalkError(
            "this holds what an app made of a walk, and no samples of an accelerometer",
            where=_name(file),
            remedy="`retrowalk inspect` shows it, `retrowalk convert` writes it anew; only a"
            " recording of motion can be tracked",
        )
    if sure <= 0.0:
        raise _strange(file, READERS)
    return reader


def _session_reader(file: Path, format: str | None) -> SessionReader:
    head = _head(file)
    chosen = _of(SESSION_READERS, format)
    if not chosen:
        raise _no_format(str(format), file, SESSION_READERS)
    if format is not None:
        return chosen[0]
    sure, reader = _surest(chosen, head, file)
    if sure <= 0.0:
        raise _strange(file, SESSION_READERS)
    return reader


def _known(readers: Sequence[Reader | SessionReader]) -> str:
    """Return the names, each once; what they are called besides would make a long sentence."""
    return ", ".join(dict.fromkeys(reader.name for reader in readers))


def _no_format(
    format: str, file: Path, readers: Sequence[Reader | SessionReader]
) -> RetrowalkError:
    return RetrowalkError(
        f"there is no format '{format}'",
        where=_name(file),
        remedy=f"use one of {_known(readers)}",
    )


def _strange(file: Path, readers: Sequence[Reader | SessionReader]) -> RetrowalkError:
    return RetrowalkError(
        "the folder holds nothing that is known here"
        if file.is_dir()
        else "the file is of no format that is known here",
        where=_name(file),
        remedy=f"give one of {_known(readers)} (see `retrowalk formats`), or say which with"
        " --format",
    )


def _head(file: Path) -> bytes:
    if not file.exists():
        raise RetrowalkError(
            "there is no such file", where=str(file), remedy="check the name and the folder"
        )
    if file.is_dir():
        next(file.iterdir(), None)
        return b""
    if not file.is_file():
        raise RetrowalkError("this is no regular file", where=str(file), remedy="give a file")
    with file.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise RetrowalkError(
            "the file is empty", where=_name(file), remedy="copy or export it again"
        )
    return head
