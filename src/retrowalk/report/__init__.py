"""Something to look at.

In: a `Walk`. Out: its picture as SVG or PNG, or one self-contained HTML page, in German or
English. The same walk gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from retrowalk.errors import RetrowalkError
from retrowalk.report.figure import png_bytes, svg_text
from retrowalk.report.page import html_text
from retrowalk.report.words import Language
from retrowalk.tracker.base import Walk

__all__ = ["Language", "html_text", "png_bytes", "svg_text", "write_picture"]

SUFFIXES = (".svg", ".png", ".html")


def write_picture(walk: Walk, path: Path, language: Language = Language.EN) -> None:
    """Write the picture of a walk; the file's ending chooses SVG, PNG or HTML.

    Raises:
        RetrowalkError: another ending, or a place that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise RetrowalkError(
            f"'{path.suffix}' is not a kind of picture",
            where=str(path),
            remedy="use a name that ends in .svg, .png or .html",
        )
    if suffix == ".png":
        data = png_bytes(walk, language)
    else:
        text = svg_text(walk, language) if suffix == ".svg" else html_text(walk, language)
        data = text.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise RetrowalkError(f"cannot be written ({error.strerror})", where=str(path)) from None
