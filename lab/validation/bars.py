"""Every acceptance line with its figure, its bar and whether it is reached: direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from lab.validation import gaits, simulated, turned_over
from lab.validation.people import ARMS, KNOWLEDGE, LEGS, PLACEMENTS
from lab.validation.run import Results
from lab.validation.score import Ledger, Score, share
from retrowalk.recording import Placement
from retrowalk.tracker import Knowledge

# a set of windows in which one window weighs more than a point cannot show a loss of one
_LEAST_WINDOWS = 100
_CHANGES_FOUND = 0.95


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        line: the acceptance line it belongs to, a key of `page.LINES`.
        what: what was counted, unique within the line.
        figure: counts first, then the share with its interval.
        asked: what the project asks for.
        met: whether it is reached; None where there was nothing to count.
    """

    line: str
    what: str
    figure: str
    asked: str
    met: bool | None

    @property
    def name(self) -> str:
        """Return the name by which tests know the bar."""
        return f"{self.line}: {self.what}"


def reached(bar: Bar) -> str:
    """Return yes, no or nothing as the page shows it."""
    return "–" if bar.met is None else ("yes" if bar.met else "**no**")


def direction(results: Results) -> Iterator[Bar]:
    """Yield the bars of simulated walking, placement by placement."""
    for placement in PLACEMENTS:
        for knowledge in KNOWLEDGE:
            yield from _direction(results.walks.ledger, placement, knowledge)


def _direction(ledger: Ledger, placement: Placement, knowledge: Knowledge) -> Iterator[Bar]:
    def of(unit: str) -> Score:
        return ledger.score(
            data=simulated.DATA,
            group="walking",
            placement=placement,
            knowledge=knowledge,
            quality="mixed",
            unit=unit,
        )

    def bar(what: str, figure: str, asked: str, met: bool) -> Bar:
        return Bar("direction", f"{placement}, {knowledge}, {what}", figure, asked, met)

    five, short = of("5 s"), of("2.5 s")

    def right(least: float) -> Bar:
        figure = share(five.right, five.answered)
        asked = f">= {100 * least:g} % right of the answered"
        return bar("5 s windows right", figure, asked, five.right_of_answered(least))

    def answered(least: float) -> Bar:
        met = five.answered >= least * five.total
        figure = share(five.answered, five.total)
        return bar("5 s windows answered", figure, f">= {100 * least:g} % answered", met)

    def right_of_all(score: Score, unit: str, least: float) -> Bar:
        met = score.total > 0 and score.right >= least * score.total
        figure, asked = share(score.right, score.total), f">= {100 * least:g} % right of all"
        return bar(f"{unit} windows right of all", figure, asked, met)

    def wrong(most: float) -> Bar:
        met = five.wrong <= most * five.total
        figure = share(five.wrong, five.total)
        return bar("5 s windows wrong", figure, f"<= {100 * most:g} % of walking wrong", met)

    if placement in LEGS:
        if knowledge is Knowledge.CALIBRATED:
            yield from (right(0.99), answered(0.95), right_of_all(short, "2.5 s", 0.98))
        elif knowledge is Knowledge.UNKNOWN:
            yield from (right(0.98), answered(0.90))
        else:
            yield right_of_all(five, "5 s", 0.99)
    elif placement in ARMS:
        yield wrong(0.02 if knowledge is Knowledge.UNKNOWN else 0.05)
    elif knowledge is Knowledge.CALIBRATED:
        yield from (right(0.97), answered(0.85))
    else:
        yield wrong(0.02) if knowledge is Knowledge.UNKNOWN else right_of_all(five, "5 s", 0.95)


def told_backward(results: Results) -> Iterator[Bar]:
    """Yield how many bouts that were called backward truly were (no bar)."""
    for placement in (*LEGS, Placement.WAIST):
        for knowledge in KNOWLEDGE:
            hits = total = 0
            for key, told in results.walks.ledger.told.items():
                mine = (key.placement, key.knowledge, key.unit) == (
                    placement,
                    knowledge,
                    "told bout",
                )
                if mine and key.quality == "mixed":
                    total += told["backward"]
                    hits += told["backward"] if key.truth == "backward" else 0
            if total:
                what = f"{placement}, {knowledge}"
                yield Bar("told backward", what, share(hits, total), "", None)


@dataclass(frozen=True, slots=True)
class Loss:
    """What one placement and state of knowledge loses at a worse sensor, in points."""

    where: str
    full: Score
    worse: Score

    @property
    def points(self) -> float:
        """Return the larger of what is lost in right and gained in wrong answers."""

        def percent(score: Score, count: int) -> float:
            return 100.0 * count / score.total

        right = percent(self.full, self.full.right) - percent(self.worse, self.worse.right)
        wrong = percent(self.worse, self.worse.wrong) - percent(self.full, self.full.wrong)
        return max(right, wrong)

    def __str__(self) -> str:
        full, worse = self.full, self.worse
        return (
            f"{self.points:+.1f} points at {self.where}: right {share(full.right, full.total)} at "
            f"full quality, {share(worse.right, worse.total)} then; wrong {full.wrong}, "
            f"{worse.wrong}"
        )


