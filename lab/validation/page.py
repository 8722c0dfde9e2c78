"""docs/validation.md: what to read first, a matrix, then one section for each acceptance line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lab.validation import bars as lines
from lab.validation import bars_numbers as numbers
from lab.validation import sections, sections_numbers, texts
from lab.validation.bars import Bar, reached
from lab.validation.explain import Explained, explained, waist_misses
from lab.validation.run import FULL, Results, Size
from lab.validation.score import Miss

# acceptance line -> title; the order of the page
LINES = {
    "direction": "Direction of simulated walking",
    "explained": "Errors on measured recordings explained",
    "foot strides": "Measured foot strides, detector alone",
    "quality": "Worse sensors",
    "sideways": "Side steps",
    "other gaits": "Stairs, jogging, shuffling, turning",
    "changes": "Changes of direction",
    "false alarms": "False alarms",
    "steps": "Steps, measured",
    "long steps": "Steps, simulated bouts of 100 and more",
    "step times": "When a step was",
    "speed": "Speed",
    "coverage": "Intervals of speed",
    "landings": "Heel or ball first, measured",
    "steadiness": "Steadiness",
    "handling": "A sensor turned over on the way",
}

INTRO = """# Validation

How well the tracker tells backward from forward walking, counts steps and measures speed, on
everything we have. Made by `{command}`
on a machine with two cores (x86-64, Python 3.11); allow twenty minutes. Every figure has its counts
and, where there is one, its bar beside it.

**Read this first.**

- There is almost no recorded backward walking in the world's open data. The only *measured*
  backward walking below is twelve strides of a foot sensor (PyShoe) and eight motion-captured
  segments of three people turned into virtual sensors.
- *Simulated* figures check the code against an exact truth. They say nothing about accuracy on
  people. They are never added to measured ones.
