"""XML read piece by piece, within bounds: nothing is declared, fetched, unfolded or kept.

    for event in events(stream, "walk.gpx", frozenset({"trkpt", "name"})):
        ...

yields `Opened` and `Closed` for what encloses, and an `Element` with all that is in it for the
names asked for. Only one such element is in memory at a time, so a file may be of any size.
Refused, with the line: a document type (and so every entity of one's own), nesting of more
than 64, a tag of more than 256 KiB, an element of more than 1 MiB of text or 20,000 parts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from retrowalk.errors import RetrowalkError
from retrowalk.formats.shown import shown

MOST_DEPTH = 64
MOST_TAG_BYTES = 256 * 1024
MOST_TEXT = 1024**2
MOST_PARTS = 20_000
_BLOCK_BYTES = 64 * 1024
_BY_NAME = 0.5
_FIRST_BYTES = 1024
_BLANKS = b" \t\r\n"
_UTF8_MARK = b"\xef\xbb\xbf"
_CUT_OFF = frozenset(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)


class Element(NamedTuple):
    """An element that is closed.

    Attributes:
        name: without its prefix.
        space: its namespace; "" for none.
        line: on which it begins, from 1.
        parent: name of what encloses it; "" for the root.
        attributes: by name, without prefix.
        text: between its tags, without that of its children.
        children: in their order.
    """

    name: str
    space: str
    line: int
    parent: str
    attributes: dict[str, str]
    text: str
    children: tuple[Element, ...]

    def child(self, name: str) -> Element | None:
        """Return the first child of this name, or None."""
        return next((child for child in self.children if child.name == name), None)

    def all(self) -> Iterator[Element]:
        """Yield all that is in it, in the order of the file."""
        waiting = list(reversed(self.children))
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed(one.children))


class Opened(NamedTuple):
    """An element begins; fields as in `Element`."""

    name: str
    space: str
    line: int
    parent: str
    attributes: dict[str, str]


class Closed(NamedTuple):
    """An element that was `Opened` ends."""

    name: str
    space: str
    line: int


class CutOff(NamedTuple):
    """The file ends on this line, before its root does: the last event of such a file."""

    line: int


Event = Opened | Closed | Element | CutOff


def events(source: bytes | BinaryIO, name: str, whole: frozenset[str]) -> Iterator[Event]:
    """Yield what is in an XML file, in its order.

    Args:
        source: the bytes, or a stream of them. Encodings are those of expat: UTF-8, UTF-16 with
            its mark, and the one-byte encodings that an XML declaration names. Blanks before the
            declaration are passed over.
        name: of the file, for messages.
        whole: names of elements, without prefix, that come in one piece with their children;
            one inside another is a child of it.

    Raises:
        RetrowalkError: no XML, or beyond the bounds; with the line.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    building = _Building(name, whole)
    block, building.lines_before = _begin(stream)
    fed = 0
    while block:
        fed += len(block)
        yield from building.made_of(block, final=False)
        if fed - building.at_byte() > MOST_TAG_BYTES:
            raise building.refused(
                f"a tag or comment of more than {MOST_TAG_BYTES // 1024} KiB",
                "this is no file of an app; export it again",
            )
        block = stream.read(_BLOCK_BYTES)
    yield from building.made_of(b"", final=True)


def root_of(head: bytes) -> tuple[str, str]:
    """Return name and namespace of the root that a file begins with; "" and "" for none.

    Args:
        head: the first bytes; the root's opening tag should be among them.
    """
    building = _Building("", frozenset())
    bare = head.removeprefix(_UTF8_MARK).lstrip(_BLANKS)
    try:
        for at in range(0, len(bare), _FIRST_BYTES):
            for event in building.made_of(bare[at : at + _FIRST_BYTES], final=False):
                return (event.name, event.space) if isinstance(event, Opened) else ("", "")
    except RetrowalkError:
        pass  # not XML, or beyond the bounds
    return "", ""


def sureness(head: bytes, path: Path, root: str, suffix: str) -> float:
    """Return how sure a reader of XML is; a broken beginning is known by the file's name.

    Whoever reads it then says in which line it is broken.

    Args:
        head: the first bytes.
        path: of the file.
        root: name of the root that its files have.
        suffix: of its file names.
    """
    found = root_of(head)[0]
    if found:
        return 1.0 if found == root else 0.0
    looks = head.removeprefix(_UTF8_MARK).lstrip(_BLANKS).startswith(b"<")
    return _BY_NAME if looks and path.name.lower().endswith(suffix) else 0.0


