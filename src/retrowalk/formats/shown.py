"""What a file holds, made fit to stand in a sentence."""

from __future__ import annotations


def shown(text: str, most: int = 40) -> str:
    """Return a text on one line, without characters that steer a terminal, and not too long."""
    head = " ".join(text[: 4 * most].split())
    plain = "".join(one if one.isprintable() else "\ufffd" for one in head)
    return plain if len(plain) <= most else f"{plain[: most - 3]}..."
