"""Fit the factors of the speed models: ``python -m lab.fit.speed [--check] [--people N]``.

Sources: the SNU captures (one person, two sessions) and simulated people (seeds from 1000 on;
validation uses those below; their walks are of the same kind), each weighing half, so that
neither is the label. CMU's captured people have no true speed, but their steps and legs fit
together: they are printed as a check.

    r = log(true / told) + log(factor in use)      from the tracker's public output
    factor = exp(mean of the two sources' mean r); 1 for strides, which need none
    bout   = spread of r within a person, of the source where it is larger
    person = so wide that the interval holds 95 % of the bouts of either source

What strides have wrong is bends and ends, not the person (a known distance did not help held-out
people), so all of it is `bout`. Backward at the waist, where five bouts of one captured person
speak, takes at least the whole spread that forward has for the spread from person to person.

Allow four minutes of one core. It prints what a fit to one source alone does to the other.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from lab.fit.speed_truth import (
    DIRECTIONS,
    PLACEMENTS,
    Told,
    captured,
    simulated,
)
from lab.studies.plans import plan_of
from retrowalk.recording import Array, Placement, Wearer
from retrowalk.simulate import WalkerStyle
from retrowalk.tracker.gains import STRIDE_PLACEMENTS, gains

OUT = Path(__file__).resolve().parents[2] / "src/retrowalk/tracker/speed_gains.json"
FIRST_SEED = 1000
PEOPLE = 100
SOURCES = ("simulated", "snu")
COVERAGE = 0.95
FEWEST_BOUTS = 30  # fewer say nothing of how much bouts of one person differ
# below this a spread is not believed (design choice)
LEAST_SPREAD = 0.005
_Z95 = 1.96
_MEDIAN_SQUARE = 0.455  # of a standard normal; a median is not drawn by the odd bout


@dataclass(frozen=True)
class Fitted:
    """One row of the file."""

    factor: float
    person: float
    bout: float


@dataclass(frozen=True, eq=False)
class Residuals:
    """Bouts of one placement and direction.

    Attributes:
        raw: (n,) log of true over what the model says before its factor.
        extra: (n,) variance that the interval holds beside person and bout: leg, ends, bends.
        source: (n,) where each comes from.
        person: (n,) who walked.
    """

    raw: Array
    extra: Array
    source: Array
    person: Array

    def of(self, *sources: str) -> Residuals:
        """Return the bouts of some sources."""
        keep = np.isin(self.source, sources)
        return Residuals(self.raw[keep], self.extra[keep], self.source[keep], self.person[keep])

    @property
    def weights(self) -> Array:
        """(n,) each source weighs alike, whatever its number of bouts."""
        names = self.source.tolist()
        return np.array([1.0 / names.count(name) for name in names])


def residuals(told: list[Told]) -> Residuals:
    """Undo the factor and the spreads that the tracker used."""
    raw, extra = [], []
    for one in told:
        used = gains()[one.placement, one.direction]
        low, high = one.bout.speed_mps.low, one.bout.speed_mps.high
        assert low is not None
        assert high is not None
        raw.append(one.error + np.log(used.factor))
        whole = np.log(high / low) / (2.0 * _Z95)
        extra.append(max(whole**2 - used.person**2 - used.bout**2, 0.0))
    return Residuals(
        np.array(raw),
        np.array(extra),
        np.array([one.source for one in told]),
        np.array([one.person for one in told]),
    )


def _centre(rows: Residuals) -> float:
    return float(np.average(rows.raw, weights=rows.weights))


def _within(rows: Residuals) -> float:
    """Return the variance within people beyond what the interval holds already."""
    if len(rows.raw) < FEWEST_BOUTS:
        return 0.0
    found = np.zeros(len(rows.raw))
    for name in np.unique(rows.person):
        mine = rows.person == name
        if mine.sum() > 1:
            moved = rows.raw[mine] - rows.raw[mine].mean()
            found[mine] = moved**2 * mine.sum() / (mine.sum() - 1)
    return float(np.median(found) / _MEDIAN_SQUARE - np.median(rows.extra))


def _covering(rows: Residuals, centre: float) -> float:
    """Return the least variance with which the interval holds its share of the bouts."""
    off = (rows.raw - centre) ** 2
    needed = np.sort(off / _Z95**2 - rows.extra)
    return max(float(needed[int(COVERAGE * len(needed)) - 1]), LEAST_SPREAD**2)


def fitted(rows: Residuals, sources: tuple[str, ...], *, strides: bool) -> Fitted:
    """Fit one row to some of the sources."""
    mine = rows.of(*sources)
    centre = 0.0 if strides else _centre(mine)
    bout = max(LEAST_SPREAD**2, *(_within(rows.of(source)) for source in sources))
    whole = max(_covering(rows.of(source), centre) for source in sources)
    if strides:
        bout = max(whole - LEAST_SPREAD**2, LEAST_SPREAD**2)
    person = max(whole - bout, LEAST_SPREAD**2)
    return Fitted(float(np.exp(centre)), float(np.sqrt(person)), float(np.sqrt(bout)))


def describe(rows: Residuals, row: Fitted) -> str:
    """Say how a row does on each source."""
    parts = []
    for source in (*SOURCES, "cmu"):
        mine = rows.of(source)
        if not len(mine.raw):
            continue
        off = mine.raw - np.log(row.factor)
        held = np.abs(off) <= _Z95 * np.sqrt(row.person**2 + row.bout**2 + mine.extra)
        parts.append(
            f"{source} {np.exp(off.mean()) - 1:+.1%}, spread {off.std():.3f}, "
            f"holds {held.sum()}/{len(held)}"
        )
    return "; ".join(parts)


def bouts(people: int) -> list[Told]:
    """Track everything that the fit rests on, with the leg length known."""
    found: list[Told] = []
    for placement in PLACEMENTS:
        for source in ("snu", "cmu"):
            found.extend(captured(source, placement, "leg"))
        for seed in range(FIRST_SEED, FIRST_SEED + people):
            style = WalkerStyle.varied(seed)
            wearer = Wearer(leg_length_m=style.leg_m)
            looseness = float(np.random.default_rng(seed).uniform(0.0, 1.0))
            found.extend(*simulated(seed, placement, plan_of(seed), [wearer], looseness))
    return found


def fit(told: list[Told]) -> list[dict[str, object]]:
    """Fit all rows and print how they do."""
    found: list[dict[str, object]] = []
    for placement in PLACEMENTS:
        forward: Fitted | None = None
        for direction in DIRECTIONS:
            own = [o for o in told if o.placement is placement and o.direction is direction]
            strides = placement in STRIDE_PLACEMENTS
            row = _row(f"{placement} {direction}", residuals(own), strides=strides)
            if placement is Placement.WAIST and forward is not None:
                whole = float(np.hypot(forward.person, forward.bout))
                row = replace(row, person=max(row.person, whole))
            forward = forward or row
            figures = {name: round(value, 3) for name, value in asdict(row).items()}
            found.append({"placement": placement.value, "direction": direction.value, **figures})
    return found


def _row(name: str, rows: Residuals, *, strides: bool) -> Fitted:
    """Fit one row, and print how it and the fits to one source alone do."""
    print(name)
    both = fitted(rows, SOURCES, strides=strides)
    alone = [(source, fitted(rows, (source,), strides=strides)) for source in SOURCES]
    for source, row in (("both", both), *alone):
        print(
            f"  fitted to {source}: factor {row.factor:.3f}, person {row.person:.3f}, "
            f"bout {row.bout:.3f}: {describe(rows, row)}"
        )
    means = {
        str(person): f"{np.exp(rows.raw[rows.person == person].mean()):.2f}"
        for person in np.unique(rows.of("snu", "cmu").person)
    }
    print(f"  own factors of captured people: {means}")
    return both


def main() -> None:
    """Write the factors, or check that they are current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file would change")
    parser.add_argument("--people", type=int, default=PEOPLE, help="simulated people")
    given = parser.parse_args()
    rows = fit(bouts(given.people))
    text = json.dumps({"made_by": "python -m lab.fit.speed", "gains": rows}, indent=1) + "\n"
    if given.check:
        if OUT.read_text() != text:
            raise SystemExit("speed_gains.json is not what this code and data give")
    else:
        OUT.write_text(text)


if __name__ == "__main__":
    main()
