"""Whether the bytes of a record are what their head says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from retrowalk.server.problems import Problem

_GZIP = b"\x1f\x8b"
_GLANCE_MOST = 8192
_HASH = re.compile(r"[0-9a-f]{64}")


def check_content(path: Path, kind: str, made_at: str) -> dict[str, Any]:
    """Return the JSON of a record; empty for motion, which is only seen to be gzip.

    Raises:
        Problem: 422, with the field that is wrong.
    """
    if kind == "motion":
        with path.open("rb") as file:
            if file.read(2) != _GZIP:
                raise _wrong("motion is gzip of a recording's JSON, and this is not gzip", "body")
        return {}
    try:
        body = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _wrong(f"it is no JSON ({str(error)[:80]})", "body") from None
    if not isinstance(body, dict):
        raise _wrong("a record is a JSON object", "body")
    if body.get("version") != 1:
        raise _wrong("only version 1 is known", "body.version")
    for key, said in (("kind", kind), ("made_at", made_at)):
        if body.get(key) != said:
            raise _wrong(f"the header says {said!r}, the body does not", f"body.{key}")
    return body


def is_hash(text: str) -> bool:
    """Tell whether this is the id of a record: nothing else may become a path."""
    return _HASH.fullmatch(text) is not None


def refers_of(content: dict[str, Any]) -> str | None:
    """Return the motion that a walk names."""
    motion = content.get("motion")
    named = isinstance(motion, str) and _HASH.fullmatch(motion)
    return motion if named and content.get("kind") == "walk" else None


def shown_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return of a walk what is shown to others: where, how long, its totals, how it felt."""
    walk = content.get("walk")
    told = walk if isinstance(walk, dict) else {}
    parts = (("recording", ("placement", "duration_s")), ("summary", ("backward", "forward")))
    shown: dict[str, Any] = {key: content[key] for key in ("pain", "effort") if key in content}
    shown["walk"] = {
        part: {key: told[part][key] for key in keys if key in told[part]}
        for part, keys in parts
        if isinstance(told.get(part), dict)
    }
    return shown


def glance_of(content: dict[str, Any]) -> str | None:
    """Return what is shown of a walk as text, None for other records and where it is long."""
    if content.get("kind") != "walk":
        return None
    text = json.dumps(shown_of(content))
    return text if len(text) <= _GLANCE_MOST else None


def _wrong(what: str, where: str) -> Problem:
    return Problem(422, what, where=where, remedy="reload the app; the record stays on the phone")
