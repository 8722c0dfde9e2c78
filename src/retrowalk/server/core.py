"""What every route works with, joined once at start."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from retrowalk.server.blobs import Blobs
from retrowalk.server.database import Database
from retrowalk.server.limiter import Limiter
from retrowalk.server.passwords import Passwords
from retrowalk.server.settings import Settings

if TYPE_CHECKING:
    from retrowalk.server.jobs import Jobs
    from retrowalk.server.reading import Reading


class Reserved:
    """Room that uploads hold which are going on; quota.py gives and takes it.

    Attributes:
        lock: held while it is looked at or changed.
        sizes: account -> upload -> bytes.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.sizes: dict[str, dict[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Core:
    """Settings, storage and helpers of one application.

    Attributes:
        clock: seconds since 1970; another one in tests.
        local_csrf: stands in GET /me where there is no session.
    """

    settings: Settings
    database: Database
    blobs: Blobs
    limiter: Limiter
    passwords: Passwords
    reading: Reading
    jobs: Jobs
    invitation: str
    clock: Callable[[], float]
    local_csrf: str
    reserved: Reserved = field(default_factory=Reserved)

    def now_s(self) -> int:
        """Return the time."""
        return int(self.clock())


def core_of(request: Request) -> Core:
    """Return what the application was made with."""
    core: Core = request.app.state.core
    return core


TheCore = Annotated[Core, Depends(core_of)]


def address_of(request: Request) -> str:
    """Return the address of the other side; behind a proxy that of the browser."""
    return request.client.host if request.client else "unknown"


def new_id() -> str:
    """Return 128 random bits in hexadecimal."""
    return secrets.token_hex(16)
