"""One self-contained HTML page for a walk: the picture, the bouts as a table, what to know.

Nothing is loaded from anywhere: no script, no font, no picture outside the file. On a phone
the narrow picture takes the wide one's place, and each row of the table becomes a card.
"""

from __future__ import annotations

from html import escape

from retrowalk.estimate import Estimate
from retrowalk.language import Language
from retrowalk.report.figure import (
    NARROW,
    WIDE,
    big_numbers,
    circumstances,
    svg_text,
    title,
)
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED, PAPER
from retrowalk.report.numbers import clock, number, with_interval
from retrowalk.report.sentences import reasons_of, warnings_of
from retrowalk.report.words import WORDS, Words
from retrowalk.tracker.base import Bout, Direction, Walk

COLOURS = (
    f"--ink: {INK}; --muted: {MUTED}; --hair: {HAIR}; --paper: {PAPER};"
    f" --backward: {LOOKS[Direction.BACKWARD].dark}"
)
STYLE = (
    f"""
:root {{ color-scheme: light; {COLOURS} }}
"""
    + """
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
p, figcaption { margin: 0; color: var(--muted); font-size: 1rem; overflow-wrap: anywhere }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem 3rem; margin: 1rem 0 1.5rem;
  padding-bottom: 1rem; border-bottom: 1px solid var(--hair) }
.numbers div { display: flex; align-items: center; gap: .75rem }
.numbers b { color: var(--backward); font-size: 3rem; line-height: 1.1;
  font-variant-numeric: tabular-nums }
.numbers small { display: block; max-width: 18rem; white-space: normal }
figure { margin: 0 }
svg { display: block; width: 100%; height: auto }
.narrow { display: none }
table { border-collapse: collapse; font-size: 1rem; font-variant-numeric: tabular-nums }
th, td { padding: .45rem 1.1rem .45rem 0; text-align: left; border-bottom: 1px solid var(--hair);
  vertical-align: top }
th { color: var(--muted); font-weight: 600 }
small { color: var(--muted); white-space: nowrap; font-size: .9rem; font-weight: 400 }
.backward td { font-weight: 600 }
@media (max-width: 44rem) {
  .wide { display: none }
  .narrow { display: block }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  table, tbody, tr { display: block }
  tr { padding: .6rem 0; border-bottom: 1px solid var(--hair) }
  td { display: grid; grid-template-columns: 10rem 1fr; gap: .5rem; border: 0; padding: .1rem 0 }
  td::before { content: attr(data-name); color: var(--muted); font-weight: 400 }
}
"""
)


def html_text(
    walk: Walk, language: Language = Language.EN, dose_lines: tuple[str, ...] = ()
) -> str:
    """Return the page as one string; the dose has a part of its own where lines are given."""
    words = WORDS[language]
    heading = escape(title(walk, words))
    source = f" - {escape(walk.source)}" if walk.source else ""
    return f"""<!doctype html>
<html lang="{language.value}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}{source}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{heading}</h1>
<p>{escape(circumstances(walk, words))}</p>
<div class="numbers">
{_numbers(walk, words)}
</div>
<figure>
<div class="wide">
{svg_text(walk, language, WIDE)}</div>
<div class="narrow">
{svg_text(walk, language, NARROW)}</div>
<figcaption>{escape(words.band_note)} {escape(words.time_note)}</figcaption>
</figure>
<h2>{escape(words.table_of_bouts)}</h2>
{_table(walk, words)}
<h2>{escape(words.warnings)}</h2>
<ul>
{_notes(walk, words)}
</ul>
{_dose(dose_lines, words)}</main>
</body>
</html>
"""


def _dose(lines: tuple[str, ...], words: Words) -> str:
    if not lines:
        return ""
    items = "\n".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(words.dose)}</h2>\n<ul>\n{items}\n</ul>\n"


def _numbers(walk: Walk, words: Words) -> str:
    return "\n".join(
        f"<div><b>{escape(value)}</b>"
        f"<span>{escape(label)}{f' <small>{escape(note)}</small>' if note else ''}</span></div>"
        for label, value, note in big_numbers(walk, words)
    )


def _table(walk: Walk, words: Words) -> str:
    if not walk.bouts:
        return f"<p>{escape(words.no_bouts)}</p>"
    names = [
        words.bout,
        words.start,
        words.duration,
        words.direction,
        words.probability,
        words.steps,
        f"{words.cadence}, {words.cadence_unit}",
        f"{words.speed}, m/s",
        f"{words.distance}, m",
    ]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "\n".join(_row(at, bout, names, words) for at, bout in enumerate(walk.bouts, start=1))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(at: int, bout: Bout, names: list[str], words: Words) -> str:
    unknown = bout.direction is Direction.UNKNOWN
    cells = [
        str(at),
        clock(bout.start_s),
        clock(bout.end_s - bout.start_s),
        words.directions[bout.direction],
        "-" if unknown else number(bout.probability, 2, words),
        _cell(bout.steps, 0, words),
        _cell(bout.cadence_spm, 0, words),
        _cell(bout.speed_mps, 2, words),
        _cell(bout.distance_m, 0, words),
    ]
    inner = "".join(
        f'<td data-name="{escape(name)}">{cell}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    return f'<tr class="{bout.direction.value}">{inner}</tr>'


def _cell(estimate: Estimate, digits: int, words: Words) -> str:
    value, _, spread = with_interval(estimate, digits, words).partition(" ")
    return f"<span>{value} <small>{spread}</small></span>" if spread else value


def _notes(walk: Walk, words: Words) -> str:
    notes = (
        *reasons_of(walk, words),
        *warnings_of(walk, words.language),
        words.model_note,
    )
    return "\n".join(f"<li>{escape(note)}</li>" for note in notes)
