"""A text with columns: where its bytes are, and how it is laid out."""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from retrowalk.formats.base import HEAD_BYTES, MAX_FILE_BYTES

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK_BYTES = 1024**2
_MINUS = "\N{MINUS SIGN}".encode()


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file on disk or the bytes of one inside an archive.

    Attributes:
        name: what messages call it.
        source: a path, or the bytes.
    """

    name: str
    source: Path | bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def plain(self) -> TextFile:
        """Return the text with hyphens where it has typographic minus signs.

        Some loggers write numbers as the phone's language does, in which -1 has U+2212.
        """
        if _MINUS not in self.head() or self.size > MAX_FILE_BYTES // 8:
            return self
        data = self.source if isinstance(self.source, bytes) else self.source.read_bytes()
        return TextFile(self.name, data.replace(_MINUS, b"-"))

    def head(self) -> bytes:
        """Return the first bytes."""
        if isinstance(self.source, bytes):
            return self.source[:HEAD_BYTES]
        with self.source.open("rb") as stream:
            return stream.read(HEAD_BYTES)

    def tail(self) -> bytes:
        """Return the last bytes."""
        if isinstance(self.source, bytes):
            return self.source[-HEAD_BYTES:]
        with self.source.open("rb") as stream:
            stream.seek(max(0, self.size - HEAD_BYTES))
            return stream.read()

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, one by one; of a line beyond a MiB, piece by piece."""
        with self._stream() as stream:
            yield from iter(lambda: stream.readline(BLOCK_BYTES), b"")

    def is_utf8(self) -> bool:
        """Return whether all of it is text."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        with self._stream() as stream:
            try:
                for block in iter(lambda: stream.read(BLOCK_BYTES), b""):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return False
        return True

    def _stream(self) -> BinaryIO:
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")

    def arrow(self, offset: int) -> pa.NativeFile:
        """Return an Arrow stream that starts at a byte."""
        import pyarrow as pa

        if isinstance(self.source, bytes):
            return pa.BufferReader(pa.py_buffer(self.source).slice(offset))
        stream = pa.OSFile(os.fsencode(self.source))
        stream.seek(offset)
        return stream


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is laid out.

    Attributes:
        separator: between columns.
        decimal: ``"."`` or ``","``.
        header: column names as written, stripped.
        header_line: line number of the header, from 1.
        offset: byte at which the data begin.
        comments: the lines with ``#`` before the header, without the sign.
        sample: the first data lines, split.
    """

    separator: str
    decimal: str
    header: tuple[str, ...]
    header_line: int
    offset: int
    comments: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
