"""Blocks of samples with one timestamp each, as all three loggers store them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Placement
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
    """Return as many blocks as can be kept so that each begins after the one before it.

    A block whose date is damaged goes, wherever it points; those around it stay.
    """
    if (np.diff(start_s) > 0.0).all():
        return np.ones(len(start_s), dtype=np.bool_)
    # a wrong date near either end fits too, and makes the recording longer
    ways = (_longest_row(start_s), _longest_row(-start_s[::-1])[::-1])
    return min(ways, key=lambda keep: float(np.ptp(start_s[keep])))


def _longest_row(start_s: Array) -> npt.NDArray[np.bool_]:
    """Return the longest rising row, found by keeping of each length the one that ends first."""
    ends: list[float] = []
    last: list[int] = []
    before = np.full(len(start_s), -1, np.int64)
    for block, start in enumerate(start_s.tolist()):
        length = bisect_left(ends, start)
        if length == len(ends):
            ends.append(start)
            last.append(block)
        else:
            ends[length], last[length] = start, block
        before[block] = last[length - 1] if length else -1
    keep = np.zeros(len(start_s), dtype=np.bool_)
    at = last[-1]
    while at >= 0:
        keep[at] = True
        at = int(before[at])
    return keep


def left_out(keep: npt.NDArray[np.bool_], what: str) -> tuple[str, ...]:
    """Return the note on blocks that `rising_blocks` does not keep."""
    gone = int((~keep).sum())
    if not gone:
        return ()
    return (f"warning: {gone} {what} do not follow in time and were left out",)


def start_of(
    local_s: float, zone: str | None, notes: list[str]
) -> tuple[dt.datetime | None, str | None]:
    """Return the instant of a wall clock's reading, and the zone to keep.

    Args:
        local_s: seconds from 1970-01-01 00:00 on the logger's wall clock.
        zone: the wearer's, or None.
        notes: told where the instant stays unknown or could be another.
    """
    wall = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=local_s)
    if zone is None:
        notes.append(
            f"the logger's clock read {wall:%Y-%m-%d %H:%M:%S} at the first sample; it has no time "
            "zone, so the instant stays unknown (say --zone)"
        )
        return None, None
    first = wall.replace(tzinfo=zone_of(zone))
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        notes.append(
            f"warning: at {wall:%Y-%m-%d %H:%M} the clocks of {zone} were changed; the time "
            "before the change was taken"
        )
    return first.astimezone(dt.UTC), zone


def worn_at(text: str) -> Placement | None:
    """Return the place on the body that a word of a text names, or None."""
    words = re.findall("[a-z]+", text.lower())
    return next((place for place in Placement if place.value in words), None)


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
