"""All parts of the validation as small jobs, done side by side, joined in a fixed order."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from lab.fit.direction import CHOSEN
from lab.mocap.clips import SHARED, clips
from lab.validation import (
    captured,
    contact,
    foot,
    gaits,
    held_out,
    long_walks,
    lower_back,
    simulated,
    turned_over,
    waist,
)
from lab.validation.quality import QUALITIES
from lab.validation.score import Ledger

SIMULATED = ("walks", "gaits", "long", "turned")
MEASURED = ("captured", "landings", "held out", "lower back", "foot", "waist")
PARTS = (*SIMULATED, *MEASURED)


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run.

    Attributes:
        walks: people who walk forward and backward in turn.
        gaits: people who side-step, climb, jog, shuffle and turn.
        long: people with at least 100 steps each way.
        turned: people whose sensor is turned over.
        every_clip: take every n-th captured clip.
        every_session: take every n-th waist session.
        held_out: whether one source is left out in turn.
        qualities: of the measured recordings.
    """

    walks: int = 200
    gaits: int = 100
    long: int = 60
    turned: int = 90
    every_clip: int = 1
    every_session: int = 1
    held_out: bool = True
    qualities: tuple[str, ...] = QUALITIES

    def scaled(self, people: int) -> Size:
        """Return the size with another number of walking people, the rest in proportion."""
        share = people / self.walks

        def part(count: int) -> int:
            return max(1, round(count * share))

        return Size(people, part(self.gaits), part(self.long), part(self.turned))


FULL = Size()
QUICK = Size(4, 3, 2, 6, every_clip=7, every_session=20, held_out=False, qualities=("full",))


@dataclass
class Results:
    """What all parts gave; a measured part is None where the recordings are not here."""

    size: Size = FULL
    walks: simulated.Walks = field(default_factory=simulated.Walks)
    gaits: Ledger = field(default_factory=Ledger)
    long: long_walks.Long = field(default_factory=long_walks.Long)
    turned: Ledger = field(default_factory=Ledger)
    captured: captured.Captured = field(default_factory=captured.Captured)
    landings: contact.Landings = field(default_factory=contact.Landings)
    held_out: held_out.LeftOut = field(default_factory=held_out.LeftOut)
    lower_back: lower_back.LowerBack = field(default_factory=lower_back.LowerBack)
    foot: foot.Foot = field(default_factory=foot.Foot)
    waist: waist.Waist = field(default_factory=waist.Waist)
    seconds: dict[str, float] = field(default_factory=dict)

    def merge(self, part: str, found: Any) -> None:
        """Take what one job found."""
        getattr(self, part.replace(" ", "_")).merge(found)

    def replaced(self, newer: Results) -> Results:
        """Return these results with every part that the newer ones hold taken from them."""
        return replace(
            self,
            seconds={**self.seconds, **newer.seconds},
            **{
                name: getattr(newer, name)
                for name in (part.replace(" ", "_") for part in newer.seconds)
            },
        )


def jobs(size: Size, parts: tuple[str, ...]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield the jobs of the wanted parts, the same ones in the same order each time."""
    for seed in range(size.walks):
        yield "walks", partial(simulated.walks_of, seed)
    for seed in range(size.gaits):
        yield "gaits", partial(gaits.gaits_of, seed)
    for seed in range(size.long):
        yield "long", partial(long_walks.long_of, seed)
    for seed in range(size.turned):
        yield "turned", partial(turned_over.turned_over_of, seed)
    if not SHARED.is_dir() or not set(parts) & set(MEASURED):
        return
    for clip in clips()[:: size.every_clip]:
        yield "captured", partial(captured.clip_of, clip, size.qualities)
    if size.every_clip == 1:
        for quality in contact.QUALITIES:
            yield "landings", partial(contact.landings_of, quality)
    if size.held_out:
        for placement in CHOSEN:
            yield "held out", partial(held_out.left_out_of, placement)
    yield "lower back", partial(lower_back.run, size.qualities)
    for trial in foot.trials():
        yield "foot", partial(foot.trial_of, trial, size.qualities)
    for name in waist.names()[:: size.every_session]:
        yield "waist", partial(waist.session_of, name, size.qualities)


def _timed(job: tuple[str, Callable[[], Any]]) -> tuple[str, Any, float]:
    started = time.perf_counter()
    found = job[1]()
    return job[0], found, time.perf_counter() - started


def run(size: Size, parts: tuple[str, ...] = PARTS, workers: int = 2) -> Results:
    """Run the wanted parts.

    Args:
        size: how much.
        parts: names out of `PARTS`.
        workers: processes; 1 runs everything in this one.
    """
    results = Results(size)
    todo = [job for job in jobs(size, parts) if job[0] in parts]
    if workers == 1:
        for job in todo:
            _take(results, *_timed(job))
        return results
    with ProcessPoolExecutor(workers) as pool:
        for part, found, seconds in pool.map(_timed, todo):
            _take(results, part, found, seconds)
    return results


def _take(results: Results, part: str, found: Any, seconds: float) -> None:
    if part not in results.seconds:
        print(f"{part} ...", file=sys.stderr, flush=True)
    results.merge(part, found)
    results.seconds[part] = results.seconds.get(part, 0.0) + seconds
