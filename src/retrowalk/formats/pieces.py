"""Columns as they come from a file: floats in consecutive pieces, copied only once.

Arrow and Polars both keep a column in pieces of some ten thousand rows. Their memory is
looked at where it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array

if TYPE_CHECKING:
    import pyarrow as pa

Pieces = Sequence[Array]
"""Consecutive (k,) parts of one column."""

_BLOCK_ROWS = 1 << 12
_MANY_ROWS = 1 << 18
_THREADS = 4


def pieces_of(column: pa.ChunkedArray, where: str) -> Pieces:
    """Return an Arrow column as floats; null becomes NaN, time stamps seconds since 1970.

    Args:
        column: numbers or time stamps.
        where: the file and column, for messages.

    Raises:
        RetrowalkError: a column that holds no numbers.
    """
    return [_floats(chunk, where) for chunk in column.chunks]


def _floats(chunk: pa.Array, where: str) -> Array:
    import pyarrow as pa

    kind = chunk.type
    if pa.types.is_float64(kind) and chunk.null_count == 0:
        # to_numpy would do, but imports pandas where it is installed
        buffer = chunk.buffers()[1]
        if buffer is None or not len(chunk):
            return np.empty(0)
        return np.frombuffer(buffer, dtype=np.float64, count=len(chunk), offset=8 * chunk.offset)
    if pa.types.is_timestamp(kind):
        ticks = chunk.cast(pa.timestamp("ns", kind.tz)).cast(pa.int64())
        return np.asarray(ticks.cast(pa.float64(), safe=False).to_numpy(False)) * 1e-9
    if not (pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_null(kind)):
        raise RetrowalkError(
            f"the column holds {kind}, not numbers",
            where=where,
            remedy="store it as float or double",
        )
    if not pa.types.is_float64(kind):
        chunk = chunk.cast(pa.float64(), safe=False)
    return np.asarray(chunk.to_numpy(zero_copy_only=False))


def joined_up(pieces: Pieces) -> Array:
    """Return (n,) one column in one piece, a copy."""
    result = np.empty(sum(len(piece) for piece in pieces))
    _fill(result[:, None], [pieces])
    return result


def side_by_side(columns: Sequence[Pieces]) -> Array:
    """Return (n, k) the columns beside each other, a copy."""
    lengths = [[len(piece) for piece in column] for column in columns]
    result = np.empty((sum(lengths[0]), len(columns)))
    if all(one == lengths[0] for one in lengths):
        _fill(result, columns)
    else:
        for k, column in enumerate(columns):
            result[:, k] = joined_up(column)
    return result


def _fill(result: Array, columns: Sequence[Pieces]) -> None:
    """Copy columns with the same pieces into (n, k) memory.

    Block by block, so that the rows of a block are still in the processor's cache when the
    next column is written between its neighbours; large tables in several threads, because
    what takes long is that the system hands out the memory.
    """
    starts = np.cumsum([0, *(len(piece) for piece in columns[0])])

    def put(number: int) -> None:
        start, end = starts[number], starts[number + 1]
        rows = result[start:end]
        for at in range(0, len(rows), _BLOCK_ROWS):
            block = rows[at : at + _BLOCK_ROWS]
            for k, column in enumerate(columns):
                block[:, k] = column[number][at : at + _BLOCK_ROWS]

    numbers = range(len(columns[0]))
    if len(result) < _MANY_ROWS:
        for number in numbers:
            put(number)
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(put, numbers))
