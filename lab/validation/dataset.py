"""The tracker on a folder of labelled recordings: ``python -m lab.validation.dataset FOLDER``.

labels      [ stand ] [    forward    ] [stop] [  backward  ] ...
spoken        people follow a voice late: 2 s at the start and 0.5 s at the end are left out
calibrated            [ 14 s, not scored ]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lab.validation.score import Key, Ledger, Miss, answer, ask
from retrowalk import track
from retrowalk.dataset import Label, Measurement, Piece, Timing, open_source
from retrowalk.dataset.base import Problems
from retrowalk.dataset.check import refuse
from retrowalk.dataset.names import MOTION
from retrowalk.dataset.read import read_measurement
from retrowalk.errors import RetrowalkError, writing
from retrowalk.recording import Mounting
from retrowalk.tracker import Direction, Knowledge, Walk

LATE_S = {Timing.SPOKEN: (2.0, 0.5), Timing.OBSERVED: (0.0, 0.0), Timing.SIMULATED: (0.0, 0.0)}
CALIBRATION_S = 14.0
SHORTEST_CALIBRATION_S = 8.0
SHORTEST_S = 1.0
NAME = "validation.md"
_WALKING = {
    Label.FORWARD: Direction.FORWARD,
    Label.BACKWARD: Direction.BACKWARD,
    Label.SIDEWAYS: Direction.SIDEWAYS,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Steps of one labelled piece: told and counted by an observer."""

    data: str
    placement: str
    knowledge: str
    label: str
    told: int
    counted: int
    place: str


@dataclass
class Scores:
    """What one or many recordings gave; grows only.

    Attributes:
        ledger: directions of walking; key.data is "measured" or "simulated".
        others: told directions where there was none, or stairs, by what was labelled.
        steps: of pieces whose steps were counted, scored in every state of knowledge.
        standing: told steps while standing, and seconds, by (data, placement, knowledge).
        apart: what could not be scored, and why.
        recordings: how many, by data.
        people: whose, by data.
        seconds: of walking labels as scored, by (data, label).
    """

    ledger: Ledger = field(default_factory=Ledger)
    others: dict[Key, Counter[str]] = field(default_factory=dict)
    steps: list[Counted] = field(default_factory=list)
    standing: dict[tuple[str, str, str], tuple[int, float]] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)
    recordings: Counter[str] = field(default_factory=Counter)
    people: dict[str, set[str]] = field(default_factory=dict)
    seconds: Counter[tuple[str, str]] = field(default_factory=Counter)


def score(path: Path) -> Scores:
    """Score the tracker on a folder or zip.

    Raises:
        RetrowalkError: a folder that cannot be read, or with problems.
    """
    source = open_source(path)
    scores = Scores()
    problems = Problems(list(source.problems))
    for stem in source.stems:
        one = read_measurement(source, stem, problems)
        if one is not None:
            place = stem.path(MOTION).rpartition("/")[2].removesuffix(MOTION)
            score_measurement(scores, one, place)
    refuse(source, problems)
    return scores


def score_measurement(scores: Scores, one: Measurement, place: str) -> None:
    """Add one recording, in every state of knowledge that it allows."""
    data = "simulated" if one.timing is Timing.SIMULATED else "measured"
    scores.recordings[data] += 1
    scores.people.setdefault(data, set()).add(one.person)
    calibration = calibration_of(one)
    pieces = list(_scored(one, calibration))
    for _, piece in pieces:
        scores.seconds[data, piece.label] += round(piece.end_s - piece.start_s)
    if calibration is None:
        scores.apart.append(f"{place}: no labelled forward walk of 8 s to calibrate with")
    for knowledge in Knowledge:
        if knowledge is Knowledge.CALIBRATED and calibration is None:
            continue
        if knowledge is Knowledge.KNOWN and one.axes is None:
            continue
        walk = _tracked(one, knowledge, calibration)
        if isinstance(walk, str):
            scores.apart.append(f"{place}, {knowledge}: {walk}")
        key = Key(data, "", one.placement, knowledge, "", "", "")
        for whole, piece in pieces:
            _score_piece(scores, walk, whole, piece, key, place)


