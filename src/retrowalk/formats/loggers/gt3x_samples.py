"""Samples of an ActiGraph: twelve bits one after the other, or words of sixteen.

Layout: the maker's pages ACTIVITY and ACTIVITY2 (actigraph/GT3X-File-Format); records of kind
0x1B are packed like ACTIVITY, in the order x, y, z, as the maker's pygt3x reads them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrowalk.formats.loggers.gt3x_log import Bytes, Counts, Records
from retrowalk.recording import Array

YXZ, WORDS, XYZ = 0x00, 0x1A, 0x1B
_PART = 4096  # records that are unpacked at once
_ROW_BYTES = 9 * 65_536  # so many of activity.bin


def counts_of(found: Records) -> Counts:
    """Return (r,) how many whole samples of three axes each record holds."""
    is_packed = (found.kind == YXZ) | (found.kind == XYZ)
    words = np.where(found.kind == WORDS, found.size // 6, 0)
    return np.asarray(np.where(is_packed, found.size * 2 // 9, words))


def samples_of(data: bytes, found: Records, counts: Counts) -> Array:
    """Return (n, 3) counts of all records; those of one size are unpacked at once."""
    values = np.empty((int(counts.sum()), 3))
    begin = np.cumsum(counts) - counts
    whole = np.frombuffer(data, np.uint8)
    forms = found.kind << 32 | found.size
    for form in np.unique(forms):
        alike = np.flatnonzero(forms == form)
        for part in np.split(alike, np.arange(_PART, len(alike), _PART)):
            rows = whole[found.low[part][:, None] + np.arange(found.size[part[0]])]
            some = unpacked(rows, int(found.kind[part[0]]))
            low, each = int(begin[part[0]]), some.shape[1]
            if part[-1] - part[0] == len(part) - 1:
                values[low : low + len(part) * each] = some.reshape(-1, 3)
            else:
                values[begin[part][:, None] + np.arange(each)] = some
    return values


def unpacked(rows: Bytes, kind: int) -> npt.NDArray[np.int16]:
    """Return (k, n, 3) counts x, y, z of k records of one size."""
    if kind == WORDS:
        whole = np.ascontiguousarray(rows[:, : rows.shape[1] // 6 * 6])
        return whole.view("<i2").reshape(len(rows), -1, 3)
    values = _twelve_bits(rows)
    return values if kind == XYZ else values[:, :, [1, 0, 2]]


def _twelve_bits(rows: Bytes) -> npt.NDArray[np.int16]:
    """Return (k, n, 3) numbers of twelve bits in their order."""
    count = rows.shape[1] * 2 // 9
    # an odd number of samples ends with half a byte: zeros make three bytes of it
    filled = np.zeros((len(rows), (3 * count + 1) // 2 * 3), np.int16)
    used = min(rows.shape[1], filled.shape[1])
    filled[:, :used] = rows[:, :used]
    triples = filled.reshape(len(rows), -1, 3)
    flat = np.empty((*triples.shape[:2], 2), np.int16)
    flat[:, :, 0] = triples[:, :, 0] << 4 | triples[:, :, 1] >> 4
    flat[:, :, 1] = (triples[:, :, 1] & 0x0F) << 8 | triples[:, :, 2]
    values = flat.reshape(len(rows), -1)[:, : 3 * count].reshape(len(rows), count, 3)
    # the highest bit is the sign
    return np.asarray((values ^ 0x800) - 0x800)


def row_of(data: bytes) -> Array:
    """Return (n, 3) counts x, y, z of activity.bin."""
    found = np.empty((len(data) * 2 // 9, 3))
    whole = np.frombuffer(data, np.uint8)
    done = 0
    for low in range(0, len(data), _ROW_BYTES):
        some = unpacked(whole[None, low : low + _ROW_BYTES], YXZ)[0]
        found[done : done + len(some)] = some
        done += len(some)
    return found
