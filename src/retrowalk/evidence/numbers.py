"""Numbers in free text, German and English, in digits or in words.

"hundert" 100 · "eintausend" 1000 · "fünfundzwanzig" 25 · "a hundred and fifty" 150
"1.000" and "1,000" and "1 000" 1000 · "1,5" and "1.5" 1.5 · "1000x" 1000, a factor
"zehnmal", "zehnfache", "tenfold", "ten times", "doppelt", "twice" a factor
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = {
    "null": 0, "zero": 0, "ein": 1, "eins": 1, "eine": 1, "einen": 1, "einem": 1, "one": 1,
    "zwei": 2, "zwo": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4, "funf": 5,
    "five": 5, "sechs": 6, "six": 6, "sieben": 7, "seven": 7, "acht": 8, "eight": 8, "neun": 9,
    "nine": 9, "zehn": 10, "ten": 10, "elf": 11, "eleven": 11, "zwolf": 12, "twelve": 12,
    "dreizehn": 13, "thirteen": 13, "vierzehn": 14, "fourteen": 14, "funfzehn": 15,
    "fifteen": 15, "sechzehn": 16, "sixteen": 16, "siebzehn": 17, "seventeen": 17,
    "achtzehn": 18, "eighteen": 18, "neunzehn": 19, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "twenty": 20, "dreissig": 30, "thirty": 30, "vierzig": 40, "forty": 40,
    "funfzig": 50, "fifty": 50, "sechzig": 60, "sixty": 60, "siebzig": 70, "seventy": 70,
    "achtzig": 80, "eighty": 80, "neunzig": 90, "ninety": 90,
}  # fmt: skip
_FACTORS = {
    "doppelt": 2.0, "doppelte": 2.0, "doppelten": 2.0, "twice": 2.0, "double": 2.0,
    "dreifach": 3.0, "triple": 3.0, "thrice": 3.0, "halb": 0.5, "halbe": 0.5, "half": 0.5,
    "halfte": 0.5,
}  # fmt: skip
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "’": "'", "‑": "-"})
_WRITTEN_OUT = (
    ("rueck", "ruck"), ("waerts", "warts"), ("fuenf", "funf"), ("zwoelf", "zwolf"),
    ("staerk", "stark"), ("stuerz", "sturz"), ("huefte", "hufte"), ("praefron", "prafron"),
    ("gesaess", "gesass"), ("ueb", "ub"),
)  # fmt: skip
_DIGITS = re.compile(r"\d{1,3}(?:[.,'  \u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_FACTOR_AFTER = re.compile(r"\s*-?\s*(?:x\b|×|mal\b|fach|fold|times\b)")


def folded(text: str) -> str:
    """Return the text in lower case without umlauts: "fünf" and "fuenf" both become "funf"."""
    lower = text.casefold().translate(_FOLD)
    for written_out, plain in _WRITTEN_OUT:
        lower = lower.replace(written_out, plain)
    return lower


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        value: what it says.
        start: index of its first character in the folded text.
        end: index after its last character.
        factor: whether it multiplies ("ten times") rather than counts.
    """

    value: float
    start: int
    end: int
    factor: bool


def _word_value(word: str) -> float | None:
    """Return the value of one number word, German compounds included."""
    if word in _SMALL:
        return float(_SMALL[word])
    if word in _TENS:
        return float(_TENS[word])
    for name, size in (("tausend", 1000), ("thousand", 1000), ("hundert", 100), ("hundred", 100)):
        head, found, tail = word.partition(name)
        if found:
            front = _word_value(head) if head else 1.0
            back = _word_value(tail.removeprefix("und")) if tail else 0.0
            return None if front is None or back is None else front * size + back
    unit, joined, tens = word.partition("und")
    if joined and unit in _SMALL and tens in _TENS:
        return float(_SMALL[unit] + _TENS[tens])
    return None


def _digits_value(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[.,'  \u2009\u202f]\d{3})+", text):
        return float(re.sub(r"\D", "", text))
    return float(text.replace(",", "."))


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a folded text in order; words joined as English joins them."""
    found = [
        Number(_digits_value(m.group()), m.start(), m.end(), False) for m in _DIGITS.finditer(text)
    ]
    for match in re.finditer(r"[a-z]+", text):
        word = match.group()
        if word in _FACTORS:
            found.append(Number(_FACTORS[word], match.start(), match.end(), True))
            continue
        stem = re.sub(r"(?:mal|fache|fachen|fach|fold)$", "", word)
        value = _word_value(stem)
        if value is not None:
            found.append(Number(value, match.start(), match.end(), stem != word))
    return tuple(_marked(n, text) for n in _joined(sorted(found, key=lambda n: n.start), text))


def _joined(found: list[Number], text: str) -> list[Number]:
    """Join "a hundred fifty" and "two thousand" into one number each."""
    out: list[Number] = []
    for number in found:
        between = text[out[-1].end : number.start].strip(" -") if out else "x"
        if out and between in ("", "and", "und") and not out[-1].factor:
            last = out[-1]
            if number.value in (100.0, 1000.0) and 1.0 <= last.value < number.value:
                out[-1] = Number(last.value * number.value, last.start, number.end, number.factor)
                continue
            tail = between in ("", "and") and number.value < min(last.value, 100.0)
            if tail and last.value >= 20.0 and last.value % 10 == 0:
                out[-1] = Number(last.value + number.value, last.start, number.end, number.factor)
                continue
        out.append(number)
    return out


def _marked(number: Number, text: str) -> Number:
    if number.factor or _FACTOR_AFTER.match(text, number.end):
        return Number(number.value, number.start, number.end, True)
    return number
