"""The one exception that users of Retrowalk see for bad input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import category

_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class RetrowalkError(Exception):
    """Bad input, said in one sentence: what is wrong, where, and what to do.

    The command line prints it without a traceback and exits with code 2.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = visible(what)
        self.where = None if where is None else visible(where)
        self.remedy = None if remedy is None else visible(remedy)
        text = f"{self.where}: {self.what}" if where else self.what
        if remedy:
            text = f"{text} ({self.remedy})"
        super().__init__(text)


def visible(text: str) -> str:
    """Return text in one line, its control characters written out: files choose what is quoted.

    A name or a cell can hold line ends, escape sequences that colour or clear a terminal, marks
    that turn the direction of writing, or bytes that are no text.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _written_out(sign) if category(sign) in _UNSEEN or sign in _TURNING else sign
        for sign in text
    )


def _written_out(sign: str) -> str:
    return sign.encode("unicode_escape", errors="backslashreplace").decode("ascii")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failure to write a file into one sentence.

    Raises:
        RetrowalkError: a place that cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise RetrowalkError(
            f"cannot be written ({error.strerror or error})", where=str(path)
        ) from error
