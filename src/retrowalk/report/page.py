"""One self-contained HTML page for a walk: the picture, the bouts as a table, what to know.

Nothing is loaded from anywhere: no script, no font, no picture outside the file.
"""

from __future__ import annotations

from html import escape

from retrowalk.estimate import Estimate
from retrowalk.report.figure import svg_text, title
from retrowalk.report.numbers import clock, number, with_interval
from retrowalk.report.words import WORDS, Language, Words
from retrowalk.tracker.base import Bout, Direction, Walk

STYLE = """
:root { color-scheme: light; --ink: #1b2330; --muted: #5d6674; --hair: #d9d5cb; --paper: #fffdf9 }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif }
svg { width: 100%; height: auto }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-size: 1rem; font-variant-numeric: tabular-nums }
th, td { padding: .45rem 1.1rem .45rem 0; text-align: left; border-bottom: 1px solid var(--hair);
  vertical-align: top }
th { color: var(--muted); font-weight: 600 }
small { color: var(--muted); white-space: nowrap }
tr.backward td { font-weight: 600 }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
"""


def html_text(walk: Walk, language: Language = Language.EN) -> str:
    """Return the page as one string."""
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
<h1 class="spoken">{heading}</h1>
<figure style="margin:0">
{svg_text(walk, language)}</figure>
<h2>{escape(words.table_of_bouts)}</h2>
<div class="wide" tabindex="0">
{_table(walk, words)}
</div>
<h2>{escape(words.warnings)}</h2>
<ul>
{_notes(walk, words)}
</ul>
</main>
</body>
</html>
"""


def _table(walk: Walk, words: Words) -> str:
    has_reason = any(bout.reason for bout in walk.bouts)
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
        *([words.reason] if has_reason else []),
    ]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "\n".join(
        _row(at, bout, has_reason, words) for at, bout in enumerate(walk.bouts, start=1)
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(at: int, bout: Bout, has_reason: bool, words: Words) -> str:
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
        *([escape(bout.reason or "")] if has_reason else []),
    ]
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr class="{bout.direction.value}">{inner}</tr>'


def _cell(estimate: Estimate, digits: int, words: Words) -> str:
    value, _, spread = with_interval(estimate, digits, words).partition(" ")
    return f"{value} <small>{spread}</small>" if spread else value


def _notes(walk: Walk, words: Words) -> str:
    return "\n".join(f"<li>{escape(note)}</li>" for note in (*walk.warnings, words.model_note))
