"""What is half done or over goes: all of it at start, what has become old every hour as well."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from retrowalk.errors import RetrowalkError
from retrowalk.server.blobs import FILES, RECORDS, Blobs
from retrowalk.server.database import Database
from retrowalk.server.models import (
    Account,
    AuditEvent,
    Challenge,
    Login,
    Record,
    StoredFile,
    Tombstone,
)
from retrowalk.server.settings import DAY_S, Settings

_LOG = logging.getLogger(__name__)
_PARTIAL_KEPT_S = 7 * DAY_S
EVERY_S = 3600.0


class Sweeper:
    """Sweeps again and again, in a thread of its own.

    Args:
        tasks: what is done each time; one that fails does not keep the others from it.
        every_s: time between.
    """

    def __init__(self, tasks: Sequence[Callable[[], None]], every_s: float = EVERY_S) -> None:
        self._tasks = tasks
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def start(self) -> None:
        """Sweep now, and begin."""
        for task in self._tasks:
            task()
        self._thread.start()

    def stop(self) -> None:
        """Return when the thread has ended."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=15)

    def _run(self) -> None:
        while not self._ended.wait(self._every_s):
            for task in self._tasks:
                try:
                    task()
                except (SQLAlchemyError, OSError, RetrowalkError):
                    _LOG.exception("sweeping failed once")


def sweep(database: Database, blobs: Blobs) -> None:
    """Make folder and database agree again after a kill.

    Complete bytes without a row were never acknowledged: they become an unfinished upload that
    the phone takes up where it is. A row without bytes is dropped, so that the phone sends them
    again. Bytes of deleted records and accounts go.

    Raises:
        RetrowalkError: rows, but not one file: most likely the wrong folder.
    """
    with database.read() as session:
        known = set(session.scalars(select(Account.id)))
        rows = session.scalar(select(func.count()).select_from(Record)) or 0
        keeping = set(session.scalars(select(Record.account_id).distinct()))
        keeping |= set(session.scalars(select(StoredFile.account_id).distinct()))
    for account_id, aside in blobs.all_aside():
        if account_id in keeping:
            blobs.put_back(aside)
        else:
            blobs.discard(aside)
    folders = blobs.accounts()
    if rows and not folders:
        raise RetrowalkError(
            f"the database knows {rows} records, and the folder has none of them",
            where=str(blobs.root),
            remedy="is --data the folder that belongs to this database?",
        )
    for account_id in set(folders) - known:
        blobs.remove_account(account_id)
    for account_id in known:
        _sweep_account(account_id, database, blobs)


def sweep_rows(settings: Settings, database: Database, now_s: int) -> None:
    """Delete challenges, sessions and events whose time is over."""
    with database.write() as session:
        session.execute(delete(Challenge).where(Challenge.expires_s < now_s))
        session.execute(
            delete(Login).where(
                or_(
                    Login.created_s <= now_s - settings.session_absolute_s,
                    Login.seen_s <= now_s - settings.session_idle_s,
                )
            )
        )
        session.execute(delete(AuditEvent).where(AuditEvent.at_s < now_s - settings.audit_s))


def sweep_partials(blobs: Blobs) -> None:
    """Remove uploads of which nothing came for a week."""
    old_s = time.time() - _PARTIAL_KEPT_S
    for account_id in blobs.accounts():
        for path, _, changed_s in list(blobs.partials(account_id)):
            if changed_s < old_s:
                path.unlink(missing_ok=True)


def _sweep_account(account_id: str, database: Database, blobs: Blobs) -> None:
    with database.read() as session:
        records = set(session.scalars(select(Record.id).where(Record.account_id == account_id)))
        dead = set(session.scalars(select(Tombstone.id).where(Tombstone.account_id == account_id)))
        files = set(
            session.scalars(select(StoredFile.id).where(StoredFile.account_id == account_id))
        )
    on_disk = set(blobs.complete(account_id, RECORDS))
    for id in on_disk - records:
        if id in dead:
            blobs.remove(account_id, RECORDS, id)
        else:
            blobs.unpublish(account_id, RECORDS, id)
    for id in set(blobs.complete(account_id, FILES)) - files:
        blobs.remove(account_id, FILES, id)
    for path, _, _ in list(blobs.partials(account_id)):
        if path.name in dead or path.name.startswith(FILES):
            path.unlink(missing_ok=True)
    lost = records - on_disk
    lost_files = files - set(blobs.complete(account_id, FILES))
    if lost or lost_files:
        _LOG.warning("%d records and %d files lost their bytes", len(lost), len(lost_files))
        with database.write() as session:
            for table, ids in ((Record, lost), (StoredFile, lost_files)):
                for id in ids:
                    row = session.get(table, (account_id, id))
                    if row is not None:
                        session.delete(row)
