"""Timetables and times in MAT-files: where an object's values lie in the subsystem.

A variable that is an object is only a pointer: [0xDD000000, dimensions ..., object, class]. The
subsystem is a list of cells. Its first one, bytes, has tables of whole numbers:

    names of classes and properties          text, each ended by a zero
    objects, six numbers each                class, -, -, record as saved, record, -
    records, of two kinds, one after another  count, then (name, kind, value) for each property

A value of kind 1 is the number of a cell, counted from the third one. The layout is not published
by its maker; it is described in docs/ of github.com/foreverallama/matio.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrowalk.formats.apps.mat5 import Damaged, Matrix
from retrowalk.recording import Array

_POINTER = 0xDD000000
_NAMES_AT = 40
_VALUE = 1
_FIRST_VALUE = 2
_MOST_PROPERTIES = 100

Whole = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Objects:
    """The subsystem of one file, ready to be asked.

    Attributes:
        names: of classes and properties, counted from 1.
        objects: (k, 6) the objects, the first one a blank.
        records: of objects as their class saves them, and of plain ones.
        cells: the values.
    """

    names: tuple[str, ...]
    objects: Whole
    records: tuple[Whole, Whole]
    cells: tuple[Matrix, ...]

    def properties(self, pointer: Matrix) -> Mapping[str, Matrix] | None:
        """Return what an object holds, or None where the matrix points to no single object.

        Raises:
            Damaged: a pointer to nowhere.
        """
        if pointer.kind == "object" and len(pointer.cells) == 1:
            pointer = pointer.cells[0]
        numbers = pointer.numbers
        if pointer.kind != "number" or numbers.dtype.kind != "u" or len(numbers) != 6:
            return None
        if int(numbers[0]) != _POINTER or [int(n) for n in numbers[1:4]] != [2, 1, 1]:
            return None
        number = int(numbers[4])
        if not 0 < number < len(self.objects):
            raise Damaged("an object that is not there")
        saved, plain = int(self.objects[number, 3]), int(self.objects[number, 4])
        record = _record(self.records[0], saved) if saved else _record(self.records[1], plain)
        found: dict[str, Matrix] = {}
        for name, kind, value in record.tolist():
            if kind == _VALUE and 0 < name <= len(self.names):
                if _FIRST_VALUE + value >= len(self.cells):
                    raise Damaged("a property that is not there")
                found[self.names[name - 1]] = self.cells[_FIRST_VALUE + value]
        return found


def _record(region: Whole, number: int) -> Whole:
    """Return the (k, 3) properties of a record; each begins at an even place."""
    at = 0
    for _ in range(number):
        if at >= len(region):
            raise Damaged("an object without a record")
        at += 1 + 3 * int(region[at])
        at += at % 2
    if at >= len(region):
        raise Damaged("an object without a record")
    count = int(region[at])
    if count > _MOST_PROPERTIES or at + 1 + 3 * count > len(region):
        raise Damaged("an object with too many properties")
    return region[at + 1 : at + 1 + 3 * count].reshape(count, 3)


def objects_of(subsystem: Matrix | None) -> Objects | None:
    """Return the objects of a file, or None where it has none.

    Raises:
        Damaged: tables that do not fit into their bytes.
    """
    if subsystem is None or subsystem.kind != "struct":
        return None
    holder = next(iter(subsystem.fields.get("MCOS", ())), None)
    if holder is None or holder.class_name != "FileWrapper__" or not holder.cells:
        return None
    cells = tuple(holder.cells[0].cells)
    if not cells or cells[0].kind != "number" or cells[0].numbers.dtype.itemsize != 1:
        raise Damaged("the subsystem without its tables")
    data = cells[0].numbers.tobytes()
    if len(data) < _NAMES_AT:
        raise Damaged("the subsystem is cut off")
    # the byte order is the file's; every machine with MATLAB today writes the low byte first
    offsets = [int(n) for n in np.frombuffer(data, "<u4", 8, 8)]
    edges = [_NAMES_AT, *offsets[:5]]
    if any(a > b for a, b in pairwise(edges)) or edges[-1] > len(data):
        raise Damaged("the subsystem's tables overlap")
    names = data[_NAMES_AT : offsets[0]].split(b"\0")
    regions = [np.frombuffer(data, "<u4", (b - a) // 4, a) for a, b in pairwise(offsets[:5])]
    objects = regions[2][: len(regions[2]) // 6 * 6].reshape(-1, 6)
    words = tuple(name.decode("utf-8", errors="replace") for name in names if name)
    return Objects(words, objects, (regions[1], regions[3]), cells)


@dataclass(frozen=True, slots=True)
class Times:
    """(n,) seconds, and what they count from.

    Attributes:
        seconds: NaN where a time is missing.
        since_1970: whether they do; else they are elapsed.
        zone: IANA name where the file tells one; then they are UTC, else the wall clock's.
    """

    seconds: Array
    since_1970: bool
    zone: str | None = None


def times_of(objects: Objects, pointer: Matrix) -> Times | None:
    """Return a datetime or duration column, or None where it is neither.

    Raises:
        Damaged: see `Objects.properties`.
    """
    properties = objects.properties(pointer)
    if properties is None:
        return None
    if "data" in properties:
        data = properties["data"]
        zone = properties["tz"].text if "tz" in properties else ""
        seconds = floats(data) * 1e-3
        if len(data.imaginary):
            # milliseconds since 1970 as the sum of two numbers, for more digits
            seconds = seconds + data.imaginary.astype(np.float64) * 1e-3
        return Times(seconds, True, zone or None)
    if "millis" in properties:
        return Times(floats(properties["millis"]) * 1e-3, False)
    return None


def floats(matrix: Matrix) -> Array:
    """Return the numbers of a matrix in one row, as floats; none where it holds no numbers."""
    if matrix.kind != "number":
        return np.empty(0)
    return np.asarray(matrix.numbers.astype(np.float64))
