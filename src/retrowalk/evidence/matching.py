"""What a free text claims: a ratio of steps, one of the known claims, or nothing known.

    "100 Schritte rückwärts = 1000 vorwärts"   ratio 10
    "walking backward burns twice the calories" ratio 2
    "Rückwärtsgehen beugt Stürzen vor"          claim 16
    "Hilft Lavendel gegen Schlaflosigkeit?"     nothing known

The matching is by words and word beginnings, so that everyone can see why a text
matched. It never guesses: a text that shares too little with every claim is unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrowalk.evidence.claims import Claim, claim, claims
from retrowalk.evidence.numbers import Number, folded, numbers

RATIO_CLAIM = 1
_LEAST_SHARE = 0.6

_BACKWARD = re.compile(r"ruckwart|backward|reverse|retro|hinterwart")
_FORWARD = re.compile(r"vorwart|forward|normal|usual|gewohnlich")
_COUNTED = re.compile(r"schritt|step|minut|pace|besser|better|effekti|effecti|wirksam")
_ENERGY = re.compile(r"kalori|calori|energi|energy|kcal|verbren|burn|verbrauch|sauerstoff|oxygen")
_WORTH = re.compile(
    r"=|≈|so gut|so viel|as good|as much|as many|as effective|wie\b|gleich|ersetz|entsprech|equal|"
    r"worth|wert|same|replac|bring|zahl|count|equivalen|\bsind\b|\bare\b|\bist\b|\bis\b|like\b"
)
_OTHER_TOPIC = re.compile(
    r"knie|knee|muskel|muscle|quadri|druck|pressure|gleichgewicht|balance|sturz|\bfalls?\b|"
    r"gehirn|brain|schmerz|pain|arthr|gelenk|joint|huft|\bhip"
)
_OTHER_UNIT = re.compile(
    r"\s*(?:%|prozent|percent|jahr|year|kg|km|m\b|meter|metre|uhr|tag|day|woche|week|euro|€|ubung|exerc)"
)
_PERCENT = re.compile(
    r"\s*(?:%|prozent|percent)\s*(?P<sign>mehr|more|hoher|higher|weniger|less|fewer|lower)"
)
_DENIED = re.compile(r"\bnicht\b|\bkein|\bnie\b|\bnot\b|n't\b|\bnever\b|\bno\b")
_ONE_STEP = re.compile(
    r"\b(?:a|an|each|every|per|jeder|jeden|pro)\b[^.=]{0,12}(?:step|schritt|ruckw|backw)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a free text says, as far as it was understood.

    Attributes:
        text: the text.
        ratio: forward steps claimed to equal one backward step, or None.
        denied: whether the text denies the ratio ("are *not* as good as").
        claim: the known claim it is about, or None.
    """

    text: str
    ratio: float | None
    denied: bool
    claim: Claim | None


def understand(text: str) -> Statement:
    """Return what a German or English text claims about walking backward."""
    plain = folded(text)
    ratio = _ratio(plain)
    if ratio is not None:
        return Statement(text, ratio, bool(_DENIED.search(plain)), claim(RATIO_CLAIM))
    return Statement(text, None, False, _claim_in(plain))


def _ratio(plain: str) -> float | None:
    """Return the ratio backward to forward that a folded text states; None when it states none."""
    if not _BACKWARD.search(plain):
        return None
    if _OTHER_TOPIC.search(plain) and not _ENERGY.search(plain):
        return None
    if not (_COUNTED.search(plain) or _ENERGY.search(plain)):
        return None
    found = numbers(plain)
    for number in found:
        percent = _PERCENT.match(plain, number.end)
        if percent and not number.factor:
            less = percent["sign"] in ("weniger", "less", "fewer", "lower")
            share = 1.0 - number.value / 100.0 if less else 1.0 + number.value / 100.0
            return _from_backward(share, number, plain) if share > 0.0 else None
    factors = [n for n in found if n.factor and n.value > 0.0]
    counts = [
        n for n in found if not n.factor and n.value > 0.0 and not _OTHER_UNIT.match(plain, n.end)
    ]
    if len(factors) == 1 and len(counts) < 2:
        return _from_backward(factors[0].value, factors[0], plain)
    if not _WORTH.search(plain):
        return None
    if len(counts) == 1 and _ONE_STEP.search(plain):
        return counts[0].value
    return _of_two_counts(counts, plain) if len(counts) == 2 else None


def _from_backward(ratio: float, number: Number, plain: str) -> float:
    """Turn the ratio round when forward walking is the subject ("forward burns half of ...")."""
    ahead, back = _FORWARD.search(plain), _BACKWARD.search(plain)
    forward_first = ahead and back and ahead.start() < number.start < back.start()
    return 1.0 / ratio if forward_first else ratio


def _of_two_counts(counts: list[Number], plain: str) -> float:
    """Return the forward count over the backward count; each belongs to the word after it."""
    first, second = counts
    after_first = plain[first.end : second.start]
    after_second = plain[second.end :]
    second_is_backward = not _BACKWARD.search(after_first) and (
        bool(_FORWARD.search(after_first)) or bool(_BACKWARD.search(after_second))
    )
    return first.value / second.value if second_is_backward else second.value / first.value


def _claim_in(plain: str) -> Claim | None:
    """Return the known claim that shares the most with the text, if it shares enough."""
    backward = bool(_BACKWARD.search(plain))
    best: tuple[float, int, Claim] | None = None
    for candidate in claims():
        if candidate.about_backward and not backward:
            continue
        hits = sum(_holds(plain, group) for group in candidate.keywords)
        share = hits / len(candidate.keywords)
        if hits >= 2 and share >= _LEAST_SHARE and (best is None or (share, hits) > best[:2]):
            best = (share, hits, candidate)
    return best[2] if best else None


def _holds(plain: str, group: str) -> bool:
    """Return whether a word of the text begins with one of the group; short ones must be whole."""
    return any(
        re.search(rf"\b{re.escape(stem)}" + (r"\b" if len(stem) < 4 else ""), plain)
        for stem in group.split("|")
    )
