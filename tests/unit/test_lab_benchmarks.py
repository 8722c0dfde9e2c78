"""What of the benchmarks can be tested without the peers: recordings, measuring, counting."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from lab.benchmarks import day, processes, speed
from lab.benchmarks.page import Run, page, stream_text, table, walks_text
from lab.benchmarks.peers.exchange import (
    Signals,
    load_long,
    load_many,
    save_long,
    save_many,
)
from lab.benchmarks.processes import LAUNCH, OURS, Ran, Skipped, Tool, ran, run
from lab.benchmarks.scoring import Counted, Turned, count, matches, one_turned, share
from lab.benchmarks.speed import Timing
from lab.benchmarks.streaming import live, pushed
from lab.benchmarks.vqf_check import angles_deg
from lab.benchmarks.walks import Stretch

from retrowalk import Direction, Placement, Recording, simulate

TOOL = Tool("a", "b", "c", "does something")


def signals(count: int, name: str = "one") -> Signals:
    values = np.arange(3.0 * count).reshape(count, 3)
    return Signals(name, values, -values, ((1.0, 2.5),), 1.8)


def run_of(work_s: float) -> Ran:
    found = {"work_s": work_s, "cpu_s": work_s, "before_mib": 50.0, "answer": {"contacts": 7}}
    return Ran(9.0, 99.6, found)


@pytest.mark.parametrize("seed", range(5))
def test_an_hour_of_a_mixed_day_walks_a_tenth_in_bouts_of_many_lengths(seed: int) -> None:
    items = day.hour_items(seed)
    bouts = [length_s for gait, length_s in items if gait in ("forward", "backward")]
    assert sum(length_s for _, length_s in items) == day.HOUR_S
    assert sum(bouts) == day.WALKING_SHARE * day.HOUR_S
    assert min(bouts) >= day.SHORTEST_BOUT_S
    assert len(set(bouts)) > 4
    assert {gait for gait, _ in items} >= {"forward", "backward", "stand"}
    assert min(length_s for _, length_s in items) >= day.SHORTEST_REST_S


def test_an_hour_begins_with_the_walk_to_calibrate_with() -> None:
    (stand, rest_s), (gait, walk_s) = day.hour_items(1)[:2]
    assert (stand, gait) == ("stand", "forward")
    assert (rest_s, rest_s + walk_s) == day.CALIBRATION_S


def test_hours_of_a_day_follow_each_other_in_turn() -> None:
    hours = [day.Long(signals(4), 3, 2.0), day.Long(signals(5), 10, 1.0)]
    whole = day.tiled(hours, 3)
    assert len(whole.signals.acceleration_ms2) == 4 + 5 + 4
    assert (whole.contacts, whole.walking_s) == (16, 5.0)
    assert whole.duration_s == pytest.approx(0.13)


def test_recordings_reach_another_process_unchanged(tmp_path: Path) -> None:
    one, two = signals(300), signals(200, "two")
    save_long(tmp_path / "long", one)
    save_many(tmp_path / "many.npz", [one, two])
    read = [load_long(tmp_path / "long"), *load_many(tmp_path / "many.npz")]
    for was, now in zip([one, one, two], read, strict=True):
        np.testing.assert_array_equal(was.acceleration_ms2, now.acceleration_ms2)
        np.testing.assert_array_equal(was.angular_rate_rads, now.angular_rate_rads)
    assert (read[2].name, read[2].spans_s, read[2].height_m) == ("two", ((1.0, 2.5),), 1.8)
    assert len(one.part(0.5, 1.5).acceleration_ms2) == 100


def test_the_launcher_measures_memory_and_tells_the_status(tmp_path: Path) -> None:
    target = tmp_path / "measured.json"
    code = "x = bytearray(200 * 2**20); raise SystemExit(3)"
    subprocess.run([sys.executable, LAUNCH, target, "60", sys.executable, "-c", code], check=True)
    measured = json.loads(target.read_text())
    assert measured["status"] == 3
    assert 200 < measured["peak_mib"] < 300


def test_the_launcher_stops_what_takes_too_long(tmp_path: Path) -> None:
    target = tmp_path / "measured.json"
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    subprocess.run([sys.executable, LAUNCH, target, "0.2", *sleep], check=True)
    measured = json.loads(target.read_text())
    assert measured["status"] == -9
    assert measured["wall_s"] < 30


def test_results_of_a_process_are_read() -> None:
    one = ran('{"wall_s": 2, "peak_mib": 30.5, "status": 0}', '{"versions": {"numpy": "2.0"}}')
    assert (one.wall_s, one.peak_mib, one.versions) == (2.0, 30.5, {"numpy": "2.0"})


def test_a_peer_that_is_not_set_up_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "BUILD", tmp_path)
    result = run(TOOL, tmp_path)
    assert isinstance(result, Skipped)
    assert "not set up" in result.reason


def test_our_tracker_runs_in_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "BUILD", tmp_path)
    recording, truth = simulate("stand 5, forward 20, stand 3", placement="waist", seed=1)
    rate = recording.angular_rate_rads
    assert rate is not None
    save_long(tmp_path / "walk", Signals("walk", recording.acceleration_ms2, rate))
    result = run(Tool(OURS, "retrowalk_peer", "track", ""), tmp_path / "walk")
    assert isinstance(result, Ran), result
    assert abs(result.found["answer"]["contacts"] - len(truth.contacts)) <= 2
    assert result.peak_mib >= result.found["before_mib"] > 20


def test_a_tool_that_fails_says_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "BUILD", tmp_path)
    result = run(Tool(OURS, "retrowalk_peer", "track", ""), tmp_path / "nothing")
    assert isinstance(result, Skipped)
    assert "FileNotFoundError" in result.reason


def test_a_slow_tool_is_scaled_and_a_fast_one_is_not() -> None:
    slow, fast = (Timing(TOOL, (run_of(s),) * 3, 2, 2) for s in (60.0, 1.0))
    assert speed.scaled(fast, 24) is None
    answer = speed.scaled(slow, 24)
    assert answer is not None
    assert answer.seconds("work_s") == [720.0] * 3
    assert "scaled from 2 h" in answer.cells()[2]
    assert answer.cells()[-1] == ""


def test_a_row_of_times_holds_median_range_and_peak() -> None:
    one = Timing(TOOL, tuple(run_of(s) for s in (3.0, 1.0, 2.0)), 1, 1)
    assert one.cells()[2:] == ("2.00 (1.00-3.00)", "2.00", "1,800", "100", "50", "7")
    assert "skipped: no reason" in Timing(TOOL, (), 1, 1, "no reason").cells()[2]


def test_contacts_are_matched_once_each() -> None:
    assert matches([1.0, 2.0, 3.0], [1.2, 2.9, 3.1], 0.25) == 2
    assert matches([1.0, 1.3], [1.15], 0.25) == 1
    assert matches([1.0], [], 0.25) == 0


def test_contacts_outside_a_stretch_do_not_count() -> None:
    stretch = Stretch(10.0, 12.0, Direction.FORWARD, (10.5, 11.0, 11.5, 11.9))
    assert count(stretch, [5.0, 10.5, 11.1, 12.1, 30.0]) == Counted(1, 0, 4, 2, 3)
    assert count(stretch, None) == Counted(1, 1, 4, 0, 0)
    assert (Counted(1, 1, 4, 0, 0) + Counted(1, 0, 4, 2, 3)).cells()[0] == "2"


def test_answers_on_orientation_are_counted() -> None:
    total = sum((one_turned(said) for said in (True, True, False, None)), Turned())
    assert total == Turned(2, 1, 1)
    assert str(total) == f"2 of 4 ({share(2, 4)}), 1 unanswered"
    assert share(0, 28).startswith("0 %, 0-")


def test_the_live_form_gets_every_sample_once() -> None:
    recording, _ = simulate("stand 5, forward 20, stand 3", placement="waist", seed=1)
    parts: list[Recording] = []

    class Live:
        def __init__(self, *, placement: Placement, calibration: Recording) -> None:
            assert placement is Placement.WAIST
            assert 18 < calibration.duration_s <= 20

        def push(self, part: Recording) -> tuple[str, ...]:
            parts.append(part)
            return ("step",)

        def finish(self) -> tuple[str, ...]:
            return ("end",)

    answer = pushed(Live, recording)
    np.testing.assert_array_equal(np.concatenate([part.time_s for part in parts]), recording.time_s)
    assert answer["events"] == len(parts) + 1
    assert answer["longest_push_ms"] > 0


def test_the_live_form_itself_can_be_timed() -> None:
    recording, _ = simulate("stand 5, forward 20, stand 3", placement="waist", seed=1)
    assert pushed(live, recording, push_s=2.0)["events"] > 20


def test_small_angles_between_two_ups_are_exact() -> None:
    tilt = np.radians([0.0, 1e-6, 90.0, 180.0])
    turned = np.stack([np.sin(tilt), np.zeros(4), np.cos(tilt)], axis=1)
    up = np.tile([0.0, 0.0, 1.0], (4, 1))
    np.testing.assert_allclose(angles_deg(up, turned), np.degrees(tilt), rtol=1e-9)


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_the_page_shows_worn_forward_walks_first_and_says_what_was_left_out() -> None:
    keys = [
        ("simulated, from 8 s", Direction.FORWARD),
        ("CMU, below 8 s", Direction.BACKWARD),
        ("CMU, below 8 s", Direction.FORWARD),
        ("mobilised, below 8 s", Direction.FORWARD),
    ]
    contacts = {"Retrowalk": dict.fromkeys(keys, Counted(1, 0, 4, 4, 3))}
    turned = {"Retrowalk, axes told": dict.fromkeys(keys, Turned(1, 0, 0))}
    text = walks_text(contacts, turned, ["vqf: not here"], "up")
    starts = [text.index(f"| {name}, {direction} | Retrowalk |") for name, direction in keys]
    assert starts[3] < starts[2] < starts[0] < starts[1]
    assert "vqf: not here" in text
    whole = page(Run(24, {"vqf": {"vqf": "2"}}, 0.5, 61.0), [text, stream_text("no `Tracker`")])
    assert "make bench BENCH_HOURS=24" in whole
    assert "Skipped: no `Tracker`." in whole
    assert "\n\n\n" not in whole
