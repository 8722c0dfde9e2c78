"""The whole flow with the network off, on the second visit: simulated and captured walks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from lab.mocap.clips import SHARED, turned, worn
from lab.validation.quality import browser as as_browser
from playwright.sync_api import Page
from scipy.spatial.transform import Rotation
from tests.e2e.conftest import OpenPhone
from tests.e2e.flow import end_the_walk, go_walking, to_the_walk
from tests.e2e.kept import alike, of_kind
from tests.e2e.motion import as_told, feed
from tests.e2e.test_offline import wait_until_kept

import retrowalk
from retrowalk import Placement
from retrowalk.recording import Array
from retrowalk.tracker.contract import to_dict

SIMULATED = "stand 9, forward 16, stand 4, forward 8, backward 25, forward 9, stand 5"
CLIPS = (  # one person; each with the part that is shown
    ("snu/wd2_freeWalk_01.bvh", 5.0, 27.0),
    *((f"snu/wd2_WalkBackward0{k}.bvh", 0.0, 7.0) for k in range(3)),
)
HELD_S = 8.0
RATE_HZ = 60.0


def told_in_the_app(page: Page, placement: Placement) -> dict[str, Any]:
    """Return the walk that the app kept, after comparing it with Python's on the same samples."""
    (walk,) = of_kind(page, "walk")
    motion = {one.id: one.recording for one in of_kind(page, "motion")}
    samples = motion[walk.content["motion"]]
    known = None
    if "calibration" in walk.content:
        forward = replace(motion[walk.content["calibration"]], placement=placement)
        known = retrowalk.calibrate(forward, placement)
    expected = to_dict(retrowalk.track(samples, placement=placement, calibration=known))
    told: dict[str, Any] = walk.content["walk"]
    for part in ("bouts", "summary", "seconds", "knowledge"):
        assert alike(told[part], expected[part])
    return told


def offline(phone: OpenPhone) -> Page:
    """Visit once with the network, and come again without."""
    page = phone()
    wait_until_kept(page)
    page.context.set_offline(True)
    page.reload()
    go_walking(page)
    return page


def test_a_walk_without_network(phone: OpenPhone) -> None:
    page = offline(phone)
    recording, _ = retrowalk.simulate(SIMULATED, sensor="browser", mounting="random", seed=4)
    feed(page, as_told(recording), to_the_walk(page, "Trouser pocket"))
    end_the_walk(page)
    told = told_in_the_app(page, Placement.POCKET)
    assert told["knowledge"] == "calibrated"
    assert told["summary"]["backward"]["steps"]["value"] > 30


def captured() -> Array:
    """Return one person's forward and backward clips with the phone in the same pocket.

    Before, between and after the clips the first or last sample is held: standing.
    """
    mount = Rotation.random(rng=np.random.default_rng(5)).as_matrix()
    rows: list[Array] = []
    for seed, (clip, from_s, until_s) in enumerate(CLIPS):
        shown = worn(clip, Placement.POCKET, "right").part(from_s, until_s)
        told = as_told(as_browser(turned(shown, mount), seed))
        rows += [held(told[0]), told]
    rows.append(held(rows[-1][-1]))
    times_ms = []
    start_ms = 0.0
    for part in rows:
        times_ms.append(start_ms + part[:, 0])
        start_ms += float(part[-1, 0]) + 1000.0 / RATE_HZ
    found = np.vstack(rows)
    found[:, 0] = np.round(np.concatenate(times_ms), 1)
    return found


def held(row: Array) -> Array:
    """Return a sensor at rest with the acceleration of one sample."""
    still = np.zeros((round(HELD_S * RATE_HZ), 7))
    still[:, 0] = np.arange(len(still)) * 1000.0 / RATE_HZ
    still[:, 1:4] = np.round(9.8 * row[1:4] / np.linalg.norm(row[1:4]), 1)
    return still


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
)
def test_a_captured_walk_without_network(phone: OpenPhone) -> None:
    page = offline(phone)
    feed(page, captured(), to_the_walk(page, "Trouser pocket"))
    end_the_walk(page)
    told = told_in_the_app(page, Placement.POCKET)
    assert [bout["direction"] for bout in told["bouts"]][-1] == "backward"
