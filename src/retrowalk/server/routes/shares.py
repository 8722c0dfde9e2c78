"""Shares: a person chooses what to show, to whom, until when; sees who looked; ends it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import AfterValidator, AwareDatetime, BaseModel, Field
from sqlalchemy import func, select

from retrowalk.language import Language
from retrowalk.server.audit import note
from retrowalk.server.core import TheCore, address_of, new_id
from retrowalk.server.limiter import network_of
from retrowalk.server.models import Account
from retrowalk.server.models_sharing import Share, ShareView
from retrowalk.server.one_time import hash_of, new_code
from retrowalk.server.post import send_invitation
from retrowalk.server.problems import Problem, problems
from retrowalk.server.routes.accounts import Name, need_accounts
from retrowalk.server.routes.sessions import iso
from retrowalk.server.sessions import Who
from retrowalk.server.settings import DAY_S
from retrowalk.server.sharing import (
    SharedKind,
    ShareEvent,
    ShareState,
    end_share,
    kinds_of,
    state_of,
)

router = APIRouter(prefix="/shares", tags=["sharing"])
CODE_S = 7 * DAY_S
_LONGEST_S = 400 * DAY_S
_MOST = 100
_VIEWS_MOST = 1000
LIMIT_CODES = "10/15minutes"
LIMIT_MADE = "30/hour"
LIMIT_LETTERS = "10/day"

ShareId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def _in_our_time(instant: datetime) -> datetime:
    if not 1970 < instant.year < 2200:
        raise ValueError("this instant is not of our time")
    return instant


Instant = Annotated[AwareDatetime, AfterValidator(_in_our_time)]


class NewShare(BaseModel):
    """What to show, and for how long."""

    label: Name = Field(description="what the person calls it, such as the practice's name")
    kinds: Annotated[list[SharedKind], Field(min_length=1, max_length=len(SharedKind))]
    data_from: Instant | None = Field(default=None, description="older records are not shown")
    data_to: Instant | None = Field(default=None, description="records from then on are not shown")
    ends_at: Instant = Field(description="nothing is shown from then on")
    email: Annotated[str, Field(max_length=254)] | None = Field(
        default=None, description="send the code to this address"
    )
    language: Language = Field(default=Language.EN, description="of that letter")


class OneShare(BaseModel):
    """A share as the person who made it sees it."""

    id: str
    label: str
    kinds: list[SharedKind]
    data_from: str | None
    data_to: str | None
    created_at: str
    ends_at: str
    state: ShareState
    with_name: str | None = Field(description="of the account that took the code")
    accepted_at: str | None
    views: int
    last_view_at: str | None


class MadeShare(BaseModel):
    """A new share, with its code, which is never shown again."""

    share: OneShare
    code: str = Field(description="opens the share once, within seven days")
    link: str | None = Field(description="the same as a link, where the server knows its address")
    sent: bool = Field(description="whether the code went by e-mail")


class Shares(BaseModel):
    """All shares of the account, newest first; ended ones are kept for a while."""

    shares: list[OneShare]


class Code(BaseModel):
    """The code that somebody was given."""

    code: Annotated[str, Field(min_length=1, max_length=40)]


class Accepted(BaseModel):
    """The share that a code opened."""

    share: str
    name: str = Field(description="of the person")
    ends_at: str


class View(BaseModel):
    """One look."""

    at: str
    viewer: str
    what: str


class Views(BaseModel):
    """Who looked, newest first."""

    views: list[View]


@router.post("", status_code=201, responses=problems(401, 409, 422, 429))
def make(body: NewShare, request: Request, core: TheCore, identity: Who) -> MadeShare:
    """Make a share; whoever is given its code sees what was chosen."""
    need_accounts(core)
    now_s = core.now_s()
    ends_s = int(body.ends_at.timestamp())
    if not now_s < ends_s <= now_s + _LONGEST_S:
        raise Problem(
            422, "a share ends in the future, within 400 days", where="ends_at",
            remedy="choose another day",
        )  # fmt: skip
    from_s = None if body.data_from is None else int(body.data_from.timestamp())
    to_s = None if body.data_to is None else int(body.data_to.timestamp())
    if from_s is not None and to_s is not None and to_s <= from_s:
        raise Problem(422, "the range ends before it begins", where="data_to")
    core.limiter.hit(LIMIT_MADE, "share", identity.account_id)
    if body.email is not None:
        core.limiter.hit(LIMIT_LETTERS, "invitation", identity.account_id)
    code = new_code()
    share = Share(
        id=new_id(),
        account_id=identity.account_id,
        label=body.label,
        kinds=",".join(sorted(set(body.kinds))),
        data_from_s=from_s,
        data_to_s=to_s,
        created_s=now_s,
        ends_s=ends_s,
        code_hash=hash_of(code),
        code_ends_s=min(now_s + CODE_S, ends_s),
    )
    with core.database.write() as session:
        count = session.scalar(
            select(func.count()).select_from(Share).where(Share.account_id == identity.account_id)
        )
        if (count or 0) >= _MOST:
            raise Problem(409, f"an account has at most {_MOST} shares", remedy="end some")
        session.add(share)
        note(session, ShareEvent.MADE, identity.account_id, address_of(request), now_s)
    link = None
    if core.settings.origin is not None:
        link = f"{core.settings.origin.rstrip('/')}/#/patients/accept/{code}"
    if body.email is not None:
        try:
            send_invitation(body.email, identity.name, code, link, body.language)
        except Problem:
            with core.database.write() as session:
                kept = session.get(Share, share.id)
                if kept is not None:
                    session.delete(kept)
            raise
    return MadeShare(
        share=_one(share, None, 0, None, now_s),
        code=code,
        link=link,
        sent=body.email is not None,
    )


@router.get("", responses=problems(401, 429))
def shares(core: TheCore, identity: Who) -> Shares:
    """List the shares of the account."""
    now_s = core.now_s()
    with core.database.read() as session:
        rows = session.execute(
            select(Share, Account.name, func.count(ShareView.id), func.max(ShareView.at_s))
            .outerjoin(Account, Account.id == Share.with_account_id)
            .outerjoin(ShareView, ShareView.share_id == Share.id)
            .where(Share.account_id == identity.account_id)
            .group_by(Share.id, Account.name)
            .order_by(Share.created_s.desc(), Share.id)
        ).all()
    return Shares(
        shares=[_one(share, name, views, last_s, now_s) for share, name, views, last_s in rows]
    )


@router.post("/accept", responses=problems(401, 404, 409, 422, 429))
def accept(body: Code, request: Request, core: TheCore, identity: Who) -> Accepted:
    """Take a code; it opens its share for this account and nobody else after it."""
    need_accounts(core)
    core.limiter.hit(LIMIT_CODES, "share code", identity.account_id)
    core.limiter.hit(
        core.settings.limit_login_address, "share code", network_of(address_of(request))
    )
    now_s = core.now_s()
    with core.database.write() as session:
        share = session.scalars(
            select(Share).where(Share.code_hash == hash_of(body.code)).with_for_update()
        ).first()
        if share is None or state_of(share, now_s) is not ShareState.WAITING:
            raise Problem(
                404,
                "this code opens nothing, or not any more",
                where="code",
                remedy="ask for a new one",
            )
        if share.account_id == identity.account_id:
            raise Problem(
                409, "this code is your own", where="code", remedy="give it to somebody else"
            )
        share.with_account_id = identity.account_id
        share.accepted_s = now_s
        share.code_hash = None
        owner = session.get(Account, share.account_id)
        for account_id in (share.account_id, identity.account_id):
            note(session, ShareEvent.ACCEPTED, account_id, address_of(request), now_s)
    return Accepted(
        share=share.id, name="" if owner is None else owner.name, ends_at=iso(share.ends_s)
    )


@router.delete("/{id}", status_code=204, responses=problems(401, 404, 422, 429))
def end(id: ShareId, request: Request, core: TheCore, identity: Who) -> Response:
    """End a share: from this moment it shows nothing. Who looked stays to be seen."""
    now_s = core.now_s()
    with core.database.write() as session:
        share = session.get(Share, id)
        if share is None or share.account_id != identity.account_id:
            raise Problem(404, "there is no such share", where="id")
        end_share(session, share, now_s)
        note(session, ShareEvent.ENDED, identity.account_id, address_of(request), now_s)
    return Response(status_code=204)


@router.get("/{id}/views", responses=problems(401, 404, 422, 429))
def views(id: ShareId, core: TheCore, identity: Who) -> Views:
    """List every look at what a share shows."""
    with core.database.read() as session:
        share = session.get(Share, id)
        if share is None or share.account_id != identity.account_id:
            raise Problem(404, "there is no such share", where="id")
        rows = session.scalars(
            select(ShareView)
            .where(ShareView.share_id == id)
            .order_by(ShareView.id.desc())
            .limit(_VIEWS_MOST)
        ).all()
    return Views(views=[View(at=iso(row.at_s), viewer=row.viewer, what=row.what) for row in rows])


def _one(share: Share, name: str | None, views: int, last_s: int | None, now_s: int) -> OneShare:
    def said(time_s: int | None) -> str | None:
        return None if time_s is None else iso(time_s)

    return OneShare(
        id=share.id,
        label=share.label,
        kinds=[SharedKind(kind) for kind in sorted(kinds_of(share))],
        data_from=said(share.data_from_s),
        data_to=said(share.data_to_s),
        created_at=iso(share.created_s),
        ends_at=iso(share.ends_s),
        state=state_of(share, now_s),
        with_name=name,
        accepted_at=said(share.accepted_s),
        views=views,
        last_view_at=said(last_s),
    )
