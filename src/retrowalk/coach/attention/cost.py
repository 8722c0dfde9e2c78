"""What a task of the mind cost: cadence and steadiness with it and without it.

Both walks are cut into bouts of the same direction. The k-th bout without is paired with the
k-th bout with the task; the cost is the mean of the paired differences::

    d_k  = with_k - without_k
    cost = mean(d), 95 % interval by Student's t over the pairs

With fewer than two pairs there is no spread between pairs; then the bouts' own 95 % intervals
are added by their squares, which treats both walks as independent. A pair is left out when one
of its numbers is unknown. Order of the walks, practice and tiredness are in the difference too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.evidence.claims import GRADE_WORDS, VERDICT_WORDS, Claim, claim
from retrowalk.language import Language, Phrase
from retrowalk.tracker.base import Bout, Direction, Walk

BRAIN_CLAIM = 14
FEWEST_PAIRS = 2


@dataclass(frozen=True, slots=True)
class TaskCost:
    """The cost of a task; negative cadence is slower, positive variability less even.

    Attributes:
        cadence_spm: change of steps a minute.
        step_time_cv: change of step-time variability.
        pairs: how many pairs of bouts were compared.
        method: how the intervals came about.
    """

    cadence_spm: Estimate
    step_time_cv: Estimate
    pairs: int
    method: Phrase


_PAIRED = Phrase(
    "Mean of the differences of paired bouts; interval by Student's t over the pairs.",
    "Mittel der Unterschiede gepaarter Abschnitte; Intervall nach Student über die Paare.",
)
_SINGLE = Phrase(
    "One pair of bouts; interval from the bouts' own intervals, as if independent.",
    "Ein Paar von Abschnitten; Intervall aus deren eigenen Intervallen, als wären sie unabhängig.",
)
_NEEDED = {
    Direction.BACKWARD: Phrase(
        "both walks need a bout that goes backward", "in beiden Gängen muss es rückwärts gehen"
    ),
    Direction.FORWARD: Phrase(
        "both walks need a bout that goes forward", "in beiden Gängen muss es vorwärts gehen"
    ),
}
_UNKNOWN = Phrase(
    "the number is unknown in every pair of bouts",
    "die Zahl ist in jedem Paar von Abschnitten unbekannt",
)
_NO_INTERVAL = Phrase(
    "one pair of bouts without intervals", "ein Paar von Abschnitten ohne Intervalle"
)
_GERMAN = {text.en: text.de for text in (*_NEEDED.values(), _UNKNOWN, _NO_INTERVAL)}
_NONE = Phrase("No bouts could be paired.", "Keine Abschnitte ließen sich paaren.")


def task_cost(
    without: Walk, with_task: Walk, direction: Direction = Direction.BACKWARD
) -> TaskCost:
    """Return what the task cost, in bouts of one direction.

    Args:
        without: the walk without a task.
        with_task: the walk with it, same place and placement.
        direction: of the bouts to compare, backward or forward.

    Raises:
        RetrowalkError: another direction.
    """
    if direction not in _NEEDED:
        raise RetrowalkError(
            f"bouts that go '{direction}' are not compared",
            where="--direction",
            remedy=f"say {' or '.join(_NEEDED)}",
        )
    pairs = list(zip(_bouts(without, direction), _bouts(with_task, direction), strict=False))
    if not pairs:
        reason = _NEEDED[direction].en
        return TaskCost(Estimate.unknown("1/min", reason), Estimate.unknown("1", reason), 0, _NONE)
    return TaskCost(
        _cost(pairs, lambda bout: bout.cadence_spm, "1/min"),
        _cost(pairs, lambda bout: bout.steadiness.step_time_cv, "1"),
        len(pairs),
        _PAIRED if len(pairs) >= FEWEST_PAIRS else _SINGLE,
    )


def cost_sentence(cost: TaskCost) -> Phrase:
    """Return what the cost means, in one sentence."""
    parts = [_clear(cost.cadence_spm), _clear(cost.step_time_cv)]
    if parts[0] is None and parts[1] is None:
        return Phrase("The walks cannot be compared.", "Die Gänge lassen sich nicht vergleichen.")
    if not any(parts):
        return Phrase(
            "No clear difference with the task: zero lies within the intervals.",
            "Kein klarer Unterschied mit der Aufgabe: Null liegt in den Intervallen.",
        )
    slower = (cost.cadence_spm.value or 0.0) < 0.0
    uneven = (cost.step_time_cv.value or 0.0) > 0.0
    en, de = [], []
    if parts[0]:
        en.append("slower steps" if slower else "faster steps")
        de.append("langsamere Schritte" if slower else "schnellere Schritte")
    if parts[1]:
        en.append("less even steps" if uneven else "more even steps")
        de.append("weniger gleichmäßige Schritte" if uneven else "gleichmäßigere Schritte")
    return Phrase(f"With the task: {' and '.join(en)}.", f"Mit der Aufgabe: {' und '.join(de)}.")


def reason_said(reason: str, language: Language) -> str:
    """Return why a cost is unknown, in this language."""
    return _GERMAN.get(reason, reason) if language is Language.DE else reason


def brain_claim() -> Claim:
    """Return what is known of walking backward and the brain, with its grade."""
    return claim(BRAIN_CLAIM)


def brain_sentence(language: Language) -> str:
    """Return verdict, grade and sentence of the claim about the brain."""
    found, tongue = brain_claim(), language.value
    verdict, grade = VERDICT_WORDS[tongue][found.verdict], GRADE_WORDS[tongue][found.grade]
    ids = ", ".join((*found.ids_for, *found.ids_against))
    return f"{found.claims[tongue]} – {verdict} ({grade}). {found.sentence(tongue)} [{ids}]"


def _bouts(walk: Walk, direction: Direction) -> tuple[Bout, ...]:
    return tuple(bout for bout in walk.bouts if bout.direction is direction)


def _clear(estimate: Estimate) -> bool | None:
    """Return whether zero lies outside the interval; None where there is none."""
    if estimate.low is None or estimate.high is None:
        return None
    return estimate.low > 0.0 or estimate.high < 0.0


def _cost(
    pairs: Sequence[tuple[Bout, Bout]], number: Callable[[Bout], Estimate], unit: str
) -> Estimate:
    known = [
        (before, after)
        for before, after in ((number(a), number(b)) for a, b in pairs)
        if before.known and after.known
    ]
    if not known:
        return Estimate.unknown(unit, _UNKNOWN.en)
    differences = [(after.value or 0.0) - (before.value or 0.0) for before, after in known]
    mean = sum(differences) / len(differences)
    if len(known) >= FEWEST_PAIRS:
        half = _half_width(differences, mean)
        return Estimate(mean, mean - half, mean + half, unit)
    before, after = known[0]
    widths = [_half(before), _half(after)]
    if None in widths:
        return Estimate(mean, None, None, unit, _NO_INTERVAL.en)
    half = sum((width or 0.0) ** 2 for width in widths) ** 0.5
    return Estimate(mean, mean - half, mean + half, unit)


def _half(estimate: Estimate) -> float | None:
    if estimate.low is None or estimate.high is None:
        return None
    return (estimate.high - estimate.low) / 2.0


def _half_width(differences: Sequence[float], mean: float) -> float:
    """Return half of the 95 % interval of a mean, by Student's t."""
    from scipy.stats import t

    n = len(differences)
    variance = sum((d - mean) ** 2 for d in differences) / (n - 1)
    return float(t.ppf(0.975, n - 1)) * float((variance / n) ** 0.5)
