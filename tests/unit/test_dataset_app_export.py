"""What the app exports is read here: the same samples, labels and person, and no problem."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.validation.dataset import score

from retrowalk.dataset import Label, Timing, check, open_source, pack
from retrowalk.dataset.check import measurements
from retrowalk.recording import Placement, Recording
from retrowalk.simulate import simulate

WEB = Path(__file__).parents[2] / "web"
ESBUILD = WEB / "node_modules" / ".bin" / "esbuild"
PLAN = "stand 3, forward 26, stand 4, backward 20, stand 4"
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not ESBUILD.exists(), reason="web is not built here"
)


@pytest.fixture(scope="module")
def exporter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("app") / "export.mjs"
    source = WEB / "test" / "dataset_export.ts"
    bundle = ["--bundle", "--platform=node", "--format=esm", f"--outfile={made}"]
    subprocess.run([ESBUILD, source, *bundle, "--log-level=error"], check=True)
    return made


def _draft(recording: Recording, pieces: list[dict[str, Any]], zero: str) -> dict[str, Any]:
    rate = recording.angular_rate_rads
    return {
        "samples": {
            # as in the app: on the browser's clock, which began long before
            "timeS": (recording.time_s + 812.3456).tolist(),
            "accelerationMs2": recording.acceleration_ms2.ravel().tolist(),
            "angularRateRads": None if rate is None else rate.ravel().tolist(),
        },
        "pieces": pieces,
        "clockZero": zero,
        "worn": {"placement": "pocket", "side": "right", "phone": "Fairphone 5"},
    }


def _exported(exporter: Path, out: Path, drafts: list[dict[str, Any]]) -> Path:
    given = {
        "person": {"label": "k3f9qa2m", "ageYears": 61, "sex": "F", "heightM": 1.68},
        "consent": {"version": "retrowalk-1", "agreedAt": "2026-11-24T20:00:00Z", "language": "de"},
        "drafts": drafts,
    }
    command = ["node", str(exporter), str(out)]
    subprocess.run(command, input=json.dumps(given), text=True, check=True, timeout=60)
    return out


def test_the_export_is_a_sound_dataset_with_the_same_samples(
    exporter: Path, tmp_path: Path
) -> None:
    recording, truth = simulate(PLAN, placement="pocket", mounting="random", seed=7)
    pieces = [
        {"label": s.gait, "startS": 812.3456 + s.start_s, "endS": 812.3456 + s.end_s}
        for s in truth.segments
    ]
    draft = _draft(recording, pieces, "2026-11-25T08:00:00.000Z")
    later = draft | {"clockZero": "2026-11-26T08:00:00.000Z"}
    path = _exported(exporter, tmp_path / "export.zip", [draft, later])
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    assert check(path) == ()
    source = open_source(path)
    person = source.people["k3f9qa2m"]
    assert (person.age_years, person.sex, person.height_m) == (61.0, "F", 1.68)
    first, second = measurements(source)
    assert (first.placement, first.side, first.phone) == (Placement.POCKET, "right", "Fairphone 5")
    assert first.timing is Timing.SPOKEN
    assert [p.label for p in first.pieces][1:4] == [Label.FORWARD, Label.STAND, Label.BACKWARD]
    assert np.array_equal(first.recording.acceleration_ms2, recording.acceleration_ms2)
    assert np.array_equal(first.recording.angular_rate_rads, recording.angular_rate_rads)  # type: ignore[arg-type]
    assert np.allclose(first.recording.time_s, recording.time_s - recording.time_s[0], atol=1e-6)
    starts = [one.recording.start_utc for one in (first, second)]
    assert (starts[1] - starts[0]).days == 1  # type: ignore[operator]
    assert pack(path, tmp_path / "out.zip").recordings == 2
    backward = score(path).ledger.score(group="backward", knowledge="calibrated", unit="5 s")
    assert (backward.right, backward.total) == (6, 6)


def test_an_export_without_gyroscope_and_with_a_gap_is_sound(
    exporter: Path, tmp_path: Path
) -> None:
    recording, _ = simulate("forward 12", placement="pocket", seed=7)
    keep = (recording.time_s < 4.0) | (recording.time_s > 7.0)
    part = Recording(recording.time_s[keep], recording.acceleration_ms2[keep])
    pieces = [{"label": "forward", "startS": 812.5, "endS": 816.0}]
    draft = _draft(part, pieces, "2026-11-25T08:00:00.000Z")
    path = _exported(exporter, tmp_path / "export.zip", [draft])
    assert check(path) == ()
    (one,) = measurements(open_source(path))
    assert one.recording.angular_rate_rads is None
    assert len(one.recording.gaps()) == 1