def losses(ledger: Ledger, data: tuple[str, ...], quality: str, unit: str = "5 s") -> list[Loss]:
    """Return what every placement and state of knowledge loses, the largest loss first."""
    found = []
    for placement in ledger.values("placement", data=data):
        for knowledge in ledger.values("knowledge", data=data, placement=placement):

            def of(wanted: str, placement: str = placement, knowledge: str = knowledge) -> Score:
                return ledger.score(
                    data=data,
                    group=("walking", "bouts"),
                    placement=placement,
                    knowledge=knowledge,
                    quality=wanted,
                    unit=unit,
                )

            full, worse = of("full"), of(quality)
            if full.total and worse.total:
                found.append(Loss(f"{placement}, {knowledge}", full, worse))
    return sorted(found, key=lambda loss: -loss.points)


def quality(results: Results) -> Iterator[Bar]:
    """Yield the worst loss at each worse sensor."""
    sets = (
        ("simulated", results.walks.ledger, (simulated.DATA,), "5 s"),
        ("SNU and CMU", results.captured.ledger, ("SNU", "CMU"), "5 s"),
        ("PyShoe", results.foot.ledger, ("PyShoe",), "stride"),
        ("lower back", results.lower_back.ledger, ("lower back",), "5 s"),
    )
    for name, ledger, data, unit in sets:
        for worse in ("browser", "25 Hz"):
            found = losses(ledger, data, worse, unit)
            if not found:
                continue
            worst = found[0]
            met = None if worst.full.total < _LEAST_WINDOWS else worst.points <= 1.0
            asked = "loses at most one point anywhere"
            if met is None:
                asked = f"fewer than {_LEAST_WINDOWS} windows cannot show one point"
            yield Bar("quality", f"{name}, {worse}", f"worst: {worst}", asked, met)


def sideways(results: Results) -> Iterator[Bar]:
    """Yield the bars of simulated side steps."""
    for placement in PLACEMENTS:
        for knowledge in KNOWLEDGE:
            score = results.gaits.score(
                group="sideways", placement=placement, knowledge=knowledge, unit="5 s"
            )
            if not score.total:
                continue
            kept = score.right + score.unknown
            where = f"{placement}, {knowledge}"
            yield Bar(
                "sideways",
                f"{where}, sideways or unknown",
                share(kept, score.total),
                ">= 80 % sideways or unknown",
                kept >= 0.80 * score.total,
            )
            yield Bar(
                "sideways",
                f"{where}, backward",
                share(score.backward, score.total),
                "<= 5 % backward",
                score.backward <= 0.05 * score.total,
            )


def other_gaits(results: Results) -> Iterator[Bar]:
    """Yield the bars of simulated gaits that must not be called backward."""
    for gait in gaits.OTHERS:
        for placement in PLACEMENTS:
            for knowledge in KNOWLEDGE:
                score = results.gaits.score(
                    group=gait, placement=placement, knowledge=knowledge, unit="5 s"
                )
                if score.total:
                    yield Bar(
                        "other gaits",
                        f"{gait}, {placement}, {knowledge}",
                        share(score.backward, score.total),
                        "<= 2 % backward",
                        score.backward <= 0.02 * score.total,
                    )


def changes(results: Results) -> Iterator[Bar]:
    """Yield the bars of changes of direction."""
    for placement in (*LEGS, Placement.WAIST):
        for knowledge in KNOWLEDGE:
            if placement is Placement.WAIST and knowledge is Knowledge.UNKNOWN:
                continue
            mine = [
                change
                for change in results.walks.changes
                if (change.placement, change.knowledge) == (placement, knowledge)
            ]
            if not mine:
                continue
            found = sum(change.found() for change in mine)
            due = simulated.DUE_S[placement in LEGS]
            told = [abs(c.bouts_s) for c in mine if c.bouts_s is not None]
            missed = len(mine) - len(told)
            spread = ""
            if told:
                middle, most = np.percentile(told, [50, 95])
                spread = f"; off by {middle:.1f} s in the middle, {most:.1f} s at 95 %"
            yield Bar(
                "changes",
                f"{placement}, {knowledge}",
                f"{share(found, len(mine))} within {due:g} s{spread}, {missed} never told",
                f">= {100 * _CHANGES_FOUND:g} % within {due:g} s",
                found >= _CHANGES_FOUND * len(mine),
            )


def handling(results: Results) -> Iterator[Bar]:
    """Yield the bars of a sensor that is turned over on the way."""
    for how in turned_over.HOW:
        for placement in PLACEMENTS:
            for knowledge in KNOWLEDGE:
                groups = tuple(
                    group
                    for group in results.turned.values("group", data=turned_over.DATA)
                    if group.startswith(f"{how}, after")
                )
                score = results.turned.score(
                    group=groups, placement=placement, knowledge=knowledge, unit="5 s"
                )
                if score.total:
                    yield Bar(
                        "handling",
                        f"{how}, {placement}, {knowledge}",
                        f"{share(score.wrong, score.total)} wrong afterwards, {score.right} right, "
                        f"{score.unknown} unknown",
                        "never a wrong direction afterwards",
                        score.wrong == 0,
                    )


def missed(bars: Iterable[Bar]) -> list[Bar]:
    """Return the bars that are not reached."""
    return [bar for bar in bars if bar.met is False]
