"""Sessions as Parquet: the rows of session_csv.py, the words in the file's metadata."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.parquet import damage
from retrowalk.formats.shown import shown
from retrowalk.formats.tables.rows import NUMBER, Gathering, table_of
from retrowalk.formats.tables.words import TOLD, Words, text_of, words_of
from retrowalk.session import Session

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

KEY = b"retrowalk-sessions"
MOST_COLUMNS = 1000
_BATCH_ROWS = 16_384


class SessionParquetReader:
    """Files that `SessionParquetWriter` made."""

    name = "session-parquet"
    title = "sessions as Parquet"
    suffixes: tuple[str, ...] = (".session.parquet",)
    carries = "everything, several sessions in one file"

    def sniff(self, head: bytes, path: Path) -> float:
        """Parquet, with the words of sessions in its footer."""
        if not head.startswith(b"PAR1") or not path.is_file():
            return 0.0
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return 1.0 if KEY in (pq.read_metadata(path).metadata or {}) else 0.0
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            return 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        """Yield the sessions in their order; see `_sessions`."""
        with path.open("rb") as stream:
            yield from _sessions(stream, path.name)

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        """Yield the sessions in their order; see `_sessions`."""
        yield from _sessions(io.BytesIO(data), name)


class SessionParquetWriter:
    """All fields of all sessions."""

    name = "session-parquet"
    title = "sessions as Parquet"
    suffixes: tuple[str, ...] = (".session.parquet",)
    loses = "numbers of a course that are not finite"

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file, compressed without loss."""
        import pyarrow.parquet as pq

        words = text_of([words_of(one, i) for i, one in enumerate(sessions, 1)], path.name)
        table = table_of(sessions, path.name).replace_schema_metadata({KEY: words.encode()})
        pq.write_table(table, path, compression="zstd")


def _sessions(stream: io.BufferedReader | io.BytesIO, name: str) -> Iterator[Session]:
    """Yield the sessions in their order.

    Raises:
        RetrowalkError: damaged, no words, or a row that cannot be.
    """
    import pyarrow.parquet as pq

    with ExitStack() as stack:
        with damage(f"{name}, metadata"):
            file = stack.enter_context(pq.ParquetFile(stream))
        yield from _told(file, name)


def _batches(file: pq.ParquetFile, columns: list[str], name: str) -> Iterator[pa.RecordBatch]:
    """Yield the rows, some at a time.

    Raises:
        RetrowalkError: damaged; says after which row.
    """
    row = 0
    batches = file.iter_batches(batch_size=_BATCH_ROWS, columns=columns)
    while True:
        with damage(f"{name}, after row {row}"):
            batch = next(batches, None)
        if batch is None:
            return
        yield batch
        row += len(batch)


def _told(file: pq.ParquetFile, name: str) -> Iterator[Session]:
    names = file.schema_arrow.names
    text: bytes | None = (file.metadata.metadata or {}).get(KEY)
    wanted = [one for one in (NUMBER, "time_s", *TOLD) if one in names]
    if text is None or len(names) > MOST_COLUMNS or {NUMBER, "time_s"} - set(wanted):
        raise RetrowalkError(
            "this is no table of sessions", where=name, remedy="write it with Retrowalk"
        )
    gathering = Gathering(_words(text, name), name)
    row = 0
    for batch in _batches(file, wanted, name):
        columns = {one: _cells(batch, one, name) for one in wanted}
        for cells in zip(*columns.values(), strict=True):
            row += 1
            where = f"{name}, row {row}"
            known = dict(zip(columns, cells, strict=True))
            number, time_s = known.pop(NUMBER), known.pop("time_s")
            direction = known.pop("direction", None)
            if number is None:
                raise RetrowalkError(
                    "the session has no number", where=where, remedy="write the file again"
                )
            if number != gathering.number:
                yield from gathering.before(number, where)
            values = {one: value for one, value in known.items() if value is not None}
            gathering.add(math.nan if time_s is None else time_s, values, direction or "", where)
    yield from gathering.rest(())


def _words(text: bytes, name: str) -> list[Words]:
    where = f"{name}, {KEY.decode()} metadata"
    try:
        told = json.loads(text)
        if not isinstance(told, list):
            raise ValueError("it is no list")
        return [Words(json.dumps(one), where) for one in told]
    except (ValueError, RecursionError) as error:
        raise RetrowalkError(
            f"the words of the sessions are not JSON: {shown(str(error), 80)}",
            where=where,
            remedy="write the file again",
        ) from error


def _cells(batch: pa.RecordBatch, column: str, name: str) -> list[object]:
    import pyarrow as pa

    cells = batch.column(column)
    kind = cells.type
    if column == "direction":
        fits = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    else:
        fits = pa.types.is_integer(kind) or (column != NUMBER and pa.types.is_floating(kind))
    if not fits:
        raise RetrowalkError(
            f"the column holds {shown(str(kind))}",
            where=f"{name}, column '{column}'",
            remedy="write the file again",
        )
    found: list[object] = cells.to_pylist()
    return found
