"""The server behind the phone app: accounts, sync, files of other apps, analyses.

In: `Settings`. Out: `create_app`, an application that keeps what phones send exactly as it was
sent. docs/server.md explains the API, docs/security.md what it guards against.
"""

from __future__ import annotations

from retrowalk.server.factory import create_app
from retrowalk.server.settings import Registration, Settings, settings_from

__all__ = ["Registration", "Settings", "create_app", "settings_from"]
