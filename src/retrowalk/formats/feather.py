"""Feather, that is the Arrow IPC file or stream: the native columns, as in Parquet.

    "ARROW1\\0\\0"  schema  record batch ... record batch  end  footer  "ARROW1"

The messages are read one by one as they lie, so that a file that is cut off gives its whole
batches, and before a batch is unpacked its buffers are asked how large they will be.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from retrowalk.errors import RetrowalkError
from retrowalk.formats.assemble import recording_from
from retrowalk.formats.base import MAX_FILE_BYTES, Options
from retrowalk.formats.bundle_checks import MOST_SWELLING, SMALL_BYTES
from retrowalk.formats.native import METADATA_KEY, table_of, with_words, words_of
from retrowalk.formats.pieces import Pieces, pieces_of
from retrowalk.formats.table import columns_in, table_from
from retrowalk.recording import Recording

if TYPE_CHECKING:
    import pyarrow as pa

_HEAD = b"ARROW1\0\0"
_TAIL = b"ARROW1"
_OLD_HEAD = b"FEA1"
_STREAM_HEAD = b"\xff\xff\xff\xff"
_KEY = METADATA_KEY.encode()
_CUT_OFF = "warning: the file is cut off; its last part was left out"


class FeatherReader:
    """Arrow tables with the columns that the CSV reader knows."""

    name = "feather"
    title = "Feather or Arrow table"
    suffixes: tuple[str, ...] = (".feather", ".arrow", ".arrows")
    carries = "everything; names and units of other loggers are recognised"

    def sniff(self, head: bytes, path: Path) -> float:
        """The letters at its start; a stream has none, so its ending counts."""
        if head.startswith((_HEAD, _OLD_HEAD)):
            return 1.0
        if path.suffix.lower() not in self.suffixes or not path.is_file():
            return 0.0
        return 0.9 if head.startswith(_STREAM_HEAD) else 0.2

    def read(self, path: Path, options: Options) -> Recording:
        """Read the used columns."""
        import pyarrow as pa

        with path.open("rb") as stream:
            head = stream.read(len(_HEAD))
        if head.startswith(_OLD_HEAD):
            raise RetrowalkError(
                "this is Feather of the first version",
                where=path.name,
                remedy="write it again as Feather version 2, or as Parquet",
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            _refuse(path, f"the file is larger than {MAX_FILE_BYTES // 1024**3} GiB")
        try:
            with pa.memory_map(os.fsencode(path)) as source:
                source.seek(len(_HEAD) if head == _HEAD else 0)
                return _recording(source, path, options)
        except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError) as error:
            # the library calls damage an OSError, and decodes names only when asked for them
            _refuse(path, f"the Feather file cannot be read: {_first_line(error)}")


def _recording(source: pa.NativeFile, path: Path, options: Options) -> Recording:
    import pyarrow as pa

    notes: list[str] = []
    if _has_footer(path):
        schema = pa.ipc.open_file(source).schema
        messages = _placed_messages(source, path)
    else:
        messages = _messages_in_turn(source, notes)
        first = next(messages, None)
        if first is None or first.type != "schema":
            _refuse(path, "the Feather file does not begin with its columns")
        schema = pa.ipc.read_schema(first)
    columns = columns_in(path.name, schema.names)
    wheres = {c.position: f"{path.name}, column '{c.name}'" for c in columns}
    cells: dict[int, list[Pieces]] = {position: [] for position in wheres}
    room = min(MAX_FILE_BYTES, max(SMALL_BYTES, MOST_SWELLING * path.stat().st_size))
    for message in messages:
        if message.type != "record batch":
            continue
        room -= _unpacked_bytes(message, path)
        if room < 0:
            _refuse(path, f"the table swells more than {MOST_SWELLING} times when unpacked")
        batch = pa.ipc.read_record_batch(message, schema)
        batch.validate()
        for position, parts in cells.items():
            parts.append(pieces_of(pa.chunked_array([batch.column(position)]), wheres[position]))
    stamps = {
        position: schema.field(position).type.tz is not None
        for position in cells
        if pa.types.is_timestamp(schema.field(position).type)
    }
    joined = {position: [p for part in parts for p in part] for position, parts in cells.items()}
    table = table_from(path.name, columns, joined, stamps, tuple(notes))
    recording = recording_from(table, options)
    text = (schema.metadata or {}).get(_KEY)
    return recording if text is None else with_words(recording, text, path.name)


def _has_footer(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(len(_HEAD))
        stream.seek(max(0, size - len(_TAIL)))
        return head == _HEAD and size > 2 * len(_HEAD) and stream.read() == _TAIL


def _placed_messages(source: pa.NativeFile, path: Path) -> Iterator[pa.ipc.Message]:
    """Yield the messages of the record batches at the places that the footer names."""
    import pyarrow as pa

    end = source.size() - len(_TAIL) - 4
    source.seek(end)
    length = struct.unpack("<i", source.read(4))[0]
    if not 0 < length <= end - len(_HEAD):
        _refuse(path, "the footer of the Feather file is damaged")
    source.seek(end - length)
    footer = memoryview(source.read(length))
    try:
        blocks = _field(footer, struct.unpack_from("<I", footer)[0], 3)
        if blocks is None:
            return
        blocks += struct.unpack_from("<I", footer, blocks)[0]
        count = struct.unpack_from("<I", footer, blocks)[0]
        places = [
            place for place, _, _ in struct.iter_unpack(
                "<qqq", footer[blocks + 4 : blocks + 4 + 24 * count]
            )
        ]  # fmt: skip
    except struct.error:
        _refuse(path, "the footer of the Feather file is damaged")
    for place in places:
        if not 0 < place < end:
            _refuse(path, f"the footer of the Feather file names byte {place}")
        source.seek(place)
        try:
            message = pa.ipc.read_message(source)
        except EOFError:
            _refuse(path, f"the footer of the Feather file names byte {place}, where nothing is")
        yield message


def _messages_in_turn(source: pa.NativeFile, notes: list[str]) -> Iterator[pa.ipc.Message]:
    """Yield the messages until the end mark, or until the file ends in the middle of one."""
    import pyarrow as pa

    reader = pa.ipc.MessageReader.open_stream(source)
    count = 0
    while True:
        try:
            message = reader.read_next_message()
        except StopIteration:
            return
        except (pa.ArrowException, OSError):
            if count < 2:
                raise
            notes.append(_CUT_OFF)
            return
        count += 1
        yield message


def _unpacked_bytes(message: pa.ipc.Message, path: Path) -> int:
    """Return how many bytes the buffers of a record batch say they unpack to.

    The message is a flatbuffer: a table begins with the distance back to its list of fields,
    and that list has the place of each field in the table, 0 where it is absent. A packed
    buffer begins with its size unpacked, or -1 where it is not packed after all.
    """
    data, body = memoryview(message.metadata), memoryview(message.body)
    try:
        batch = _field(data, struct.unpack_from("<I", data)[0], 2)
        if batch is None:
            return len(body)
        batch += struct.unpack_from("<I", data, batch)[0]
        buffers, packing = _field(data, batch, 2), _field(data, batch, 3)
        if packing is None or buffers is None:
            return len(body)
        buffers += struct.unpack_from("<I", data, buffers)[0]
        count = struct.unpack_from("<I", data, buffers)[0]
        total = 0
        for offset, length in struct.iter_unpack(
            "<qq", data[buffers + 4 : buffers + 4 + 16 * count]
        ):
            if length >= 8:
                total += max(length, struct.unpack_from("<q", body, offset)[0])
    except struct.error:
        _refuse(path, "a batch of the Feather file is damaged")
    return total


def _field(data: memoryview, table: int, number: int) -> int | None:
    """Return where a field of a flatbuffer's table lies, or None where it is absent."""
    fields = table - struct.unpack_from("<i", data, table)[0]
    if fields < 0 or 4 + 2 * number + 2 > struct.unpack_from("<H", data, fields)[0]:
        return None
    at = struct.unpack_from("<H", data, fields + 4 + 2 * number)[0]
    return table + at if at else None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["damaged"])[0][:120]


def _refuse(path: Path, what: str) -> NoReturn:
    raise RetrowalkError(
        what,
        where=f"{path.name}, {path.stat().st_size} bytes",
        remedy="copy or export it again; it may be cut off",
    )


class FeatherWriter:
    """The native columns; the words beside them under the key "retrowalk"."""

    name = "feather"
    suffixes: tuple[str, ...] = (".feather", ".arrow")
    loses = "a second value of a side channel at the same instant; empty side channels"

    def write(self, recording: Recording, path: Path) -> None:
        """Write the file, compressed without loss."""
        import pyarrow as pa

        table = table_of(recording)
        words = json.dumps(words_of(recording)).encode()
        table = table.replace_schema_metadata({_KEY: words})
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with (
            pa.OSFile(os.fsencode(path), "wb") as sink,
            pa.ipc.new_file(sink, table.schema, options=options) as writer,
        ):
            writer.write_table(table, max_chunksize=1 << 16)
