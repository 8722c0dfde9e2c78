"""Excel workbooks: phyphox' export, or sheets with named columns as in CSV.

    sheet per sensor    "Time (s)", "Acceleration x (m/s^2)", ...     numbers, or "NaN"
    Metadata Device     property, value
    Metadata Time       event, experiment time, system time, system time text

A workbook is a zip of XML. Its parts are unpacked within the bounds of every archive, looked
through for what could make a reader swell (entities, a cell in the last row of the sheet), and
only then handed over, packed anew with nothing else.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.assemble import recording_from
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import ZIP_HEADS, Bundle, open_bundle
from retrowalk.formats.columns import Column, Role, recognise
from retrowalk.formats.phyphox import Export, recording_of
from retrowalk.formats.pieces import Pieces
from retrowalk.formats.table import Table, columns_in, table_from
from retrowalk.recording import Array, Recording

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_XML_BYTES = 256 * 1024**2
"""All parts together: an hour at 100 Hz with seven columns has about 100 MiB."""
MOST_CELLS = 4_000_000
"""Rows times columns of a sheet, empty ones too, since a reader holds them all."""
_WORKBOOK = "xl/workbook.xml"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook|styles|sharedStrings)\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/[\w -]+\.xml"
)
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_EPOCH = dt.datetime(1970, 1, 1)
_DEVICE, _TIMES = "Metadata Device", "Metadata Time"


class WorkbookReader:
    """Sheets of phyphox, or of anybody who names columns."""

    name = "xlsx"
    title = "Excel workbook (phyphox, or named columns)"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")
    carries = "as phyphox or CSV; cells with dates are local time"

    def sniff(self, head: bytes, path: Path) -> float:
        """A zip with a workbook in it."""
        if not head.startswith(ZIP_HEADS) or path.is_dir():
            return 0.0
        try:
            with zipfile.ZipFile(path) as archive:
                return 0.97 if _WORKBOOK in archive.namelist() else 0.0
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
            return 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the sheets that hold motion."""
        book = _opened(_checked(open_bundle(path)), path)
        tables: list[Table] = []
        events: tuple[dict[str, str], ...] = ()
        about: tuple[dict[str, str], ...] = ()
        for sheet in book.sheet_names:
            rows = _rows(book, sheet, path)
            if sheet == _TIMES:
                events = _as_dicts(rows)
            elif sheet == _DEVICE:
                about = _as_dicts(rows)
            elif (table := _table(f"{path.name}, sheet '{sheet[:40]}'", rows)) is not None:
                tables.append(table)
        if len(tables) == 1 and not events:
            columns_in(tables[0].name, [c.name for c in tables[0].columns])
            return recording_from(tables[0], options)
        if not tables:
            raise RetrowalkError(
                "no sheet has a clock and three axes of acceleration",
                where=path.name,
                remedy="name the columns in the first row: time_s, acc_x_ms2, acc_y_ms2, acc_z_ms2",
            )
        return recording_of(Export(path.name, tuple(tables), events, about), options)


# -- the zip -----------------------------------------------------------------------------------


def _checked(bundle: Bundle) -> bytes:
    """Return the parts that matter as a new zip, after a look at each of them."""
    room = MOST_XML_BYTES
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for member in dict.fromkeys(bundle.members):
            if not _PARTS.fullmatch(member):
                continue
            data = bundle.data(member)
            where = f"{bundle.path.name}/{member}"
            room -= len(data)
            if room < 0:
                raise RetrowalkError(
                    f"the workbook unpacks to more than {MOST_XML_BYTES // 1024**2} MiB",
                    where=where,
                    remedy="export it as CSV",
                )
            _refuse_entities(data, where)
            if member.startswith("xl/worksheets/"):
                _refuse_wide_sheets(data, where)
            archive.writestr(zipfile.ZipInfo(member), data)
    return kept.getvalue()


def _refuse_entities(data: bytes, where: str) -> None:
    if b"\0" in data[:1024] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RetrowalkError("the XML is not in UTF-8", where=where, remedy="save it again")
    at = data.find(b"<!DOCTYPE")
    if at < 0:
        at = data.find(b"<!ENTITY")
    if at >= 0:
        raise RetrowalkError(
            "the XML declares a document type or entities, as entity bombs do",
            where=f"{where}, byte {at}",
            remedy="do not trust this file; save the workbook again with Excel or LibreOffice",
        )


