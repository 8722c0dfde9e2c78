"""How hard a text is to read: words a sentence, Flesch for English, Wiener formula for German.

Flesch reading ease   206.835 - 1.015 words/sentence - 84.6 syllables/word
                      60 to 70 plain, 80 and more easy
Wiener Sachtextformel (first)   0.1935 MS + 0.1672 SL + 0.1297 IW - 0.0327 ES - 0.875
                      about the school year that understands it
                      MS share of words of 3 and more syllables, IW of more than 6 letters,
                      ES of one syllable, all in per cent; SL words a sentence
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-zÄÖÜäöüß']+")
_END = re.compile(r"[.!?]+(?:\s|$)")


def sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence."""
    found = [_WORD.findall(part) for part in _END.split(text)]
    return [words for words in found if words]


def english_syllables(word: str) -> int:
    """Return the syllables of an English word, by its groups of vowels."""
    low = word.lower()
    count = len(re.findall(r"[aeiouy]+", low))
    if low.endswith("e") and not low.endswith(("le", "ee")) and count > 1:
        count -= 1
    if low.endswith("ed") and not low.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)


def german_syllables(word: str) -> int:
    """Return the syllables of a German word, by its vowels; au, ei, ie, eu and the like are one."""
    return max(len(re.findall(r"aa|ee|oo|au|äu|ei|ai|eu|ie|[aeiouäöüy]", word.lower())), 1)


def flesch(text: str) -> float:
    """Return Flesch's reading ease of an English text."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    syllables = sum(map(english_syllables, words))
    return 206.835 - 1.015 * len(words) / len(parts) - 84.6 * syllables / len(words)


def wiener(text: str) -> float:
    """Return the first Wiener Sachtextformel of a German text."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    counts = [german_syllables(word) for word in words]

    def percent(matching: int) -> float:
        return 100.0 * matching / len(words)

    long = percent(sum(c >= 3 for c in counts))
    short = percent(sum(c == 1 for c in counts))
    wide = percent(sum(len(word) > 6 for word in words))
    return 0.1935 * long + 0.1672 * len(words) / len(parts) + 0.1297 * wide - 0.0327 * short - 0.875


def words_a_sentence(text: str) -> float:
    """Return the mean length of a sentence in words."""
    parts = sentences(text)
    return sum(map(len, parts)) / len(parts)
