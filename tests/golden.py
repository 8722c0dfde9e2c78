"""The committed golden vectors, for the tests of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retrowalk.conformance import CASES, Vector, make

FOLDER = Path(__file__).parents[1] / "conformance"


def vector(name: str) -> Vector:
    path = FOLDER / "inputs" / f"{name}.json"
    return Vector.from_dict(json.loads(path.read_text(encoding="utf-8")), str(path))


def answered(name: str) -> Any:
    return json.loads((FOLDER / "answers" / f"{name}.json").read_text(encoding="utf-8"))


ANSWERS = {case.name: answered(case.name) for case in CASES}


def few(folder: Path, *names: str) -> Path:
    """Make some of the vectors."""
    make(folder, [case for case in CASES if case.name in names])
    return folder