def _begin(stream: BinaryIO) -> tuple[bytes, int]:
    """Return the first block without blanks before it, and how many lines those took."""
    lines = 0
    while block := stream.read(_BLOCK_BYTES):
        bare = block.removeprefix(_UTF8_MARK).lstrip(_BLANKS)
        lines += block[: len(block) - len(bare)].count(b"\n")
        if bare:
            return bare, lines
    return b"", lines


class _Building:
    """What expat calls; collects the events of one block."""

    def __init__(self, name: str, whole: frozenset[str]) -> None:
        self.name = name
        self.whole = whole
        self.lines_before = 0
        self.events: list[Event] = []
        self.path: list[str] = []
        self.names: dict[str, tuple[str, str]] = {}
        # Of the element being put together: per level (name, space, line, parent, attributes,
        # pieces of text, children).
        self.open: list[tuple[str, str, int, str, dict[str, str], list[str], list[Element]]] = []
        self.parts = 0
        self.text_size = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def made_of(self, block: bytes, *, final: bool) -> Iterator[Event]:
        """Yield what a block makes whole, then refuse it if it is to be refused."""
        refusal: RetrowalkError | None = None
        try:
            self._feed(block, final)
        except RetrowalkError as error:
            refusal = error
        done, self.events = self.events, []
        yield from done
        if refusal is not None:
            raise refusal

    def _feed(self, block: bytes, final: bool) -> None:
        try:
            self.parser.Parse(block, final)
        except expat.ExpatError as error:
            if final and self.path and error.code in _CUT_OFF:
                self.events.append(CutOff(self._line()))
                return
            raise self._not_xml(error) from error
        except (LookupError, UnicodeError, ValueError) as error:
            # An encoding that Python does not know, or one of several bytes a character.
            raise self.refused(
                f"the text cannot be decoded: {shown(str(error), 80)}", "save it as UTF-8"
            ) from error

    def at_byte(self) -> int:
        return self.parser.CurrentByteIndex

    def refused(self, what: str, remedy: str) -> RetrowalkError:
        return RetrowalkError(what, where=f"{self.name}, line {self._line()}", remedy=remedy)

    def _line(self) -> int:
        return self.parser.CurrentLineNumber + self.lines_before

    def _not_xml(self, error: expat.ExpatError) -> RetrowalkError:
        return RetrowalkError(
            f"this is not well-formed XML: {expat.ErrorString(error.code)}",
            where=f"{self.name}, line {error.lineno + self.lines_before}",
            remedy="export it again",
        )

    def _doctype(self, *_: object) -> None:
        raise self.refused(
            "the file declares a document type, and with it what entity bombs are made of",
            "do not trust this file; export it again",
        )

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        found = self.names.get(full)
        if found is None:
            space, _, local = full.rpartition(" ")
            found = self.names[full] = (local, space)
            if len(self.names) > MOST_PARTS:
                raise self.refused("too many different names of elements", "export it again")
        name, space = found
        path = self.path
        if len(path) >= MOST_DEPTH:
            raise self.refused(
                f"more than {MOST_DEPTH} elements inside each other", "export it again"
            )
        parent = path[-1] if path else ""
        path.append(name)
        if attributes:
            attributes = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if self.open:
            self.parts += 1
            if self.parts > MOST_PARTS:
                raise self.refused(f"an element of more than {MOST_PARTS} parts", "export it again")
        elif name in self.whole:
            self.parts = self.text_size = 0
            self.parser.CharacterDataHandler = self._text
        else:
            self.events.append(Opened(name, space, self._line(), parent, attributes))
            return
        self.open.append((name, space, self._line(), parent, attributes, [], []))

    def _end(self, full: str) -> None:
        self.path.pop()
        if not self.open:
            name, space = self.names[full]
            self.events.append(Closed(name, space, self._line()))
            return
        name, space, line, parent, attributes, texts, children = self.open.pop()
        done = Element(name, space, line, parent, attributes, "".join(texts), tuple(children))
        if self.open:
            self.open[-1][6].append(done)
        else:
            self.parser.CharacterDataHandler = None
            self.events.append(done)

    def _text(self, text: str) -> None:
        self.text_size += len(text)
        if self.text_size > MOST_TEXT:
            raise self.refused(
                f"an element with more than {MOST_TEXT // 1024} KiB of text", "export it again"
            )
        self.open[-1][5].append(text)
