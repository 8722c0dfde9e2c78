"""Formats: files of phones, watches and loggers in, Recording out (and back).

In: a path. Out: a checked `Recording` with notes on what was recognised and why,
or one `RetrowalkError`. base.py states the interface, registry.py holds the formats.
"""

from __future__ import annotations

from retrowalk.formats.recording_json import from_json, to_json
from retrowalk.formats.registry import READERS, WRITERS, read, write

__all__ = ["READERS", "WRITERS", "from_json", "read", "to_json", "write"]
