"""Where commands find the plan: a file that is named, or the store."""

from __future__ import annotations

from pathlib import Path

from retrowalk.coach.contract import History, read_history
from retrowalk.coach.store import open_store
from retrowalk.errors import RetrowalkError

_SQLITE = b"SQLite format 3\x00"


def history_from(path: Path | None) -> History:
    """Return plan, log and results from a JSON file, a database, or the store.

    Raises:
        RetrowalkError: it cannot be read, or the store holds no plan.
    """
    if path is not None and not _is_database(path):
        return read_history(path)
    with open_store(path) as store:
        plan = store.plan()
        if plan is None:
            raise RetrowalkError(
                "there is no plan yet", where="store", remedy="make one with `retrowalk plan new`"
            )
        return History(plan, store.logs(), store.results())


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
