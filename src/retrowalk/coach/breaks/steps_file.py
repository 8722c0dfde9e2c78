"""A day's step counts from a table: a time and a count in each line, one line a minute.

time,steps
2026-11-24T09:00,0
2026-11-24T09:01,          <- empty: not worn; a minute that is missing counts the same
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from retrowalk.coach.breaks.base import Day
from retrowalk.errors import RetrowalkError

_LONGEST_MIN = 7 * 24 * 60
_EXAMPLE = f"{datetime(2026, 11, 24, 9).isoformat(timespec='minutes')},{12}"


def looks_like_steps(path: Path) -> bool:
    """Say whether a file begins like a table of step counts."""
    try:
        with path.open("rb") as file:
            head = file.readline(200)
    except OSError:
        return False
    return [part.strip().lower() for part in head.decode("utf-8-sig", "replace").split(",")] == [
        "time",
        "steps",
    ]


def read_steps(path: Path, zone: tzinfo) -> Day:
    """Read a table of step counts.

    Args:
        path: CSV with the columns ``time,steps``; times without a zone are local.
        zone: of the wearer.

    Raises:
        RetrowalkError: the file cannot be read, or a line makes no sense.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RetrowalkError(f"it cannot be read ({error})", where=str(path)) from error
    minutes = dict(_minutes(csv.reader(text.splitlines()), path, zone))
    if not minutes:
        raise RetrowalkError("there is no minute in it", where=str(path))
    first, last = min(minutes), max(minutes)
    length = int((last - first).total_seconds() // 60) + 1
    if length > _LONGEST_MIN:
        raise RetrowalkError(
            "it is longer than a week", where=str(path), remedy="give the minutes of one day"
        )
    steps = tuple(minutes.get(first + timedelta(minutes=at)) for at in range(length))
    return Day(first.astimezone(zone), steps)


def _minutes(
    lines: Iterable[list[str]], path: Path, zone: tzinfo
) -> Iterable[tuple[datetime, int | None]]:
    for number, line in enumerate(lines, start=1):
        if number == 1 or not any(part.strip() for part in line):
            continue
        try:
            moment = datetime.fromisoformat(line[0].strip())
            count = int(line[1]) if line[1].strip() else None
        except (ValueError, IndexError) as error:
            raise RetrowalkError(
                f"line {number} is no time and count of steps ('{','.join(line)}')",
                where=str(path),
                remedy=f"write lines such as {_EXAMPLE}",
            ) from error
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        yield moment.astimezone(UTC).replace(second=0, microsecond=0), count
