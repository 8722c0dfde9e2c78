"""A dose in plain sentences, German and English, for the command line and the report."""

from __future__ import annotations

from retrowalk.dose.session import Dose
from retrowalk.dose.words import note, say
from retrowalk.estimate import Estimate
from retrowalk.evidence.texts import number_text

_SMALL = 20.0


def _line(name: str, estimate: Estimate, language: str, spec: str = ".0f") -> str:
    if estimate.value is None:
        return say(f"dose_{name}_unknown", language)
    if name != "steps" and abs(estimate.value) < _SMALL:
        spec = ".1f"  # whole numbers would hide the interval
    value = number_text(estimate.value, language, spec)
    if estimate.low is None or estimate.high is None:
        return say(f"dose_{name}_bare", language, value=value)
    ends = {
        "low": number_text(estimate.low, language, spec),
        "high": number_text(estimate.high, language, spec),
    }
    return say(f"dose_{name}", language, value=value, **ends)


def dose_lines(given: Dose, language: str) -> tuple[str, ...]:
    """Return a dose in plain sentences: backward walking first, knee and muscles last.

    Raises:
        RetrowalkError: a language we have no words for.
    """
    out = []
    for part in (given.backward, given.forward):
        minutes = part.minutes.value or 0.0
        if minutes <= 0.0:
            continue
        out.append(
            say(
                f"dose_{part.direction.value}",
                language,
                minutes=number_text(minutes, language, ".1f"),
            )
        )
        out.append(_line("steps", part.steps, language))
        out.append(_line("kcal", part.gross_kcal, language))
        out.append(_line("net_kcal", part.net_kcal, language))
        out.append(_line("met_minutes", part.met_minutes, language))
        out.append(_line("moderate", part.moderate_minutes, language, ".1f"))
        out += [note(name, language) for name in part.notes]
        out.append(say("dose_sources", language, ids=", ".join(part.met_minutes.sources)))
    if not out:
        return (say("note_no_walking", language),)
    if given.backward.minutes.value:
        out.append(say("dose_knee", language))
        out += [f.sentence(language) for f in given.knee]
        out.append(say("dose_muscle", language))
        out += [f.sentence(language) for f in given.muscle]
    return tuple(out)