def _refuse_wide_sheets(data: bytes, where: str) -> None:
    """Refuse a sheet whose corner cells span more than can be held."""
    wide = 1
    tall = data.count(b"<row") + data.count(b":row")
    for match in _CELL.finditer(data):
        number = 0
        for letter in match[1]:
            number = 26 * number + letter - 64
        wide, tall = max(wide, number), max(tall, int(match[2]))
    for match in _ROW.finditer(data):
        tall = max(tall, int(match[1]))
    cells = data.count(b"<c") + data.count(b":c ")
    if wide * tall > MOST_CELLS or cells > MOST_CELLS:
        raise RetrowalkError(
            f"the sheet spans {tall} rows and {wide} columns, more than {MOST_CELLS} cells",
            where=where,
            remedy="remove stray cells, or save it as CSV",
        )


def _opened(data: bytes, path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, "workbook", error) from error


def _rows(book: CalamineWorkbook, sheet: str, path: Path) -> list[list[Any]]:
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _damaged(path, f"sheet '{sheet[:40]}'", error) from error
    except BaseException as error:
        # a date beyond all calendars ends in a panic of the library, whose class has no module
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path, f"sheet '{sheet[:40]}'", error) from error


def _damaged(path: Path, what: str, error: BaseException) -> RetrowalkError:
    told = (str(error).splitlines() or ["unknown"])[0][:80]
    return RetrowalkError(
        f"the {what} is damaged: {told}",
        where=path.name,
        remedy="save it again in Excel, or export it again",
    )


# -- cells -------------------------------------------------------------------------------------


def _as_dicts(rows: list[list[Any]]) -> tuple[dict[str, str], ...]:
    if not rows:
        return ()
    names = [str(name) for name in rows[0]]
    return tuple(dict(zip(names, (str(cell) for cell in row), strict=False)) for row in rows[1:])


def _table(name: str, rows: list[list[Any]]) -> Table | None:
    """Return a sheet whose first filled row names a clock and something else, or None."""
    first = next((i for i, row in enumerate(rows) if any(cell != "" for cell in row)), None)
    if first is None or not all(isinstance(cell, str) for cell in rows[first]):
        return None
    columns = _columns(name, [str(cell) for cell in rows[first]])
    if len(columns) < 2 or not any(c.role in (Role.TIME, Role.INDEX) for c in columns):
        return None
    body = rows[first + 1 :]
    cells: dict[int, Pieces] = {}
    stamps: dict[int, bool] = {}
    day_times: set[int] = set()
    for column in columns:
        values = [row[column.position] for row in body]
        kind = next((type(v) for v in values if v != ""), float)
        if issubclass(kind, dt.date):
            stamps[column.position] = False
        elif issubclass(kind, dt.time):
            day_times.add(column.position)
        where = f"{name}, column '{column.name.strip()[:30]}'"
        cells[column.position] = [_numbers(values, kind, where, first + 2)]
    return table_from(name, columns, cells, stamps, (), frozenset(day_times))


def _columns(name: str, header: list[str]) -> tuple[Column, ...]:
    """Return the columns of a sheet; one of several may hold another sensor only."""
    try:
        return columns_in(name, header)
    except RetrowalkError:
        known = (recognise(i, text) for i, text in enumerate(header) if text)
        return tuple(c for c in known if c is not None)


def _numbers(values: Sequence[Any], kind: type, where: str, first_row: int) -> Array:
    """Return cells as floats; empty ones and "NaN" become NaN, dates seconds since 1970."""
    result = np.empty(len(values))
    for i, value in enumerate(values):
        number = _number(value, kind)
        if number is None:
            what = "a date with time" if issubclass(kind, (dt.date, dt.time)) else "a number"
            raise RetrowalkError(
                f"'{str(value)[:40]}' is not {what}",
                where=f"{where}, row {first_row + i}",
                remedy="mend or remove that row",
            )
        result[i] = number
    return result


def _number(value: Any, kind: type) -> float | None:
    if isinstance(value, str):
        text = value.strip()
        if text == "" or text.lower() == "nan":
            return float("nan")
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, dt.date):
        # midnight itself comes as a date
        at = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return (at - _EPOCH).total_seconds() if issubclass(kind, dt.date) else None
    if isinstance(value, dt.time):
        whole = 3600 * value.hour + 60 * value.minute + value.second
        return whole + 1e-6 * value.microsecond if issubclass(kind, dt.time) else None
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, (int, float)) and not issubclass(kind, (dt.date, dt.time)):
        return float(value)
    return None
