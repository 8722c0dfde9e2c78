"""Every acceptance line with its figure, its bar and whether it is reached: numbers of a walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from lab.validation import waist
from lab.validation.bars import Bar
from lab.validation.contact import BAR as LANDED
from lab.validation.contact_score import together
from lab.validation.explain import Explained
from lab.validation.long_walks import FEWEST_STEPS, Counted, Speed, Told
from lab.validation.run import Results
from lab.validation.score import share, wilson
from lab.validation.steps import Matched
from retrowalk.tracker import Knowledge

FEW_STEPS = 20
_POOLED = {"forward": 0.03, "backward": 0.05}
_TIME_S = 0.060
_SPEED_MPS = 0.15
MEASURES = ("step_time_cv", "step_time_asymmetry", "harmonic_ratio")


def _measured(results: Results) -> list[Counted]:
    both = [*results.captured.steps, *results.lower_back.steps]
    return [counted for counted in both if counted.quality == "full"]


def step_counts(results: Results) -> Iterator[Bar]:
    """Yield the bars of measured steps: bout by bout, and pooled."""
    counts = _measured(results)
    for data, placement, way in sorted({(c.data, c.placement, c.direction) for c in counts}):
        mine = [c for c in counts if (c.data, c.placement, c.direction) == (data, placement, way)]
        short = [c for c in mine if c.true < FEW_STEPS]
        close = sum(abs(c.told - c.true) <= 1 for c in short)
        where = f"{data}, {placement}, {way}"
        if short:
            yield Bar(
                "steps",
                f"{where}, bouts under {FEW_STEPS} steps",
                f"{share(close, len(short))} within one step",
                "within one step each",
                close == len(short),
            )
        told, true = sum(c.told for c in mine), sum(c.true for c in mine)
        off = (told - true) / true
        most = _POOLED[way]
        yield Bar(
            "steps",
            f"{where}, pooled",
            f"{told} told, {true} true ({100 * off:+.1f} %, {len(mine)} bouts)",
            f"within {100 * most:g} %",
            abs(off) <= most,
        )


def long_counts(results: Results) -> Iterator[Bar]:
    """Yield the bars of simulated bouts of at least 100 steps."""
    counts = [c for c in results.long.steps if c.true >= FEWEST_STEPS]
    for placement, way in dict.fromkeys((c.placement, c.direction) for c in counts):
        mine = [c for c in counts if (c.placement, c.direction) == (placement, way)]
        close = sum(abs(c.told - c.true) <= 0.03 * c.true for c in mine)
        off = [100.0 * (c.told - c.true) / c.true for c in mine]
        yield Bar(
            "long steps",
            f"{placement}, {way}",
            f"{share(close, len(mine))} within 3 %; off by {np.mean(off):+.1f} % together, "
            f"{min(off):+.1f} to {max(off):+.1f} % each",
            "within 3 % each",
            close == len(mine),
        )


def step_times(results: Results) -> Iterator[Bar]:
    """Yield the bars of the time of a step; a captured foot's against both of its truths."""
    landed = [*results.captured.times, *results.lower_back.times, *results.long.times]
    yield from _times(landed, "")
    yield from _times(results.captured.reaches, ", greatest reach")


def _times(times: Sequence[Matched], truth: str) -> Iterator[Bar]:
    for data, placement, way in dict.fromkeys((t.data, t.placement, t.direction) for t in times):
        mine = [t for t in times if (t.data, t.placement, t.direction) == (data, placement, way)]
        errors = np.array([e for t in mine for e in t.errors_s])
        if not len(errors):
            continue
        middle = float(np.median(np.abs(errors)))
        missed, extra = sum(t.missed for t in mine), sum(t.extra for t in mine)
        yield Bar(
            "step times",
            f"{data}, {placement}, {way}{truth}",
            f"{1000 * middle:.0f} ms, signed {1000 * np.median(errors):+.0f} ms, over "
            f"{len(errors)} contacts; {missed} contacts without a step, {extra} steps without "
            "a contact",
            f"median of the size <= {1000 * _TIME_S:.0f} ms",
            middle <= _TIME_S,
        )


def all_speeds(results: Results) -> list[Speed]:
    """Return the speeds of all data."""
    return [
        *results.captured.speeds,
        *results.foot.speeds,
        *results.lower_back.speeds,
        *results.long.speeds,
    ]


def _speed_groups(speeds: list[Speed]) -> Iterator[tuple[str, list[Speed]]]:
    for key in dict.fromkeys(
        (s.data, s.placement, s.direction, s.knowledge, s.body) for s in speeds
    ):
        data, placement, way, knowledge, body = key
        mine = [s for s in speeds if (s.data, s.placement, s.direction, s.knowledge, s.body) == key]
        size = {"none": "no body size", "height": "height known", "leg length": "leg length known"}
        yield f"{data}, {placement}, {way}, {knowledge}, {size[body]}", mine


def speeds(results: Results) -> Iterator[Bar]:
    """Yield mean absolute errors; a bar where backward walking is not calibrated."""
    for where, mine in _speed_groups(all_speeds(results)):
        errors = [s.told_mps - s.true_mps for s in mine if s.told_mps is not None]
        barred = (
            mine[0].direction == "backward"
            and mine[0].knowledge == Knowledge.UNKNOWN
            and mine[0].data in ("SNU", "simulated")
            and mine[0].body != "none"
        )
        asked = f"mean absolute error <= {_SPEED_MPS:g} m/s" if barred else ""
        if not errors:
            yield Bar("speed", where, f"no speed told in {len(mine)} bouts", asked, None)
            continue
        size = float(np.mean(np.abs(errors)))
        yield Bar(
            "speed",
            where,
            f"{size:.3f} m/s, bias {np.mean(errors):+.3f} m/s, over {len(errors)} of {len(mine)} "
            "bouts",
            asked,
            size <= _SPEED_MPS if barred else None,
        )


