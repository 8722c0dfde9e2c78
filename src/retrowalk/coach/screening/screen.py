"""From answers to what is safe: every rule that fires, and the most careful of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrowalk.coach.base import Advice, Reason, Setting
from retrowalk.coach.screening.base import ADVICE_ORDER, SETTING_ORDER, Answers, Rule, Screening
from retrowalk.coach.screening.flags import FLAGS
from retrowalk.coach.screening.rules import RULES, STOP_RULES
from retrowalk.errors import RetrowalkError
from retrowalk.language import Phrase

NOTHING_FOUND = Reason(
    "nothing-found",
    Phrase(
        "Nothing you said speaks against beginning carefully.",
        "Nichts, was Sie gesagt haben, spricht gegen einen vorsichtigen Beginn.",
    ),
)
PROFESSIONAL_YES = Phrase(
    "You have a professional's yes: begin at a rail.",
    "Sie haben ein fachliches Ja: Beginnen Sie am Geländer.",
)
VERSION = 1


def screen(answers: Answers) -> Screening:
    """Return what these answers allow; the most careful rule wins."""
    fired = sorted(
        (rule for rule in RULES if all(when.holds(answers.values) for when in rule.when)),
        key=lambda rule: -ADVICE_ORDER.index(_advice(rule, answers)),
    )
    advice = max(
        (_advice(rule, answers) for rule in fired), key=ADVICE_ORDER.index, default=Advice.GO
    )
    waits = advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW)
    allowed = tuple(
        place for place in SETTING_ORDER if all(place in rule.settings for rule in fired)
    )
    noticed = {flag for rule in fired for flag in rule.flags}
    covered = {name for rule in fired for name in rule.covers}
    told = [rule for rule in fired if rule.id not in covered]
    open_points = [rule.clear for rule in told if rule.clear and not _cleared(rule, answers)]
    return Screening(
        advice=advice,
        settings=() if waits else allowed,
        flags=tuple(flag for flag in FLAGS if flag in noticed),
        fired=tuple(_reason(rule, answers) for rule in told) or (NOTHING_FOUND,),
        clear_with_doctor=tuple(dict.fromkeys(open_points)),
        stop_rules=STOP_RULES,
        age_years=answers.number("age"),
        pain=answers.number("pain"),
    )


def may_be_cleared(screening: Screening) -> bool:
    """Say whether a doctor's yes would open the way: then the last question is asked."""
    waiting = [
        rule
        for rule in RULES
        if rule.id in {reason.rule for reason in screening.fired}
        and rule.advice in (Advice.ASK_DOCTOR, Advice.NOT_NOW)
    ]
    return bool(waiting) and all(rule.clearable for rule in waiting)


def _cleared(rule: Rule, answers: Answers) -> bool:
    return rule.clearable and answers.values["cleared"] == "yes"


def _advice(rule: Rule, answers: Answers) -> Advice:
    return Advice.WITH_SUPPORT if _cleared(rule, answers) else rule.advice


def _reason(rule: Rule, answers: Answers) -> Reason:
    sentence = rule.sentence
    if _cleared(rule, answers):
        sentence = Phrase(
            f"{sentence.en} {PROFESSIONAL_YES.en}", f"{sentence.de} {PROFESSIONAL_YES.de}"
        )
    return Reason(rule.id, sentence, rule.sources)


def screening_to_dict(screening: Screening) -> dict[str, Any]:
    """Return the JSON form."""
    return {
        "version": VERSION,
        "advice": screening.advice.value,
        "settings": [place.value for place in screening.settings],
        "flags": list(screening.flags),
        "fired": [reason_to_dict(reason) for reason in screening.fired],
        "clear_with_doctor": [_both(phrase) for phrase in screening.clear_with_doctor],
        "stop_rules": [_both(phrase) for phrase in screening.stop_rules],
        "age_years": screening.age_years,
        "pain": screening.pain,
    }


def screening_from_dict(data: Mapping[str, Any]) -> Screening:
    """Read the JSON form.

    Raises:
        RetrowalkError: it is of a newer version, or no screening.
    """
    check_version(data, VERSION, "screening")
    try:
        return Screening(
            advice=Advice(data["advice"]),
            settings=tuple(Setting(place) for place in data["settings"]),
            flags=tuple(data["flags"]),
            fired=tuple(reason_from_dict(reason) for reason in data["fired"]),
            clear_with_doctor=tuple(_phrase(text) for text in data["clear_with_doctor"]),
            stop_rules=tuple(_phrase(text) for text in data["stop_rules"]),
            age_years=data["age_years"],
            pain=data["pain"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RetrowalkError(
            f"this is no screening ({error})",
            where="screening",
            remedy="run `retrowalk screen` again",
        ) from error


def check_version(data: Mapping[str, Any], known: int, what: str) -> None:
    """Refuse JSON of a newer version.

    Raises:
        RetrowalkError: it is newer than `known`, or says no version.
    """
    version = data.get("version") if isinstance(data, Mapping) else None
    if not isinstance(version, int):
        raise RetrowalkError("it does not say its version", where=what)
    if version > known:
        raise RetrowalkError(
            f"it is of version {version}, and this Retrowalk knows up to {known}",
            where=what,
            remedy="update Retrowalk",
        )


def reason_to_dict(reason: Reason) -> dict[str, Any]:
    """Return the JSON form of a reason."""
    return {
        "rule": reason.rule,
        "sentence": _both(reason.sentence),
        "sources": list(reason.sources),
        "design_choice": reason.design_choice,
    }


def reason_from_dict(data: Mapping[str, Any]) -> Reason:
    """Read the JSON form of a reason; KeyError names a missing key."""
    return Reason(data["rule"], _phrase(data["sentence"]), tuple(data["sources"]))


def _both(phrase: Phrase) -> dict[str, str]:
    return {"en": phrase.en, "de": phrase.de}


def _phrase(data: Mapping[str, str]) -> Phrase:
    return Phrase(data["en"], data["de"])
