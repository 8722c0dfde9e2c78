"""Reads and tracks one file in a process of its own, with limits that it sets on itself.

In: a JSON object on stdin (`path`, `placement`, `is_motion`, `memory_bytes`, `time_s`).
Out: a JSON object on stdout: `walk` and `warnings`, or `problem` with what, where, remedy.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

_UNPACKED_MOST = 512 * 1024**2
_CHUNK = 1024**2


def limit(memory_bytes: int, time_s: int) -> None:
    """Bound memory, time, files and children of this process."""
    bounds = (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, time_s),
        (resource.RLIMIT_FSIZE, _UNPACKED_MOST),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in bounds:
        hard = resource.getrlimit(what)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (value, value))
    os.nice(5)


def told(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the walk, or what is wrong with the file."""
    from retrowalk.errors import RetrowalkError
    from retrowalk.formats import read
    from retrowalk.recording import Placement
    from retrowalk.tracker import track
    from retrowalk.tracker.contract import to_dict

    path = Path(asked["path"])
    placement = asked.get("placement")
    try:
        if asked.get("is_motion"):
            path = _unpacked(path)
        recording = read(path)
        where = None if placement is None else Placement(placement)
        calibration, refused = None, None
        if asked.get("calibration") is not None:
            try:
                calibration = read(_unpacked(Path(asked["calibration"])))
                walk = track(recording, placement=where, calibration=calibration)
            except RetrowalkError as error:
                # the walk is there all the same, with what can be told without
                calibration, refused = None, error.what
        if calibration is None:
            walk = track(recording, placement=where)
        if refused is not None:
            note = f"the calibration was not used: {refused}"
            walk = replace(walk, warnings=(note, *walk.warnings))
    except RetrowalkError as error:
        return {"problem": {"what": error.what, "where": error.where, "remedy": error.remedy}}
    except MemoryError:
        return {
            "problem": {
                "what": "reading it takes more memory than the server allows",
                "where": path.name,
                "remedy": "cut it into shorter recordings",
            }
        }
    return {"walk": to_dict(walk), "warnings": list(recording.notes)}


def _unpacked(path: Path) -> Path:
    from retrowalk.errors import RetrowalkError

    plain = path.with_suffix(".json")
    size = 0
    try:
        with gzip.open(path) as packed, plain.open("wb") as out:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size >= _UNPACKED_MOST:
                    raise RetrowalkError("unpacked it is too large", where=path.name)
                out.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise RetrowalkError(
            f"it cannot be unpacked ({error})", where=path.name, remedy="send it again"
        ) from error
    return plain


def main() -> None:
    """Answer one question."""
    asked = json.load(sys.stdin)
    limit(asked["memory_bytes"], asked["time_s"])
    json.dump(told(asked), sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
