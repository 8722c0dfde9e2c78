"""At start: what a killed server left half done is finished or undone."""

from __future__ import annotations

import logging
import time

from sqlalchemy import delete, func, select

from retrowalk.errors import RetrowalkError
from retrowalk.server.blobs import FILES, RECORDS, Blobs
from retrowalk.server.database import Database
from retrowalk.server.models import Account, AuditEvent, Challenge, Record, StoredFile, Tombstone
from retrowalk.server.settings import DAY_S, Settings

_LOG = logging.getLogger(__name__)
_PARTIAL_KEPT_S = 7 * DAY_S


def sweep(settings: Settings, database: Database, blobs: Blobs) -> None:
    """Make folder and database agree again.

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
    now_s = int(time.time())
    with database.write() as session:
        session.execute(delete(Challenge).where(Challenge.expires_s < now_s))
        session.execute(delete(AuditEvent).where(AuditEvent.at_s < now_s - settings.audit_s))


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
    old_s = time.time() - _PARTIAL_KEPT_S
    for path, _, changed_s in list(blobs.partials(account_id)):
        if path.name in dead or path.name.startswith(FILES) or changed_s < old_s:
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
