"""Parquet: the native columns with the words beside them in the file's metadata."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from retrowalk.errors import RetrowalkError
from retrowalk.formats.assemble import recording_from
from retrowalk.formats.base import MAX_FILE_BYTES, Options
from retrowalk.formats.bundle_checks import MOST_SWELLING
from retrowalk.formats.native import METADATA_KEY, table_of, with_words, words_of
from retrowalk.formats.pieces import pieces_of
from retrowalk.formats.table import columns_in, table_from
from retrowalk.recording import Recording

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_SMALL_BYTES = 32 * 1024**2
"""Tables that need no more memory may be packed as tightly as they like."""
_KEY = METADATA_KEY.encode()


@contextmanager
def damage(where: str) -> Iterator[None]:
    """Turn what Arrow says of damage into one sentence.

    Raises:
        RetrowalkError: the bytes are not what Parquet's documentation says.
    """
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        # Arrow tells damage as OSError too; only those of the system have a number
        if isinstance(error, OSError) and error.errno is not None:
            raise
        first = next(iter(str(error).splitlines()), "")
        raise RetrowalkError(
            f"the Parquet file cannot be read: {first[:120]}",
            where=where,
            remedy="copy or export it again; it may be cut off",
        ) from error


class ParquetReader:
    """Parquet tables with the columns that the CSV reader knows."""

    name = "parquet"
    title = "Parquet table"
    suffixes: tuple[str, ...] = (".parquet", ".pq")
    carries = "everything; names and units of other loggers are recognised"

    def sniff(self, head: bytes, path: Path) -> float:
        """The four letters at its start; what is in it, others may know better."""
        if head.startswith(b"PAR1"):
            return 0.9
        return 0.2 if path.suffix.lower() in self.suffixes and path.is_file() else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the used columns."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with (
            damage(f"{path.name}, {path.stat().st_size} bytes"),
            pa.OSFile(os.fsencode(path)) as stream,
            pq.ParquetFile(stream) as file,
        ):
            return self._read(file, path, options)

    def _read(self, file: pq.ParquetFile, path: Path, options: Options) -> Recording:
        import pyarrow as pa

        schema = file.schema_arrow
        columns = columns_in(path.name, schema.names)
        bytes_needed = file.metadata.num_rows * len(columns) * 8
        size = path.stat().st_size
        if bytes_needed > MAX_FILE_BYTES:
            raise RetrowalkError(
                f"the table has {file.metadata.num_rows} rows, more than fit in memory",
                where=path.name,
                remedy="split it, for example by day",
            )
        if bytes_needed > max(_SMALL_BYTES, MOST_SWELLING * size):
            raise RetrowalkError(
                f"the table claims {file.metadata.num_rows} rows in {size} bytes, as bombs do",
                where=path.name,
                remedy="do not trust this file; export the recording again",
            )
        try:
            table = file.read(columns=[c.name for c in columns])
        except (pa.ArrowException, OSError):
            for c in columns:  # says which one is damaged
                with damage(f"{path.name}, column '{c.name.strip()}'"):
                    file.read(columns=[c.name])
            raise
        cells = {
            c.position: pieces_of(table.column(c.name), f"{path.name}, column '{c.name}'")
            for c in columns
        }
        stamps = {
            c.position: table.schema.field(c.name).type.tz is not None
            for c in columns
            if pa.types.is_timestamp(table.schema.field(c.name).type)
        }
        recording = recording_from(table_from(path.name, columns, cells, stamps, ()), options)
        text = (schema.metadata or {}).get(_KEY)
        return recording if text is None else with_words(recording, text, path.name)


class ParquetWriter:
    """The native columns; the words beside them under the key "retrowalk"."""

    name = "parquet"
    suffixes: tuple[str, ...] = (".parquet", ".pq")
    loses = "a second value of a side channel at the same instant; empty side channels"

    def write(self, recording: Recording, path: Path) -> None:
        """Write the file, compressed without loss."""
        import pyarrow.parquet as pq

        table = table_of(recording)
        words = json.dumps(words_of(recording)).encode()
        pq.write_table(table.replace_schema_metadata({_KEY: words}), path, compression="zstd")
