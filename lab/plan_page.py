"""The tables of docs/plan.md, made from the data of the coach: ``python -m lab.plan_page``.

Each stands between ``<!-- table: NAME -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from retrowalk.coach.base import Goal
from retrowalk.coach.plan.catalogue import CATALOGUE
from retrowalk.coach.plan.decide import turns
from retrowalk.coach.plan.limits import LIMITS
from retrowalk.coach.plan.rules import RULES, plan_rule, rule_text
from retrowalk.coach.plan.seen import REAL_CHANGES
from retrowalk.coach.screening import FLAGS, QUESTIONS, STOP_RULES, Kind
from retrowalk.coach.screening import RULES as SCREENING_RULES
from retrowalk.coach.screening.base import Question, Rule, When
from retrowalk.evidence.table import row

PAGE = Path(__file__).parents[1] / "docs" / "plan.md"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(cells) + " |" for cells in rows)])


def _origin(sources: Sequence[str]) -> str:
    return ", ".join(sources) or "design choice"


def _ids(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _range(question: Question) -> str:
    if question.kind in (Kind.NUMBER, Kind.SCALE):
        return f"{question.low} to {question.high}"
    some = "any of " if question.kind is Kind.SEVERAL else ""
    return some + _ids(option.id for option in question.options)


def questions() -> str:
    """Return the questions."""
    return _table(
        ("id", "question", "answer", "why we ask"),
        ((f"`{q.id}`", q.text.en, _range(q), q.why.en) for q in QUESTIONS),
    )


def _condition(when: When) -> str:
    parts = [f"`{when.question}`"]
    if when.any_of:
        parts.append("is " + " or ".join(f"`{option}`" for option in when.any_of))
    if when.lacks is not None:
        parts.append(f"without `{when.lacks}`")
    if when.at_least is not None:
        parts.append(f"≥ {when.at_least}")
    if when.at_most is not None:
        parts.append(f"≤ {when.at_most}")
    return " ".join(parts)


def _says(rule: Rule) -> str:
    return rule.advice.value + ("; a doctor's yes: with support" if rule.clearable else "")


def screening_rules() -> str:
    """Return the rules of the screening."""
    return _table(
        ("rule", "when", "says", "settings left", "flags", "in place of", "source"),
        (
            (
                f"`{rule.id}`",
                " and ".join(_condition(when) for when in rule.when),
                _says(rule),
                ", ".join(place.value for place in rule.settings) or "none",
                _ids(rule.flags),
                _ids(rule.covers),
                _origin(rule.sources),
            )
            for rule in SCREENING_RULES
        ),
    )


def flags() -> str:
    """Return what a screening can notice."""
    return _table(("flag", "meaning"), ((f"`{name}`", text.en) for name, text in FLAGS.items()))


def stop_rules() -> str:
    """Return the stop rules as a list."""
    return "\n".join(f"- {text.en}" for text in STOP_RULES)


def plan_rules() -> str:
    """Return the rules of the plan."""
    return _table(
        ("rule", "does", "when", "then", "source"),
        (
            (f"`{r.id}`", r.does.value, rule_text(r.when), rule_text(r.then), _origin(r.sources))
            for r in RULES
        ),
    )


def limits() -> str:
    """Return the numbers of the plan."""
    return _table(
        ("number", "value", "what it decides", "source"),
        (
            (
                f"`{x.name}`",
                f"{x.value:g}" if x.unit == "1" else f"{x.value:g} {x.unit}",
                x.why,
                _origin(x.sources),
            )
            for x in LIMITS
        ),
    )


def whose_turn() -> str:
    """Return the order in which variables are added for each goal."""
    assert all(plan_rule(name) for goal in Goal for name in turns(goal))
    return _table(
        ("goal", "order of what is added, then from the front again"),
        ((goal.value, ", ".join(turns(goal))) for goal in Goal),
    )


def real_changes() -> str:
    """Return from which change on a test counts as worse."""
    return _table(
        ("test", "whom it holds for", "worse by more than", "source"),
        (
            (f"`{test}`", flag or "everyone else", f"{row(source).number:g} s", source)
            for test, rows in REAL_CHANGES.items()
            for flag, source in rows
        ),
    )


def catalogue() -> str:
    """Return which exercise is taken when."""
    return _table(
        ("exercise", "goals", "from stage", "left out with", "an easier form with", "as a break"),
        (
            (
                f"`{info.id}`",
                ", ".join(goal.value for goal in info.goals) or "the walking itself",
                info.stage.value,
                _ids(info.avoid_with),
                "; ".join(
                    f"{_ids(avoid)} (no {level.value})"
                    for level, avoid in info.forms_avoid
                    if avoid
                ),
                "yes" if info.snack else "",
            )
            for info in CATALOGUE
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "questions": questions,
    "screening_rules": screening_rules,
    "flags": flags,
    "stop_rules": stop_rules,
    "plan_rules": plan_rules,
    "limits": limits,
    "whose_turn": whose_turn,
    "real_changes": real_changes,
    "catalogue": catalogue,
}


def filled(text: str) -> str:
    """Return a page with every table made anew."""

    def made(match: re.Match[str]) -> str:
        name = match["name"]
        return f"<!-- table: {name} -->\n\n{TABLES[name]()}\n\n<!-- end -->"

    pattern = r"<!-- table: (?P<name>\w+) -->.*?<!-- end -->"
    return re.sub(pattern, made, text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
