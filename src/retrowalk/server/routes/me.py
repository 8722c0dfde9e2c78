"""Whether the server is there, and who asks."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy import select

from retrowalk._version import __version__
from retrowalk.server.core import Core, TheCore
from retrowalk.server.problems import problems
from retrowalk.server.quota import used_bytes
from retrowalk.server.sessions import Identity, Who
from retrowalk.server.settings import Registration

router = APIRouter(tags=["me"])
Mode = Literal["local", "account"]


class Health(BaseModel):
    """The server answers, and its database as well."""

    status: Literal["ok"] = "ok"
    version: str = Field(description="of Retrowalk, and so of the tracker")
    mode: Mode = Field(description="local: no login; account: log in first")
    registration: Registration | None = Field(description="who may make an account; null in local")


class Me(BaseModel):
    """Who asks."""

    mode: Mode
    name: str
    csrf: str = Field(description="send it as X-Retrowalk-CSRF with every change")
    version: str
    used_bytes: int = Field(description="records, files, and the walks made of them")
    account_bytes: int = Field(description="the most that may be used")


@router.get("/health", responses=problems())
def health(core: TheCore) -> Health:
    """Tell that the server and its database are there."""
    with core.database.read() as session:
        session.execute(select(1))
    accounts = core.settings.accounts
    return Health(
        version=__version__,
        mode="account" if accounts else "local",
        registration=core.settings.registration if accounts else None,
    )


@router.get("/me", responses=problems(401, 429))
def me(core: TheCore, identity: Who) -> Me:
    """Tell who asks, and the CSRF value for changes."""
    return me_of(core, identity)


def me_of(core: Core, identity: Identity) -> Me:
    """Return what GET /me says."""
    return Me(
        mode="local" if identity.is_local else "account",
        name=identity.name,
        csrf=identity.csrf,
        version=__version__,
        used_bytes=used_bytes(core, identity.account_id),
        account_bytes=core.settings.account_bytes,
    )
