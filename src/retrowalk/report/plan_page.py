"""A plan as one self-contained HTML page that screen readers, phones and printers can read.

Nothing is loaded from anywhere: no script, no font, no picture outside the file. Every picture
says in words what it shows, and its numbers stand in a table below it.
"""

from __future__ import annotations

from html import escape

from retrowalk.language import Phrase
from retrowalk.report.look import HAIR, INK, LOOKS, MUTED, PAPER
from retrowalk.report.plan_content import Content
from retrowalk.report.plan_parts import Picture, Section, Sheet, Table
from retrowalk.tracker.base import Direction

_NUMBERS = Phrase("The numbers", "Die Zahlen")
_CONTENTS = Phrase("Contents", "Inhalt")
_SKIP = Phrase("To the plan", "Zum Plan")

_STYLE = (
    f"""
:root {{ color-scheme: light; --ink: {INK}; --muted: {MUTED}; --hair: {HAIR}; --paper: {PAPER};
  --deep: {LOOKS[Direction.BACKWARD].dark}; --warn: {LOOKS[Direction.FORWARD].dark} }}
"""
    + """
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.1875rem/1.5 system-ui, sans-serif; overflow-wrap: break-word;
  hyphens: auto }
a { color: var(--deep) }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--deep);
  outline-offset: 3px }
.skip { position: absolute; left: -99rem }
.skip:focus { position: static }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 3rem 0 .5rem; padding-top: 1rem;
  border-top: 3px solid var(--deep) }
h3 { font-size: 1.25rem; margin: 2rem 0 .25rem }
h4 { font-size: 1.0625rem; margin: 1rem 0 0 }
p { margin: 0 0 .75rem }
.made, .note, figcaption { color: var(--muted); font-size: 1rem }
.warning { border: 3px solid var(--warn); padding: .75rem 1rem; font-weight: 700;
  font-size: 1.25rem }
.boxes { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem;
  margin: 1.5rem 0 }
.boxes section { border: 2px solid var(--ink); border-radius: .5rem; padding: .75rem 1rem }
.boxes h2 { border: 0; padding: 0; margin: 0 0 .25rem; font-size: 1.125rem }
ul, ol { margin: .25rem 0 .75rem; padding-left: 1.4rem }
nav ul { list-style: none; padding: 0 }
nav li { margin: .25rem 0; min-height: 2rem }
.wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100%; font-size: 1.0625rem;
  font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--muted); font-size: 1rem; padding-bottom: .5rem }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--hair) }
thead th { border-bottom: 2px solid var(--ink) }
.number { text-align: right; padding-right: 1.25rem }
figure { margin: 1rem 0 }
figure svg { display: block; width: 100%; height: auto; max-height: 26rem }
summary { cursor: pointer; min-height: 3rem; padding: .6rem 0; color: var(--deep) }
article { border-bottom: 1px solid var(--hair); padding-bottom: 1rem }
article figure { max-width: 26rem }
dt { font-weight: 700 }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
footer { margin-top: 3rem; color: var(--muted); font-size: 1rem }
@media (max-width: 40rem) {
  h1 { font-size: 1.625rem }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  table, tbody, tr, caption { display: block }
  tr { padding: .75rem 0; border-bottom: 1px solid var(--hair) }
  tbody th { display: block; border: 0; padding: 0 0 .25rem; text-align: left }
  td { display: grid; grid-template-columns: 9rem 1fr; gap: .5rem; border: 0; padding: .1rem 0 }
  td::before { content: attr(data-name); color: var(--muted) }
  td:empty { display: none }
  .number { text-align: left }
}
@media print { nav, .skip { display: none } article, figure, tr { break-inside: avoid }
  h2, h3, h4 { break-after: avoid } body { font-size: 11pt; max-width: none } }
"""
)


