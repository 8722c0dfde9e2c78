"""Passwords: rules, and argon2id hashes that take the same time for unknown names."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from retrowalk.server.common_passwords import COMMON
from retrowalk.server.problems import Problem

LEAST = 12
MOST = 128
_DISTINCT_LEAST = 5
# 64 MiB each: more at once would let a handful of logins take the machine's memory.
_AT_ONCE = 2


class Passwords:
    """Hashes and checks passwords, two at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._decoy = self._hasher.hash("a password of nobody")

    def hash(self, password: str) -> str:
        """Return the argon2id hash with its salt and parameters."""
        with self._turn:
            return self._hasher.hash(password)

    def is_right(self, hashed: str | None, password: str) -> bool:
        """Tell whether the password is that of the hash; without one it takes as long."""
        with self._turn:
            try:
                self._hasher.verify(hashed or self._decoy, password)
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Tell whether the hash was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)


def check_password(password: str, name: str) -> None:
    """Refuse what is guessed first; any characters are allowed.

    Raises:
        Problem: too short, too long, among the commonest, or like the name.
    """
    where = "password"
    if len(password) < LEAST:
        raise Problem(
            422, f"the password has fewer than {LEAST} characters", where=where,
            remedy="take some words that you can remember",
        )  # fmt: skip
    if len(password) > MOST:
        raise Problem(422, f"the password has more than {MOST} characters", where=where)
    plain = password.casefold()
    letters = "".join(c for c in plain if c.isalpha())
    if (
        plain in COMMON
        or plain.rstrip("0123456789!.?") in COMMON
        or len(set(plain)) < _DISTINCT_LEAST
        or (name and letters == name.casefold())
    ):
        raise Problem(
            422, "the password is among those that are tried first", where=where,
            remedy="take some words that do not belong together",
        )  # fmt: skip
