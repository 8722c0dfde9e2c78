"""A long XML file as stretches of lines with one tag each, found with few array operations.

Apple writes one tag a line. Where that holds it can be proved by counting: every line is
blanks, "<", no other "<" or ">", then ">" (and neither "<!" nor "<?"), so that a line is a
tag and nothing else. A stretch where it does not hold goes through the parser of tags.py.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.health.tags import Element, parsed

Index = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.uint64]

BLOCK_BYTES = 1 << 20
MOST_ELEMENT_BYTES = 1 << 23
MOST_PROLOGUE_BYTES = 1 << 20
_END = b"</HealthData"
_FOUR = np.uint64(0xFFFF_FFFF)
_PAD = b"\n" * 256
_DEEPEST_INDENT = 64
_LESS, _GREATER, _SLASH, _BANG, _QUESTION = b"<>/!?"
_BLANK, _TAB, _LINE, _RETURN = b" \t\n\r"
_BEFORE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_IN_DOCTYPE = re.compile(
    rb"<!--.*?-->|<\?.*?\?>|(?P<bad><!ENTITY|%[A-Za-z_])|\"[^\"]*\"|'[^']*'|(?P<mark>[\[\]>])",
    re.DOTALL,
)
_ROOT = re.compile(rb"<HealthData(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*(?P<empty>/?)>")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")


@dataclass(frozen=True, eq=False, slots=True)
class Lines:
    """A stretch of whole elements below the root, each line of it one tag.

    Attributes:
        data: the bytes, with some bytes more at the end.
        at: offset of the first in the file.
        codes: (m,) the bytes as numbers.
        words: (m - 7,) the eight bytes from each on, as one number.
        starts: (n,) where the "<" of each line is.
        closings: (n,) where its ">" is.
        levels: (n,) how deep the tag lies, 0 below the root.
        closes: (n,) whether it is an end tag.
        empty: (n,) whether it is a start tag and an end tag in one.
    """

    data: bytes
    at: int
    codes: npt.NDArray[np.uint8]
    words: Words
    starts: Index
    closings: Index
    levels: Index
    closes: Flags
    empty: Flags


def word(text: bytes) -> np.uint64:
    """Return eight bytes as the number that `Lines.words` has for them."""
    return np.uint64(int.from_bytes(text, "little"))


def begin(head: bytes, name: str) -> tuple[int, bool]:
    """Return where the content of the root begins, and whether the root is empty.

    Args:
        head: the first `MOST_PROLOGUE_BYTES` of the file.
        name: of the file, for messages.

    Raises:
        RetrowalkError: not UTF-8, entities, or no root <HealthData>.
    """
    position = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    encoding = _ENCODING.match(head, position)
    if encoding is not None and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise RetrowalkError(
            f"the text is in {encoding[1].decode()[:20]}, and Apple Health writes UTF-8",
            where=f"{name}, byte {encoding.start(1)}",
            remedy="give the file as it was exported",
        )
    while True:
        blank = _BEFORE.match(head, position)
        if blank is not None:
            position = blank.end()
        elif head.startswith(b"<!DOCTYPE", position):
            position = _doctype_end(head, position, name)
        else:
            break
    root = _ROOT.match(head, position)
    if root is None:
        raise RetrowalkError(
            "there is no <HealthData> at its beginning",
            where=f"{name}, byte {position}",
            remedy="give export.xml or export.zip of Apple Health",
        )
    return root.end(), bool(root["empty"])


def _doctype_end(head: bytes, position: int, name: str) -> int:
    inside = False
    for token in _IN_DOCTYPE.finditer(head, position):
        if token["bad"]:
            raise RetrowalkError(
                "the document type declares entities, as XML bombs do",
                where=f"{name}, byte {token.start()}",
                remedy="do not trust this file; export it again",
            )
        mark = token["mark"]
        if mark == b"[":
            inside = True
        elif mark == b"]":
            inside = False
        elif mark == b">" and not inside:
            return token.end()
    raise RetrowalkError(
        "the document type does not end",
        where=f"{name}, byte {position}",
        remedy="export it again; it may be cut off",
    )


def stretches(
    stream: BinaryIO, names: Collection[str], name: str
) -> Iterator[Lines | tuple[Element, ...] | None]:
    """Yield the content of the root, stretch by stretch; None at the end of a file cut off.

    Args:
        stream: of the file, from its first byte.
        names: of the elements below the root that are wanted of stretches that are no lines.
        name: of the file, for messages.

    Raises:
        RetrowalkError: no export of Apple Health, not well-formed, or one element of 8 MiB.
    """
    head = stream.read(MOST_PROLOGUE_BYTES)
    at, empty = begin(head, name)
    if empty:
        return
    rest = head[at:].lstrip()
    at = len(head) - len(rest)
    block_bytes, last = BLOCK_BYTES, False
    while True:
        if not last:
            block = stream.read(block_bytes)
            last = len(block) < block_bytes
            rest += block
        used, ended, found = _stretch(rest, names, name, at, last)
        if found is not None:
            yield found
        if ended:
            return
        if last and not used:
            yield None
            return
        rest, at = rest[used:], at + used
        # an element longer than a block: look at it again only when there is twice as much
        block_bytes = BLOCK_BYTES if used else max(BLOCK_BYTES, len(rest))
        if len(rest) > MOST_ELEMENT_BYTES:
            raise RetrowalkError(
                "one element is longer than 8 MiB",
                where=f"{name}, byte {at}",
                remedy="this is no export of Apple Health",
            )


def _stretch(
    rest: bytes, names: Collection[str], name: str, at: int, last: bool
) -> tuple[int, bool, Lines | tuple[Element, ...] | None]:
    """Return how many bytes were used, whether the root ended, and what they hold."""
    cut = rest.rfind(b"\n") + 1
    lined = _lined(rest, cut, at) if cut else None
    if lined is not None:
        lines, used, ended = lined
        return used, ended, lines if len(lines.starts) else None
    found = parsed(rest, names, name=name, at=at)
    if found.ended or (last and not found.resume):
        return 0, found.ended, found.elements
    # the element that begins at `resume` is read again, as the first of the next stretch
    return found.resume, False, found.elements[: found.before]


def _lined(rest: bytes, cut: int, at: int) -> tuple[Lines, int, bool] | None:
    """Return the lines up to the last whole element, or None where they are not one tag each.

    With them, how many bytes they are and whether the root ends after them.
    """
    data = rest + _PAD
    codes = np.frombuffer(data, np.uint8)
    text = codes[:cut]
    ends = np.flatnonzero(text == _LINE)
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    for _ in range(_DEEPEST_INDENT):
        first = codes[starts]
        blank = (first == _BLANK) | (first == _TAB)
        if not blank.any():
            break
        starts += blank
    closings = ends - 1
    closings -= codes[closings] == _RETURN
    count = len(starts)
    if (codes[starts] != _LESS).any() or (codes[closings] != _GREATER).any():
        return None
    if np.count_nonzero(text == _LESS) != count or np.count_nonzero(text == _GREATER) != count:
        return None
    second = codes[starts + 1]
    if ((second == _BANG) | (second == _QUESTION)).any():
        return None
    closes = second == _SLASH
    empty = codes[closings - 1] == _SLASH
    empty &= ~closes
    steps = 1 - empty.astype(np.int64)
    steps[closes] = -1
    after = np.cumsum(steps)
    levels = after - (steps > 0)
    ended = bool((after < 0).any())
    if ended:
        whole = int(np.argmax(after < 0))
        if data[starts[whole] : starts[whole] + len(_END)] != _END:
            return None
    else:
        ends_of_elements = np.flatnonzero(after == 0)
        whole = int(ends_of_elements[-1]) + 1 if len(ends_of_elements) else 0
    words: Words = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    top = levels[:whole] == 0
    opening = starts[:whole][top & (steps[:whole] > 0)]
    closing = starts[:whole][top & closes[:whole]]
    if (((words[opening + 1] ^ words[closing + 2]) & _FOUR) != 0).any():
        return None  # names that do not match, or are shorter than four letters
    lines = Lines(
        data,
        at,
        codes,
        words,
        starts[:whole],
        closings[:whole],
        levels[:whole],
        closes[:whole],
        empty[:whole],
    )
    return lines, int(ends[whole - 1]) + 1 if whole else 0, ended