def html_text(content: Content) -> str:
    """Return the page as one string."""
    language = content.language
    lists = "\n".join(
        f"<section><h2>{escape(title)}</h2>{_list(lines)}</section>"
        for title, lines in content.lists
    )
    links = "\n".join(
        f'<li><a href="#part-{at}">{escape(section.title)}</a></li>'
        for at, section in enumerate(content.sections, start=1)
    )
    parts = "\n".join(
        _section(at, section, language.value, _NUMBERS.said(language))
        for at, section in enumerate(content.sections, start=1)
    )
    warning = f'<p class="warning">{escape(content.warning)}</p>\n' if content.warning else ""
    return f"""<!doctype html>
<html lang="{language.value}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(content.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<a class="skip" href="#plan">{escape(_SKIP.said(language))}</a>
<header>
<h1>{escape(content.title)}</h1>
<p class="made">{escape(content.made)}</p>
</header>
<main id="plan">
{warning}{_paragraphs(content.lead)}
<div class="boxes">
{lists}
</div>
<nav aria-label="{escape(_CONTENTS.said(language))}"><ul>
{links}
</ul></nav>
{parts}
</main>
<footer><p>{escape(content.disclaimer)}</p></footer>
</body>
</html>
"""


def _paragraphs(lines: tuple[str, ...]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def _list(lines: tuple[str, ...], kind: str = "ul") -> str:
    return f"<{kind}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{kind}>"


def _section(at: int, section: Section, lang: str, numbers: str) -> str:
    inside = [_paragraphs(section.lead)]
    inside += [_table(table) for table in section.tables]
    inside += [_picture(picture, numbers) for picture in section.pictures]
    inside += [_sheet(sheet) for sheet in section.sheets]
    if section.references:
        rows = "".join(
            f"<dt>{escape(one)}</dt><dd>{escape(text)}</dd>" for one, text in section.references
        )
        # citations are in the language of their source, nearly always English
        inside.append(
            f"<dl{'' if lang == 'en' else ' lang=' + chr(34) + 'en' + chr(34)}>{rows}</dl>"
        )
    body = "\n".join(part for part in inside if part)
    title = f'<h2 id="part-{at}">{escape(section.title)}</h2>'
    return f'<section aria-labelledby="part-{at}">\n{title}\n{body}\n</section>'


def _cell(text: str) -> str:
    """Return the lines of a cell as one piece; an empty cell stays empty."""
    lines = "<br>".join(escape(line) for line in text.split("\n"))
    return f"<span>{lines}</span>" if text else ""


def _table(table: Table) -> str:
    head = "".join(
        f'<th scope="col" role="columnheader"{_numeric(table, at)}>{escape(name)}</th>'
        for at, name in enumerate(table.head)
    )
    rows = "\n".join(
        f'<tr role="row"><th scope="row" role="rowheader"{_numeric(table, 0)}>{_cell(row[0])}</th>'
        + "".join(
            f'<td role="cell" data-name="{escape(table.head[at])}"{_numeric(table, at)}>'
            f"{_cell(cell)}</td>"
            for at, cell in enumerate(row[1:], start=1)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'<table role="table">'
        f"<caption>{escape(table.caption)}</caption>\n"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">'
        f"\n{rows}\n</tbody></table></div>"
    )


def _numeric(table: Table, at: int) -> str:
    return ' class="number"' if at in table.numeric else ""


def _picture(picture: Picture, numbers: str) -> str:
    title = f"<h3>{escape(picture.title)}</h3>\n" if picture.title else ""
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    table = ""
    if picture.table is not None:
        table = (
            f"\n<details><summary>{escape(numbers)}</summary>\n{_table(picture.table)}</details>"
        )
    notes = _paragraphs(picture.notes)
    return (
        f'{title}<figure><div role="img" aria-label="{escape(picture.alt)}">\n'
        f"{_drawing(picture.svg)}\n</div>{caption}</figure>\n{notes}{table}"
    )


def _drawing(svg: str) -> str:
    """Return the drawing without an XML head, which has no place inside a page."""
    return svg[svg.index("<svg") :] if "<svg" in svg else svg


def _sheet(sheet: Sheet) -> str:
    drawing = "" if sheet.picture is None else _picture(sheet.picture, "")
    return (
        f"<article>\n<h3>{escape(sheet.title)}</h3>\n<p>{escape(sheet.purpose)}</p>\n{drawing}\n"
        f"{_parts(sheet.begin)}\n"
        f"<h4>{escape(sheet.steps_title)}</h4>\n{_list(sheet.steps, 'ol')}\n"
        f"{_parts(sheet.parts)}\n</article>"
    )


def _parts(parts: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return "\n".join(
        f"<h4>{escape(title)}</h4>\n"
        + (f"<p>{escape(lines[0])}</p>" if len(lines) == 1 else _list(lines))
        for title, lines in parts
    )
