"""Passwords that are tried first and are long enough for the rule of twelve characters.

Made from what is common everywhere: runs of digits and keys, doubled words, names of the app.
"""

from __future__ import annotations

_WORDS = (
    "password", "passwort", "password1", "passw0rd", "p@ssword", "p@ssw0rd", "qwerty", "qwertz",
    "qwertyuiop", "qwertzuiop", "asdfghjkl", "letmein", "welcome", "willkommen", "iloveyou",
    "ichliebedich", "dragon", "monkey", "football", "fussball", "baseball", "superman", "batman",
    "master", "princess", "prinzessin", "sunshine", "shadow", "trustno1", "starwars", "whatever",
    "computer", "internet", "secret", "geheim", "hallo", "hello", "schatz", "sommer", "winter",
    "summer", "spring", "admin", "administrator", "changeme", "default", "guest", "login", "test",
    "retrowalk", "retrowalking", "backward", "walking", "physio", "knee", "abc123", "abcdef",
    "abcdefgh", "abcd1234", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "qazwsx", "zaq12wsx", "123qwe",
    "q1w2e3r4", "michael", "charlie", "jordan", "freedom", "chocolate", "liverpool", "arsenal",
)  # fmt: skip
_ENDS = (
    "", "1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "2024", "2025", "2026",
    "!", "1!", "123!", "1234!",
)  # fmt: skip
_RUNS = ("01234567890123456789", "1234567890" * 2, "9876543210" * 2, "abcdefghijklmnopqrstuvwxyz",
         "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "1q2w3e4r5t6z7u8i9o0p",
         "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb", "qazwsxedcrfvtgbyhnujm")  # fmt: skip

COMMON: frozenset[str] = frozenset(
    {word + end for word in _WORDS for end in _ENDS}
    | {word + word + end for word in _WORDS for end in _ENDS}
    | {word + other for word in _WORDS for other in _WORDS}
    | {run[:length] for run in _RUNS for length in range(6, len(run) + 1)}
    | {run[:length][::-1] for run in _RUNS for length in range(6, len(run) + 1)}
    | {"correcthorsebatterystaple", "correct horse battery staple", "passwordpassword"}
)
"""In lower case; `check_password` also takes digits and marks off the end before it looks."""
