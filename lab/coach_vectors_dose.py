"""Golden vectors of the dose: energy, ratio of a step, one walk, a week.

Each input names in `ask` what is asked. Walks are simulated or made up, without their steps and
seconds, which the dose does not read.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from lab.vector_parts import Vector, WalkData, made_up, stored, vector
from retrowalk.dose.energy import energy_rate
from retrowalk.dose.lines import dose_lines
from retrowalk.dose.ratio import step_ratio, steps_energy
from retrowalk.dose.session import Dose, dose
from retrowalk.dose.week import week_line, weeks
from retrowalk.estimate import Estimate
from retrowalk.recording import Channel, Wearer
from retrowalk.simulate import simulate
from retrowalk.tracker import track
from retrowalk.tracker.base import Direction
from retrowalk.tracker.contract import from_dict

_NOBODY = Wearer()
_OLDER = Wearer(age_years=67.0, mass_kg=81.0, height_m=1.72)
_YOUNG = Wearer(age_years=31.0, mass_kg=62.5, height_m=1.66, practised=False)
_TRAINED = Wearer(age_years=31.0, mass_kg=62.5, height_m=1.66, practised=True)
_START = "2026-11-25T08:30:00+00:00"


def vectors() -> dict[str, list[Vector]]:
    """Return the file of the dose."""
    return {"dose": [*_rates(), *_ratios(), *_doses(), *_weeks()]}


def _who(wearer: Wearer) -> dict[str, Any]:
    return asdict(wearer)


def _rates() -> list[Vector]:
    cases = (
        ("forward at a usual speed", Direction.FORWARD, 1.34, 0.0, _YOUNG),
        ("backward at a measured speed", Direction.BACKWARD, 1.34, 0.0, _YOUNG),
        ("backward slowly, older", Direction.BACKWARD, 0.45, 0.0, _OLDER),
        ("backward uphill, practised", Direction.BACKWARD, 1.8, 0.05, _TRAINED),
        ("nothing known of the person", Direction.BACKWARD, 0.8, 0.0, _NOBODY),
        ("forward uphill and fast", Direction.FORWARD, 1.9, 0.15, _OLDER),
        ("too slow", Direction.BACKWARD, 0.1, 0.0, _YOUNG),
        ("too fast", Direction.FORWARD, 2.25, 0.0, _YOUNG),
        ("downhill", Direction.FORWARD, 1.2, -0.02, _YOUNG),
        ("sideways", Direction.SIDEWAYS, 0.6, 0.0, _YOUNG),
        ("a child", Direction.FORWARD, 1.0, 0.0, Wearer(age_years=9.5)),
    )
    found = []
    for name, direction, speed_mps, grade, wearer in cases:

        def answer(
            direction: Direction = direction,
            speed_mps: float = speed_mps,
            grade: float = grade,
            wearer: Wearer = wearer,
        ) -> Any:
            rate = energy_rate(direction, speed_mps, wearer, grade)
            return {"en": rate.to_dict("en"), "notes_de": rate.to_dict("de")["notes"]}

        given = {
            "direction": direction.value,
            "speed_mps": speed_mps,
            "grade": grade,
            "wearer": _who(wearer),
        }
        found.append(vector(f"energy: {name}", "energy_rate", given, answer))
    return found


def _ratios() -> list[Vector]:
    found = []
    for name, backward_mps, forward_mps, wearer in (
        ("the same speed", 1.34, 1.34, _YOUNG),
        ("own speeds, older", 0.6, 1.1, _OLDER),
        ("nobody known", 0.9, 1.3, _NOBODY),
        ("backward too fast", 2.0, 1.3, _YOUNG),
    ):

        def ratio(
            backward_mps: float = backward_mps,
            forward_mps: float = forward_mps,
            wearer: Wearer = wearer,
        ) -> Any:
            told = step_ratio(backward_mps, forward_mps, wearer)
            return {"en": told.to_dict("en"), "de": told.to_dict("de")}

        given = {
            "backward_mps": backward_mps,
            "forward_mps": forward_mps,
            "wearer": _who(wearer),
        }
        found.append(vector(f"ratio: {name}", "step_ratio", given, ratio))
    for name, direction, steps, wearer in (
        ("a hundred backward", Direction.BACKWARD, 100.0, _OLDER),
        ("a thousand forward", Direction.FORWARD, 1000.0, _YOUNG),
        ("height unknown", Direction.BACKWARD, 100.0, Wearer(mass_kg=70.0)),
    ):

        def energy(
            direction: Direction = direction, steps: float = steps, wearer: Wearer = wearer
        ) -> Any:
            return steps_energy(direction, steps, 0.7, 1.2, wearer).to_dict()

        given = {
            "direction": direction.value,
            "steps": steps,
            "speed_mps": 0.7,
            "forward_mps": 1.2,
            "wearer": _who(wearer),
        }
        found.append(vector(f"steps: {name}", "steps_energy", given, energy))
    return found


def _simulated(
    plan: str, seed: int, *, knows: bool = True, height_m: float | None = 1.72, gyro: bool = True
) -> WalkData:
    """Return the JSON of a walk that is simulated and tracked, without steps and seconds."""
    recording, truth = simulate(
        plan, placement="pocket" if gyro else "ankle", seed=seed, sensor="browser"
    )
    if not gyro:
        recording = type(recording)(recording.time_s, recording.acceleration_ms2)
    walk = track(
        recording,
        placement=truth.placement,
        mounting=truth.mounting if knows else None,
        wearer=Wearer(height_m=height_m),
    )
    return stored(walk, _START)


def _speed(value: float, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(value, low, high, "m/s")


_MIXED = made_up(
    ("backward", 60.0, _speed(0.2, 0.1, 0.3)),
    ("backward", 90.0, _speed(0.55, 0.4, 0.7)),
    ("forward", 300.0, _speed(1.45)),
    ("sideways", 20.0, _speed(0.5)),
    ("backward", 120.0, _speed(1.8, 1.6, 2.0)),
    ("forward", 30.0, Estimate.unknown("m/s", "the body height is unknown")),
    ("unknown", 40.0, Estimate.unknown("m/s", "the direction is unknown")),
)
_NO_SPEED = made_up(("backward", 45.0, Estimate.unknown("m/s", "the body height is unknown")))
_BRISK = made_up(("forward", 1500.0, _speed(1.7, 1.6, 1.8)), ("backward", 600.0, _speed(1.2)))


def _without_steps(walk: WalkData) -> WalkData:
    bouts = [dict(bout) for bout in walk["bouts"]]
    bouts[1]["steps"] = Estimate.unknown("steps", "the samples do not show them").to_dict()
    return {**walk, "bouts": bouts}


def _beats(*pairs: tuple[float, float]) -> dict[str, list[float]]:
    return {"time_s": [at for at, _ in pairs], "bpm": [bpm for _, bpm in pairs]}


def _doses() -> list[Vector]:
    usual = _simulated("forward 15, stand 3, backward 30", 1)
    hot = _beats(*((float(at), 128.0 + at % 7) for at in range(0, 2200, 40)))
    low = _beats(*((float(at), 78.0) for at in range(0, 2200, 40)))
    racing = _beats(*((float(at), 185.0) for at in range(0, 2200, 40)))
    dead = _beats(*((float(at), 300.0) for at in range(0, 2200, 40)))
    cases: tuple[tuple[str, WalkData, Wearer, Any, float], ...] = (
        ("a simulated walk", usual, _OLDER, None, 0.0),
        ("nothing known of the person", usual, _NOBODY, None, 0.0),
        ("not practised", usual, _YOUNG, None, 0.0),
        ("practised, uphill", usual, _TRAINED, None, 0.05),
        ("the direction is unknown", _simulated("forward 20", 2, knows=False), _OLDER, None, 0.0),
        (
            "the height is unknown",
            _simulated("backward 20, stand 4, backward 20", 3, height_m=None),
            Wearer(age_years=50.0, mass_kg=70.0),
            None,
            0.0,
        ),
        ("no gyroscope", _simulated("backward 30", 4, gyro=False), _OLDER, None, 0.0),
        ("every speed", _MIXED, _OLDER, None, 0.0),
        ("no speed at all", _NO_SPEED, _YOUNG, None, 0.0),
        ("brisk minutes count", _BRISK, _YOUNG, None, 0.0),
        ("steps of a bout are unknown", _without_steps(_MIXED), _YOUNG, None, 0.0),
        ("nobody walks", made_up(), _OLDER, None, 0.0),
        ("no date", made_up(("backward", 60.0, _speed(0.7)), start_utc=None), _YOUNG, None, 0.0),
        ("with a heart rate", _BRISK, _YOUNG, hot, 0.0),
        ("heart rate and speed disagree", _BRISK, _OLDER, racing, 0.0),
        ("the heart rate is too low", _BRISK, _YOUNG, low, 0.0),
        ("heart rate without mass", _BRISK, Wearer(age_years=40.0), hot, 0.0),
        ("the heart rate has gaps", _BRISK, _YOUNG, _beats((5.0, 120.0), (9.0, 121.0)), 0.0),
        ("a heart rate of no living person", _BRISK, _YOUNG, dead, 0.0),
        ("too steep", usual, _YOUNG, None, 0.2),
        ("a child", usual, Wearer(age_years=12.0), None, 0.0),
    )
    found = []
    for name, walk, wearer, beats, grade in cases:

        def answer(
            name: str = name,
            walk: WalkData = walk,
            wearer: Wearer = wearer,
            beats: Any = beats,
            grade: float = grade,
        ) -> Any:
            told = dose(from_dict(walk), wearer, _channel(beats), grade)
            lines = {lang: dose_lines(told, lang) for lang in ("en", "de")}
            data = told.to_dict("en")
            if name != "a simulated walk":
                # what is known of knee and muscles is the same for all
                data = {"backward": data["backward"], "forward": data["forward"]}
                count = len(told.knee) + len(told.muscle) + 2 if told.backward.minutes.value else 0
                lines = {lang: texts[: len(texts) - count] for lang, texts in lines.items()}
            german = told.to_dict("de")
            notes = [german[way]["notes"] for way in ("backward", "forward")]
            return {"en": data, "notes_de": notes, "lines": lines}

        given = {"walk": walk, "wearer": _who(wearer), "heart_rate": beats, "grade": grade}
        found.append(vector(f"walk: {name}", "dose", given, answer))
    return found


def _channel(beats: Any) -> Channel | None:
    return None if beats is None else Channel(np.array(beats["time_s"]), np.array(beats["bpm"]))


def _weeks() -> list[Vector]:
    ends = ("2026-12-30T07:00:00Z", "2027-01-01T23:30:00+00:00", "2027-01-04T06:00:00+00:00")
    walks = [
        made_up(
            ("backward", 60.0 * (k + 1), _speed(0.7, 0.5, 0.9)),
            ("forward", 900.0, _speed(1.5)),
            start_utc=at,
        )
        for k, at in enumerate(ends)
    ]
    unknown = made_up(
        ("backward", 30.0, Estimate.unknown("m/s", "the body height is unknown")),
        start_utc="2024-12-30T12:00:00+00:00",
    )
    cases = (
        ("over the turn of a year", walks),
        ("a walk without energy", [unknown]),
        ("a walk without a date", [made_up(start_utc=None)]),
    )
    found = []
    for name, given in cases:

        def answer(given: list[WalkData] = given) -> Any:
            told = weeks([_of(walk) for walk in given])
            return [
                {**week.to_dict(), "en": week_line(week, "en"), "de": week_line(week, "de")}
                for week in told
            ]

        data = {"walks": given, "wearer": _who(_YOUNG)}
        found.append(vector(f"weeks: {name}", "weeks", data, answer))
    return found


def _of(walk: WalkData) -> Dose:
    return dose(from_dict(walk), _YOUNG)
