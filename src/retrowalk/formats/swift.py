"""Large regular tables of numbers, read by Polars in less than half of Arrow's time.

Polars fills short rows up without a word and cannot say which line is odd, so only a table
that is plain throughout is taken from it: every cell asked for is a number, the last column
among them. Anything else is left to the careful reader, which says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.formats.pieces import Pieces
from retrowalk.formats.text_file import Dialect, TextFile

LARGE_BYTES = 4 * 1024**2
"""Below this, loading the library takes longer than it saves."""


def plain_numbers(
    file: TextFile, dialect: Dialect, wanted: Sequence[int]
) -> dict[int, Pieces] | None:
    """Return the wanted columns by position, or None where the table is not plain.

    Args:
        file: the text; its last line is whole.
        dialect: its layout; none of the wanted columns holds time stamps.
        wanted: positions in the header.
    """
    width = len(dialect.header)
    if file.size < LARGE_BYTES or width - 1 not in wanted or _has_old_line_ends(file):
        return None
    import polars as pl

    # the other columns are passed over, whatever is in them
    schema = {f"{i}": pl.Float64 if i in wanted else pl.String for i in range(width)}
    try:
        frame = pl.read_csv(
            file.source,
            has_header=False,
            skip_lines=dialect.header_line,
            separator=dialect.separator,
            decimal_comma=dialect.decimal == ",",
            schema=schema,
            columns=sorted(wanted),
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError:
        return None
    if not frame.height or any(column.null_count() for column in frame.get_columns()):
        return None
    return {i: [part.to_numpy() for part in frame[f"{i}"].get_chunks()] for i in wanted}


def _has_old_line_ends(file: TextFile) -> bool:
    """Return whether lines end in a carriage return alone, which Polars does not know."""
    head = file.head()
    return head.count(b"\r") != head.count(b"\r\n")
