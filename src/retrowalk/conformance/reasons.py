"""One short word for each sentence in which the tracker says why it does not know.

Other implementations may speak other languages; the words are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from retrowalk.recording import Placement
from retrowalk.tracker.decide import ACROSS, ASIDE, TURNS, UNSURE, VIGOROUS
from retrowalk.tracker.outcomes import HANDLED, NO_DIRECTION, NO_GYROSCOPE, REWORN, UNKNOWN_WAIST

# word -> sentence
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "unsure": UNSURE,
        "vigorous": VIGOROUS,
        "turning": TURNS,
        "across": ACROSS,
        "aside": ASIDE,
        "wrist": NO_DIRECTION[Placement.WRIST],
        "hand": NO_DIRECTION[Placement.HAND],
        "waist": UNKNOWN_WAIST,
        "no_gyroscope": NO_GYROSCOPE,
        "reworn": REWORN,
        "handled": HANDLED,
    }
)
_WORDS = {sentence: word for word, sentence in REASONS.items()}


def word_of(sentence: str | None) -> str | None:
    """Return the word for a sentence of the tracker; None for none."""
    return None if sentence is None else _WORDS[sentence]
