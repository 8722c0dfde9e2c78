"""Where commands find the plan: a file that is named, or the store."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from retrowalk.coach.contract import History, read_history
from retrowalk.errors import RetrowalkError

_SQLITE = b"SQLite format 3\x00"


def history_from(path: Path | None) -> History:
    """Return plan, log and results from a JSON file, a database, or the store.

    Raises:
        RetrowalkError: it cannot be read, or the store holds no plan.
    """
    if path is not None and not _is_database(path):
        return read_history(path)
    with store(path) as opened:
        plan = opened.plan()
        if plan is None:
            raise RetrowalkError(
                "there is no plan yet", where="store", remedy="make one with `retrowalk plan new`"
            )
        return History(plan, tuple(opened.logs()), tuple(opened.results()))


def store(path: Path | None = None) -> Any:
    """Return the store, open; a context manager.

    Raises:
        RetrowalkError: this installation has none, or it cannot be opened.
    """
    try:
        room = import_module("retrowalk.coach.store")
    except ModuleNotFoundError:
        raise RetrowalkError(
            "this installation keeps no plan", where="store", remedy="name a plan file"
        ) from None
    return room.open_store(path)


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
