"""Make the pages that show the evidence table and the claims.

    python -m lab.evidence_docs

Out: ``docs/evidence.md``, ``docs/factcheck.md`` and ``docs/images/claims.svg``.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from lab.pictures import INK, MUTED, save, styled
from retrowalk.evidence.claims import GRADE_WORDS, Claim, Grade, Verdict, claims
from retrowalk.evidence.table import TOPICS, rows_on

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

_EVIDENCE_HEAD = """# Evidence

Every number that Retrowalk shows and did not measure itself comes from this table. Code
and texts refer to a row by its id. `retrowalk evidence E-01` shows one row,
`retrowalk evidence knee pain` searches, `--json` is for programs.

This page is made from the shipped table by `python -m lab.evidence_docs`; the table is made
from the reading notes by `python -m lab.evidence_table`.

| standing | meaning |
|---|---|
| seen | the source's own abstract or text was read |
| as quoted | read only inside another text that quotes the source |
| derived | computed from other rows; the formula is recomputed by the tests |

Nearly always only the abstract could be read. *Mean ± SD* is the spread between people, not
an interval of the mean. What is known from memory only is not in the table.
"""

_FACTCHECK_HEAD = """# Fact check

`retrowalk factcheck` lists {count} popular claims about walking backward, taken from the
magazine article that started this project, each with a verdict, the best kind of evidence
behind it, and what speaks for and against it.

`retrowalk factcheck "…"` takes a claim in your own words, German or English, with numbers in
words or digits. If it is a ratio of steps, energy or calories, the ratio is *computed* for
you ([how](dose.md)); if it is one of the claims below, you get its verdict; otherwise the
answer is that we know nothing of it.

```console
$ retrowalk factcheck "100 Schritte rückwärts = 1000 Schritte vorwärts" \\
    --age 65 --mass 80 --height 1.72 --forward-speed 1.1 --backward-speed 0.6 --lang de
```

A verdict says what could be *read*, not what is true: "not confirmed" means that no text we
could open says so.

![All claims by verdict and by the best kind of evidence](images/claims.svg)

