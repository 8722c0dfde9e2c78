"""Heel or ball first, told by a foot-worn sensor against the heights of its heel and ball.

Captured: SNU and CMU, every contact whose landing the heights can label. In all of them the part
is the usual one of its direction, so captures alone cannot show that the answer is more than the
direction; `lab.validation.contact_cases` separates the two. The sensor sits at random, and its
mounting is known.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy.spatial.transform import Rotation

from lab.mocap.clips import body, turned
from lab.studies.rows import Row, table
from lab.validation import foot
from lab.validation.contact_cases import Simulated, edited, pitch_rad, simulated
from lab.validation.contact_score import Told, counts, together
from lab.validation.contact_truth import (
    SOLES,
    Sole,
    TrueLanding,
    captured_contacts,
    landings,
)
from lab.validation.quality import browser
from retrowalk.recording import Array, Placement, Recording
from retrowalk.simulate.body import BodyMotion
from retrowalk.simulate.sensor import site_of, virtual_sensor
from retrowalk.tracker.attitude import motion_of
from retrowalk.tracker.base import Contact, Direction
from retrowalk.tracker.contact import Landing, contact_of, contact_of_bout, landing_of
from retrowalk.tracker.strides import foot_strides
from retrowalk.tracker.timebase import stretches

BAR = 0.9
QUALITIES = ("full", "browser")
# metres in front of the ankle; the laces, 0.09, are the usual place
FRONTS_M = {"behind the heel": -0.06, "under the ankle": 0.03, "near the toes": 0.13}
ASTRAY_DEG = 15.0
PEOPLE = 12
NEAR_S = 0.4


def worn_foot(moving: BodyMotion, side: str, front_m: float | None = None) -> Recording:
    """Return what a sensor on a foot of a moving body would have recorded."""
    site = site_of(Placement.FOOT, side)
    if front_m is not None:
        site = replace(site, front_m=front_m)
    samples = virtual_sensor(moving, site)
    return Recording(samples.time_s, samples.acceleration_ms2, samples.angular_rate_rads)


def told_landings(recording: Recording, left: Array) -> list[tuple[float, Landing]]:
    """Return the landing of every stride with its instant, s on the recording's clock."""
    found = []
    for motion in map(motion_of, stretches(recording)):
        for stride in foot_strides(motion):
            landing = landing_of(motion, stride, left)
            at_s = float(motion.time_s[landing.sample] + recording.time_s[0])
            found.append((at_s, landing))
    return found


def landing_at(told: list[tuple[float, Landing]], at_s: float) -> Landing | None:
    """Return the landing told nearest to an instant, if it is the same one."""
    near = [(abs(told_s - at_s), landing) for told_s, landing in told]
    return (
        min(near, key=lambda one: one[0])[1]
        if near and min(near, key=lambda one: one[0])[0] < NEAR_S
        else None
    )


@cache
def captured_landings(clip: str, side: str) -> tuple[tuple[TrueLanding, Direction], ...]:
    """Return the labelled landings of one captured foot with the way it walked."""
    contacts = captured_contacts()[clip, side]
    found = landings(body(clip), side, [at for at, _ in contacts], SOLES[clip[:3]])
    return tuple(
        (one, direction)
        for one, (_, direction) in zip(found, contacts, strict=True)
        if one is not None
    )


def feet() -> tuple[tuple[str, str], ...]:
    """Return clip and side of every captured foot with contacts."""
    return tuple(sorted(captured_contacts()))


def read(
    recording: Recording, key: str, quality: str, astray_deg: float = 0.0
) -> list[tuple[float, Landing]]:
    """Turn the sensor at random, lower its quality if asked to, and read its landings.

    Args:
        recording: axes along the foot.
        key: draws the mounting and the noise.
        quality: "full" or "browser".
        astray_deg: how far the left axis it is told is turned about up from the true one.
    """
    seed = sum(map(ord, key))
    mount = np.asarray(Rotation.random(rng=np.random.default_rng(seed)).as_matrix())
    recording = turned(recording, mount)
    if quality == "browser":
        recording = browser(recording, seed)
    angle_rad = np.radians(astray_deg)
    left = mount @ np.array([-np.sin(angle_rad), np.cos(angle_rad), 0.0])
    return told_landings(recording, left)


