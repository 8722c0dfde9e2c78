"""The one exception that users of Retrowalk see for bad input."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class RetrowalkError(Exception):
    """Bad input, said in one sentence: what is wrong, where, and what to do.

    The command line prints it without a traceback and exits with code 2.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        text = f"{where}: {what}" if where else what
        if remedy:
            text = f"{text} ({remedy})"
        super().__init__(text)


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
