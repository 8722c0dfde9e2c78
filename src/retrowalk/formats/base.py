"""The interface of a file format: what every reader and every writer promises.

A reader looks at the first bytes (`sniff`) and turns one file or folder into one
`Recording` (`read`), or, where there are no motion samples in it, into `Session`s
(`sessions`); it never changes the file. A writer puts them into one file. Whoever
adds a format writes one file with such objects and names them in registry.py;
nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Recording
from retrowalk.session import Session
from retrowalk.zones import zone_of

HEAD_BYTES = 65_536
"""How many bytes of a file `Reader.sniff` is shown."""

MAX_FILE_BYTES = 4 * 1024**3
"""Larger files are refused: a day at 100 Hz is below 1 GiB."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows about a file and the file may not say.

    Attributes:
        rate_hz: sampling rate, for files with a sample counter or no clock at all.
        zone: the wearer's time zone, for files that tell local time only, or none; an IANA
            name or an offset such as "+02:00".

    Raises:
        RetrowalkError: a rate that no motion sensor has, or a zone that does not exist.
    """

    rate_hz: float | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.rate_hz is not None and not 1.0 <= self.rate_hz <= 4000.0:
            raise RetrowalkError(
                f"a sampling rate of {self.rate_hz:g} Hz is not one of a motion sensor",
                where="--rate",
                remedy="give samples per second, such as --rate 100",
            )
        if self.zone is not None:
            zone_of(self.zone)


class Reader(Protocol):
    """Turns one kind of file into a Recording.

    Attributes:
        name: the word for `read(..., format=name)` and `--format`.
        title: what people call the format.
        suffixes: file name endings it usually has, with the dot, lower case.
        carries: what of a Recording it can hold, in words for the table of formats.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    carries: str

    def sniff(self, head: bytes, path: Path) -> float:
        """Return how sure the reader is, 0 (not mine) to 1 (certainly mine).

        Args:
            head: the first `HEAD_BYTES` bytes; empty for a folder.
            path: the file or folder.
        """

    def read(self, path: Path, options: Options) -> Recording:
        """Return what is in the file, in SI units, with notes on what was recognised.

        Raises:
            RetrowalkError: one sentence with the file, the place in it and a remedy.
        """


class Writer(Protocol):
    """Puts a Recording into one kind of file.

    Attributes:
        name: the same word as the reader of the format.
        suffixes: file name endings that choose this writer.
        loses: what of a Recording the format cannot hold, in words; empty if nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    loses: str

    def write(self, recording: Recording, path: Path) -> None:
        """Write the file, replacing one that is there.

        Raises:
            RetrowalkError: the folder is missing or not writable.
        """


class SessionReader(Protocol):
    """Turns one kind of file of an app, a watch or a health service into Sessions.

    Attributes:
        name: the word for `read_sessions(..., format=name)` and `--from`.
        title: what people call the format.
        suffixes: file name endings it usually has, with the dot, lower case.
        carries: what of a Session it can hold, in words for the table of formats.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    carries: str

    def sniff(self, head: bytes, path: Path) -> float:
        """Return how sure the reader is, 0 (not mine) to 1 (certainly mine).

        Args:
            head: the first `HEAD_BYTES` bytes; empty for a folder.
            path: the file or folder; only its name where the bytes lie in an archive.
        """

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield what is in the file, one after the other, in its order.

        Raises:
            RetrowalkError: one sentence with the file, the place in it and a remedy.
        """


class MemberReader(SessionReader, Protocol):
    """A session reader that also reads a file lying in an archive."""

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield what is in these bytes.

        Args:
            data: the whole file, unpacked.
            name: for messages and `Session.source`.
            options: what the caller knows.

        Raises:
            RetrowalkError: one sentence with the name, the place in it and a remedy.
        """


class SessionWriter(Protocol):
    """Puts Sessions into one kind of file.

    Attributes:
        name: the same word as the reader of the format, where there is one.
        title: what people call the format.
        suffixes: file name endings that choose this writer.
        loses: what of a Session the format cannot hold, in words; empty if nothing.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    loses: str

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file, replacing one that is there.

        Raises:
            RetrowalkError: more sessions than the format holds, or a place that cannot be
                written.
        """