def captured(
    quality: str, front_m: float | None = None, astray_deg: float = 0.0
) -> dict[str, Told]:
    """Score every captured landing, by source and direction."""
    found: dict[str, Told] = {}
    for clip, side in feet():
        worn = worn_foot(body(clip), side, front_m)
        told = read(worn, clip + side, quality, astray_deg)
        for truth, direction in captured_landings(clip, side):
            told_here = found.setdefault(f"{clip[:3].upper()} {direction}", Told.none())
            told_here.add(truth, landing_at(told, truth.time_s), f"{clip} {side}")
    return found


@dataclass
class Landings:
    """Captured landings beside what was told of them, by quality and by source and direction."""

    told: dict[tuple[str, str], Told] = field(default_factory=dict)

    def merge(self, other: Landings) -> None:
        """Add another result."""
        self.told.update(other.told)


@cache
def landings_of(quality: str) -> Landings:
    """Score every captured landing at one quality."""
    return Landings({(quality, name): told for name, told in sorted(captured(quality).items())})


def edited_captures(quality: str) -> dict[str, Told]:
    """Score captured landings turned round, labelled anew from the heights of the turned foot."""
    found: dict[str, Told] = {}
    for clip, side in feet():
        sole, captured_ones = SOLES[clip[:3]], captured_landings(clip, side)
        clear = [one for one, _ in captured_ones if one.contact is not Contact.UNKNOWN]
        moving = edited(body(clip), side, sole, clear)
        told = read(worn_foot(moving, side), clip + side, quality)
        anew = landings(moving, side, [one.time_s for one, _ in captured_ones], sole)
        for truth, (_, direction) in zip(anew, captured_ones, strict=True):
            if truth is not None:
                told_here = found.setdefault(f"{clip[:3].upper()} {direction}", Told.none())
                told_here.add(truth, landing_at(told, truth.time_s), f"edited {clip} {side}")
    return found


def bouts(quality: str) -> Told:
    """Score the vote over each way a captured foot walks in a clip, where the labels have one."""
    found = Told.none()
    for clip, side in feet():
        told = read(worn_foot(body(clip), side), clip + side, quality)
        ways: dict[Direction, list[TrueLanding]] = {}
        for truth, direction in captured_landings(clip, side):
            ways.setdefault(direction, []).append(truth)
        for direction, truths in ways.items():
            true = contact_of_bout([one.contact for one in truths])
            answers = [landing_at(told, one.time_s) for one in truths]
            vote = contact_of_bout([one.contact for one in answers if one is not None])
            if true is not Contact.UNKNOWN:
                bout = TrueLanding(truths[0].time_s, true, 0.0)
                found.add(bout, Landing(vote, 0, 0.0), f"{clip} {side} {direction}")
    return found


@cache
def people() -> tuple[Simulated, ...]:
    """Return the simulated people."""
    return tuple(simulated(seed) for seed in range(PEOPLE))


def simulated_gaits() -> tuple[dict[str, Told], dict[str, Counter[Contact]]]:
    """Score simulated gaits; count what the simulator declares for them."""
    found: dict[str, Told] = {}
    declared: dict[str, Counter[Contact]] = {}
    for seed, person in enumerate(people()):
        told = told_landings(person.recording, person.left)
        for gait, said, truth in person.landings:
            answer = landing_at(told, truth.time_s)
            found.setdefault(gait, Told.none()).add(truth, answer, f"simulated {gait} {seed}")
            declared.setdefault(gait, Counter())[said] += 1
    return found, declared


def shanks() -> dict[str, Counter[Contact]]:
    """Return what a shank would tell, by group and true contact.

    The rule is the clearest one that SNU offers: the shank leans further back at the contact
    than 0.25 s later -> heel, else ball; from the skeletons themselves, at the listed contact.
    """
    found: dict[str, Counter[Contact]] = {}

    def add(group: str, moving: BodyMotion, side: str, truth: Contact, at_s: float) -> None:
        when_s = [at_s, at_s + 0.25]
        now, later = np.interp(when_s, moving.time_s, pitch_rad(moving, f"shank_{side}"))
        told = Contact.HEEL if now < later else Contact.BALL
        if truth is not Contact.UNKNOWN:
            found.setdefault(f"{group}, {truth} first", Counter())[told] += 1

    for clip, side in feet():
        moving, contacts = body(clip), captured_contacts()[clip, side]
        labels = landings(moving, side, [at_s for at_s, _ in contacts], SOLES[clip[:3]])
        for truth, (at_s, direction) in zip(labels, contacts, strict=True):
            if truth is not None:
                add(f"{clip[:3].upper()} {direction}", moving, side, truth.contact, at_s)
    for person in people():
        for gait, _, one in person.landings:
            add(f"simulated {gait}", person.moving, person.side, one.contact, one.time_s)
    return found


