"""Something to look at.

In: a `Walk`. Out: its picture as SVG or PNG, or one self-contained HTML page, in German or
English. The same walk gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language
from retrowalk.tracker.base import Walk

__all__ = ["Language", "check_picture_path", "write_picture"]

SUFFIXES = (".svg", ".png", ".html")


def check_picture_path(path: Path) -> None:
    """Refuse a name whose ending says no kind of picture.

    Raises:
        RetrowalkError: an ending other than .svg, .png or .html.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise RetrowalkError(
            f"'{path.suffix}' is not a kind of picture",
            where=str(path),
            remedy="use a name that ends in .svg, .png or .html",
        )


def write_picture(
    walk: Walk,
    path: Path,
    language: Language = Language.EN,
    dose_lines: tuple[str, ...] = (),
) -> None:
    """Write the picture of a walk; the file's ending chooses SVG, PNG or HTML.

    Args:
        walk: what was tracked.
        path: where to write.
        language: of all words.
        dose_lines: what the walk did, in sentences; shown on an HTML page only.

    Raises:
        RetrowalkError: another ending, or a place that cannot be written.
    """
    check_picture_path(path)
    # matplotlib takes a second to load; tables and JSON do without it
    from retrowalk.report.figure import png_bytes, svg_text
    from retrowalk.report.page import html_text

    suffix = path.suffix.lower()
    if suffix == ".png":
        data = png_bytes(walk, language)
    else:
        svg = suffix == ".svg"
        text = svg_text(walk, language) if svg else html_text(walk, language, dose_lines)
        data = text.encode()
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
