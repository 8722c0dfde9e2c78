"""How much an account may keep."""

from __future__ import annotations

from sqlalchemy import func, select

from retrowalk.server.core import Core
from retrowalk.server.models import Record, StoredFile, Tombstone
from retrowalk.server.problems import Problem


def check_quota(core: Core, account_id: str, size: int, *, but: str = "") -> None:
    """Refuse what does not fit any more; unfinished uploads count as well.

    Args:
        size: of what comes, in bytes.
        but: the unfinished upload that it is.

    Raises:
        Problem: 413, the account is full.
    """
    with core.database.read() as session:
        used = 0
        rows = 0
        for table in (Record, StoredFile):
            one = session.execute(
                select(func.coalesce(func.sum(table.size), 0), func.count()).where(
                    table.account_id == account_id
                )
            ).one()
            used, rows = used + int(one[0]), rows + int(one[1])
        rows += int(
            session.scalar(
                select(func.count())
                .select_from(Tombstone)
                .where(Tombstone.account_id == account_id)
            )
            or 0
        )
    others = [part for path, part, _ in core.blobs.partials(account_id) if path.name != but]
    unfinished = sum(others)
    rows += len(others)
    settings = core.settings
    if used + unfinished + size > settings.account_bytes:
        raise Problem(
            413,
            f"the account is full: {used + unfinished} of {settings.account_bytes} bytes are used",
            remedy="delete motion that is no longer needed; nothing on the phone is lost",
        )
    if rows >= settings.account_records:
        raise Problem(413, f"the account is full: it has {rows} records", remedy="delete some")
