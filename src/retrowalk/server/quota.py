"""How much an account may keep: what it has, and what uploads that are going on have room for."""

from __future__ import annotations

from sqlalchemy import func, select

from retrowalk.server.core import Core
from retrowalk.server.models import Analysis, Record, StoredFile, Tombstone
from retrowalk.server.problems import Problem

_COUNTED = (
    (Record.account_id, Record.size),
    (StoredFile.account_id, StoredFile.size),
    (StoredFile.account_id, StoredFile.walk_size),
    (Analysis.account_id, Analysis.size),
)
_ROWS = (Record, StoredFile, Tombstone)


class Room:
    """What an upload may still take, held until it is over.

    Attributes:
        size: bytes, all of the upload together.
    """

    def __init__(self, core: Core, account_id: str, name: str, size: int) -> None:
        self.size = size
        self._of = (core, account_id, name)

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        core, account_id, name = self._of
        with core.reserved.lock:
            core.reserved.sizes.get(account_id, {}).pop(name, None)
            if not core.reserved.sizes.get(account_id):
                core.reserved.sizes.pop(account_id, None)


def used_bytes(core: Core, account_id: str) -> int:
    """Return what the complete records, files and walks of an account take."""
    with core.database.read() as session:
        return sum(
            int(
                session.scalar(select(func.coalesce(func.sum(size), 0)).where(owner == account_id))
                or 0
            )
            for owner, size in _COUNTED
        )


def reserve(core: Core, account_id: str, name: str, size: int, *, least: int | None = None) -> Room:
    """Hold room for an upload, so that two at once cannot fill more than there is.

    Args:
        core: of the server.
        account_id: whose it is.
        name: of the unfinished upload; one request at a time holds it.
        size: of all of it, in bytes.
        least: take what is left where that is less than the size, but not less than this.

    Raises:
        Problem: 413, the account is full.
    """
    with core.reserved.lock:
        left = _left(core, account_id, but=name)
        if least is not None:
            size = max(least, min(size, left))
        if size > left:
            raise full(core.settings.account_bytes, left)
        core.reserved.sizes.setdefault(account_id, {})[name] = size
    return Room(core, account_id, name, size)


def check_quota(core: Core, account_id: str, size: int, *, but: str = "") -> None:
    """Refuse what does not fit any more; unfinished uploads and reserved room count as well.

    Args:
        core: of the server.
        account_id: whose it is.
        size: of what comes, in bytes.
        but: the unfinished upload that it is.

    Raises:
        Problem: 413, the account is full.
    """
    with core.reserved.lock:
        left = _left(core, account_id, but=but)
    if size > left:
        raise full(core.settings.account_bytes, left)


def has_room(core: Core, account_id: str, size: int) -> bool:
    """Tell whether so many bytes fit still."""
    with core.reserved.lock:
        return size <= core.settings.account_bytes - _taken(core, account_id, "")[0]


def full(most: int, left: int) -> Problem:
    """Return what is said of an account without room."""
    return Problem(
        413,
        f"the account is full: {most - left} of {most} bytes are used",
        remedy="delete motion that is no longer needed; nothing on the phone is lost",
    )


def _left(core: Core, account_id: str, *, but: str) -> int:
    """Return how many bytes are free.

    Raises:
        Problem: 413, there are too many records.
    """
    used, unfinished = _taken(core, account_id, but)
    with core.database.read() as session:
        rows = unfinished + sum(
            int(
                session.scalar(
                    select(func.count()).select_from(table).where(table.account_id == account_id)
                )
                or 0
            )
            for table in _ROWS
        )
    if rows >= core.settings.account_records:
        raise Problem(413, f"the account is full: it has {rows} records", remedy="delete some")
    return core.settings.account_bytes - used


def _taken(core: Core, account_id: str, but: str) -> tuple[int, int]:
    """Return the bytes that are taken or reserved, and how many uploads are unfinished."""
    sizes = dict(core.reserved.sizes.get(account_id, {}))
    for path, size, _ in core.blobs.partials(account_id):
        sizes[path.name] = max(size, sizes.get(path.name, 0))
    sizes.pop(but, None)
    return used_bytes(core, account_id) + sum(sizes.values()), len(sizes)
