"""Formats: files of phones, watches, loggers and apps in, Recordings or Sessions out (and back).

In: a path. Out: a checked `Recording` of motion samples, or the `Session`s that an app made of
them, with notes on what was recognised and why; or one `RetrowalkError`. base.py states the
interface, registry.py holds the formats, access.py chooses between them.
"""

from __future__ import annotations

from retrowalk.formats.access import Kind, kind_of, read, read_sessions, write, write_sessions
from retrowalk.formats.recording_json import from_json, to_json
from retrowalk.formats.registry import READERS, SESSION_READERS, SESSION_WRITERS, WRITERS

__all__ = [
    "READERS",
    "SESSION_READERS",
    "SESSION_WRITERS",
    "WRITERS",
    "Kind",
    "from_json",
    "kind_of",
    "read",
    "read_sessions",
    "to_json",
    "write",
    "write_sessions",
]
