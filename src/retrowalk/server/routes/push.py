"""Reminders by push: a browser asks for them, with the person's own hours, and ends them."""

from __future__ import annotations

import hashlib
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import delete, func, select

from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.server.core import Core, TheCore, new_id
from retrowalk.server.models_sharing import PushSubscription
from retrowalk.server.problems import Problem, problems
from retrowalk.server.push import Push
from retrowalk.server.reminders import Wanted
from retrowalk.server.sessions import Who

router = APIRouter(prefix="/push", tags=["push"])
_MOST = 10
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

Clock = Annotated[str, Field(pattern=_CLOCK, max_length=5)]
Endpoint = Annotated[str, Field(pattern=r"^https://[!-~]+$", max_length=1000)]
Base64 = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+={0,2}$")]


class Key(BaseModel):
    """What browsers subscribe with."""

    key: str = Field(description="the server's public key, base64url")


class Keys(BaseModel):
    """The browser's keys."""

    p256dh: Annotated[Base64, Field(min_length=80, max_length=120)]
    auth: Annotated[Base64, Field(min_length=16, max_length=40)]


class NewSubscription(BaseModel):
    """A browser, and when it is to be told."""

    endpoint: Endpoint
    keys: Keys
    language: Language = Language.EN
    zone: Annotated[str, Field(min_length=1, max_length=64)] = Field(
        description="of the person, such as Europe/Berlin"
    )
    begin: Clock = "09:00"
    end: Clock = "17:00"
    weekdays: Annotated[
        list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7)
    ] = Field(default=[0, 1, 2, 3, 4], description="0 is Monday")
    after_min: Annotated[int, Field(ge=20, le=240)] = 45
    most: Annotated[int, Field(ge=1, le=20)] = 8
    quiet: Annotated[list[tuple[Clock, Clock]], Field(max_length=5)] = Field(
        default=[], description="spans in which nothing is said"
    )


class OldSubscription(BaseModel):
    """A browser that is to be told no more."""

    endpoint: Endpoint


class Subscriptions(BaseModel):
    """How many browsers of the account are reminded."""

    browsers: int


@router.get("/key", responses=problems(401, 409, 429))
def key(core: TheCore, identity: Who) -> Key:
    """Give the key that a browser needs to ask for reminders."""
    return Key(key=_push(core).public_key)


@router.get("/subscription", responses=problems(401, 429))
def subscriptions(core: TheCore, identity: Who) -> Subscriptions:
    """Tell how many browsers are reminded."""
    with core.database.read() as session:
        count = session.scalar(
            select(func.count())
            .select_from(PushSubscription)
            .where(PushSubscription.account_id == identity.account_id)
        )
    return Subscriptions(browsers=count or 0)


@router.post("/subscription", status_code=204, responses=problems(401, 409, 422, 429))
def subscribe(body: NewSubscription, core: TheCore, identity: Who) -> Response:
    """Remind this browser by these rules; again changes the rules."""
    if not _push(core).allows(body.endpoint):
        raise Problem(
            422,
            "this push service is not one that the server speaks to",
            where="endpoint",
            remedy="whoever runs it may add it to RETROWALK_PUSH_HOSTS",
        )
    wanted = Wanted(
        language=body.language.value,
        zone=_zone(body.zone),
        begin=body.begin,
        end=body.end,
        weekdays=tuple(sorted(set(body.weekdays))),
        after_min=body.after_min,
        most=body.most,
        quiet=tuple(body.quiet),
    )
    _check_hours(wanted)
    hashed = _hash(body.endpoint)
    now_s = core.now_s()
    with core.database.write() as session:
        row = session.scalars(
            select(PushSubscription).where(
                PushSubscription.account_id == identity.account_id,
                PushSubscription.endpoint_hash == hashed,
            )
        ).first()
        if row is None:
            count = session.scalar(
                select(func.count())
                .select_from(PushSubscription)
                .where(PushSubscription.account_id == identity.account_id)
            )
            if (count or 0) >= _MOST:
                raise Problem(
                    409, f"at most {_MOST} browsers are reminded", remedy="switch one off"
                )
            # A browser that somebody else used before is reminded for one person only.
            session.execute(
                delete(PushSubscription).where(PushSubscription.endpoint_hash == hashed)
            )
            row = PushSubscription(
                id=new_id(),
                account_id=identity.account_id,
                endpoint_hash=hashed,
                endpoint=body.endpoint,
                made_s=now_s,
            )
            session.add(row)
        row.p256dh, row.auth = body.keys.p256dh, body.keys.auth
        row.rules, row.failures, row.sent_s = wanted.text(), 0, now_s
    return Response(status_code=204)


@router.delete("/subscription", status_code=204, responses=problems(401, 422, 429))
def unsubscribe(
    request: Request, core: TheCore, identity: Who, body: OldSubscription | None = None
) -> Response:
    """Remind a browser no more; without one, none of the account."""
    with core.database.write() as session:
        which = delete(PushSubscription).where(PushSubscription.account_id == identity.account_id)
        if body is not None:
            which = which.where(PushSubscription.endpoint_hash == _hash(body.endpoint))
        session.execute(which)
    core.database.forget()
    return Response(status_code=204)


def _push(core: Core) -> Push:
    push = Push(core.settings)
    if not push.is_on:
        raise Problem(
            409,
            "this server sends no reminders",
            remedy="whoever runs it must set RETROWALK_PUSH_CONTACT",
        )
    return push


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Problem(
            422, "this time zone is not known", where="zone", remedy="say one like Europe/Berlin"
        ) from None
    return name


def _check_hours(wanted: Wanted) -> None:
    try:
        wanted.rules()
    except RetrowalkError as error:
        raise Problem(422, error.what, where="begin, end, quiet", remedy=error.remedy) from None


def _hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
