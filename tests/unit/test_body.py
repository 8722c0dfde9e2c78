"""The figure: bones keep their length, joints stay human, what rests stays where it rests."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import numpy as np
import pytest

from retrowalk.coach.base import Exercise, Level, Pose, View
from retrowalk.coach.exercises import exercise, exercises
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase
from retrowalk.report.body import Film, film, moving_svg, still_svg
from retrowalk.report.body import names as n
from retrowalk.report.body.contact import rests_of
from retrowalk.report.body.film import Frame
from retrowalk.report.body.names import RANGES_DEG, SIDES
from retrowalk.report.body.rotation import FORWARD, UP
from retrowalk.report.body.shapes import Paper, outlines, short
from retrowalk.report.body.skeleton import posture
from retrowalk.report.body.things import (
    RAIL_ASIDE,
    RAIL_HEIGHT,
    STEP_BEFORE,
    STEP_BEHIND,
    TOPS,
    thing,
)

FORMS = [(e, level) for e in exercises() for level in Level]
FILMS = {(e.id, level): film(e.forms[level]) for e, level in FORMS}
EACH_FORM = pytest.mark.parametrize(
    ("found", "level"), FORMS, ids=[f"{e.id}-{level.value}" for e, level in FORMS]
)
BONES = {
    "knee": ("hip", n.THIGH),
    "ankle": ("knee", n.SHANK),
    "elbow": ("shoulder", n.UPPER_ARM),
    "wrist": ("elbow", n.FOREARM),
    "ball": ("heel", n.BALL - n.HEEL),
    "toe": ("ball", n.TOE),
}
SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Phrase(en="x", de="y")


def _film(found: Exercise, level: Level) -> Film:
    return FILMS[found.id, level]


def _flexion_deg(first: np.ndarray, middle: np.ndarray, last: np.ndarray) -> float:
    a, b = middle - first, last - middle
    cosine = float(a @ b) / float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


@EACH_FORM
def test_limbs_keep_their_length_in_every_frame(found: Exercise, level: Level) -> None:
    for frame in _film(found, level).frames:
        for side in SIDES:
            for end, (start, length) in BONES.items():
                bone = frame.at[f"{end}_{side}"] - frame.at[f"{start}_{side}"]
                assert np.linalg.norm(bone) == pytest.approx(length, abs=1e-6)
        assert np.linalg.norm(frame.at["neck"] - frame.at["waist"]) == pytest.approx(n.TRUNK)


@EACH_FORM
def test_between_two_frames_no_limb_shrinks_visibly(found: Exercise, level: Level) -> None:
    frames = _film(found, level).frames
    for first, second in pairwise(frames):
        for side in SIDES:
            for end, (start, length) in BONES.items():
                ends = [
                    (f.at[f"{end}_{side}"] + 0, f.at[f"{start}_{side}"]) for f in (first, second)
                ]
                middle = (ends[0][0] + ends[1][0] - ends[0][1] - ends[1][1]) / 2
                assert np.linalg.norm(middle) > length - max(0.04 * length, 0.005)


@EACH_FORM
def test_joints_stay_inside_human_ranges_in_every_frame(found: Exercise, level: Level) -> None:
    for frame in _film(found, level).frames:
        for side in SIDES:
            hip, knee, ankle = (frame.at[f"{joint}_{side}"] for joint in ("hip", "knee", "ankle"))
            bend = _flexion_deg(hip, knee, ankle)
            assert bend <= RANGES_DEG["knee_flexion_left"][1]
            forward = frame.body.in_room(f"thigh_{side}") @ FORWARD
            assert float((knee - (hip + ankle) / 2) @ forward) > -0.01, "a knee bends backward"
            foot, shank = (frame.body.in_room(f"{p}_{side}") for p in ("foot", "shank"))
            between = shank.T @ foot
            ankle_deg = float(np.degrees(np.arctan2(between[2, 0], between[0, 0])))
            assert -52.0 <= ankle_deg <= RANGES_DEG["ankle_left"][1]
            down = -frame.body.turns[f"thigh_{side}"] @ UP
            hip_deg = float(np.degrees(np.arctan2(down[0], -down[2])))
            assert -30.0 <= hip_deg <= 125.0
            upper, elbow = frame.at[f"shoulder_{side}"], frame.at[f"elbow_{side}"]
            assert _flexion_deg(upper, elbow, frame.at[f"wrist_{side}"]) <= 150.0
            fore = frame.body.turns[f"forearm_{side}"] @ UP
            assert float(fore[0]) <= 0.06, "an elbow bends backward"


@EACH_FORM
def test_nothing_sinks_into_the_floor(found: Exercise, level: Level) -> None:
    for frame in _film(found, level).frames:
        for name, point in frame.at.items():
            if not name.startswith(("palm", "hand", "wrist")):
                assert point[2] > -0.012, (name, frame.time_s)


@EACH_FORM
def test_what_rests_in_a_key_pose_is_there(found: Exercise, level: Level) -> None:
    form = found.forms[level]
    for pose, key in zip(form.poses, _film(found, level).keys, strict=True):
        for rest in rests_of(pose):
            if rest.kind in ("foot", "ball"):
                assert key.at[f"ball_{rest.side}"][2] == pytest.approx(rest.height, abs=0.006)
            if rest.kind in ("foot", "heel"):
                assert key.at[f"heel_{rest.side}"][2] == pytest.approx(rest.height, abs=0.012)
            if rest.part == "seat":
                seat = key.at["pelvis"][2] - n.SEAT_BELOW_HIP
                assert seat == pytest.approx(rest.height, abs=1e-6)
            if rest.part == "back":
                assert key.at["back"][2] == pytest.approx(0.0, abs=1e-6)


@EACH_FORM
def test_a_foot_that_rests_does_not_slide(found: Exercise, level: Level) -> None:
    films = _film(found, level)
    for k, (first, second) in enumerate(pairwise(films.keys), start=1):
        way = [f for f in films.frames if f.key == k]
        for side in SIDES:
            kinds = {r.kind for key in (first, second) for r in key.rests if r.side == side}
            counts = [sum(r.side == side for r in key.rests) for key in (first, second)]
            if counts != [1, 1] or kinds - {"foot"}:
                continue
            name = f"ball_{side}"
            if np.linalg.norm(first.at[name] - second.at[name]) > 0.03:
                continue
            for frame in way:
                assert np.linalg.norm(frame.at[name] - first.at[name]) < 0.035


@EACH_FORM
def test_hands_are_on_what_the_form_says(found: Exercise, level: Level) -> None:
    form = found.forms[level]
    for pose, key in zip(form.poses, _film(found, level).keys, strict=True):
        for text in pose.holds:
            side, _, held = text.partition(":")
            held, palm = held.removeprefix("~"), key.at[f"palm_{side}"]
            if held in ("rail-left", "rail-right"):
                assert held in {name.partition("@")[0] for name in form.things}
                aside = RAIL_ASIDE * (1 if held == "rail-left" else -1)
                assert palm[1:] == pytest.approx([aside, RAIL_HEIGHT + 0.02], abs=0.01)
            elif held in TOPS:
                things = {thing(name).kind: thing(name) for name in form.things}
                inset = 0.06 if held == "table-front" else 0.0
                assert palm[0] == pytest.approx(things[held].x + inset, abs=0.01)
                assert palm[2] == pytest.approx(TOPS[held] + 0.02, abs=0.01)


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_whoever_steps_or_balances_has_a_hold(found: Exercise) -> None:
    if found.id in (
        "lateral-step-down",
        "step-up",
        "tandem-stance",
        "single-leg-stance",
        "backward-walk-rail",
    ):
        for form in found.forms.values():
            assert all(any("rail" in held for held in pose.holds) for pose in form.poses)
        assert all(
            ":near" not in held for pose in found.forms[Level.EASIER].poses for held in pose.holds
        )


def test_backward_walking_goes_backward_and_says_so() -> None:
    for level in (Level.STANDARD, Level.HARDER):
        places = [key.at["pelvis"][0] for key in FILMS["backward-walk-rail", level].keys]
        assert all(b < a - 0.08 for a, b in pairwise(places))
    text = moving_svg(exercise("17"), Level.STANDARD, Language.DE)
    assert ">rückwärts<" in text
    looks = FILMS["backward-walk-rail", Level.STANDARD].keys[0]
    assert float((looks.body.in_room("head") @ FORWARD)[0]) < 0.0


@EACH_FORM
def test_pictures_are_sound_svg_and_speak_both_languages(found: Exercise, level: Level) -> None:
    for language in Language:
        for draw in (still_svg, moving_svg):
            text = draw(found, level, language)
            root = ET.fromstring(text)
            assert root.tag == f"{SVG}svg"
            assert root.findtext(f"{SVG}title") == found.name.said(language)
            assert found.forms[level].how.said(language) in (root.findtext(f"{SVG}desc") or "")
            assert root.get("lang") == language.value
            assert not re.search(
                r"<script|javascript:|on\w+=|https?://(?!www\.w3\.org/2000/svg)", text
            )
            links = re.findall(r'href="([^"]*)"', text)
            ids = re.findall(r'id="([^"]*)"', text)
            assert len(ids) == len(set(ids))
            assert {link[1:] for link in links} <= set(ids)
            assert all(link.startswith("#") for link in links)
            assert not re.search(r"\bnan\b", text)


@EACH_FORM
def test_the_moving_picture_stands_still_where_motion_is_not_wanted(
    found: Exercise, level: Level
) -> None:
    text = moving_svg(found, level)
    assert "@media (prefers-reduced-motion:reduce){.rw-move{display:none}" in text
    assert "@media print" in text
    assert "<animate" not in text.partition('class="rw-still"')[2]
    assert "<animate" not in still_svg(found, level)


@EACH_FORM
def test_a_moving_part_has_one_shape_of_path(found: Exercise, level: Level) -> None:
    root = ET.fromstring(moving_svg(found, level))
    moves = 0
    for mark in root.iter(f"{SVG}animate"):
        times = [float(t) for t in (mark.get("keyTimes") or "").split(";")]
        values = (mark.get("values") or "").split(";")
        assert len(times) == len(values)
        assert times[0] == 0.0
        assert times == sorted(times)
        assert times[-1] <= 1.0
        if mark.get("attributeName") == "d":
            moves += 1
            assert times[-1] == 1.0
            assert len({re.sub(r"[^A-Za-z]", "", value) for value in values}) == 1
    assert moves > 0


@EACH_FORM
def test_pictures_are_small(found: Exercise, level: Level) -> None:
    assert len(moving_svg(found, level)) < 110_000
    assert len(still_svg(found, level)) < 30_000


def test_every_part_is_drawn_from_both_sides() -> None:
    frame: Frame = FILMS["mini-squat", Level.STANDARD].frames[0]
    for view in View:
        parts = outlines(frame.body, frame.at, Paper(view))
        assert {"trunk", "pelvis", "face", "hair", "nose", "thigh_left", "hand_right"} <= set(parts)


@pytest.mark.parametrize(("number", "text"), [(0.04, "0"), (-0.04, "0"), (0.5, ".5"), (10.0, "10")])
def test_numbers_are_short(number: float, text: str) -> None:
    assert short(number) == text


def test_wrong_poses_are_refused_in_one_sentence() -> None:
    with pytest.raises(RetrowalkError, match="no joint 'knee'"):
        posture({"knee": 3.0})
    with pytest.raises(RetrowalkError, match="knee_flexion_left is 170"):
        posture({"knee_flexion_left": 170.0})
    with pytest.raises(RetrowalkError, match="no thing 'sofa'"):
        thing("sofa")
    with pytest.raises(RetrowalkError, match="not a place"):
        thing("rail-front@here")
    with pytest.raises(RetrowalkError, match="cannot rest"):
        rests_of(Pose({}, CAPTION, 1.0, rests=("nose",)))


@EACH_FORM
def test_a_foot_on_a_step_is_wholly_on_it(found: Exercise, level: Level) -> None:
    form = found.forms[level]
    steps = [thing(name) for name in form.things if name.startswith("step-")]
    for pose, key in zip(form.poses, _film(found, level).keys, strict=True):
        for rest in rests_of(pose):
            if steps and rest.height > 0 and form.view is View.SIDE:
                assert key.at[f"heel_{rest.side}"][0] > steps[0].x + STEP_BEFORE
                assert key.at[f"toe_{rest.side}"][0] < steps[0].x + STEP_BEHIND
            elif steps and rest.side and form.view is View.SIDE:
                assert key.at[f"toe_{rest.side}"][0] < steps[0].x + STEP_BEFORE
