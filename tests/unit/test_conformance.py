"""The golden vectors: current, complete and answered alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.golden import ANSWERS, FOLDER, few, vector

from retrowalk.conformance import CASES, REASONS, Case, check, differences, reference
from retrowalk.conformance.files import text_of
from retrowalk.conformance.make import firm_answer, vector_of
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement
from retrowalk.tracker import BoutEvent, Contact, Direction, Knowledge, Tracker, calibrate, track

NAMES = [case.name for case in CASES]
REMEDY = "run `retrowalk conformance make` and commit conformance/, saying why it changed"


# -- the committed vectors


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_each_vector_is_what_the_code_makes_today(case: Case) -> None:
    made = vector_of(case)
    assert made.to_dict() == vector(case.name).to_dict(), REMEDY
    found = differences(ANSWERS[case.name], firm_answer(made), made.knowledge)
    assert not found, f"{found[0]}; {REMEDY}"


def test_the_folder_is_answered_by_this_implementation_batch_and_live() -> None:
    found = check(FOLDER, reference)
    assert found.lines == (), REMEDY
    assert found.vectors == len(NAMES)


def test_the_folder_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.json")) < 2_000_000


@pytest.mark.parametrize("name", NAMES)
def test_track_and_tracker_say_the_same_as_the_vector(name: str) -> None:
    given, expected = vector(name), ANSWERS[name]
    if expected["calibration"] == {"refused": True}:
        assert given.calibration is not None
        with pytest.raises(RetrowalkError, match="backward"):
            calibrate(given.calibration.recording, given.placement)
        return
    recording = given.samples.recording
    known = None
    if given.calibration is not None:
        known = calibrate(given.calibration.recording, given.placement)
    if name != "wrong-axes":
        walk = track(
            recording,
            placement=given.placement,
            mounting=given.mounting,
            calibration=known,
            wearer=given.wearer,
        )
        assert [step.time_s for step in walk.steps] == pytest.approx(
            [step["time_s"] for step in expected["steps"]], abs=0.0006
        )
        assert [bout.direction for bout in walk.bouts] == [
            b["direction"] for b in expected["bouts"]
        ]
    tracker = Tracker(
        given.placement,
        mounting=given.mounting,
        calibration=known,
        wearer=given.wearer,
        has_gyroscope=given.samples.angular_rate is not None,
    )
    events = (*tracker.push(recording), *tracker.finish())
    bouts = [event.bout for event in events if isinstance(event, BoutEvent)]
    for bout, wanted in zip(bouts, expected["bouts"], strict=True):
        assert (bout.start_s, bout.end_s) == (wanted["start_s"], wanted["end_s"])
        assert bout.direction == wanted["direction"]
        assert bout.contact == wanted["contact"]
        assert bout.probability == pytest.approx(wanted["probability"], abs=6e-5)
        assert bout.steps.value == wanted["steps"][0]


# -- what they show


def test_every_placement_is_there_with_every_knowledge_it_can_have() -> None:
    there = {(case.placement, case.knowledge) for case in CASES}
    arms = {Placement.WRIST, Placement.HAND}
    wanted = {(p, k) for p in Placement for k in Knowledge if p not in arms or k == "unknown"}
    assert wanted <= there


def test_everything_the_tracker_can_say_is_said() -> None:
    hops = [hop for answer in ANSWERS.values() for hop in answer["hops"]]
    bouts = [bout for answer in ANSWERS.values() for bout in answer["bouts"]]
    losses = [loss for answer in ANSWERS.values() for loss in answer["losses"]]
    walking = {direction.value for direction in Direction} - {"still"}
    assert {hop["direction"] for hop in hops} == walking
    assert {bout["direction"] for bout in bouts} == walking
    assert {hop["reason"] for hop in hops} - {None} == set(REASONS)
    assert {loss["reason"] for loss in losses} == {"reworn", "handled"}
    assert {bout["contact"] for bout in bouts} == {contact.value for contact in Contact}
    assert {hop["front"] for hop in hops} == {-1, 0, 1}
    for quantity in ("speed_mps", "step_time_cv", "step_time_asymmetry", "harmonic_ratio"):
        assert {bout[quantity] is None for bout in bouts} == {True, False}


def test_the_page_explains_every_key_and_word() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for word, sentence in REASONS.items():
        assert f"| `{word}` | {sentence} |" in page
    inputs = vector("ankle-calibrated").to_dict()
    found = ANSWERS["ankle-calibrated"]
    hop = found["hops"][0]
    keys = {*inputs, *inputs["samples"], *found, *found["calibration"], *hop["window"]}
    keys |= {*(set(hop) - {"belief"}), *(f"belief.{key}" for key in hop["belief"])}
    keys |= {*found["bouts"][0], *found["steps"][0]}
    assert not [key for key in keys if f"`{key}`" not in page]


# -- making


def test_making_twice_gives_the_same_bytes_and_clears_what_is_old(tmp_path: Path) -> None:
    one = few(tmp_path / "one", "wrist", "foot-calibrated")
    other = few(tmp_path / "other", "wrist", "foot-calibrated", "hand")
    few(other, "wrist", "foot-calibrated")
    files = sorted(path.relative_to(one) for path in one.rglob("*.json"))
    assert files == sorted(path.relative_to(other) for path in other.rglob("*.json"))
    assert len(files) == 5
    assert all((one / path).read_bytes() == (other / path).read_bytes() for path in files)


def test_an_answer_that_hangs_on_the_last_digits_is_refused() -> None:
    with pytest.raises(RetrowalkError, match="last digits") as caught:
        firm_answer(vector("ankle-known"), nudge=0.002)
    assert "ankle-known" in str(caught.value)


def test_files_hold_numbers_to_nine_digits() -> None:
    text = text_of({"list": [{"a": 1 / 3}], "object": {"b": 2e-9 / 3, "c": None}})
    assert json.loads(text) == {
        "list": [{"a": 0.333333333}],
        "object": {"b": 6.66666667e-10, "c": None},
    }
