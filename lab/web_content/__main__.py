"""Write what the app says and shows (see the package's head).

python -m lab.web_content web/build/content
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from lab.web_content import coach, evidence, exercises
from lab.web_content.figures import figures

FILES = {
    "screening": coach.screening,
    "plan": coach.plan,
    "breaks": coach.breaks,
    "stops": coach.stops,
    "exercises": exercises.exercises,
    "assessments": exercises.assessments,
    "attention": exercises.attention,
    "claims": evidence.claims,
    "evidence": evidence.evidence,
    "dose": evidence.dose,
    "sentences": evidence.sentences,
}


def write(folder: Path) -> dict[str, int]:
    """Write all files; return the size of each, compressed as a server would send it."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    sizes: dict[str, int] = {}

    def put(name: str, text: str) -> None:
        (folder / name).write_text(text, encoding="utf-8")
        sizes[name] = len(gzip.compress(text.encode(), 9))

    for name, make in FILES.items():
        data = make()
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        put(f"{name}.json", f"{text}\n")
    for name, svg in figures():
        put(f"figures/{name}", svg)
    return sizes


def main(arguments: list[str]) -> int:
    """Write into the folder that is named, and say how much it is."""
    if len(arguments) != 1:
        print("usage: python -m lab.web_content OUTDIR", file=sys.stderr)
        return 2
    sizes = write(Path(arguments[0]))
    pictures = {name: size for name, size in sizes.items() if name.endswith(".svg")}
    for name, size in sizes.items():
        if name not in pictures:
            print(f"{size / 1000:7.1f} kB  {name}")
    print(f"{sum(pictures.values()) / 1000:7.1f} kB  figures/ ({len(pictures)} files)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
