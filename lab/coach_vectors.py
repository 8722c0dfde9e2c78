"""Write the golden vectors that the coach in `web/` must answer as Python does.

    python -m lab.coach_vectors [FOLDER]     conformance-coach, where no folder is named

Each module `lab/coach_vectors_*.py` has ``vectors() -> dict[str, list[Vector]]``: name of a file
to its vectors, each ``{"name": ..., "input": ..., "output": ...}`` of plain JSON. What a call
refuses is ``{"error": sentence}``. Texts and labels must be equal, numbers to 1e-6.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

import lab

Vector = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[1] / "conformance-coach"
_PREFIX = "coach_vectors_"


def files() -> dict[str, str]:
    """Return the text of each file by its name."""
    names = (module.name for module in pkgutil.iter_modules(lab.__path__))
    found: dict[str, str] = {}
    for name in sorted(name for name in names if name.startswith(_PREFIX)):
        module = importlib.import_module(f"lab.{name}")
        for stem, vectors in module.vectors().items():
            found[f"{stem}.json"] = text_of(vectors)
    return found


def text_of(vectors: list[Vector]) -> str:
    """Return vectors as JSON, one a line."""
    lines = (
        json.dumps(one, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        for one in vectors
    )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main(arguments: list[str]) -> int:
    """Write all files into a folder; what is no longer made there goes."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = files()
    for old in folder.glob("*.json"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"{len(text.encode()) / 1000:8.1f} kB  {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
