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
_MOST_RESULT_BYTES = 8 * 1024**3
_PART = 4096  # blocks whose samples are timed at once


def sample_times(start_s: Array, counts: Counts, rate_hz: Array) -> Array:
    """Return when each sample of each block was taken.

    Where the next block follows without a gap, its start tells how fast the samples came;
    elsewhere the rate does.

    Args:
        start_s: (b,) rising times of the first sample of each block.
        counts: (b,) how many samples each holds, 1 or more.
        rate_hz: (b,) samples a second.
    """
    step_s = np.diff(start_s, append=np.inf)
    length_s = counts / rate_hz
    follows = _follow(step_s, length_s)
    # blocks that overlap would make time run backward
    length_s = np.where(follows | (step_s < length_s), step_s, length_s)
    time_s = np.empty(int(counts.sum()))
    done = 0
    for low in range(0, len(counts), _PART):
        part = slice(low, low + _PART)
        here = counts[part]
        within = np.arange(int(here.sum())) - np.repeat(np.cumsum(here) - here, here)
        high = done + len(within)
        period_s = np.repeat(length_s[part] / here, here)
        time_s[done:high] = np.repeat(start_s[part], here) + within * period_s
        done = high
    time_s.setflags(write=False)
    return time_s


def block_starts(
    tagged_s: Array, offset: Array, counts: Counts, rate_hz: Array
) -> tuple[Array, Array]:
    """Return when each block's first sample was taken and how fast samples came, in Hz.

    The rate is told by the times of two blocks that follow each other; it is the nominal one
    where a block stands alone.

    Args:
        tagged_s: (b,) times that the blocks tell.
        offset: (b,) which sample of its block a time belongs to; 0 is the first.
        counts: (b,) how many samples each holds, 1 or more.
        rate_hz: (b,) nominal rates.
    """
    nominal_s = 1.0 / rate_hz
    between = counts[:-1] - offset[:-1] + offset[1:]
    step_s = np.diff(tagged_s)
    follows = (between > 0) & _follow(step_s, between * nominal_s[:-1])
    measured_s = np.where(follows, step_s / np.where(follows, between, 1.0), np.nan)
    before_s, after_s = np.append(np.nan, measured_s), np.append(measured_s, np.nan)
    period_s = np.where(np.isnan(before_s), after_s, before_s)
    period_s = np.where(np.isnan(period_s), nominal_s, period_s)
    return np.asarray(tagged_s - offset * period_s), np.asarray(1.0 / period_s)


def _follow(step_s: Array, length_s: Array) -> npt.NDArray[np.bool_]:
    """Return where the way to the next time is as long as its samples take."""
    near = np.abs(step_s - length_s) <= _TOLERANCE * length_s + _SLACK_S
    return np.asarray(near & (step_s > 0.5 * length_s))


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


def check_size(samples: int, numbers: int, name: str) -> None:
    """Refuse what would not fit into a usual computer's memory.

    Args:
        samples: how many there are.
        numbers: of each, its time included.
        name: the file.

    Raises:
        RetrowalkError: more than 8 GiB.
    """
    if samples * numbers * 8 > _MOST_RESULT_BYTES:
        raise RetrowalkError(
            f"its {samples:,} samples need more than {_MOST_RESULT_BYTES // 1024**3} GiB of memory",
            where=name,
            remedy="cut out the days you need with the maker's software",
        )


def nothing_in(name: str, what: str) -> RetrowalkError:
    """Return the refusal of a file without a single whole block."""
    return RetrowalkError(
        f"it holds no whole {what} of samples",
        where=name,
        remedy="download the logger again",
    )
