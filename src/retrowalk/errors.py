"""The one exception that users of Retrowalk see for bad input."""

from __future__ import annotations


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