The verdict on a ratio in your own words: *supported* when the claimed ratio lies inside the
95 % interval at the same speed and at your own speeds, *partly* when it lies inside one of
them, *contradicted* otherwise. If the text denies a ratio ("are *not* as good as"), the
verdict is turned round.
"""

_ORDER = (
    Verdict.SUPPORTED,
    Verdict.PLAUSIBLE,
    Verdict.PARTLY,
    Verdict.NOT_CONFIRMED,
    Verdict.NOT_SHOWN,
    Verdict.DOUBTFUL,
    Verdict.CONTRADICTED,
    Verdict.FORECAST,
    Verdict.ADVERTISING,
)
_COLOURS = {
    Verdict.SUPPORTED: "#1b7f5c",
    Verdict.PLAUSIBLE: "#63b39a",
    Verdict.PARTLY: "#d9a441",
    Verdict.NOT_CONFIRMED: "#667085",
    Verdict.NOT_SHOWN: "#667085",
    Verdict.DOUBTFUL: "#b45f1b",
    Verdict.CONTRADICTED: "#b3383b",
    Verdict.FORECAST: "#b9bfca",
    Verdict.ADVERTISING: "#b9bfca",
}


_WHITE_ON = (
    Verdict.SUPPORTED,
    Verdict.CONTRADICTED,
    Verdict.NOT_CONFIRMED,
    Verdict.NOT_SHOWN,
    Verdict.DOUBTFUL,
)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _reference(text: str) -> str:
    parts = []
    for part in text.split("; "):
        if part.startswith("doi:"):
            parts.append(f"[{part}](https://doi.org/{part[4:]})")
        elif part.startswith("http"):
            parts.append(f"<{part}>")
        else:
            parts.append(part)
    return "; ".join(parts)


def evidence_page() -> str:
    """Return docs/evidence.md."""
    out = [_EVIDENCE_HEAD]
    for letter, words in TOPICS.items():
        rows = rows_on(letter)
        out.append(f"## {words[0].upper()}{words[1:]}\n")
        out.append("| id | quantity | value | people | condition | source | standing |")
        out.append("|---|---|---|---|---|---|---|")
        for r in rows:
            people = "; ".join(p for p in (r.population, f"n = {r.n}" if r.n else "") if p)
            source = " ".join(p for p in (_cell(r.citation), _reference(r.reference)) if p)
            condition = "; ".join(p for p in (r.condition, f"= {r.formula}" * bool(r.formula)) if p)
            cells = (r.quantity, r.shown(), people, condition)
            out.append(
                f"| {r.id} | {' | '.join(map(_cell, cells))} | {source} | {r.standing.value} |"
            )
        out.append("")
    return "\n".join(out)


def factcheck_page() -> str:
    """Return docs/factcheck.md."""
    out = [_FACTCHECK_HEAD.format(count=len(claims())), "## The claims\n"]
    for c in claims():
        ids = [
            f"{name}: {', '.join(ids)}"
            for name, ids in (("for", c.ids_for), ("against or not showing it", c.ids_against))
            if ids
        ]
        out += [
            f"### {c.number}. {c.claims['en']}\n",
            f"*{c.claims['de']}*\n",
            f"**{c.verdict.value}** · {GRADE_WORDS['en'][c.grade]}"
            + (f" · {'; '.join(ids)}" if ids else "")
            + "\n",
            f"{c.sentence('en')}\n",
            f"{c.sentence('de')}\n",
        ]
    return "\n".join(out)


def pages() -> dict[str, str]:
    """Return the generated pages by file name."""
    return {"evidence.md": evidence_page(), "factcheck.md": factcheck_page()}


_SHORT = {
    1: "100 = 1,000 fails",
    2: "a surgeon corrected it",
    3: "quadriceps in isolation",
    4: "less pressure on knee",
    5: "front knee pain",
    6: "early osteoarthritis",
    7: "guideline date",
    8: "guideline: less sparing",
    9: "guideline: cartilage",
    10: "guideline confirms it",
    11: "lands on the ball",
    12: "ball unloads knee",
    13: "body perception",
    14: "prefrontal cortex",
    15: "knees and balance",
    16: "prevents falls",
    17: "growing inactivity",
    18: "short hip flexors",
    19: "experts' trend",
    20: "apps will track it",
    21: "injury prevention",
    22: "17 quick exercises",
}


@styled
def draw_claims() -> None:
    """Draw all claims by verdict (rows) and grade (columns)."""
    grades = [g for g in Grade if any(c.grade is g for c in claims())]
    cell: dict[tuple[Verdict, Grade], list[Claim]] = {}
    for c in claims():
        cell.setdefault((c.verdict, c.grade), []).append(c)
    heights = [max(len(cell.get((v, g), ())) for g in grades) for v in _ORDER]
    figure, axes = plt.subplots(figsize=(12.5, 0.36 * sum(heights) + 1.3))
    top = 0.0
    for verdict, height in zip(_ORDER, heights, strict=True):
        axes.text(-0.06, top + height / 2, verdict.value, ha="right", va="center", color=INK)
        for column, grade in enumerate(grades):
            for k, c in enumerate(cell.get((verdict, grade), ())):
                box = Rectangle(
                    (column + 0.02, top + k + 0.08), 0.96, 0.84, color=_COLOURS[verdict], lw=0
                )
                axes.add_patch(box)
                dark = verdict not in _WHITE_ON
                axes.text(
                    column + 0.05,
                    top + k + 0.52,
                    f"{c.number}  {_SHORT[c.number]}",
                    va="center",
                    color=INK if dark else "white",
                    fontsize=8.5,
                )
        top += height
        axes.axhline(top, color=MUTED, lw=0.5, alpha=0.5)
    for column, grade in enumerate(grades):
        axes.text(
            column + 0.5, -0.35, GRADE_WORDS["en"][grade], ha="center", va="bottom", color=INK
        )
    axes.set_xlim(0, len(grades))
    axes.set_ylim(top, -0.1)
    axes.axis("off")
    save(figure, DOCS / "images" / "claims.svg")


def main() -> None:
    """Write pages and picture."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    draw_claims()


if __name__ == "__main__":
    main()
