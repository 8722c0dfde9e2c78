"""The server behind the phone app: accounts, sync, files of other apps, analyses.

In: `Settings`. Out: `create_app`, an application that keeps what phones send exactly as it was
sent. docs/server.md explains the API, docs/security.md what it guards against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrowalk.server.settings import Registration, Settings, settings_from

if TYPE_CHECKING:
    from retrowalk.server.factory import create_app

__all__ = ["Registration", "Settings", "create_app", "settings_from"]


def __getattr__(name: str) -> Any:
    # the process that reads one file is in this package and needs no web server
    if name == "create_app":
        from retrowalk.server.factory import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
