"""All formats in one place, and the choice between them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.apps.bangle import BangleReader
from retrowalk.formats.apps.infinitime import InfiniTimeReader
from retrowalk.formats.apps.matlab_mobile import MatlabMobileReader
from retrowalk.formats.apps.workbook import WorkbookReader
from retrowalk.formats.base import (
    HEAD_BYTES,
    MemberReader,
    Options,
    Reader,
    SessionReader,
    SessionWriter,
    Writer,
)
from retrowalk.formats.feather import FeatherReader, FeatherWriter
from retrowalk.formats.fhir.writer import FhirWriter
from retrowalk.formats.fit.readers import FitMotionReader, FitReader
from retrowalk.formats.fit.writer import FitWriter
from retrowalk.formats.generic_csv import CsvReader, CsvWriter
from retrowalk.formats.health.apple import AppleHealthReader
from retrowalk.formats.health.connect import HealthConnectReader
from retrowalk.formats.health.garmin import GarminReader
from retrowalk.formats.health.strava import StravaReader
from retrowalk.formats.health.takeout import TakeoutReader
from retrowalk.formats.loggers.actigraph import ActiGraphReader
from retrowalk.formats.loggers.axivity import AxivityReader
from retrowalk.formats.loggers.geneactiv import GeneActivReader
from retrowalk.formats.packed import unpacked
from retrowalk.formats.parquet import ParquetReader, ParquetWriter
from retrowalk.formats.phyphox import PhyphoxReader
from retrowalk.formats.recording_json import RecordingJsonReader, RecordingJsonWriter
from retrowalk.formats.sensor_logger import SensorLoggerReader
from retrowalk.formats.tables.session_csv import SessionCsvReader, SessionCsvWriter
from retrowalk.formats.tables.session_parquet import SessionParquetReader, SessionParquetWriter
from retrowalk.formats.xml.gpx_read import GpxReader
from retrowalk.formats.xml.gpx_write import GpxWriter
from retrowalk.formats.xml.tcx_read import TcxReader
from retrowalk.formats.xml.tcx_write import TcxWriter
from retrowalk.formats.zipped_table import ZippedTableReader
from retrowalk.recording import Recording
from retrowalk.session import Session
from retrowalk.validation import validate

READERS: tuple[Reader, ...] = (
    CsvReader(),
    ParquetReader(),
    FeatherReader(),
    RecordingJsonReader(),
    SensorLoggerReader(),
    PhyphoxReader(),
    ZippedTableReader(),
    FitMotionReader(),
    AxivityReader(),
    GeneActivReader(),
    ActiGraphReader(),
    BangleReader(),
    InfiniTimeReader(),
    MatlabMobileReader(),
    WorkbookReader(),
)
"""All readers; where two are equally sure, the earlier one reads."""
WRITERS: tuple[Writer, ...] = (
    CsvWriter(),
    ParquetWriter(),
    RecordingJsonWriter(),
    FeatherWriter(),
)
"""All writers, by the ending of the file name."""
MEMBER_READERS: tuple[MemberReader, ...] = (
    FitReader(),
    GpxReader(),
    TcxReader(),
    SessionCsvReader(),
    SessionParquetReader(),
)
"""Session readers of single files, which archives of many walks also hold."""
SESSION_READERS: tuple[SessionReader, ...] = (
    *MEMBER_READERS,
    AppleHealthReader(MEMBER_READERS),
    GarminReader(MEMBER_READERS),
    HealthConnectReader(),
    StravaReader(MEMBER_READERS),
    TakeoutReader(MEMBER_READERS),
)
"""All readers of what apps, watches and health services made of walks."""
SESSION_WRITERS: tuple[SessionWriter, ...] = (
    FitWriter(),
    GpxWriter(),
    TcxWriter(),
    SessionCsvWriter(),
    SessionParquetWriter(),
    FhirWriter(),
)
"""All writers of sessions, by the ending of the file name."""


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
    with _opened(file) as plain:
        head = _head(plain)
        if format is not None:
            names = {reader.name for reader in READERS}
            if format.lower() not in names:
                _named(SESSION_READERS, format, file)
                return Kind.SESSIONS
            if format.lower() not in {reader.name for reader in SESSION_READERS}:
                return Kind.MOTION
        motion = max((_sure(READERS, head, plain, format)), default=0.0)
        told = max((_sure(SESSION_READERS, head, plain, format)), default=0.0)
        if format is None and motion <= 0.0 and told <= 0.0:
            raise _strange(file, f"{_known(READERS)}, {_known(SESSION_READERS)}")
        return Kind.MOTION if motion >= told else Kind.SESSIONS


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
        if format is None:
            _refuse_sessions(plain)
        recording = _reader(READERS, plain, format).read(plain, options)
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
        yield from _reader(SESSION_READERS, plain, format).sessions(plain, options)


def write(recording: Recording, path: str | os.PathLike[str], *, format: str | None = None) -> None:
    """Write a recording in the format that the file name's ending says.

    Args:
        recording: what to write.
        path: ends in ".csv", ".parquet", ".pq" or ".json"; a file there is replaced.
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


def _named(readers: Sequence[Reading], name: str, file: Path) -> Reading:
    chosen = next((reader for reader in readers if reader.name == name.lower()), None)
    if chosen is None:
        raise RetrowalkError(
            f"there is no format '{name}'",
            where=_name(file),
            remedy=f"use one of {_known(readers)}",
        )
    return chosen


def _known(readers: Sequence[Reader] | Sequence[SessionReader]) -> str:
    """Return the names, each once; what they are called besides would make a long sentence."""
    return ", ".join(dict.fromkeys(reader.name for reader in readers))


def _sure(
    readers: Sequence[Reading], head: bytes, file: Path, format: str | None
) -> Iterator[float]:
    """Yield how sure each reader is; those of other names are not asked."""
    for reader in readers:
        if format is None or reader.name == format.lower():
            yield reader.sniff(head, file)


def _reader(readers: Sequence[Reading], file: Path, name: str | None) -> Reading:
    head = _head(file)
    if name is not None:
        return _named(readers, name, file)
    sure, best = max(((r.sniff(head, file), -i) for i, r in enumerate(readers)), default=(0.0, 0))
    if sure <= 0.0:
        raise _strange(file, _known(readers))
    return readers[-best]


def _refuse_sessions(file: Path) -> None:
    """Say what a file without motion is, where that is certain."""
    head = _head(file)
    told = max((_sure(SESSION_READERS, head, file, None)), default=0.0)
    if told > max((_sure(READERS, head, file, None)), default=0.0):
        raise RetrowalkError(
            "this holds what an app made of a walk, and no samples of an accelerometer",
            where=_name(file),
            remedy="`retrowalk inspect` shows it, `retrowalk convert` writes it anew; only a"
            " recording of motion can be tracked",
        )


def _strange(file: Path, known: str) -> RetrowalkError:
    return RetrowalkError(
        "the folder holds nothing that is known here"
        if file.is_dir()
        else "the file is of no format that is known here",
        where=_name(file),
        remedy=f"give one of {known} (see `retrowalk formats`), or say which with --format",
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