def calibration_of(one: Measurement) -> tuple[float, float] | None:
    """Return the first 14 s of the first forward walk that has 8 s, late starting left out."""
    late_s, early_s = LATE_S[one.timing]
    for piece in one.pieces:
        start_s, end_s = piece.start_s + late_s, piece.end_s - early_s
        if piece.label is Label.FORWARD and end_s - start_s >= SHORTEST_CALIBRATION_S:
            return start_s, min(end_s, start_s + CALIBRATION_S)
    return None


def _scored(
    one: Measurement, calibration: tuple[float, float] | None
) -> Iterator[tuple[Piece, Piece]]:
    """Yield each piece as labelled and as scored: without late starts and the calibration."""
    late_s, early_s = LATE_S[one.timing]
    for piece in one.pieces:
        whole, start_s, end_s = piece, piece.start_s + late_s, piece.end_s - early_s
        if calibration is not None and start_s == calibration[0]:
            whole, start_s = replace(piece, steps=None), calibration[1]
        if end_s - start_s >= SHORTEST_S:
            yield whole, replace(piece, start_s=start_s, end_s=end_s)


def _tracked(
    one: Measurement, knowledge: Knowledge, calibration: tuple[float, float] | None
) -> Walk | str:
    mounting = None
    if knowledge is Knowledge.KNOWN and one.axes is not None:
        mounting = Mounting.from_axes(one.axes)
    try:
        return track(
            one.recording,
            placement=one.placement,
            mounting=mounting,
            calibration=calibration if knowledge is Knowledge.CALIBRATED else None,
        )
    except RetrowalkError as error:
        return f"refused: {error}"


def _score_piece(
    scores: Scores, walk: Walk | str, whole: Piece, piece: Piece, key: Key, place: str
) -> None:
    stretch = (piece.start_s, piece.end_s)
    key = key._replace(group=piece.label)
    if piece.label in _WALKING:
        ask(scores.ledger, walk, stretch, key._replace(truth=_WALKING[piece.label]), place)
    else:
        told = Direction.UNKNOWN if isinstance(walk, str) else answer(walk, *stretch)
        scores.others.setdefault(key, Counter())[str(told)] += 1
        if told is Direction.BACKWARD:
            length_s = stretch[1] - stretch[0]
            miss = Miss(key._replace(unit="5 s"), place, *stretch, str(told), "", length_s)
            scores.ledger.misses.append(miss)
    if piece.label in (Label.STAND, Label.STOP):
        kept = (key.data, key.placement, key.knowledge)
        steps, seconds = scores.standing.get(kept, (0, 0.0))
        more = _told_steps(walk, piece)
        scores.standing[kept] = (steps + more, seconds + stretch[1] - stretch[0])
    elif whole.steps is not None:
        scores.steps.append(
            Counted(
                key.data,
                key.placement,
                key.knowledge,
                whole.label,
                # who counts, counts from the label's own start
                _told_steps(walk, whole),
                whole.steps,
                place,
            )
        )


def _told_steps(walk: Walk | str, piece: Piece) -> int:
    if isinstance(walk, str):
        return 0
    return sum(piece.start_s <= step.time_s < piece.end_s for step in walk.steps)


def main() -> None:
    """Score and print."""
    from lab.validation.dataset_page import page

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the dataset or its zip")
    parser.add_argument("--keep", action="store_true", help="also write validation.md into it")
    given = parser.parse_args()
    try:
        text = page(score(given.folder), given.folder.resolve().name)
        print(text)
        if given.keep and given.folder.is_dir():
            with writing(given.folder / NAME):
                (given.folder / NAME).write_text(text, encoding="utf-8")
    except RetrowalkError as error:
        print(f"validate: {error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
