"""The elements of a long XML file by a proper parser, piece by piece and without a DTD.

Entities beyond the five of XML are unknown to it, so that none can swell; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from retrowalk.errors import RetrowalkError

DEEPEST = 32
MOST_INSIDE = 100_000
_ROOT = b"<HealthData>"


@dataclass(frozen=True, slots=True)
class Element:
    """An element with what lies in it; text between tags is left out.

    Attributes:
        name: of the tag.
        attributes: by name.
        children: in their order.
    """

    name: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a stretch of the content of the root holds.

    Attributes:
        elements: the whole ones of the names asked for.
        before: how many of them ended before `resume`.
        resume: offset of the last start tag below the root, where a next stretch can begin.
        ended: whether the root's end was seen.
    """

    elements: tuple[Element, ...]
    before: int
    resume: int
    ended: bool


class _TooMuch(Exception):
    """Ends the parser from inside."""


class _Builder:
    def __init__(self, names: Collection[str], parser: expat.XMLParserType) -> None:
        self.found: list[Element] = []
        self.before = 0
        self.resume = 0
        self.ended = False
        self._names = names
        self._parser = parser
        self._depth = 0
        self._inside = 0
        self._open: list[Element] = []

    def parsed(self) -> Parsed:
        return Parsed(tuple(self.found), self.before, self.resume, self.ended)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self.before = len(self.found)
            self.resume = self._parser.CurrentByteIndex - len(_ROOT)
            self._inside = 0
        self._inside += 1
        if self._depth > DEEPEST or self._inside > MOST_INSIDE:
            raise _TooMuch
        if self._open or (self._depth == 2 and name in self._names):
            self._open.append(Element(name, attributes))

    def end(self, _: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self.ended = True
        if self._open:
            element = self._open.pop()
            if self._open:
                self._open[-1].children.append(element)
            else:
                self.found.append(element)


def parsed(data: bytes, names: Collection[str], *, name: str, at: int) -> Parsed:
    """Parse a stretch that begins between two elements below the root.

    Args:
        data: the stretch, in UTF-8; it may be cut off anywhere.
        names: of the elements below the root that are wanted.
        name: of the file, for messages.
        at: offset of the stretch in it.

    Raises:
        RetrowalkError: no well-formed XML, an entity, too many elements in one or too deep.
    """
    parser = expat.ParserCreate("UTF-8")
    builder = _Builder(names, parser)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    try:
        parser.Parse(_ROOT, False)
        parser.Parse(data, False)
    except expat.ExpatError as error:
        if builder.ended:  # whatever follows the root
            return builder.parsed()
        offset = max(0, parser.ErrorByteIndex - len(_ROOT))
        raise RetrowalkError(
            f"the XML is damaged: {expat.ErrorString(error.code)}",
            where=f"{name}, byte {at + offset}",
            remedy="export it again; edited files must be well-formed",
        ) from error
    except _TooMuch as error:
        raise RetrowalkError(
            f"one element holds more than {MOST_INSIDE:,}, or more than {DEEPEST} deep",
            where=f"{name}, byte {at + parser.CurrentByteIndex - len(_ROOT)}",
            remedy="this is no export of Apple Health",
        ) from error
    return builder.parsed()
