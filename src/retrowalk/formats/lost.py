"""What a file did not keep of a session: said in words, found by reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from retrowalk.estimate import Estimate
from retrowalk.session import COLUMNS, Course, Lap, Session, Totals

WORDS = {
    "steps": "steps",
    "distance_m": "distance",
    "moving_s": "time moving",
    "energy_kcal": "energy",
    "speed_mps": "speed",
    "cadence_spm": "cadence",
    "heart_rate_bpm": "heart rate",
    "most_heart_rate_bpm": "largest heart rate",
    "ascent_m": "ascent",
    "backward_steps": "backward steps",
    "backward_distance_m": "backward distance",
    "backward_s": "backward time",
    "step_time_cv": "step-time variability",
    "latitude_deg": "latitude",
    "longitude_deg": "longitude",
    "altitude_m": "altitude",
    "accuracy_m": "accuracy of positions",
    "heading_deg": "heading",
}
"""The fields of totals and courses in words."""


def lost(before: Sequence[Session], after: Sequence[Session]) -> tuple[str, ...]:
    """Return what is in the first sessions and not in the second, in words, each once.

    Digits that a format rounds away are no loss, nor is the name of the file it came from.

    Args:
        before: what was written.
        after: what a reader finds in the file.
    """
    found: dict[str, None] = {}
    if len(after) < len(before):
        found[f"{len(before) - len(after)} of {len(before)} sessions"] = None
    for one, other in zip(before, after, strict=False):
        found |= dict.fromkeys(_lost_of(one, other))
    return tuple(found)


def _lost_of(before: Session, after: Session) -> Iterator[str]:
    for name, words in (("sport", "sport"), ("sub_sport", "sub-sport"), ("name", "name")):
        if getattr(before, name) and getattr(before, name) != getattr(after, name):
            yield words
    if before.device and not after.device:
        yield "device"
    if before.placement is not None and before.placement is not after.placement:
        yield "placement"
    if before.zone is not None and before.zone != after.zone:
        yield "time zone" if after.zone is None else "the time zone's name (its offset stays)"
    if len(after.pauses) < len(before.pauses):
        yield "pauses"
    if not set(before.notes) <= set(after.notes):
        yield "notes"
    yield from _totals(before.totals, after.totals, "")
    yield from _laps(before.laps, after.laps)
    yield from _course(before.course, after.course)


def _totals(before: Totals, after: Totals, of: str) -> Iterator[str]:
    for one in fields(Totals):
        was: Estimate | None = getattr(before, one.name)
        now: Estimate | None = getattr(after, one.name)
        if was is None:
            continue
        if was.known and (now is None or not now.known):
            yield f"{WORDS[one.name]}{of}"
        elif not was.known and now is None:
            yield "why a number is not known"
        elif was.low is not None and (now is None or now.low is None):
            yield "95 % intervals"
        if was.sources and (now is None or not now.sources):
            yield "sources of numbers"


def _laps(before: Sequence[Lap], after: Sequence[Lap]) -> Iterator[str]:
    if len(after) < len(before):
        yield "laps"
        return
    for was, now in zip(before, after, strict=False):
        if was.direction is not None and now.direction is not was.direction:
            yield "direction of laps"
        if was.probability is not None and now.probability is None:
            yield "probability of the direction"
        if was.reason and not now.reason:
            yield "why a direction is not known"
        yield from _totals(was.totals, now.totals, " of laps")


def _course(before: Course | None, after: Course | None) -> Iterator[str]:
    if before is None or not len(before.time_s):
        return
    if after is None:
        yield "the course second by second"
        return
    if len(after.time_s) < len(before.time_s):
        yield f"{len(before.time_s) - len(after.time_s)} of {len(before.time_s)} rows"
    for name in COLUMNS:
        if getattr(before, name) is not None and getattr(after, name) is None:
            yield f"{WORDS[name]} along the way"
    if before.direction is not None and after.direction is None:
        yield "direction along the way"
