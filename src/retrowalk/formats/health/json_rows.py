"""The objects of one list in a long JSON text, one after the other in little memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from retrowalk.errors import RetrowalkError

MOST_ROW_CHARACTERS = 1 << 22
_BLOCK_BYTES = 1 << 20
_LONGEST_KEY = 200
_BETWEEN = re.compile(r"[\s,]*")


def rows_of(stream: BinaryIO, key: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of every list that stands under a key, however deep it lies.

    Args:
        stream: of the text, from its first byte.
        key: such as "Data Points".
        name: of the file, for messages.

    Raises:
        RetrowalkError: no UTF-8, no JSON in the list, or one object of 4 million characters.
    """
    begins = re.compile(rf'"{re.escape(key)}"\s{{0,99}}:\s{{0,99}}\[')
    decoder = json.JSONDecoder()
    text = _Text(stream, name)
    while True:
        found = begins.search(text.rest)
        if found is None:
            if not text.more(len(text.rest) - _LONGEST_KEY):
                return
            continue
        at = found.end()
        while True:
            blank = _BETWEEN.match(text.rest, at)
            at = at if blank is None else blank.end()
            if at >= len(text.rest):
                if not text.more(at):
                    raise text.error(at, "the list does not end; the file may be cut off")
                at = 0
                continue
            if text.rest[at] != "{":
                break  # its end
            try:
                row, at = decoder.raw_decode(text.rest, at)
            except json.JSONDecodeError as error:
                if len(text.rest) - at > MOST_ROW_CHARACTERS:
                    raise text.error(at, "one object is longer than 4 million characters") from None
                if not text.more(at):
                    raise text.error(error.pos, f"this is no JSON: {error.msg}") from error
                at = 0
            except (RecursionError, ValueError) as error:
                raise text.error(at, "this is no JSON that can be read") from error
            else:
                yield row
        text.drop(at)


class _Text:
    """What is left of the text, and how to read on."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.rest = ""
        self._stream = stream
        self._name = name
        self._dropped = 0
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def drop(self, at: int) -> None:
        at = max(0, at)
        self.rest = self.rest[at:]
        self._dropped += at

    def more(self, at: int) -> bool:
        """Drop what lies before `at` and read a block; whether there was one."""
        self.drop(at)
        block = self._stream.read(_BLOCK_BYTES)
        try:
            self.rest += self._decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise self.error(len(self.rest), "the text is not UTF-8") from error
        return bool(block)

    def error(self, at: int, what: str) -> RetrowalkError:
        return RetrowalkError(
            what,
            where=f"{self._name}, character {self._dropped + at}",
            remedy="export it again",
        )
