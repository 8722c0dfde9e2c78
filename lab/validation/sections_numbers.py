"""The tables of docs/validation.md: numbers of a walk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from lab.validation.bars import Bar, reached
from lab.validation.run import Results
from lab.validation.score import share
from lab.validation.sections import table
from lab.validation.waist import GROUPS


def speed_table(bars: Sequence[Bar]) -> str:
    """Return errors of speed and how often the interval holds the truth."""
    held = {bar.what: bar for bar in bars if bar.line == "coverage"}
    rows = []
    for bar in bars:
        if bar.line == "speed":
            other = held.get(bar.what)
            rows.append(
                [
                    bar.what,
                    bar.figure,
                    f"{bar.asked}: {reached(bar)}" if bar.asked else "",
                    other.figure if other else "",
                    reached(other) if other else "",
                ]
            )
    header = ["data", "mean absolute error", "bar", "intervals of 95 %", "reached"]
    return table(header, rows)


def stride_lengths(results: Results) -> str:
    """Return how far stride lengths are from optical capture."""
    errors = np.array(results.foot.length_errors_m)
    if not len(errors):
        return ""
    return (
        "Stride length against optical capture: mean absolute error "
        f"{np.abs(errors).mean():.3f} m, bias {errors.mean():+.3f} m, over {len(errors)} strides.\n"
    )


def waist_table(results: Results) -> str:
    """Return the seconds of HAPT by what was told."""
    found = results.waist
    rows = []
    for knowledge, quality in found.sessions:
        for group in GROUPS if knowledge == "calibrated" or quality == "full" else ():
            told = found.told(knowledge, quality, group)
            total = sum(told.values())
            backward = told.get("backward", 0.0)
            steps = found.steps[knowledge, quality, group]
            rows.append(
                [
                    f"{knowledge}, {quality}, {group}",
                    share(round(backward), round(total)),
                    *(f"{told.get(what, 0.0):.0f}" for what in ("forward", "unknown", "no bout")),
                    f"{60.0 * steps / max(total, 1.0):.1f}",
                ]
            )
    header = [
        "knowledge, quality, label",
        "seconds called backward",
        "forward",
        "unknown",
        "no bout",
    ]
    apart = f"\nNot calibrated: {'; '.join(found.apart)}.\n" if found.apart else ""
    return table([*header, "steps a minute"], rows) + apart


def references(results: Results) -> str:
    """Return how far the two references of the lower back lie apart."""
    both = results.lower_back.between_references
    if not both:
        return ""
    close = sum(abs(c.told - c.true) <= 1 for c in both)
    told, true = sum(c.told for c in both), sum(c.true for c in both)
    return (
        f"The two references of the lower back beside one another: optical {told} contacts, "
        f"insoles {true}; {share(close, len(both))} periods within one step.\n"
    )


def contact_table(results: Results) -> str:
    """Return what was told of the part of the foot that lands first."""
    told: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for (placement, way, truly, said), count in results.long.contacts.items():
        told[placement, way, truly][said] += count
    rows = []
    for (placement, way, truly), counter in told.items():
        total = sum(counter.values())
        right, unknown = counter[truly], counter["unknown"]
        wrong = total - right - unknown
        rows.append(
            [f"{placement}, {way}, truly {truly}", share(right, total), str(wrong), str(unknown)]
        )
    words = (
        "*Simulated*, long bouts: `bout.contact` against what the simulator's feet did (forward on "
        "the heel, backward on the ball). No bar.\n\n"
    )
    return words + table(["placement, truth", "right", "wrong", "unknown"], rows)


def recognised_table(results: Results) -> str:
    """Return what unnamed placements are taken for."""
    rows = []
    sets: list[tuple[str, Mapping[str, Counter[str]]]] = [
        ("simulated", results.walks.recognised),
        ("SNU, CMU", results.captured.recognised),
        ("lower back", {"waist": results.lower_back.recognised}),
        ("HAPT", {"waist": results.waist.recognised}),
    ]
    for data, recognised in sets:
        for placement, counter in recognised.items():
            text = ", ".join(f"{count} {name}" for name, count in counter.most_common())
            if text:
                rows.append([f"{data}, {placement}", text])
    return "No bar.\n\n" + table(["data, truly at", "taken for"], rows)
