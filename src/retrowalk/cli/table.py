"""A walk as a table for a terminal: one row per bout, then what it adds up to."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from retrowalk.cli.text_ribbon import STYLES, text_ribbon
from retrowalk.estimate import Estimate
from retrowalk.report.numbers import backward_of, clock, number, with_interval
from retrowalk.report.sentences import reasons_of, warnings_of
from retrowalk.report.words import Words
from retrowalk.tracker.base import Bout, Direction, Walk

WIDE_COLUMNS = 104
RIBBON_COLUMNS = 100


def print_walk(console: Console, walk: Walk, words: Words, heading: str = "") -> None:
    """Print the table, the totals and what the reader must know.

    Args:
        console: where to.
        walk: what.
        words: the language.
        heading: what to write above it, such as the file's name.
    """
    if heading:
        _line(console, heading, "bold")
    if walk.bouts:
        console.print(_table(walk, words, wide=console.width >= WIDE_COLUMNS))
        console.print(text_ribbon(walk, min(console.width, RIBBON_COLUMNS)))
    else:
        _line(console, words.no_bouts)
    for line in _totals(walk, words):
        _line(console, line, "bold")
    _line(console, _circumstances(walk, words))
    for line in reasons_of(walk, words):
        _line(console, line)
    for warning in warnings_of(walk, words.language):
        _line(console, words.warning.format(warning))


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style, overflow="fold"))


def _table(walk: Walk, words: Words, *, wide: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2 if wide else 1, 0, 0))
    right = {words.bout, words.start, words.duration}
    names = [
        words.bout if wide else "#",
        words.start,
        words.duration,
        words.direction,
        words.probability if wide else words.probability_short,
        words.steps,
        f"{words.cadence.lower() if words.language == 'en' else words.cadence}",
        words.speed.lower() if words.language == "en" else words.speed,
        words.distance,
    ]
    for name in names:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for at, bout in enumerate(walk.bouts, start=1):
        table.add_row(*_cells(at, bout, words, wide=wide), style=STYLES[bout.direction])
    return table


def _cells(at: int, bout: Bout, words: Words, *, wide: bool) -> list[str]:
    unknown = bout.direction is Direction.UNKNOWN
    quantities = [
        _quantity(bout.steps, 0, "", words),
        _quantity(bout.cadence_spm, 0, "/min", words),
        _quantity(bout.speed_mps, 2, "m/s", words),
        _quantity(bout.distance_m, 0, "m", words),
    ]
    return [
        str(at),
        clock(bout.start_s),
        clock(bout.end_s - bout.start_s),
        words.directions[bout.direction],
        "-" if unknown else number(bout.probability, 2, words),
        *(cell if wide else cell.replace(" (", "\n(") for cell in quantities),
    ]


def _quantity(estimate: Estimate, digits: int, unit: str, words: Words) -> str:
    """Return ``1.21 m/s (1.10-1.32)``, or a dash."""
    value, space, spread = with_interval(estimate, digits, words).partition(" ")
    return f"{value}{' ' + unit if unit and estimate.known else ''}{space}{spread}"


def _totals(walk: Walk, words: Words) -> list[str]:
    """Return one line per direction that occurred, backward always and first."""
    named = (
        (Direction.BACKWARD, backward_of(walk)),
        (Direction.FORWARD, walk.summary.forward),
        (Direction.SIDEWAYS, walk.summary.sideways),
        (Direction.UNKNOWN, walk.summary.unknown),
    )
    lines = []
    for direction, totals in named:
        if direction is not Direction.BACKWARD and not totals.duration_s.value:
            continue
        if not totals.steps.known:
            lines.append(f"{words.directions[direction]}: {words.unknown}")
            continue
        lasted = _duration(totals.duration_s, words)
        steps = _total(totals.steps, words.steps, words)
        distance = _total(totals.distance_m, "m", words)
        if not totals.distance_m.known:
            distance = f"{words.distance} {words.unknown}"
        lines.append(f"{words.directions[direction]}: {steps}, {lasted}, {distance}")
    return lines


def _total(estimate: Estimate, unit: str, words: Words) -> str:
    """Return ``205 steps (200-211)``."""
    value, space, spread = with_interval(estimate, 0, words, words.unknown).partition(" ")
    return f"{value} {unit}{space}{spread}"


def _duration(duration_s: Estimate, words: Words) -> str:
    """Return ``2:10 min (2:08-2:13)``."""
    if duration_s.value is None:
        return f"{words.duration} {words.unknown}"
    text = f"{clock(duration_s.value)} min"
    if duration_s.low is None or duration_s.high is None or duration_s.low == duration_s.high:
        return text
    return f"{text} ({clock(duration_s.low)}-{clock(duration_s.high)})"


def _circumstances(walk: Walk, words: Words) -> str:
    placement = words.placements[walk.placement]
    known_by = words.placement_sources.get(walk.placement_source, walk.placement_source)
    rate = number(walk.rate_hz, 0, words)
    return (
        f"{placement} ({known_by}), {words.knowledge[walk.knowledge]},"
        f" {clock(walk.duration_s)} min, {rate} Hz"
    )
