"""Codes that open one thing once: said or sent to a person, kept as a hash only."""

from __future__ import annotations

import hashlib
import secrets

# Without 0 O 1 I L: they are read aloud and typed from paper.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS = 3
_GROUP = 4


def new_code() -> str:
    """Return a code such as ``K7QD-M2XA-9TRB``: 59 bits, too many to try."""
    signs = [secrets.choice(_SIGNS) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, len(signs), _GROUP))


def hash_of(code: str) -> str:
    """Return what is kept of a code; spaces, dashes and small letters do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(b"one-time:" + plain.encode()).hexdigest()
