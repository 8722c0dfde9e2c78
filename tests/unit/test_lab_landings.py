"""A captured foot lands after its greatest reach, where it stops."""

from __future__ import annotations

import numpy as np
import pytest
from lab.mocap.clips import SHARED
from lab.mocap.landings import landings, reaches, stopped

RATE_HZ = 120.0


def test_a_foot_that_stops_at_once_has_half_the_speed_at_that_instant() -> None:
    for width in (3, 9, 15):
        foot = np.where(np.arange(240) < 130, 1.2, 0.0)
        smooth = np.convolve(np.pad(foot, 20, mode="edge"), np.full(width, 1.0 / width), "same")
        at = stopped(smooth[20:-20], np.full(240, 1.2), 125, RATE_HZ)
        assert at == pytest.approx(129.5, abs=0.51)


def test_a_foot_that_does_not_stop_keeps_its_greatest_reach() -> None:
    assert stopped(np.full(240, 1.2), np.full(240, 1.0), 100, RATE_HZ) == 100.0
    assert stopped(np.zeros(240), np.full(240, 1.0), 100, RATE_HZ) == 100.0


@pytest.mark.shared_data
@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the labelled recordings of ../shared/data are not here"
)
@pytest.mark.parametrize("clip", ["snu/wd2_WalkForwardNormal00.bvh", "cmu/02_01.bvh"])
def test_a_captured_foot_lands_a_little_after_its_greatest_reach(clip: str) -> None:
    later = np.array([at for at, _ in landings(clip)]) - [at for at, _ in reaches()[clip]]
    assert [side for _, side in landings(clip)] == [side for _, side in reaches()[clip]]
    assert later.min() >= -1e-9
    assert 0.005 < np.median(later) < 0.08
