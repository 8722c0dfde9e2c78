"""A plan as PDF for print and for screen readers, laid out by typst.

The template `plan.typ` beside this file holds the look alone; words, tables and drawings come
from `Content` as JSON. The PDF claims PDF/UA-1: typst refuses to write it when a picture has no
words, a heading is left out or the title is missing. Its font is the one that matplotlib brings,
so that the same plan looks the same everywhere.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrowalk.errors import RetrowalkError
from retrowalk.report import plan_words as words
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED
from retrowalk.report.plan_content import Content
from retrowalk.report.plan_parts import Picture, Section, Sheet, Table
from retrowalk.tracker.base import Direction

if TYPE_CHECKING:
    from typst import Fonts

PREVIEW_PPI = 72.0


def pdf_bytes(content: Content, timestamp_s: int | None = None) -> bytes:
    """Return the PDF.

    Args:
        content: what it says.
        timestamp_s: date of creation, seconds since 1970; None for now.

    Raises:
        RetrowalkError: a picture that cannot be drawn.
    """
    import typst

    try:
        return typst.compile(
            _template(),
            format="pdf",
            sys_inputs=_inputs(content),
            font_paths=_fonts(),
            pdf_standards=["ua-1"],
            timestamp=timestamp_s,
        )
    except typst.TypstError as error:
        raise RetrowalkError(f"the page cannot be made: {error}", where="PDF") from error


def png_pages(content: Content, ppi: float = PREVIEW_PPI) -> tuple[bytes, ...]:
    """Return each page as PNG."""
    import typst

    # one page is bytes, several are a list: the declared type leaves the list out
    made: Any = typst.compile(
        _template(),
        format="png",
        ppi=ppi,
        sys_inputs=_inputs(content),
        font_paths=_fonts(),
    )
    return tuple(made) if isinstance(made, list) else (made,)


def _template() -> bytes:
    return (resources.files("retrowalk.report") / "plan.typ").read_bytes()


def _inputs(content: Content) -> dict[str, str]:
    return {"data": json.dumps(_data(content), ensure_ascii=False)}


@cache
def _fonts() -> Fonts:
    """Return the fonts inside matplotlib, without the second that matplotlib takes to load."""
    from typst import Fonts

    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    return Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])


def _data(content: Content) -> dict[str, Any]:
    return {
        "lang": content.language.value,
        "title": content.title,
        "made": content.made,
        "warning": content.warning,
        "lead": content.lead,
        "lists": content.lists,
        "disclaimer": content.disclaimer,
        "page": words.PAGE_OF.said(content.language),
        "sections": [_section(section) for section in content.sections],
        "look": {
            "ink": INK,
            "muted": MUTED,
            "hair": HAIR,
            "deep": LOOKS[Direction.BACKWARD].dark,
            "warn": LOOKS[Direction.FORWARD].dark,
        },
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "lead": section.lead,
        "tables": [_table(table) for table in section.tables],
        "pictures": [_picture(picture) for picture in section.pictures],
        "sheets": [_sheet(sheet) for sheet in section.sheets],
        "references": section.references,
    }


def _table(table: Table) -> dict[str, Any]:
    # a table with empty cells is there to be filled in by hand: give the pen some room
    roomy = any(row[-1] == row[-2] == "" for row in table.rows)
    return {
        "caption": table.caption,
        "head": table.head,
        "rows": table.rows,
        "widths": table.widths,
        "numeric": sorted(table.numeric),
        "roomy": roomy,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "svg": picture.svg,
        "alt": picture.alt,
        "caption": picture.caption,
        "title": picture.title,
        "notes": picture.notes,
        "table": None if picture.table is None else _table(picture.table),
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "purpose": sheet.purpose,
        "picture": None if sheet.picture is None else _picture(sheet.picture),
        "begin": sheet.begin,
        "steps": sheet.steps,
        "steps_title": sheet.steps_title,
        "parts": sheet.parts,
    }
