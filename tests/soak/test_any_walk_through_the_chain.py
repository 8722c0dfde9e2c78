"""Random people, plans, placements and sensors through simulate, files, tracker and report.

`SOAK_WALKS` says how many; the seeds are fixed, so that a failure can be met again.
"""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import numpy as np
import pytest

import retrowalk
from retrowalk.recording import Placement
from retrowalk.report.figure import svg_text
from retrowalk.simulate import WalkerStyle
from retrowalk.tracker.contract import json_schema_text

WALKS = int(os.environ.get("SOAK_WALKS", "200"))
SCHEMA = jsonschema.Draft202012Validator(json.loads(json_schema_text()))
GAITS = ("forward", "backward", "left", "right", "stand", "shuffle", "jog")


def _plan(rng: np.random.Generator) -> str:
    items = [f"stand {rng.uniform(1, 5):.1f}"]
    for _ in range(int(rng.integers(1, 6))):
        items.append(f"{rng.choice(GAITS)} {rng.uniform(4, 40):.1f}")
    return ", ".join(items)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(WALKS))
def test_any_walk(seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng([2026, seed])
    placement = list(Placement)[int(rng.integers(len(Placement)))]
    plan = _plan(rng)
    recording, _ = retrowalk.simulate(
        plan,
        style=WalkerStyle.varied(seed),
        placement=placement,
        sensor=str(rng.choice(["browser", "logger", "ideal"])),
        mounting="random",
        seed=seed,
    )
    path = tmp_path / str(rng.choice(["walk.csv", "walk.parquet", "walk.json"]))
    retrowalk.write(recording, path)
    walk = retrowalk.track(retrowalk.read(path), placement=placement)

    data = json.loads(json.dumps(retrowalk.walk_to_dict(walk), allow_nan=False))
    SCHEMA.validate(data)
    assert retrowalk.walk_from_dict(data) == walk
    ElementTree.fromstring(svg_text(walk))

    assert all(one.end_s <= other.start_s for one, other in pairwise(walk.bouts)), plan
    assert all(one.time_s < other.time_s for one, other in pairwise(walk.steps)), plan
    for bout in walk.bouts:
        assert 0 <= bout.start_s < bout.end_s <= walk.duration_s + 1, plan
        assert bout.reason or bout.direction is not retrowalk.Direction.UNKNOWN, plan
    assert len(walk.seconds) == pytest.approx(walk.duration_s, abs=1.01), plan
