"""The words that apps have for walking."""

from __future__ import annotations

from retrowalk.session import WALKING

_WALKS = frozenset({"walk", "walking"})


def sport_of(word: str) -> str:
    """Return `WALKING` for the words that mean it, else the file's own word in lower case."""
    bare = word.strip().lower()
    return WALKING if bare in _WALKS else bare
