"""Walking through an export of many files, none of them unpacked to disk.

A member that cannot be read does not end the walk-through: it is told in a note beginning with
"warning:" at the next session, and once more, with the others, in the error that ends an export
in which nothing at all could be read.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import HEAD_BYTES, MemberReader, Options
from retrowalk.formats.bundle import Bundle, open_bundle
from retrowalk.formats.bundle_checks import MOST_SWELLING, SMALL_BYTES
from retrowalk.formats.packed import GZIP_HEAD
from retrowalk.session import Session

MOST_FILES = 200_000
MOST_ACTIVITY_BYTES = 64 * 1024**2
_MOST_TOLD = 5


class Troubles:
    """Members that could not be read, until somebody is told."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._new: list[str] = []
        self._count = 0
        self._first: list[str] = []

    def add(self, error: RetrowalkError) -> None:
        """Remember one."""
        self._count += 1
        text = str(error)
        if len(self._first) < _MOST_TOLD:
            self._first.append(text)
        if len(self._new) <= _MOST_TOLD:
            self._new.append(text)

    def tell(self, session: Session) -> Session:
        """Return the session with a warning for each that came since the last."""
        if not self._new:
            return session
        notes = [f"warning: left out: {text}" for text in self._new[:_MOST_TOLD]]
        if len(self._new) > _MOST_TOLD:
            notes.append("warning: more files were left out here")
        self._new.clear()
        return replace(session, notes=(*session.notes, *notes))

    def ending(self, what: str, remedy: str) -> RetrowalkError:
        """Return the error of an export in which there was nothing to read."""
        if not self._count:
            return RetrowalkError(what, where=self._name, remedy=remedy)
        return RetrowalkError(
            f"none of its {self._count} activities could be read: {'; '.join(self._first)[:300]}",
            where=self._name,
            remedy="export it again",
        )


def walked(
    path: Path,
    walk: Callable[[Bundle, Troubles], Iterator[Session]],
    *,
    nothing: str,
    remedy: str,
) -> Iterator[Session]:
    """Yield the sessions of an export, with what broke on the way told.

    Args:
        path: the zip or folder.
        walk: yields the sessions of the opened export and adds what breaks.
        nothing: said where there is none.
        remedy: what to do then.

    Raises:
        RetrowalkError: a hostile archive, or nothing in it can be read.
    """
    troubles = Troubles(path.name)
    count = 0
    with open_bundle(path, most_files=MOST_FILES).held() as held:
        for session in _told_last(walk(held, troubles), troubles):
            count += 1
            yield session
    if not count:
        raise troubles.ending(nothing, remedy)


def _told_last(sessions: Iterator[Session], troubles: Troubles) -> Iterator[Session]:
    """Yield sessions with the warnings of what broke before them; the last has the rest too."""
    held: Session | None = None
    for session in sessions:
        if held is not None:
            yield held
        held = troubles.tell(session)
    if held is not None:
        yield troubles.tell(held)


def activity(
    bundle: Bundle,
    member: str,
    readers: Sequence[MemberReader],
    options: Options,
    *,
    wanted: Callable[[bytes], bool] | None = None,
) -> Iterator[Session]:
    """Yield the sessions of a member, packed with gzip or not; none where it is not wanted.

    Raises:
        RetrowalkError: damaged, beyond the bounds, or of a format that no reader knows.
    """
    name = f"{bundle.name}/{member}"
    data = bundle.data(member, MOST_ACTIVITY_BYTES)
    if data.startswith(GZIP_HEAD):
        data = _unpacked(data, name)
    # Strava's TCX begins with blanks, which XML forbids
    data = data.lstrip(b" \t\r\n") if data[:1] in b" \t\r\n" and data else data
    if wanted is not None and not wanted(data):
        return
    plain = PurePosixPath(member.removesuffix(".gz"))
    reader = _reader(data, plain.name, readers)
    if reader is None:
        raise RetrowalkError(
            f"'{plain.suffix[:10] or plain.name[:20]}' is of no format that is known here",
            where=name,
            remedy=f"known are {', '.join(one.name for one in readers) or 'none'}",
        )
    yield from reader.sessions_in(data, name, options)


def _reader(data: bytes, name: str, readers: Sequence[MemberReader]) -> MemberReader | None:
    head = data[:HEAD_BYTES]
    sure = [(reader.sniff(head, Path(name)), -k) for k, reader in enumerate(readers)]
    best, at = max(sure, default=(0.0, 0))
    return readers[-at] if best > 0.0 else None


def _unpacked(data: bytes, name: str) -> bytes:
    most = min(MOST_ACTIVITY_BYTES, max(SMALL_BYTES, MOST_SWELLING * len(data)))
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            plain = packed.read(most + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise RetrowalkError(
            f"the packed file is damaged or cut off: {str(error)[:60]}",
            where=name,
            remedy="export it again",
        ) from error
    if len(plain) > most:
        raise RetrowalkError(
            f"it unpacks to more than {most / SMALL_BYTES:.0f} MiB, as bombs do",
            where=name,
            remedy="do not trust this archive",
        )
    return plain


def json_of(data: bytes, name: str) -> object:
    """Return what a JSON text says.

    Raises:
        RetrowalkError: no JSON, with the byte; or nested too deep.
    """
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        where, what = error.start, "the text is not UTF-8"
    except json.JSONDecodeError as error:
        where, what = error.pos, f"this is no JSON: {error.msg}"
    except RecursionError:
        where, what = 0, "the JSON is nested too deep"
    except ValueError as error:  # a number of thousands of digits
        where, what = 0, f"this is no JSON: {str(error)[:60]}"
    raise RetrowalkError(what, where=f"{name}, byte {where}", remedy="export it again")


def finite(value: object) -> float | None:
    """Return a number of a JSON or CSV, or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if abs(found) < 1e15 else None
