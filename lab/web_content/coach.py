"""Screening, plan, breaks and stop rules as the app reads them."""

from __future__ import annotations

from typing import Any

from lab.web_content.phrases import all_of, both, both_or_none, by_key
from retrowalk.cli.coach_text import WEEKDAYS
from retrowalk.coach.base import Goal, Level
from retrowalk.coach.breaks import base as breaks_base
from retrowalk.coach.breaks import calendar, suggest
from retrowalk.coach.exercises.build import STOP_SIGNS
from retrowalk.coach.exercises.words import LEVELS
from retrowalk.coach.logs import WORST
from retrowalk.coach.plan import words
from retrowalk.coach.plan.catalogue import CATALOGUE
from retrowalk.coach.plan.decide import turns
from retrowalk.coach.plan.limits import DAYS, LIMITS, numbers
from retrowalk.coach.plan.load import BOUTS_S, PLACES, TASKS
from retrowalk.coach.plan.rules import RULES as PLAN_RULES
from retrowalk.coach.plan.rules import rule_text
from retrowalk.coach.plan.seen import REAL_CHANGES
from retrowalk.coach.screening import FLAGS, QUESTIONS, RULES, STOP_RULES
from retrowalk.coach.screening.base import ADVICE_ORDER, SETTING_ORDER, Value, When
from retrowalk.coach.screening.rules import NUMBERS
from retrowalk.coach.screening.screen import NOTHING_FOUND, PROFESSIONAL_YES
from retrowalk.evidence.table import row
from retrowalk.report import plan_words


def screening() -> dict[str, Any]:
    """Return the questions and the rules of the screening."""
    return {
        "numbers": dict(NUMBERS),
        "advice_order": [advice.value for advice in ADVICE_ORDER],
        "setting_order": [place.value for place in SETTING_ORDER],
        "questions": [
            {
                "id": question.id,
                "text": both(question.text),
                "why": both(question.why),
                "kind": question.kind.value,
                "options": [{"id": o.id, "text": both(o.text)} for o in question.options],
                "low": question.low,
                "high": question.high,
                "asked_when": [_when(when) for when in question.asked_when],
                "unasked": _value(question.unasked),
            }
            for question in QUESTIONS
        ],
        "rules": [
            {
                "id": rule.id,
                "when": [_when(when) for when in rule.when],
                "advice": rule.advice.value,
                "settings": [place.value for place in rule.settings],
                "sentence": both(rule.sentence),
                "flags": list(rule.flags),
                "clear": both_or_none(rule.clear),
                "clearable": rule.clearable,
                "sources": list(rule.sources),
                "covers": list(rule.covers),
            }
            for rule in RULES
        ],
        "stop_rules": all_of(STOP_RULES),
        "flags": by_key(FLAGS),
        "nothing_found": {
            "rule": NOTHING_FOUND.rule,
            "sentence": both(NOTHING_FOUND.sentence),
            "sources": list(NOTHING_FOUND.sources),
        },
        "professional_yes": both(PROFESSIONAL_YES),
        "words": {
            "advice": by_key(words.ADVICE),
            "advice_sentences": by_key(plan_words.ADVICE),
            "settings": by_key(words.SETTINGS),
            "no_diagnosis": both(plan_words.DISCLAIMER),
        },
    }


def _value(value: Value | None) -> int | str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _when(when: When) -> dict[str, Any]:
    return {
        "question": when.question,
        "any_of": list(when.any_of),
        "lacks": when.lacks,
        "at_least": when.at_least,
        "at_most": when.at_most,
    }


def plan() -> dict[str, Any]:
    """Return the rules, numbers and words of the plan."""
    return {
        "days": list(DAYS),
        "worst": WORST,
        "limits": [
            {
                "name": one.name,
                "value": one.value,
                "unit": one.unit,
                "why": one.why,
                "sources": list(one.sources),
            }
            for one in LIMITS
        ],
        "rules": [
            {
                "id": rule.id,
                "does": rule.does.value,
                "when": rule_text(rule.when),
                "then": rule_text(rule.then),
                "sentence": both(rule.sentence, numbers()),
                "sources": list(rule.sources),
            }
            for rule in PLAN_RULES
        ],
        "catalogue": [
            {
                "id": info.id,
                "goals": [goal.value for goal in info.goals],
                "avoid_with": list(info.avoid_with),
                "stage": info.stage.value,
                "snack": info.snack,
                "forms_avoid": [[level.value, list(flags)] for level, flags in info.forms_avoid],
            }
            for info in CATALOGUE
        ],
        "levels": [level.value for level in Level],
        "places": [[setting.value, support.value] for setting, support in PLACES],
        "bouts_s": list(BOUTS_S),
        "tasks": list(TASKS),
        "turns": {goal.value: list(turns(goal)) for goal in Goal},
        "real_changes": {
            test: [
                {"flag": flag, "source": source, "real_s": row(source).number}
                for flag, source in rows
            ]
            for test, rows in REAL_CHANGES.items()
        },
        "words": {
            "advice": by_key(words.ADVICE),
            "goals": by_key(words.GOALS),
            "abilities": by_key(words.ABILITIES),
            "settings": by_key(words.SETTINGS),
            "supports": by_key(words.SUPPORTS),
            "paces": by_key(words.PACES),
            "paces_as_adjective": by_key(words.PACES_AS_ADJECTIVE),
            "tasks": by_key(words.TASK_NAMES),
            "exercises": by_key(words.EXERCISE_NAMES),
            "levels": by_key(LEVELS),
            "weekdays": all_of(plan_words.WEEKDAYS),
            "weekdays_short": all_of(WEEKDAYS),
            "design_choice": both(words.DESIGN_CHOICE),
            "moved": both(words.MOVED),
            "too_late": both(words.TOO_LATE),
            "nothing_left": both(words.NOTHING_LEFT),
            "no_session": both(words.NO_SESSION),
            "full_day": both(plan_words.HARD),
            "easy_day": both(plan_words.EASY),
        },
    }


def breaks() -> dict[str, Any]:
    """Return the rules of breaks as they are at first, and the words of the feed."""
    rules = breaks_base.BreakRules()
    return {
        "rules": {
            "on": rules.on,
            "begin": f"{rules.begin:%H:%M}",
            "end": f"{rules.end:%H:%M}",
            "weekdays": list(rules.weekdays),
            "after_min": rules.after_min,
            "snooze_min": rules.snooze_min,
            "walk_steps": rules.walk_steps,
            "forget_min": rules.forget_min,
            "most": rules.most,
            "quiet": [list(span) for span in rules.quiet],
        },
        "sentence": both(suggest.SENTENCE),
        "sources": list(suggest.SOURCES),
        "title": both(calendar.TITLE),
        "feed_name": both(calendar.FEED_NAME),
        "text": both(calendar.TEXT),
        "get_up": both(calendar.GET_UP),
    }


def stops() -> dict[str, Any]:
    """Return when to stop, and what to look at before each walk."""
    return {
        "title": both(plan_words.STOP_TITLE),
        "stop_rules": all_of(STOP_RULES),
        "exercise_stop_signs": all_of(STOP_SIGNS),
        "emergency_number": str(NUMBERS["emergency_number"]),
        "before_title": both(plan_words.BEFORE_TITLE),
        "before": all_of(plan_words.BEFORE),
        "disclaimer": both(plan_words.DISCLAIMER),
    }
