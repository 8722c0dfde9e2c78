"""Sessions: the end of this one, a list of all, the end of any."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy import delete, select

from retrowalk.server.audit import Event, note
from retrowalk.server.core import Core, TheCore, address_of
from retrowalk.server.models import Login
from retrowalk.server.problems import Problem, problems
from retrowalk.server.sessions import Identity, Who, forget_cookie

router = APIRouter(tags=["sessions"])


class OneSession(BaseModel):
    """A browser that is logged in."""

    id: str
    agent: str = Field(description="what the browser calls itself")
    created_at: str
    seen_at: str = Field(description="last use, to five minutes")
    current: bool = Field(description="whether it is the one that asks")


class Sessions(BaseModel):
    """All sessions of the account."""

    sessions: list[OneSession]


def iso(time_s: int) -> str:
    """Return an instant as ISO 8601 UTC."""
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@router.delete("/session", status_code=204, responses=problems(401, 429))
def log_out(request: Request, core: TheCore, identity: Who) -> Response:
    """End this session; in local mode nothing happens."""
    if identity.session_id is not None:
        _end(core, identity, identity.session_id, request, Event.LOGOUT)
    response = Response(status_code=204, headers={"Clear-Site-Data": '"cookies"'})
    forget_cookie(response)
    return response


@router.get("/sessions", responses=problems(401, 429))
def sessions(core: TheCore, identity: Who) -> Sessions:
    """List the sessions of the account; none in local mode."""
    with core.database.read() as session:
        rows = session.scalars(
            select(Login)
            .where(Login.account_id == identity.account_id)
            .order_by(Login.created_s.desc())
        ).all()
    return Sessions(
        sessions=[
            OneSession(
                id=row.id,
                agent=row.agent,
                created_at=iso(row.created_s),
                seen_at=iso(row.seen_s),
                current=row.id == identity.session_id,
            )
            for row in rows
        ]
    )


@router.delete("/sessions/{id}", status_code=204, responses=problems(401, 404, 429))
def revoke(
    id: Annotated[str, Path(max_length=64)], request: Request, core: TheCore, identity: Who
) -> Response:
    """End one session of the account."""
    if not _end(core, identity, id, request, Event.SESSION_REVOKED):
        raise Problem(404, "there is no such session", where="id")
    return Response(status_code=204)


def _end(core: Core, identity: Identity, id: str, request: Request, event: Event) -> bool:
    if not (id.isascii() and id.isalnum()):
        return False
    with core.database.write() as session:
        ended = session.execute(
            delete(Login)
            .where(Login.account_id == identity.account_id, Login.id == id)
            .returning(Login.id)
        ).first()
        if ended is not None:
            note(session, event, identity.account_id, address_of(request), core.now_s())
    return ended is not None
