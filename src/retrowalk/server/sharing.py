"""The rules of sharing, in one place: what somebody sees, until when, and that it is noted.

    made ── code ──> accepted ──> shows what was chosen ──> expired or ended: gone at once
                                        └─ every look is a row that the person reads

Every route that shows anything of another person goes through `shown_to` and `looked`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from retrowalk.server.core import Core
from retrowalk.server.database import Database
from retrowalk.server.history import instant_of, rows_of
from retrowalk.server.models import Record
from retrowalk.server.models_sharing import Share, ShareView, Suggestion
from retrowalk.server.problems import Problem
from retrowalk.server.sessions import Identity

# Of these the newest before the end of the range is shown as well, older than its beginning: they
# hold until the next one.
_IN_FORCE = frozenset({"plan", "screening"})


class SharedKind(StrEnum):
    """What can be shared; settings and scales stay with the person."""

    PLAN = "plan"
    LOG = "log"
    RESULT = "result"
    WALK = "walk"
    ATTENTION = "attention"
    SCREENING = "screening"
    MOTION = "motion"


class ShareState(StrEnum):
    """Where a share stands."""

    WAITING = "waiting"
    LAPSED = "lapsed"
    ACTIVE = "active"
    EXPIRED = "expired"
    ENDED = "ended"


class ShareEvent(StrEnum):
    """What is written down in the account's audit."""

    MADE = "share made"
    ACCEPTED = "share accepted"
    ENDED = "share ended"
    SUGGESTED = "plan suggested"
    ANSWERED = "suggestion answered"


def state_of(share: Share, now_s: int) -> ShareState:
    """Return where a share stands."""
    if share.ended_s is not None or (
        share.accepted_s is not None and share.with_account_id is None
    ):
        return ShareState.ENDED
    if share.ends_s <= now_s:
        return ShareState.EXPIRED
    if share.accepted_s is not None:
        return ShareState.ACTIVE
    return ShareState.WAITING if share.code_ends_s > now_s else ShareState.LAPSED


def kinds_of(share: Share) -> frozenset[str]:
    """Return the kinds that a share shows."""
    return frozenset(share.kinds.split(","))


def shared_with(session: Session, account_id: str, now_s: int) -> Sequence[Share]:
    """Return the shares that show this account anything now."""
    return session.scalars(
        select(Share)
        .where(Share.with_account_id == account_id, Share.ended_s.is_(None), Share.ends_s > now_s)
        .order_by(Share.accepted_s)
    ).all()


def shown_to(session: Session, identity: Identity, share_id: str, now_s: int) -> Share:
    """Return a share that shows this account something.

    Raises:
        Problem: 404, there is none of this name, or not any more; both look alike.
    """
    share = session.get(Share, share_id)
    if (
        share is None
        or share.with_account_id != identity.account_id
        or state_of(share, now_s) is not ShareState.ACTIVE
    ):
        raise Problem(
            404,
            "there is no such share, or not any more",
            where="share",
            remedy="ask the person for a new code",
        )
    return share


def looked(core: Core, identity: Identity, share_id: str, what: str) -> Share:
    """Return a share that shows this account something, and note that it looked.

    The note is on the disk before anything is shown.

    Raises:
        Problem: 404, as `shown_to`.
    """
    with core.database.write() as session:
        share = shown_to(session, identity, share_id, core.now_s())
        session.add(
            ShareView(share_id=share.id, at_s=core.now_s(), viewer=identity.name, what=what)
        )
    return share


def visible(core: Core, share: Share, kinds: frozenset[str]) -> list[Record]:
    """Return the rows that a share shows, of some kinds, oldest first."""
    shown = kinds & kinds_of(share)
    found: list[Record] = []
    for kind in sorted(shown):
        rows = [
            row
            for row in rows_of(core, share.account_id, (kind,))
            if share.data_to_s is None or _made_s(row) < share.data_to_s
        ]
        inside = [
            row for row in rows if share.data_from_s is None or _made_s(row) >= share.data_from_s
        ]
        if kind in _IN_FORCE and not inside:
            inside = rows[-1:]
        found += inside
    return sorted(found, key=lambda row: (instant_of(row.made_at), row.seq))


def _made_s(row: Record) -> float:
    return instant_of(row.made_at).timestamp()


def end_share(session: Session, share: Share, now_s: int) -> None:
    """End a share at once: its code, and suggestions that nobody answered, go."""
    if share.ended_s is None:
        share.ended_s = now_s
    share.code_hash = None
    session.execute(
        delete(Suggestion).where(Suggestion.share_id == share.id, Suggestion.answer.is_(None))
    )


def sweep_shares(database: Database, now_s: int, kept_s: int, looks_s: int) -> None:
    """Delete shares that ended long ago, and looks that are old.

    Args:
        database: of the server.
        now_s: the time.
        kept_s: how long a share is kept after its end.
        looks_s: how long a look is kept; one of a share goes with it in any case.
    """
    old_s = now_s - kept_s
    with database.write() as session:
        session.execute(
            delete(Share).where(
                or_(
                    Share.ends_s < old_s,
                    Share.ended_s < old_s,
                    and_(Share.accepted_s.is_(None), Share.code_ends_s < old_s),
                )
            )
        )
        session.execute(delete(ShareView).where(ShareView.at_s < now_s - looks_s))
