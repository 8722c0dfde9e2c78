"""Sensors with a file and a clock each, brought together on the accelerometer's timestamps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.merge import onto, rising
from retrowalk.formats.table import Mask
from retrowalk.recording import Array


@dataclass(frozen=True, slots=True)
class Stream:
    """One sensor.

    Attributes:
        name: what notes call it.
        time_s: (n,) seconds on the clock that all streams of the recording share.
        values: (n, k).
    """

    name: str
    time_s: Array
    values: Array

    def whole(self) -> Stream:
        """Return the samples without empty cells."""
        keep = np.isfinite(self.time_s) & np.isfinite(self.values).all(axis=1)
        return self if keep.all() else Stream(self.name, self.time_s[keep], self.values[keep])


def joined(base: Stream, other: Stream, notes: list[str]) -> tuple[Stream, Array | None]:
    """Bring a stream onto the timestamps of another.

    Returns:
        The samples of `base` that have a neighbour in `other` (all of them where `other`
        covers less than half and is left out), and `other` at these samples or None.
    """
    up = rising(other.time_s) if len(other.time_s) else np.ones(0, dtype=np.bool_)
    values, near = onto(base.time_s, other.time_s[up], other.values[up])
    count, kept = len(near), int(near.sum())
    if kept == count:
        return base, values
    if kept < count / 2:
        notes.append(
            f"warning: {other.name} covers only {kept} of {count} samples; it was left out"
        )
        return base, None
    if not _only_ends(near):
        notes.append(
            f"warning: {count - kept} of {count} samples have no {other.name} within 0.25 s; "
            "they became gaps"
        )
    else:
        lost = f"{count - kept} of {count} samples"
        notes.append(f"left out before or after {other.name} ran: {lost}")
    return Stream(base.name, base.time_s[near], base.values[near]), values[near]


def _only_ends(near: Mask) -> bool:
    at = np.flatnonzero(near)
    return bool(near[at[0] : at[-1] + 1].all())


def with_gravity(linear: Stream, gravity: Stream, name: str, notes: list[str]) -> Stream:
    """Add gravity to acceleration without it; both in m/s².

    Raises:
        RetrowalkError: the two hardly overlap in time.
    """
    kept, values = joined(linear, gravity, notes)
    if values is None:
        raise RetrowalkError(
            "the gravity sensor covers less than half of the acceleration",
            where=f"{name}, gravity",
            remedy="record accelerometer and gravity together, or the total acceleration",
        )
    return Stream("acceleration", kept.time_s, kept.values + values)
