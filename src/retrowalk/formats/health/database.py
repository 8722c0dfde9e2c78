"""A foreign SQLite file, read and never trusted.

Opened read-only and unchangeable; Python loads no extensions unless told to; what its schema
says is not run (no views, no virtual tables, no columns worked out by a formula); every query
has a budget of steps.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle import is_bundle, open_bundle
from retrowalk.formats.bundle_checks import MOST_MEMBER_BYTES

SQLITE_HEAD = b"SQLite format 3\0"
MOST_ROWS_AT_ONCE = 10_000
_BLOCK_BYTES = 1 << 20
_STEPS_AT_ONCE = 10_000
LEAST_STEPS = 20_000_000
STEPS_PER_BYTE = 20
_SHORT = "CASE typeof({0}) WHEN 'blob' THEN NULL WHEN 'text' THEN substr({0}, 1, 500) ELSE {0} END"
"""Any column may hold anything, whatever its type says; no long text is kept."""
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 1 << 24),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 500),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
)
_PRAGMAS = (
    "trusted_schema = OFF",
    "query_only = ON",
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -8000",
    "temp_store = MEMORY",
)


class Database:
    """Tables of an opened file; a table or a column that is not there is empty.

    Attributes:
        name: of the file, for messages.
        place: its name and size: SQLite does not say at which byte the damage is.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, place: str) -> None:
        self.name = name
        self.place = place
        self._connection = connection
        self._columns: dict[str, frozenset[str]] = {}

    def has(self, table: str, *columns: str) -> bool:
        """Return whether a real table has these columns."""
        return set(columns) <= self._of(table)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield rows; None for a column that is not there.

        Where the first column is missing there are no rows.

        Raises:
            RetrowalkError: a damaged file, or one that takes too long.
        """
        if self.has(table, columns[0]):
            for batch in self._run(f'SELECT {self._list(table, columns, "")} FROM "{table}"', ()):
                yield from batch

    def batches(self, table: str, columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
        """Yield rows, up to `MOST_ROWS_AT_ONCE` at a time; see `rows`."""
        if self.has(table, *columns[:3]):
            yield from self._run(f'SELECT {self._list(table, columns, "")} FROM "{table}"', ())

    def joined(
        self, child: str, columns: Sequence[str], parent: str, told: Sequence[str]
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Yield rows of a child table with columns of their parent's; see `batches`."""
        if not self.has(child, "parent_key", *columns) or not self.has(parent, "row_id"):
            return
        query = (
            f"SELECT {self._list(child, columns, 'c.')}, {self._list(parent, told, 'p.')} "
            f'FROM "{child}" AS c JOIN "{parent}" AS p ON p.row_id = c.parent_key'
        )
        yield from self._run(query, ())

    def _list(self, table: str, columns: Sequence[str], alias: str) -> str:
        there = self._of(table)
        return ", ".join(
            _SHORT.format(f'{alias}"{one}"') if one in there else "NULL" for one in columns
        )

    def _of(self, table: str) -> frozenset[str]:
        """Return the columns of a real table: views and virtual tables could run anything.

        Columns that a formula makes are not among them.
        """
        if table not in self._columns:
            query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND rootpage > 0"
            real = any(batch for batch in self._run(query, (table,)))
            found = frozenset[str]()
            if real:
                listed = self._run("SELECT name FROM pragma_table_info(?)", (table,))
                found = frozenset(str(row[0]) for batch in listed for row in batch)
            self._columns[table] = found
        return self._columns[table]

    def _run(self, query: str, values: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
        try:
            with closing(self._connection.execute(query, values)) as cursor:
                while batch := cursor.fetchmany(MOST_ROWS_AT_ONCE):
                    yield batch
        except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
            text = str(error)
            what = "takes too long to read" if text == "interrupted" else f"is damaged: {text[:80]}"
            raise RetrowalkError(
                f"the database {what}", where=self.place, remedy="export it again"
            ) from error


@contextmanager
def opened(path: Path, member: str) -> Iterator[Database]:
    """Give a database that is a file or lies in a zip or folder.

    Args:
        path: of the file, zip or folder.
        member: its name in a zip or folder.

    Raises:
        RetrowalkError: it is not there, no SQLite file, or beyond the bounds.
    """
    with path.open("rb") if path.is_file() else _no_file() as stream:
        head = stream.read(len(SQLITE_HEAD))
    if not is_bundle(head, path):
        with _connected(path, path.name) as database:
            yield database
        return
    bundle = open_bundle(path)
    found = bundle.find(member)
    if found is None:
        raise RetrowalkError(
            f"there is no '{member}' in it", where=path.name, remedy="give the exported zip"
        )
    name = f"{path.name}/{found}"
    if path.is_dir():
        with _connected(path / found, name) as database:
            yield database
        return
    # SQLite reads here and there in a file, which a packed one does not allow
    with TemporaryDirectory(prefix="retrowalk-") as folder:
        plain = Path(folder) / "export.db"
        size = 0
        with bundle.stream(found) as packed, plain.open("wb") as out:
            while block := packed.read(_BLOCK_BYTES):
                size += len(block)
                if size > MOST_MEMBER_BYTES:
                    raise RetrowalkError(
                        "the database unpacks to more than 1 GiB",
                        where=name,
                        remedy="give a shorter export",
                    )
                out.write(block)
        with _connected(plain, name) as database:
            yield database


@contextmanager
def _no_file() -> Iterator[Any]:
    import io

    yield io.BytesIO()


@contextmanager
def _connected(file: Path, name: str) -> Iterator[Database]:
    with file.open("rb") as stream:
        if stream.read(len(SQLITE_HEAD)) != SQLITE_HEAD:
            raise RetrowalkError(
                "this is no SQLite database", where=f"{name}, byte 0", remedy="export it again"
            )
    place = f"{name}, {file.stat().st_size} bytes"
    left = max(LEAST_STEPS, STEPS_PER_BYTE * file.stat().st_size) // _STEPS_AT_ONCE

    def tired() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    try:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
    except sqlite3.Error as error:
        raise RetrowalkError(
            f"the database cannot be opened: {error}", where=place, remedy="export it again"
        ) from error
    with closing(connection):
        connection.text_factory = _text
        for limit, most in _LIMITS:
            connection.setlimit(limit, most)
        connection.set_progress_handler(tired, _STEPS_AT_ONCE)
        try:
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}").close()
        except (sqlite3.Error, ValueError) as error:  # its message may quote what is no UTF-8
            raise RetrowalkError(
                f"the database is damaged: {str(error)[:80]}", where=place, remedy="export it again"
            ) from error
        yield Database(connection, name, place)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")