def coverage(results: Results) -> Iterator[Bar]:
    """Yield how often a speed's interval holds the truth."""
    for where, mine in _speed_groups(all_speeds(results)):
        told = [s for s in mine if s.low_mps is not None and s.high_mps is not None]
        if not told:
            continue
        held = sum(
            s.low_mps <= s.true_mps <= s.high_mps  # type: ignore[operator]
            for s in told
        )
        low, high = wilson(held, len(told))
        word = "" if low <= 0.95 <= high else (", too narrow" if high < 0.95 else ", too wide")
        yield Bar(
            "coverage",
            where,
            f"{share(held, len(told))} hold the truth{word}",
            "the interval of the share holds 95 %",
            low <= 0.95 <= high,
        )


def steadiness(results: Results) -> Iterator[Bar]:
    """Yield the bars of steadiness against the simulated truth."""
    told = results.long.steadiness
    for measure in MEASURES:
        for placement, way in dict.fromkeys((t.placement, t.direction) for t in told):
            mine = [
                t
                for t in told
                if (t.measure, t.placement, t.direction) == (measure, placement, way)
            ]
            yield _steady(measure, f"{placement}, {way}", mine)


def _steady(measure: str, where: str, mine: list[Told]) -> Bar:
    known = [(t.told, t.true) for t in mine if t.told is not None]
    what = f"{measure}, {where}"
    asked = "median of the relative error <= 10 %"
    if not known:
        return Bar("steadiness", what, f"not told in {len(mine)} bouts", asked, None)
    off = [abs(told - true) / true for told, true in known]
    middle = float(np.median(off))
    close = sum(one <= 0.10 for one in off)
    held = sum(t.low <= t.true <= t.high for t in mine if t.low is not None and t.high is not None)
    ratio = float(np.mean([told for told, _ in known]) / np.mean([true for _, true in known]))
    return Bar(
        "steadiness",
        what,
        f"{100 * middle:.0f} % off; {share(close, len(known))} within 10 %; told/true together "
        f"{ratio:.2f}; interval holds the truth in {held}/{len(known)}",
        asked,
        middle <= 0.10,
    )


def false_alarms(results: Results) -> Iterator[Bar]:
    """Yield the bars of HAPT, where nobody walks backward."""
    found = results.waist
    for knowledge, quality in found.sessions:
        where = f"{knowledge}, {quality}, {found.sessions[knowledge, quality]} sessions"
        walking = found.told(knowledge, quality, "walking")
        backward, all_s = round(walking.get("backward", 0.0)), round(sum(walking.values()))
        yield Bar(
            "false alarms",
            f"walking called backward, {where}",
            f"{share(backward, all_s)} seconds",
            "<= 1 % of walking time",
            backward <= 0.01 * all_s,
        )
        minutes = found.backward_minutes[knowledge, quality]
        yield Bar(
            "false alarms",
            f"backward minutes, {where}",
            f"{minutes}",
            "none where nobody walks",
            minutes == 0,
        )
        still, both = waist.NOT_WALKING[:1], waist.NOT_WALKING
        for groups, name in ((still, "sitting, standing, lying"), (both, "and changing between")):
            steps = sum(found.steps[knowledge, quality, group] for group in groups)
            seconds = sum(sum(found.told(knowledge, quality, g).values()) for g in groups)
            rate = 60.0 * steps / seconds
            yield Bar(
                "false alarms",
                f"steps, {name}, {where}",
                f"{steps} steps in {seconds:.0f} s, {rate:.2f} a minute",
                "<= 1 a minute",
                rate <= 1.0,
            )


def strides_alone(results: Results) -> Iterator[Bar]:
    """Yield the bars of the stride detector on measured foot strides."""
    for way, least, asked in (
        ("backward", 11 / 12, ">= 11 of 12"),
        ("forward", 0.98, ">= 98 %"),
        ("sideways", 0.0, ""),
    ):
        score = results.foot.ledger.score(group="strides alone", truth=way)
        if score.total:
            met = score.right >= least * score.total - 1e-9 if asked else None
            figure = f"{share(score.right, score.total)} right, {score.wrong} wrong"
            yield Bar("foot strides", way, figure, asked, met)


def landings(results: Results) -> Iterator[Bar]:
    """Yield the bars of captured landings: heel or ball first, all of them and each part."""
    told = results.landings.told
    for quality in dict.fromkeys(quality for quality, _ in told):
        mine = {name: one for (which, name), one in told.items() if which == quality}
        whole = together(mine.values())
        met = whole.right >= LANDED * whole.total
        yield Bar("landings", f"all, {quality}", str(whole), ">= 90 % right", met)
        for name, one in mine.items():
            yield Bar("landings", f"{name}, {quality}", str(one), "", None)


def explanations(groups: list[Explained]) -> Iterator[Bar]:
    """Yield the bar that every error of the measured recordings has its explanation."""
    total = sum(len(group.misses) for group in groups)
    without = sum(len(group.misses) for group in groups if group.why is None)
    if total:
        yield Bar(
            "explained",
            "errors on measured recordings",
            f"{total - without} of {total} explained",
            "every one",
            without == 0,
        )
