"""The pictures of the exercises without words, so that one serves every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrowalk.coach.exercises import exercises
from retrowalk.report.body import moving_svg, still_svg

_COORDINATES = re.compile(r' (d|values)="([^"]*)"')


def figures() -> Iterator[tuple[str, str]]:
    """Yield file name and SVG of each form: moving, and still."""
    for one in exercises():
        for level in one.forms:
            name = f"{one.id}-{level.value}"
            yield f"{name}.svg", _tight(moving_svg(one, level, None))
            yield f"{name}-still.svg", _tight(still_svg(one, level, None))


def _tight(svg: str) -> str:
    """Return the same picture without the blanks that coordinates do not need."""

    def tight(found: re.Match[str]) -> str:
        return f' {found[1]}="{found[2].replace(" -", "-").replace("; ", ";")}"'

    return _COORDINATES.sub(tight, svg)
