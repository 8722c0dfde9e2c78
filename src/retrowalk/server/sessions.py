"""Who is asking: a session cookie whose hash is in the database, or the one local person."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response, Security
from fastapi.security import APIKeyCookie
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from retrowalk.server.core import Core, TheCore, new_id
from retrowalk.server.models import LOCAL_ACCOUNT, Account, Login
from retrowalk.server.problems import Problem

COOKIE = "__Host-retrowalk"
CSRF_HEADER = "X-Retrowalk-CSRF"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The time of last use is written only so often: reading must not become writing.
_SEEN_EVERY_S = 300
_COOKIE = APIKeyCookie(name=COOKIE, scheme_name="session", auto_error=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks; `session_id` is None in local mode, `since_s` is when the person logged in."""

    account_id: str
    name: str
    session_id: str | None
    csrf: str
    since_s: int = 0

    @property
    def is_local(self) -> bool:
        """Whether this is the one person of local mode."""
        return self.session_id is None


def who(
    request: Request, core: TheCore, token: Annotated[str | None, Security(_COOKIE)] = None
) -> Identity:
    """Return who asks.

    Raises:
        Problem: 401 without a valid session, 403 without the CSRF header on a change, 429.
    """
    if not core.settings.accounts:
        return Identity(LOCAL_ACCOUNT, LOCAL_ACCOUNT, None, core.local_csrf)
    identity = None if token is None else _identity(core, token)
    if identity is None:
        raise Problem(401, "there is no valid session", where="cookie", remedy="log in")
    if request.method not in SAFE:
        given = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(given.encode(), identity.csrf.encode()):
            raise Problem(
                403,
                "the CSRF header is missing or wrong",
                where=CSRF_HEADER,
                remedy="send the value of `csrf` from GET /api/v1/me",
            )
    core.limiter.hit(core.settings.limit_requests, "requests", identity.account_id)
    return identity


Who = Annotated[Identity, Depends(who)]


def _identity(core: Core, token: str) -> Identity | None:
    now_s = core.now_s()
    with core.database.read() as session:
        found = session.execute(
            select(Login, Account)
            .join(Account, Account.id == Login.account_id)
            .where(Login.token_hash == _hash(token))
        ).first()
    if found is None:
        return None
    login, account = found
    settings = core.settings
    if (
        now_s - login.seen_s >= settings.session_idle_s
        or now_s - login.created_s >= settings.session_absolute_s
    ):
        with core.database.write() as session:
            session.execute(delete(Login).where(Login.id == login.id))
        return None
    if now_s - login.seen_s >= min(_SEEN_EVERY_S, settings.session_idle_s // 4):
        with core.database.write() as session:
            kept = session.get(Login, login.id)
            if kept is not None:
                kept.seen_s = now_s
    return Identity(account.id, account.name, login.id, csrf_of(token), login.created_s)


def csrf_of(token: str) -> str:
    """Return the CSRF value of a session; nothing of it is stored."""
    return hashlib.sha256(b"csrf:" + token.encode()).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    core: Core, session: Session, account_id: str, request: Request, response: Response
) -> str:
    """Begin a session and end the one that the browser had; returns the CSRF value."""
    now_s = core.now_s()
    old = request.cookies.get(COOKIE)
    settings = core.settings
    session.execute(
        delete(Login).where(
            or_(
                Login.token_hash == _hash(old or ""),
                Login.created_s <= now_s - settings.session_absolute_s,
                Login.seen_s <= now_s - settings.session_idle_s,
            )
        )
    )
    token = secrets.token_urlsafe(32)
    session.add(
        Login(
            id=new_id(),
            token_hash=_hash(token),
            account_id=account_id,
            created_s=now_s,
            seen_s=now_s,
            agent=request.headers.get("User-Agent", "")[:120],
        )
    )
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.session_absolute_s,
        path="/",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return csrf_of(token)


def forget_cookie(response: Response) -> None:
    """Take the cookie out of the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
