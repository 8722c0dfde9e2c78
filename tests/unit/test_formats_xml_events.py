"""XML is read in pieces and within bounds, and nothing in it is believed blindly."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read_sessions
from retrowalk.formats.xml.events import (
    MOST_DEPTH,
    MOST_TAG_BYTES,
    MOST_TEXT,
    Closed,
    CutOff,
    Element,
    Opened,
    events,
    root_of,
)

WALK = '<?xml version="1.0"?>\n<a xmlns="urn:x" v="1">\n<p q="2">x<r>é</r>y</p>\n<s/></a>'


def taken(data: bytes, *whole: str) -> list[object]:
    return list(events(data, "a.xml", frozenset(whole)))


def test_what_is_asked_for_comes_in_one_piece() -> None:
    root, piece, s_begins, s_ends, end = taken(WALK.encode(), "p")
    assert root == Opened("a", "urn:x", 2, "", {"v": "1"})
    assert isinstance(piece, Element)
    assert (piece.line, piece.parent, piece.attributes, piece.text) == (3, "a", {"q": "2"}, "xy")
    inner = piece.child("r")
    assert inner is not None
    assert inner.text == "é"
    assert piece.child("s") is None
    assert [one.name for one in piece.all()] == ["r"]
    assert isinstance(s_begins, Opened)
    assert s_ends == Closed("s", "urn:x", 4)
    assert end == Closed("a", "urn:x", 4)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = WALK.replace('"1.0"', f'"1.0" encoding="{declared}"')
    inner = [e for e in taken(text.encode(encoding), "r") if isinstance(e, Element)]
    assert inner[0].text == "é"


def test_blanks_before_the_declaration_are_counted_and_passed_over() -> None:
    first = taken(b"\n\n  " + WALK.encode())[0]
    assert isinstance(first, Opened)
    assert first.line == 4


def test_a_stream_of_any_size_is_read_in_little_memory() -> None:
    point = b"<t><p a='1'><q>12345</q></p></t>"

    class Endless(io.RawIOBase):
        left = 25

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            if self.left == 24:
                return b"<a>"
            return point * 1000 if self.left > 0 else b"</a>" if self.left == 0 else b""

    tracemalloc.start()
    try:
        count = sum(
            isinstance(e, Element)
            for e in events(Endless(), "a.xml", frozenset({"p"}))  # type: ignore[arg-type]
        )
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 23_000
    assert most < 4e6


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "ha">'
    + "".join(f'<!ENTITY b{i} "{"&b" + str(i - 1) * (i > 0) + ";"}">' for i in range(1, 9))
    + "]>\n<a>&b8;</a>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (BOMB.encode(), "line 2: the file declares a document type"),
        (b'<!DOCTYPE a SYSTEM "http://x.invalid/a.dtd"><a/>', "declares a document type"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "document type"),
        (BOMB.encode("utf-16"), "declares a document type"),
        (b"<a>\n&b;</a>", "line 2: this is not well-formed XML: undefined entity"),
        (b"<a>" * (MOST_DEPTH + 1), f"more than {MOST_DEPTH} elements inside each other"),
        (b"<a>" * 100_000, f"more than {MOST_DEPTH} elements inside each other"),
        (b"<p>" * 100_000, f"more than {MOST_DEPTH} elements inside each other"),
        (b"<a b='" + b"x" * 4 * MOST_TAG_BYTES + b"'/>", "a tag or comment of more than"),
        (b"<a><!--" + b"x" * 4 * MOST_TAG_BYTES + b"--></a>", "a tag or comment of more than"),
        (b"<a><p>" + b"x" * (MOST_TEXT + 1) + b"</p></a>", "of text"),
        (b"<a><p>" + b"<q/>" * 20_001 + b"</p></a>", "parts"),
        (b"<a>" + b"".join(b"<q%d/>" % i for i in range(20_001)) + b"</a>", "different names"),
        (b"<a b='1' b='2'/>", "line 1: this is not well-formed XML: duplicate attribute"),
        (b"<a>\n<b></a>", "line 2: this is not well-formed XML: mismatched tag"),
        ("<a>é</a>".encode("iso-8859-1"), "not well-formed"),
        (b'<?xml version="1.0" encoding="EBCDIC-X"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "decoded"),
        (b"<a/>x", "junk after document element"),
        (b"PK\x03\x04", "not well-formed"),
        (b"", "no element found"),
        (b"   ", "no element found"),
    ],
)
def test_refusals_name_the_line(data: bytes, says: str) -> None:
    with pytest.raises(RetrowalkError, match=says) as raised:
        taken(data, "p")
    assert raised.value.where is not None
    assert raised.value.where.startswith("a.xml, line ")
    assert raised.value.remedy


def test_a_file_that_is_cut_off_gives_what_is_whole() -> None:
    data = b"<a>\n<p>1</p>\n<p>2</p>\n<p>3</p>\n</a>"
    for end in range(len(data)):
        try:
            found = taken(data[:end], "p")
        except RetrowalkError:
            assert end < 3
            continue
        texts = [e.text for e in found if isinstance(e, Element)]
        assert texts == ["1", "2", "3"][: data[:end].count(b"</p>")]
        assert isinstance(found[-1], CutOff)
        assert found[-1].line == 1 + data[:end].count(b"\n")


def test_what_is_whole_comes_before_the_refusal() -> None:
    def pieces() -> Iterator[str]:
        for event in events(b"<a><p>1</p><p>2</a>", "a.xml", frozenset({"p"})):
            if isinstance(event, Element):
                yield event.text

    found = pieces()
    assert next(found) == "1"
    with pytest.raises(RetrowalkError, match="mismatched tag"):
        next(found)


def test_the_root_is_told_from_the_first_bytes() -> None:
    assert root_of(WALK.encode()) == ("a", "urn:x")
    assert root_of(WALK.encode()[:50]) == ("a", "urn:x")
    assert root_of(b"PK\x03\x04") == ("", "")
    assert root_of(BOMB.encode()) == ("", "")
    assert root_of(b"") == ("", "")


@pytest.mark.parametrize("name", ["walk.gpx", "walk.tcx"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<!DOCTYPE gpx [<!ENTITY a "b">]>\n<gpx/>', "line 2: the file declares a document type"),
        ('<gpx version="1.1></gpx>', "line 2: this is not well-formed XML"),
    ],
)
def test_a_broken_beginning_is_told_with_its_line(
    name: str, text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(f'<?xml version="1.0"?>\n{text}', encoding="utf-8")
    with pytest.raises(RetrowalkError, match=told):
        list(read_sessions(path))
    other = path.rename(tmp_path / "walk.xml")
    with pytest.raises(RetrowalkError, match="no format"):
        list(read_sessions(other))
