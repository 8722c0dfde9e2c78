"""What a report is made of: tables, pictures, exercise sheets and sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from retrowalk.language import Language


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for each column.

    Attributes:
        caption: what it shows.
        head: names of the columns.
        rows: cells; a line break inside a cell begins a line.
        widths: of the columns against each other, for print.
        numeric: columns that hold numbers.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing.

    Attributes:
        svg: the drawing itself.
        alt: the same in words.
        caption: how to read it; empty where nothing needs to be said.
        table: the same in numbers, or None.
        title: heading; empty inside an exercise sheet.
        notes: sentences below.
    """

    svg: str
    alt: str
    caption: str
    table: Table | None
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One exercise to hang on the wall.

    Attributes:
        title: name and form.
        purpose: what it is for.
        picture: how it looks, or None.
        begin: headings with their lines, read before the steps.
        steps: in order.
        steps_title: their heading.
        parts: other headings with their lines.
    """

    title: str
    purpose: str
    picture: Picture | None
    begin: tuple[tuple[str, tuple[str, ...]], ...]
    steps: tuple[str, ...]
    steps_title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report under one heading.

    Attributes:
        title: the heading.
        lead: sentences below it.
        tables: in their order.
        pictures: in their order.
        sheets: exercise sheets.
        sources: evidence rows it rests on.
        references: id and citation, for the list of sources alone.
    """

    title: str
    lead: tuple[str, ...]
    tables: tuple[Table, ...]
    pictures: tuple[Picture, ...]
    sheets: tuple[Sheet, ...]
    sources: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = field(default=())


_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: date, language: Language) -> str:
    """Return a day as the language writes it: ``5 January 2026``, ``5.1.2026``."""
    if language is Language.DE:
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def short_day(day: date, language: Language) -> str:
    """Return a day without its year: ``5 Jan``, ``5.1.``."""
    if language is Language.DE:
        return f"{day.day}.{day.month}."
    return f"{day.day} {_MONTHS_EN[day.month - 1][:3]}"


def table_day(day: date, language: Language) -> str:
    """Return a day with its year, narrow enough for a column: ``5 Jan 2026``, ``5.1.2026``."""
    return f"{short_day(day, language)}{'' if language is Language.DE else ' '}{day.year}"


def clock(seconds: float) -> str:
    """Return a duration for people: ``40 s``, ``1 min``, ``1:30 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min" if rest == 0 else f"{minutes}:{rest:02d} min"
