"""The fact check: what a popular claim is worth, and what 100 steps are worth for you.

text -> evidence.matching.understand -> Statement
a ratio -> computed for the person (`ratio.step_ratio`) -> verdict
a known claim -> its verdict, grade and sources
nothing known -> said so
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retrowalk.dose.design import chosen
from retrowalk.dose.ratio import StepRatio, measured_conditions, step_ratio, steps_energy
from retrowalk.dose.words import check_language, note, say
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.claims import GRADE_WORDS, VERDICT_WORDS, Claim, Grade, Verdict
from retrowalk.evidence.matching import Statement, understand
from retrowalk.evidence.table import row
from retrowalk.evidence.texts import number_text
from retrowalk.recording import Wearer
from retrowalk.tracker.base import Direction

_STEPS = 100.0
"""How many backward steps the answer speaks of, as the claim F-03 does."""
_INTERVAL_PERCENT = 95.0
"""What every interval of an `Estimate` holds."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A claimed ratio of steps against the computed one.

    Attributes:
        claimed: forward steps said to equal one backward step.
        denied: whether the text denies it.
        verdict: on what the text says.
        matched: both directions at the same speed.
        own: each direction at the person's own speed; None when no speeds were given.
        conditions: our ratio at the conditions of rows D-01 and D-03.
        backward_kcal: gross energy of a hundred steps backward; None without speeds.
    """

    claimed: float
    denied: bool
    verdict: Verdict
    matched: StepRatio
    own: StepRatio | None
    conditions: tuple[tuple[str, StepRatio], ...]
    backward_kcal: Estimate | None

    @property
    def grade(self) -> Grade:
        """Oxygen uptake measured in laboratories."""
        return Grade.MECHANISM

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the rows behind the answer."""
        found = [*self.matched.ratio.sources, *(self.own.ratio.sources if self.own else ())]
        found += [name for name, _ in self.conditions]
        return tuple(dict.fromkeys((*found, "F-01", "F-03")))


@dataclass(frozen=True, slots=True)
class FactCheck:
    """The answer to a free text: a computed ratio, a known claim, or neither."""

    statement: Statement
    worth: Worth | None

    @property
    def claim(self) -> Claim | None:
        """The known claim the text is about."""
        return self.statement.claim


def _covers(ratio: StepRatio, claimed: float) -> bool:
    low, high = ratio.ratio.low, ratio.ratio.high
    return low is not None and high is not None and low <= claimed <= high


def _verdict(claimed: float, denied: bool, ratios: tuple[StepRatio, ...]) -> Verdict:
    inside = [_covers(r, claimed) for r in ratios]
    if any(inside) and not all(inside):
        return Verdict.PARTLY
    return Verdict.SUPPORTED if all(inside) is not denied else Verdict.CONTRADICTED


def worth(
    claimed: float,
    wearer: Wearer,
    forward_mps: float | None = None,
    backward_mps: float | None = None,
    *,
    denied: bool = False,
) -> Worth:
    """Return a claimed ratio against the one computed for this person.

    Without speeds the ratio is computed at the speed at which both directions were
    measured (row E-02) and there is none at own speeds.

    Raises:
        RetrowalkError: only one of the two speeds, or one the model gives no answer for.
    """
    if (forward_mps is None) != (backward_mps is None):
        raise RetrowalkError(
            "one speed is not enough",
            where="factcheck",
            remedy="give --forward-speed and --backward-speed, or neither",
        )
    conditions = measured_conditions()
    if forward_mps is None or backward_mps is None:
        speed = conditions[0][1].backward_mps
        matched, own, kcal = step_ratio(speed, speed, wearer), None, None
    else:
        matched = step_ratio(backward_mps, backward_mps, wearer)
        own = step_ratio(backward_mps, forward_mps, wearer)
        kcal = steps_energy(Direction.BACKWARD, _STEPS, backward_mps, forward_mps, wearer)
    judged = (matched, own) if own else (matched,)
    return Worth(claimed, denied, _verdict(claimed, denied, judged), matched, own, conditions, kcal)


def check(
    text: str,
    wearer: Wearer,
    forward_mps: float | None = None,
    backward_mps: float | None = None,
) -> FactCheck:
    """Return what is known of a free text, German or English."""
    if not text.strip():
        raise RetrowalkError("there is no text", where="factcheck", remedy="write a claim")
    statement = understand(text)
    if statement.ratio is None:
        return FactCheck(statement, None)
    computed = worth(statement.ratio, wearer, forward_mps, backward_mps, denied=statement.denied)
    return FactCheck(statement, computed)


