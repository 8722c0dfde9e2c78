"""Blocks of samples with one timestamp each, as all three loggers store them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array
from retrowalk.zones import zone_of

Counts = npt.NDArray[np.int64]

# a logger's clock is off by a few per cent at most; a longer way to the next block is a gap
_TOLERANCE = 0.1
_SLACK_S = 0.05


def sample_times(start_s: Array, counts: Counts, rate_hz: Array) -> Array:
    """Return when each sample of each block was taken.

    Where the next block follows without a gap, its start tells how fast the samples came;
    elsewhere the nominal rate does.

    Args:
        start_s: (b,) rising times of the first sample of each block.
        counts: (b,) how many samples each holds, 1 or more.
        rate_hz: (b,) nominal rates.
    """
    length_s = counts / rate_hz
    way_s = np.append(np.diff(start_s), np.inf)
    follows = np.abs(way_s - length_s) <= _TOLERANCE * length_s + _SLACK_S
    # blocks that overlap would make time run backward
    length_s = np.where(follows | (way_s < length_s), way_s, length_s)
    within = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(np.repeat(start_s, counts) + within * np.repeat(length_s / counts, counts))


def rising_blocks(start_s: Array) -> npt.NDArray[np.bool_]:
    """Return which blocks begin after all that came before them."""
    if not len(start_s):
        return np.zeros(0, dtype=np.bool_)
    before = np.concatenate([[-np.inf], np.maximum.accumulate(start_s)[:-1]])
    return np.asarray(start_s > before)


def start_of(
    local_s: float, zone: str | None, notes: list[str]
) -> tuple[dt.datetime | None, str | None]:
    """Return the instant of a wall clock's reading, and the zone to keep.

    Args:
        local_s: seconds from 1970-01-01 00:00 on the logger's wall clock.
        zone: the wearer's, or None.
        notes: told where the instant stays unknown.
    """
    wall = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=local_s)
    if zone is None:
        notes.append(
            f"the logger's clock read {wall:%Y-%m-%d %H:%M:%S} at the first sample; it has no time "
            "zone, so the instant stays unknown (say --zone)"
        )
        return None, None
    return wall.replace(tzinfo=zone_of(zone)).astimezone(dt.UTC), zone


def nothing_in(name: str, what: str) -> RetrowalkError:
    """Return the refusal of a file without a single whole block."""
    return RetrowalkError(
        f"it holds no whole {what} of samples",
        where=name,
        remedy="download the logger again",
    )