def pyshoe() -> dict[str, Counter[Contact]]:
    """Return what a real foot sensor is told to have done; there is no truth for it."""
    with (foot.FOLDER / "stride_direction.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["label"] in foot.LABELS]
    left = foot.MOUNTING.body_from_sensor[1]
    found: dict[str, Counter[Contact]] = {}
    for trial in sorted({row["trial"] for row in rows}):
        motions = [motion_of(part) for part in stretches(foot.recording(_trial(trial)))]
        told = [(motion, stride) for motion in motions for stride in foot_strides(motion)]
        for row in rows:
            middle_s = 0.5 * (float(row["t0_s"]) + float(row["t1_s"]))
            for motion, stride in told if row["trial"] == trial else ():
                if motion.time_s[stride.start] <= middle_s < motion.time_s[stride.end]:
                    way = str(foot.LABELS[row["label"]])
                    contact = contact_of(motion, stride, left)
                    found.setdefault(way, Counter())[contact] += 1
    return found


def _trial(name: str) -> Path:
    return foot.FOLDER / f"{name}.mat"


def other_heel() -> str:
    """Return how many captured labels change when the ankle joint stands for the heel."""
    changed: Counter[str] = Counter()
    for clip, side in feet():
        contacts_s = [at for at, _ in captured_contacts()[clip, side]]
        sole = SOLES[clip[:3]]
        labels = [
            landings(body(clip), side, contacts_s, one)
            for one in (sole, Sole(np.zeros(3), sole.ball_m))
        ]
        for usual, other in zip(*labels, strict=True):
            if usual is not None and other is not None and usual.contact is not Contact.UNKNOWN:
                kept = "kept" if other.contact is usual.contact else f"become {other.contact}"
                changed[kept] += 1
    return ", ".join(f"{count} {name}" for name, count in sorted(changed.items()))


def _scored(data: str, what: str, parts: dict[str, Told]) -> list[Row]:
    return [Row(data, f"{what}: {name}", str(told)) for name, told in sorted(parts.items())]


def rows() -> tuple[list[Row], list[str]]:
    """Score everything.

    Returns:
        Rows of the table, and one line for each wrong answer.
    """
    found: list[Row] = []
    errors: list[str] = []
    for quality in QUALITIES:
        what = f"foot, known mounting, {quality} quality"
        parts = captured(quality)
        whole = together(parts.values())
        met = whole.right >= BAR * whole.total
        found.append(Row("captured", f"{what}: landings", str(whole), ">= 90 % right", met))
        found.extend(_scored("captured", what, parts))
        found.append(Row("captured", f"{what}: bouts", str(bouts(quality))))
        turned_round = edited_captures(quality)
        found.extend(_scored("edited captures", f"landing turned round, {what}", turned_round))
        errors.extend(whole.errors + together(turned_round.values()).errors)
    found.append(Row("captured", "labels, ankle joint as the heel", other_heel()))
    for place, front_m in FRONTS_M.items():
        told = together(captured("browser", front_m).values())
        found.append(Row("captured", f"foot, sensor {place}, browser quality", str(told)))
    told = together(captured("browser", astray_deg=ASTRAY_DEG).values())
    what = f"foot, left axis {ASTRAY_DEG:.0f} degrees off, browser quality"
    found.append(Row("captured", what, str(told)))
    gaits, declared = simulated_gaits()
    name = f"simulated, {PEOPLE} walks"
    for gait, told in gaits.items():
        said = counts(declared[gait])
        found.append(Row(name, f"foot: {gait} (declared: {said})", str(told)))
    errors.extend(together(gaits.values()).errors)
    for group, answers in sorted(shanks().items()):
        found.append(Row("ankle", f"lean of the shank, {group}: taken for", counts(answers)))
    for way, answers in sorted(pyshoe().items()):
        found.append(Row("PyShoe foot", f"{way}, without truth: told", counts(answers)))
    return found, errors


if __name__ == "__main__":
    scored, wrong = rows()
    print(table(scored), *wrong, sep="\n")
