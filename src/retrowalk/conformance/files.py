"""How vectors lie in a folder.

manifest.json        format, version of the tracker, names of the moments, one line per file
inputs/NAME.json     what a tracker is given
answers/NAME.json    what it must answer
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from retrowalk._version import __version__
from retrowalk.conformance.vector import FORMAT
from retrowalk.errors import RetrowalkError
from retrowalk.tracker.moments import FLIP_FREE, FRONT_NAMES, NAMES

INPUTS, ANSWERS, MANIFEST = "inputs", "answers", "manifest.json"
# of numbers in files: far more than is compared
_DIGITS = 9


def text_of(data: Any) -> str:
    """Return JSON with one line for each key and each item of a list of objects."""
    return _lines({key: _short(value) for key, value in data.items()})


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_short(item) for item in value]
    return value


def _lines(data: dict[str, Any]) -> str:
    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(f"  {_one_line(item)}" for item in value) + "\n ]"
        elif isinstance(value, dict):
            inner = ",\n".join(f"  {json.dumps(k)}: {_one_line(v)}" for k, v in value.items())
            text = "{\n" + inner + "\n }"
        else:
            text = _one_line(value)
        parts.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _one_line(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def manifest_of(files: Sequence[tuple[str, str]]) -> str:
    """Return the text of the manifest.

    Args:
        files: path in the folder and text of each file.
    """
    return text_of(
        {
            "format": FORMAT,
            "tracker_version": __version__,
            "moments": {
                "odd": list(NAMES),
                "odd_keep_sign": list(FLIP_FREE),
                "front": list(FRONT_NAMES),
            },
            "files": [{"file": name, "sha256": _sha256(text.encode())} for name, text in files],
        }
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_json(path: Path) -> Any:
    """Read a JSON file.

    Raises:
        RetrowalkError: it is not there, cannot be read, or is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RetrowalkError(
            f"cannot be read ({error.strerror or error})",
            where=str(path),
            remedy="give the folder that holds manifest.json, or make one with conformance make",
        ) from None
    except ValueError as error:
        raise RetrowalkError(f"this is not JSON ({error})", where=str(path)) from None


def changed_files(folder: Path) -> tuple[list[str], list[str]]:
    """Compare a folder with its manifest.

    Returns:
        Names of the vectors, and one line for each file that is not as the manifest says.

    Raises:
        RetrowalkError: there is no manifest of this format.
    """
    manifest = read_json(folder / MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RetrowalkError(
            f"this is no manifest of format {FORMAT}", where=str(folder / MANIFEST)
        )
    names, wrong = [], []
    for entry in manifest["files"]:
        name, path = entry["file"], folder / entry["file"]
        if not path.is_file():
            wrong.append(f"{name} is in the manifest but not in the folder")
        elif _sha256(path.read_bytes()) != entry["sha256"]:
            wrong.append(f"{name} is not the file that the manifest names")
        if name.startswith(f"{INPUTS}/"):
            names.append(path.stem)
    listed = {entry["file"] for entry in manifest["files"]}
    for part in (INPUTS, ANSWERS):
        for path in sorted((folder / part).glob("*.json")):
            if f"{part}/{path.name}" not in listed:
                wrong.append(f"{part}/{path.name} is not in the manifest")
    return names, wrong
