"""Numbers of golden vectors, short enough to be the same on every machine."""

from __future__ import annotations

from typing import Any

# far more than is compared, fewer than another processor may round otherwise
_DIGITS = 9


def short(value: Any) -> Any:
    """Return plain JSON with each float to nine digits that count."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: short(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [short(item) for item in value]
    return value