def _rounded(number: float | None, language: str, spec: str) -> str:
    return "?" if number is None else number_text(number, language, spec)


def _plain(number: float, language: str) -> str:
    """Return a number as people write it: three figures, but large ones whole."""
    return number_text(number, language, ".0f" if number >= 100.0 else ".3g")


def _range(estimate: Estimate, language: str, spec: str) -> dict[str, str]:
    return {
        "value": _rounded(estimate.value, language, spec),
        "low": _rounded(estimate.low, language, spec),
        "high": _rounded(estimate.high, language, spec),
    }


def worth_lines(answer: Worth, language: str) -> tuple[str, ...]:
    """Return the computed answer in plain sentences."""
    lines = [
        say(
            "worth_head",
            language,
            verdict=VERDICT_WORDS[language][answer.verdict],
            grade=GRADE_WORDS[language][answer.grade],
            claimed=_plain(answer.claimed, language),
        )
    ]
    shown = answer.own or answer.matched
    if answer.own is not None:
        lines.append(_ratio_line("worth_own", answer.own, language))
    lines.append(_ratio_line("worth_matched", answer.matched, language))
    if answer.backward_kcal is not None and answer.backward_kcal.known:
        lines.append(
            say(
                "worth_kcal",
                language,
                steps=_STEPS,
                **_range(answer.backward_kcal, language, ".0f"),
            )
        )
    lines.append(say("worth_dominant", language, cause=say(f"input_{shown.dominant}", language)))
    lines += [note(name, language) for name in shown.notes]
    lines.append(say("worth_sources", language, ids=", ".join(answer.sources)))
    return tuple(lines)


def _ratio_line(name: str, ratio: StepRatio, language: str) -> str:
    hundred = ratio.ratio.scaled(_STEPS, "steps")
    return say(
        name,
        language,
        backward=_rounded(ratio.backward_mps, language, ".2g"),
        forward=_rounded(ratio.forward_mps, language, ".2g"),
        steps=_STEPS,
        percent=_INTERVAL_PERCENT,
        **_range(hundred, language, ".0f"),
    )


def lines(answer: FactCheck, language: str) -> tuple[str, ...]:
    """Return the answer to a free text in plain sentences.

    Raises:
        RetrowalkError: a language we have no words for.
    """
    check_language(language)
    if answer.worth is not None:
        return worth_lines(answer.worth, language)
    if answer.claim is None:
        return (say("nothing_known", language),)
    return claim_lines(answer.claim, language)


def claim_lines(claim: Claim, language: str) -> tuple[str, ...]:
    """Return a claim with verdict, grade, sentence and sources."""
    out = [
        say(
            "claim_head",
            language,
            claim=claim.claims[language],
            verdict=VERDICT_WORDS[language][claim.verdict],
            grade=GRADE_WORDS[language][claim.grade],
        ),
        claim.sentence(language),
    ]
    for name, ids in (("claim_for", claim.ids_for), ("claim_against", claim.ids_against)):
        if ids:
            out.append(say(name, language, ids=", ".join(ids)))
    return tuple(out)


def to_dict(answer: FactCheck, language: str) -> dict[str, Any]:
    """Return the JSON form of an answer."""
    claim, computed = answer.claim, answer.worth
    out: dict[str, Any] = {
        "text": answer.statement.text,
        "known": claim is not None,
        "claim": claim.to_dict(language) if claim else None,
        "verdict": claim.verdict.value if claim else None,
        "grade": claim.grade.value if claim else None,
        "evidence": list(dict.fromkeys(claim.ids_for + claim.ids_against)) if claim else [],
        "worth": None,
        "lines": list(lines(answer, language)),
    }
    if computed is not None:
        out["verdict"] = computed.verdict.value
        out["grade"] = computed.grade.value
        out["evidence"] = list(computed.sources)
        out["worth"] = _worth_dict(computed, language)
    return out


def _worth_dict(answer: Worth, language: str) -> dict[str, Any]:
    return {
        "claimed_ratio": answer.claimed,
        "denied": answer.denied,
        "matched_speed": answer.matched.to_dict(language),
        "own_speeds": answer.own.to_dict(language) if answer.own else None,
        "hundred_steps_backward_kcal": (
            answer.backward_kcal.to_dict() if answer.backward_kcal else None
        ),
        "at_measured_conditions": [
            {
                "row": name,
                "measured": row(name).estimate().to_dict(),
                "computed": ratio.to_dict(language),
                "covered": _covers(ratio, row(name).number),
            }
            for name, ratio in answer.conditions
        ],
        "draws": int(chosen("draws")),
        "seed": int(chosen("seed")),
    }