- The weights were fitted to the SNU and CMU captures (see the [model card](model-card.md)), so
  their rows show what the tracker does with what it was made from; the section on
  [leaving one source out](#one-source-left-out) is closer to a new person. PyShoe, HAPT and the
  lower-back recordings were never fitted to. HAPT's stairs were looked at once and chose nothing.

**How it is counted.** Labelled walking is cut into windows of 5 s, for legs also of 2.5 s (a
shorter piece is one window). The answer for a window is the direction that holds most of it; time
in no bout counts as *unknown*. *Answered* means that a direction was told. A *walk* is one
labelled stretch of one direction, answered the same way as a whole. The mounting is random in
every case; *calibrated* is 12-14 s of the person's own forward walking, which is not scored;
*known* are the device's exact axes. Behind every count stands its share with the 95 % Wilson
interval; windows of one person are not independent, so the intervals are too narrow.
"""


def all_bars(results: Results, groups: Sequence[Explained]) -> list[Bar]:
    """Return every bar in the order of the page."""
    found: list[Bar] = []
    parts: Iterable[Iterable[Bar]] = (
        lines.direction(results),
        numbers.explanations(list(groups)),
        numbers.strides_alone(results),
        lines.quality(results),
        lines.sideways(results),
        lines.other_gaits(results),
        lines.changes(results),
        numbers.false_alarms(results),
        numbers.step_counts(results),
        numbers.long_counts(results),
        numbers.step_times(results),
        numbers.speeds(results),
        numbers.coverage(results),
        numbers.landings(results),
        numbers.steadiness(results),
        lines.handling(results),
    )
    for part in parts:
        found.extend(part)
    return found


def measured_misses(results: Results) -> list[Miss]:
    """Return every answer on measured recordings that was not right."""
    return [
        *results.captured.ledger.misses,
        *results.held_out.ledger.misses,
        *results.lower_back.ledger.misses,
        *results.foot.ledger.misses,
        *waist_misses(results.waist.false),
    ]


def grouped(results: Results) -> list[Explained]:
    """Return the measured misses by their cause."""
    return explained(measured_misses(results))


def acceptance(bars: Sequence[Bar]) -> str:
    """Return one row for each acceptance line."""
    rows = []
    for line, title in LINES.items():
        mine = [bar for bar in bars if bar.line == line and bar.met is not None]
        if not mine:
            rows.append([title, "not run", "–", ""])
            continue
        missed = lines.missed(mine)
        first = f"{missed[0].what}: {missed[0].figure}" if missed else ""
        more = f" (and {len(missed) - 1} more)" if len(missed) > 1 else ""
        met = "yes" if not missed else "**no**"
        rows.append([title, f"{len(mine) - len(missed)} of {len(mine)}", met, first + more])
    return sections.table(["line", "bars reached", "reached", "not reached"], rows)


def bar_table(bars: Sequence[Bar], line: str, *, empty: bool = True) -> str:
    """Return the bars of one line as a table; without `empty`, uncounted ones are only named."""
    mine = [bar for bar in bars if bar.line == line]
    shown = [bar for bar in mine if empty or bar.met is not None]
    rows = [[bar.what, bar.figure, bar.asked, reached(bar) if bar.asked else ""] for bar in shown]
    text = sections.table(["what", "counts", "bar", "reached"], rows)
    named = "; ".join(bar.what for bar in mine if bar not in shown)
    return text + (f"\nNot told: {named}.\n" if named else "")


def _command(size: Size) -> str:
    """Return what makes a page of this size."""
    if size == FULL:
        return "make validate"
    return f"python -m lab.validation --people {size.walks} --write docs/validation.md"


def page(results: Results, bars: Sequence[Bar], groups: Sequence[Explained]) -> str:
    """Return the whole page."""

    def of(line: str) -> str:
        return bar_table(bars, line)

    walks, size = results.walks, results.size
    parts = [
        INTRO.format(command=_command(size)),
        "## In one minute\n",
        f"**Simulated**, {walks.people} people: 5 s windows right / wrong / unknown in %, and "
        "whether every bar of the cell is reached.\n",
        sections.matrix(results, bars),
        "**Measured**, SNU and CMU captures at full quality: 5 s windows right of all.\n",
        sections.captured_matrix(results),
        "## Acceptance, line by line\n",
        acceptance(bars),
        "## Direction of simulated walking\n",
        texts.DIRECTION.format(people=walks.people),
        sections.picture("direction", "right, wrong and unknown windows by placement"),
        sections.direction_table(results, bars),
        "Of the bouts that were called backward, truly backward:\n",
        sections.table(
            ["placement, knowledge", "truly backward"],
            [[bar.what, bar.figure] for bar in lines.told_backward(results)],
        ),
        "## Measured walking\n",
        texts.MEASURED,
        sections.picture("captured", "windows of captured walking by placement and direction"),
        sections.measured_table(results),
        "### One source left out\n",
        texts.HELD_OUT,
        sections.held_out_table(results),
        "### Measured foot strides, detector alone\n",
        of("foot strides"),
        sections_numbers.stride_lengths(results),
        "## Worse sensors\n",
        texts.QUALITY,
        of("quality"),
        "## Side steps\n",
        texts.SIDEWAYS,
        sections.sideways_table(bars),
        sections.measured_sideways(results),
        "## Stairs, jogging, shuffling, turning\n",
        texts.GAITS.format(people=size.gaits),
        sections.picture("gaits", "share of windows called backward by gait and placement"),
        sections.gait_table(bars),
        "## Changes of direction\n",
        texts.CHANGES,
        sections.picture("changes", "delays of told changes"),
        of("changes"),
        sections.change_seconds(results),
        "## False alarms\n",
        texts.FALSE_ALARMS,
        of("false alarms"),
        sections_numbers.waist_table(results),
        "## Steps, measured\n",
        texts.STEPS,
        sections.picture("steps", "told minus true steps of every bout"),
        of("steps"),
        sections_numbers.references(results),
        "## Steps, simulated bouts of 100 and more\n",
        of("long steps"),
        "## When a step was\n",
        texts.STEP_TIMES,
        sections.picture("step-times", "time errors of steps by placement"),
        of("step times"),
        "## Speed\n",
        texts.SPEED,
        sections.picture("speed", "told against true speed with intervals"),
        sections_numbers.speed_table(bars),
        "## Contact\n",
        texts.LANDINGS,
        of("landings"),
        sections_numbers.contact_table(results),
        "## Steadiness\n",
        texts.STEADINESS.format(people=size.long),
        sections.picture("steadiness", "told against true steadiness"),
        bar_table(bars, "steadiness", empty=False),
        "## A sensor turned over on the way\n",
        texts.HANDLING.format(people=size.turned),
        sections.picture("handling", "answers after the sensor was turned over"),
        sections.handling_table(bars),
        "## What an unnamed placement is taken for\n",
        sections_numbers.recognised_table(results),
        "## Every error on measured recordings\n",
        sections.errors(groups),
        "## Errors on simulated walking\n",
        sections.simulated_errors(results),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts if part)
