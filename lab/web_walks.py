"""Walks of golden vectors as the tracker here writes them, for the tests of the app.

    python -m lab.web_walks [folder]

The app writes a walk's JSON itself (`web/src/contract.ts`); its test compares with these files.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from retrowalk.conformance.files import read_json
from retrowalk.conformance.vector import Vector
from retrowalk.tracker import track
from retrowalk.tracker.contract import to_dict

HERE = Path(__file__).resolve().parent.parent
INPUTS = HERE / "conformance" / "inputs"
FOLDER = HERE / "web" / "test" / "walks"
NAMES = (
    "pocket-calibrated",
    "pocket-unknown",
    "waist-calibrated",
    "ankle-unknown",
    "gap-long-calibrated",
    "gap-short",
    "turned-over-unknown",
    "hand",
    "no-gyroscope-leg",
    "too-short",
)


def walk_of(name: str) -> dict[str, Any]:
    """Return the walk of a golden vector in the JSON form of docs/json.md."""
    path = INPUTS / f"{name}.json"
    vector = Vector.from_dict(read_json(path), path.name)
    calibration = None if vector.calibration is None else vector.calibration.recording
    walk = track(
        vector.samples.recording,
        placement=vector.placement,
        mounting=vector.mounting,
        calibration=calibration,
        wearer=vector.wearer,
    )
    return to_dict(walk)


def text_of(name: str) -> str:
    """Return the file of a walk."""
    return json.dumps(walk_of(name), ensure_ascii=False) + "\n"


def main(folder: Path = FOLDER) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        (folder / f"{name}.json").write_text(text_of(name), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
