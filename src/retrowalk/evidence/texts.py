"""Texts whose numbers come from the table.

A text holds no digit of its own. Where it needs a number it says where from::

    {E-01}          value of a row          {E-01.low} {E-01.high} {D-08.abs}
    {D-10:.1f}      with a format           {=ratio}   computed; its sources are shown beside it
    [E-01]          the id itself, for the reader to look up

A number that is a design choice is written ``{=name}`` in a text that says so in
words ("design choice", "Festlegung"). `bare_numbers` finds every digit that obeys
none of these; the tests run it over all texts that users see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrowalk.errors import RetrowalkError
from retrowalk.evidence.table import evidence

LANGUAGES = ("de", "en")
DESIGN_CHOICE = ("design choice", "Festlegung", "assumed", "angenommen")

IDENTIFIER = re.compile(r"\b[A-Z]-\d{2}[a-z]?\b")
_PLACEHOLDER = re.compile(
    r"\{(?:=(?P<name>\w+)|(?P<id>[A-Z]-\d{2}[a-z]?)(?:\.(?P<part>value|low|high|abs))?)"
    r"(?::(?P<format>[^{}]+))?\}"
)
# Names that hold a digit without being a number: VO2, the S3 guideline, D-vitamin and the like.
_NAMES = re.compile(r"\b(?:VO2|S3|NG226|3MBWT|WHO 20\d\d|COVID-19)\b")
_DIGIT = re.compile(r"\d+(?:[.,]\d+)*")


def number_text(number: float, language: str, spec: str = "g") -> str:
    """Return a number as the language writes it: ``1.28``, in German ``1,28``."""
    text = format(number, spec).replace("-", "−")
    return text.replace(".", ",") if language == "de" else text


def filled(text: str, language: str, values: Mapping[str, float | str] | None = None) -> str:
    """Return the text with every placeholder replaced.

    Args:
        text: with placeholders as this module's head shows them.
        language: ``"de"`` or ``"en"``, for the decimal sign.
        values: what the ``{=name}`` placeholders stand for.

    Raises:
        RetrowalkError: a placeholder without a number behind it.
    """

    def replaced(match: re.Match[str]) -> str:
        spec = match["format"] or "g"
        if match["name"]:
            value = (values or {}).get(match["name"])
            if value is None:
                raise RetrowalkError(f"no value for '{match.group()}'", where="text")
            return value if isinstance(value, str) else number_text(value, language, spec)
        found = evidence().get(match["id"])
        if found is None:
            raise RetrowalkError(f"no evidence row for '{match.group()}'", where="text")
        part = match["part"] or "value"
        number = found.value if part in ("value", "abs") else getattr(found, part)
        if number is None:
            raise RetrowalkError(f"row {found.id} has no {part}", where="text")
        return number_text(abs(number) if part == "abs" else number, language, spec)

    return _PLACEHOLDER.sub(replaced, text)


def identifiers(text: str) -> tuple[str, ...]:
    """Return the evidence ids a text refers to, in order, each once."""
    return tuple(dict.fromkeys(IDENTIFIER.findall(text)))


def bare_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers in a text that say neither their row nor that they are computed."""
    text = _NAMES.sub("", IDENTIFIER.sub("", _PLACEHOLDER.sub("", text)))
    return tuple(_DIGIT.findall(text))


def unsourced_numbers(text: str, sources: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the bare numbers of a text that names no row and no design choice.

    The looser rule for texts written by hand elsewhere (exercises, app, templates):
    a text with a number names a known evidence id in itself or in `sources`, or says
    that the number is a design choice.
    """
    known = [i for i in (*identifiers(text), *sources) if i in evidence()]
    if known or any(mark.casefold() in text.casefold() for mark in DESIGN_CHOICE):
        return ()
    return bare_numbers(text)
