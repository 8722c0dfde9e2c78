"""All messages of one kind, as columns: what invalid bits and scales mean is undone here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from retrowalk.formats.fit.scan import Batch
from retrowalk.formats.fit.wire import TEXT, TIMESTAMP, BaseType, Bytes, Field, Ints
from retrowalk.recording import Array

_ABSURD = 1e30
"""No quantity in a file of a walk is as large; squares of more would overflow."""


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Messages of one kind.

    Attributes:
        number: of the kind.
        at: (n,) rising positions in the file.
        seen: the file.
        batches: the messages by layout.
        places: for each batch the rows that it fills; a slice where there is one batch only.
    """

    number: int
    at: Ints
    seen: Bytes
    batches: tuple[Batch, ...]
    places: tuple[Ints | slice, ...]

    @classmethod
    def none(cls, number: int) -> Rows:
        """Return no messages."""
        return cls(number, np.empty(0, np.int64), np.empty(0, np.uint8), (), ())

    @classmethod
    def of(cls, number: int, seen: Bytes, batches: tuple[Batch, ...]) -> Rows:
        """Join batches in the order of the file."""
        if len(batches) == 1:
            return cls(number, batches[0].at, seen, batches, (slice(None),))
        at = np.concatenate([batch.at for batch in batches])
        order = np.argsort(at)
        row = np.empty(len(at), np.int64)
        row[order] = np.arange(len(at))
        ends = np.cumsum([len(batch.at) for batch in batches])[:-1]
        return cls(number, at[order], seen, batches, tuple(np.split(row, ends)))

    def __len__(self) -> int:
        return len(self.at)

    def numbers(self, field: int, scale: float = 1.0, offset: float = 0.0) -> Array | None:
        """Return (n,) numbers, raw / scale - offset, NaN where invalid; None without any."""
        found: Array | None = None
        for batch, place in zip(self.batches, self.places, strict=True):
            where = batch.layout.fields.get(field)
            if where is None or where.base is TEXT:
                continue
            values = self._values(batch, where)[:, 0]
            if isinstance(place, slice):
                found = values
            else:
                found = np.full(len(self), np.nan) if found is None else found
                found[place] = values
        if found is None or np.isnan(found).all():
            return None
        if scale != 1.0:
            found = found / scale
        return found - offset if offset else found

    def time_s(self, field: int = TIMESTAMP) -> Array:
        """Return (n,) FIT seconds, NaN where there is no time."""
        told = self.numbers(field)
        seconds = np.full(len(self), np.nan) if told is None else told
        for batch, place in zip(self.batches, self.places, strict=True):
            if field == TIMESTAMP and batch.seconds is not None:
                seconds[place] = batch.seconds
        return seconds

    def texts(self, field: int) -> list[str]:
        """Return n texts, "" where there is none."""
        found = [""] * len(self)
        for batch, place in zip(self.batches, self.places, strict=True):
            where = batch.layout.fields.get(field)
            if where is not None and where.base is TEXT:
                cells = _cells(self.seen, batch.at + where.at, where.size)
                rows = range(len(self)) if isinstance(place, slice) else place.tolist()
                for row, cell in zip(rows, cells, strict=True):
                    found[row] = _text(cell.tobytes())
        return found

    def raw(self, field: int) -> list[bytes]:
        """Return the bytes of a field in n messages, b"" where it is absent."""
        found = [b""] * len(self)
        for batch, place in zip(self.batches, self.places, strict=True):
            where = batch.layout.fields.get(field)
            if where is not None:
                cells = _cells(self.seen, batch.at + where.at, where.size)
                rows = range(len(self)) if isinstance(place, slice) else place.tolist()
                for row, cell in zip(rows, cells, strict=True):
                    found[row] = cell.tobytes()
        return found

    def rows_of(self, index: int) -> Ints:
        """Return the rows that a batch fills."""
        place = self.places[index]
        return np.arange(len(self)) if isinstance(place, slice) else place

    def array(self, index: int, field: int) -> Array | None:
        """Return the (m, k) numbers of a field of k numbers in a batch of m messages."""
        batch = self.batches[index]
        where = batch.layout.fields.get(field)
        return None if where is None or where.base is TEXT else self._values(batch, where)

    def developer(self, key: tuple[int, int], base: BaseType) -> Array | None:
        """Return (n,) numbers of a developer field, NaN where absent; None without any."""
        found: Array | None = None
        for batch, place in zip(self.batches, self.places, strict=True):
            lies = batch.layout.developer.get(key)
            if lies is None or base is TEXT or lies[1] != base.size:
                continue
            found = np.full(len(self), np.nan) if found is None else found
            found[place] = self._values(batch, Field(*lies, base))[:, 0]
        return None if found is None or np.isnan(found).all() else found

    def developer_texts(self, key: tuple[int, int]) -> list[str]:
        """Return n texts of a developer field, "" where there is none."""
        found = [""] * len(self)
        for batch, place in zip(self.batches, self.places, strict=True):
            lies = batch.layout.developer.get(key)
            if lies is not None and lies[1]:
                cells = _cells(self.seen, batch.at + lies[0], lies[1])
                rows = range(len(self)) if isinstance(place, slice) else place.tolist()
                for row, cell in zip(rows, cells, strict=True):
                    found[row] = _text(cell.tobytes())
        return found

    def _values(self, batch: Batch, where: Field) -> Array:
        """Return (rows, k) numbers of a field, NaN where the bits say invalid."""
        kind = where.base.dtype(batch.layout.big_endian)
        raw = _cells(self.seen, batch.at + where.at, where.size).view(kind)
        with np.errstate(invalid="ignore"):  # some bits of NaN are said to be "signalling"
            values: Array = raw.astype(np.float64)
        if where.base.kind[0] == "f":
            values[~(np.abs(values) < _ABSURD)] = np.nan
        else:
            invalid = raw == where.base.invalid
            if invalid.any():
                values[invalid] = np.nan
        return values


def _cells(seen: Bytes, at: Ints, size: int) -> npt.NDArray[np.uint8]:
    """Return (n, size) bytes from each of n positions on."""
    return sliding_window_view(seen, size)[at]


def _text(cell: bytes) -> str:
    return cell.split(b"\0", 1)[0].decode("utf-8", "replace")
