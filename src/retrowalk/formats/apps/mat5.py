"""MAT-files of version 5 to 7, as far as numbers, text, structs, cells and objects go.

A file is a header of 128 bytes and elements; an element is a type, a length and so many bytes.
A matrix is an element that holds others: its class, its dimensions, its name, its contents.
Values of classes (timetable, datetime) are kept apart, in a subsystem at the end, to which the
matrices point; matlab_objects.py follows them. Described in "MAT-File Format", MathWorks.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.bundle_checks import MOST_SWELLING, SMALL_BYTES

HEADER_BYTES = 128
MOST_FILE_BYTES = 512 * 1024**2
MOST_UNPACKED_BYTES = 1024**3
MOST_DEPTH = 12
MOST_PARTS = 200_000
"""Cells and fields of one file; a sensor log has some hundred."""
_HDF, _HDF_AT = b"\x89HDF\r\n\x1a\n", 512
_MATRIX, _COMPRESSED = 14, 15
_NUMBERS = {
    1: "i1",
    2: "u1",
    3: "i2",
    4: "u2",
    5: "i4",
    6: "u4",
    7: "f4",
    9: "f8",
    12: "i8",
    13: "u8",
}
_TEXTS = {16: "utf-8", 17: "utf-16"}
_CELL, _STRUCT, _OBJECT, _CHAR, _SPARSE, _OPAQUE = 1, 2, 3, 4, 5, 17
_NUMERIC = range(6, 16)
_COMPLEX = 0x0800


class Damaged(Exception):
    """A place in the file that cannot be: what and the byte."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One variable, cell or field.

    Attributes:
        name: of a variable; empty inside of others.
        kind: "number", "text", "struct", "cell", "object" or "other".
        shape: its dimensions.
        numbers: of numbers, in the file's order (down the columns).
        imaginary: of complex numbers, as many.
        text: of text.
        fields: of a struct, per field its elements.
        cells: of a cell array; of an object, the one matrix that points to its values.
        class_name: of an object.
    """

    name: str
    kind: str
    shape: tuple[int, ...] = ()
    numbers: npt.NDArray[np.generic] = field(default_factory=lambda: np.empty(0))
    imaginary: npt.NDArray[np.generic] = field(default_factory=lambda: np.empty(0))
    text: str = ""
    fields: Mapping[str, Sequence[Matrix]] = field(default_factory=dict)
    cells: Sequence[Matrix] = ()
    class_name: str = ""


@dataclass(slots=True)
class _Budget:
    """What is left of the bounds while a file is walked through."""

    bytes_left: int
    parts_left: int = MOST_PARTS


@dataclass(frozen=True, slots=True)
class MatFile:
    """The variables, and the subsystem with the values of objects, or None."""

    variables: tuple[Matrix, ...]
    subsystem: Matrix | None
    notes: tuple[str, ...]


def read_mat(path: Path) -> MatFile:
    """Read the variables of a MAT-file of version 5 to 7.

    Raises:
        RetrowalkError: another version, a damaged or hostile file, with its byte.
    """
    size = path.stat().st_size
    if size > MOST_FILE_BYTES:
        raise RetrowalkError(
            f"the file is larger than {MOST_FILE_BYTES // 1024**2} MiB",
            where=path.name,
            remedy="record in shorter pieces",
        )
    data = memoryview(path.read_bytes())
    order = {b"IM": "<", b"MI": ">"}.get(bytes(data[126:128]))
    if order is None or len(data) < HEADER_BYTES:
        raise RetrowalkError(
            "this is no MAT-file of version 5 to 7",
            where=f"{path.name}, byte 126",
            remedy="load it in MATLAB and save it anew: save('walk.mat', '-v7')",
        )
    if data[_HDF_AT : _HDF_AT + len(_HDF)] == _HDF:
        raise RetrowalkError(
            "this is a MAT-file of version 7.3, which is HDF5",
            where=f"{path.name}, byte {_HDF_AT}",
            remedy="load it in MATLAB and save it anew: save('walk.mat', '-v7')",
        )
    subsystem_at = struct.unpack_from(order + "Q", data, 116)[0]
    budget = _Budget(min(MOST_UNPACKED_BYTES, max(SMALL_BYTES, MOST_SWELLING * size)))
    variables: list[Matrix] = []
    notes: list[str] = []
    subsystem: Matrix | None = None
    at = HEADER_BYTES
    try:
        while at + 8 <= len(data):
            kind, body, end = _element(data, at, order)
            matrix = _variable(kind, body, order, budget)
            if at == subsystem_at:
                subsystem = _subsystem(matrix, budget)
            elif matrix is not None:
                variables.append(matrix)
            at = end
    except Damaged as problem:
        if not variables or at == HEADER_BYTES or "cut off" not in str(problem):
            raise RetrowalkError(
                f"the MAT-file is damaged: {problem}",
                where=f"{path.name}, byte {at}",
                remedy="copy or save it again; it may be cut off",
            ) from problem
        notes.append("warning: the file is cut off; what is whole was read")
    return MatFile(tuple(variables), subsystem, tuple(notes))


def _variable(kind: int, body: memoryview, order: str, budget: _Budget) -> Matrix | None:
    if kind == _COMPRESSED:
        body = memoryview(_unpacked(body, budget))
        if len(body) < 8:
            raise Damaged("a compressed variable is empty")
        kind, body, _ = _element(body, 0, order)
    return _matrix(body, order, 0, budget) if kind == _MATRIX else None


def _unpacked(body: memoryview, budget: _Budget) -> bytes:
    packed = zlib.decompressobj()
    try:
        data = packed.decompress(body, budget.bytes_left + 1)
    except zlib.error as error:
        raise Damaged("a compressed variable does not unpack") from error
    budget.bytes_left -= len(data)
    if budget.bytes_left < 0:
        raise Damaged(f"it swells more than {MOST_SWELLING} times when unpacked")
    return data


def _element(data: memoryview, at: int, order: str) -> tuple[int, memoryview, int]:
    """Return the type and bytes of the element at a place, and where the next one begins."""
    if at + 8 > len(data):
        raise Damaged("it is cut off")
    kind, length = struct.unpack_from(order + "II", data, at)
    if kind >> 16:
        kind, length = kind & 0xFFFF, kind >> 16
        if length > 4:
            raise Damaged("a short element is too long")
        return kind, data[at + 4 : at + 4 + length], at + 8
    start = at + 8
    if start + length > len(data):
        raise Damaged("it is cut off")
    end = start + length
    return kind, data[start:end], end if kind == _COMPRESSED else end + -length % 8


def _elements(data: memoryview, order: str) -> Iterator[tuple[int, memoryview]]:
    at = 0
    while at < len(data):
        kind, body, at = _element(data, at, order)
        yield kind, body


def _next(parts: Iterator[tuple[int, memoryview]]) -> tuple[int, memoryview]:
    found = next(parts, None)
    if found is None:
        raise Damaged("a matrix ends too early")
    return found


def _numbers(kind: int, body: memoryview, order: str) -> npt.NDArray[np.generic]:
    code = _NUMBERS.get(kind)
    if code is None or len(body) % int(code[1]):
        raise Damaged(f"numbers of type {kind}")
    return np.frombuffer(body, dtype=np.dtype(order + code))


def _text(kind: int, body: memoryview, order: str) -> str:
    if kind in _TEXTS:
        code = _TEXTS[kind]
        code = code if code == "utf-8" else f"{code}-{'le' if order == '<' else 'be'}"
        return bytes(body).decode(code, errors="replace")
    return "".join(chr(int(n) & 0xFFFF) for n in _numbers(kind, body, order))


def _matrix(body: memoryview, order: str, depth: int, budget: _Budget) -> Matrix:
    if depth > MOST_DEPTH:
        raise Damaged(f"it is nested more than {MOST_DEPTH} deep")
    budget.parts_left -= 1
    if budget.parts_left < 0:
        raise Damaged(f"it has more than {MOST_PARTS} parts")
    if not len(body):
        return Matrix("", "number", (0, 0))
    parts = _elements(body, order)
    flags = _numbers(*_next(parts), order)
    if len(flags) < 2:
        raise Damaged("a matrix without its class")
    flag = int(flags[0])
    sort = flag & 0xFF
    if sort == _OPAQUE:
        name, _, class_name = (_text(*_next(parts), order) for _ in range(3))
        inner = _child(parts, order, depth, budget)
        return Matrix(name, "object", cells=(inner,), class_name=class_name)
    shape = tuple(int(n) for n in _numbers(*_next(parts), order))
    count = math.prod(shape)
    if len(shape) > 32 or any(n < 0 for n in shape):
        raise Damaged("a matrix with odd dimensions")
    name = _text(*_next(parts), order)
    if sort in _NUMERIC:
        numbers = _numbers(*_next(parts), order)
        imaginary = _numbers(*_next(parts), order) if flag & _COMPLEX else np.empty(0)
        if len(numbers) != count or (flag & _COMPLEX and len(imaginary) != count):
            raise Damaged("a matrix with other numbers than its dimensions say")
        return Matrix(name, "number", shape, numbers, imaginary)
    if sort == _CHAR:
        return Matrix(name, "text", shape, text=_text(*_next(parts), order) if count else "")
    if sort == _CELL:
        _affordable(count, body)
        cells = [_child(parts, order, depth, budget) for _ in range(count)]
        return Matrix(name, "cell", shape, cells=cells)
    if sort == _STRUCT:
        return _struct(name, shape, parts, order, depth, budget)
    return Matrix(name, "other", shape)


def _affordable(count: int, body: memoryview) -> None:
    if count > len(body) // 8:
        raise Damaged("more cells than bytes")


def _struct(
    name: str,
    shape: tuple[int, ...],
    parts: Iterator[tuple[int, memoryview]],
    order: str,
    depth: int,
    budget: _Budget,
) -> Matrix:
    lengths = _numbers(*_next(parts), order)
    kind, raw = _next(parts)
    length = int(lengths[0]) if len(lengths) else 0
    if kind != 1 or length < 1 or len(raw) % length:
        raise Damaged("a struct with odd field names")
    text = bytes(raw)
    names = [
        text[i : i + length].split(b"\0", 1)[0].decode("utf-8", errors="replace")
        for i in range(0, len(text), length)
    ]
    fields: dict[str, list[Matrix]] = {one: [] for one in names}
    if math.prod(shape) * len(names) > budget.parts_left:
        raise Damaged(f"it has more than {MOST_PARTS} parts")
    for _ in range(math.prod(shape)):
        for one in names:
            fields[one].append(_child(parts, order, depth, budget))
    return Matrix(name, "struct", shape, fields=fields)


def _child(
    parts: Iterator[tuple[int, memoryview]], order: str, depth: int, budget: _Budget
) -> Matrix:
    kind, body = _next(parts)
    if kind != _MATRIX:
        raise Damaged(f"an element of type {kind} where a matrix is due")
    return _matrix(body, order, depth + 1, budget)


def _subsystem(matrix: Matrix | None, budget: _Budget) -> Matrix | None:
    """Return the matrix inside: the subsystem is a small MAT-file of its own, as bytes."""
    if matrix is None or matrix.kind != "number" or matrix.numbers.dtype.itemsize != 1:
        return None
    data = memoryview(matrix.numbers.tobytes())
    order = {b"IM": "<", b"MI": ">"}.get(bytes(data[2:4]))
    if order is None or len(data) < 16:
        return None
    kind, body, _ = _element(data, 8, order)
    return _variable(kind, body, order, budget)
