"""All formats in one place, and the choice between them."""

from __future__ import annotations

import os
from pathlib import Path

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import HEAD_BYTES, Options, Reader, Writer
from retrowalk.formats.generic_csv import CsvReader, CsvWriter
from retrowalk.formats.packed import unpacked
from retrowalk.formats.parquet import ParquetReader, ParquetWriter
from retrowalk.formats.phyphox import PhyphoxReader
from retrowalk.formats.recording_json import RecordingJsonReader, RecordingJsonWriter
from retrowalk.formats.sensor_logger import SensorLoggerReader
from retrowalk.formats.zipped_table import ZippedTableReader
from retrowalk.recording import Recording
from retrowalk.validation import validate

READERS: tuple[Reader, ...] = (
    CsvReader(),
    ParquetReader(),
    RecordingJsonReader(),
    SensorLoggerReader(),
    PhyphoxReader(),
    ZippedTableReader(),
)
"""All readers; where two are equally sure, the earlier one reads."""
WRITERS: tuple[Writer, ...] = (CsvWriter(), ParquetWriter(), RecordingJsonWriter())
"""All writers, by the ending of the file name."""


def read(
    path: str | os.PathLike[str], *, format: str | None = None, rate_hz: float | None = None
) -> Recording:
    """Read a motion recording from a file or an app's export folder.

    Args:
        path: the file or folder, the file also packed with gzip; it is never changed.
        format: name of the format, see `retrowalk formats`; found from the file when None.
        rate_hz: samples per second, for files that have no clock.

    Returns:
        A checked Recording; its `notes` say what was recognised and why, and begin with
        "warning:" where the reader had to leave something out.

    Raises:
        RetrowalkError: one sentence with the file, the place in it and a remedy.
    """
    options = Options(rate_hz)
    file = Path(path)
    try:
        with unpacked(file) as plain:
            recording = _reader(plain, format).read(plain, options)
    except OSError as error:
        raise _unreadable(file, error) from error
    return validate(recording, where=_name(file))


def write(recording: Recording, path: str | os.PathLike[str]) -> None:
    """Write a recording in the format that the file name's ending says.

    Args:
        recording: what to write.
        path: ends in ".csv", ".parquet", ".pq" or ".json"; a file there is replaced.

    Raises:
        RetrowalkError: an ending without a writer, or a place that cannot be written.
    """
    file = Path(path)
    writer = next((w for w in WRITERS if file.suffix.lower() in w.suffixes), None)
    if writer is None:
        endings = ", ".join(s for w in WRITERS for s in w.suffixes)
        raise RetrowalkError(
            f"recordings cannot be written as '{file.suffix or 'a file without ending'}'",
            where=_name(file),
            remedy=f"let the name end in one of {endings}",
        )
    try:
        writer.write(recording, file)
    except OSError as error:
        raise RetrowalkError(
            f"the file cannot be written: {error.strerror or error}",
            where=str(file),
            remedy="choose a folder that exists and that you may write to",
        ) from error


def _name(file: Path) -> str:
    return file.name or str(file)


def _reader(file: Path, name: str | None) -> Reader:
    known = ", ".join(f"{r.name} ({r.title})" for r in READERS)
    if name is not None:
        chosen = next((r for r in READERS if r.name == name.lower()), None)
        if chosen is None:
            raise RetrowalkError(
                f"there is no format '{name}'", where=_name(file), remedy=f"use one of {known}"
            )
        _head(file)
        return chosen
    head = _head(file)
    sure, best = max(((r.sniff(head, file), -i) for i, r in enumerate(READERS)))
    if sure <= 0.0:
        raise RetrowalkError(
            "the folder holds no recording that is known here"
            if file.is_dir()
            else "the file is of no format that is known here",
            where=_name(file),
            remedy=f"give one of {known}; or say which with --format",
        )
    return READERS[-best]


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


def _unreadable(file: Path, error: OSError) -> RetrowalkError:
    return RetrowalkError(
        f"the file cannot be opened: {error.strerror or error}",
        where=_name(file),
        remedy="check that it is there and that you may read it",
    )
