"""The laps of a TCX activity: what each says, where it ends, and what they sum up to."""

from __future__ import annotations

from collections.abc import Sequence

from retrowalk.formats.xml.rows import STRIDES, TURNS, Rows, steps_per_min
from retrowalk.session import Lap, Totals, said

_TOTALS = {
    "TotalTimeSeconds": "moving_s",
    "DistanceMeters": "distance_m",
    "Calories": "energy_kcal",
    "AverageHeartRateBpm": "heart_rate_bpm",
    "MaximumHeartRateBpm": "most_heart_rate_bpm",
    "AvgSpeed": "speed_mps",
    "Steps": "steps",
}
_CADENCE = {"Cadence": TURNS, "AvgRunCadence": STRIDES}
_NEEDED = frozenset({"DistanceMeters", "Calories"})
"""The schema wants them, so 0 is what those write who do not know."""
_SUMS = ("moving_s", "distance_m", "energy_kcal", "steps")
LAP_NUMBERS = frozenset({*_TOTALS, *_CADENCE})
"""The elements of a lap, and of the extension LX in it, that `OpenLap.say` takes."""
IN_LX = frozenset({"AvgSpeed", "AvgRunCadence", "Steps"})
"""Those of the extension."""


class OpenLap:
    """A lap as it is read.

    Attributes:
        start_us: microseconds since 1970, or None.
        first_row: the first of its points.
        end_row: the first that is no longer its own.
    """

    def __init__(self, start_us: int | None, row: int) -> None:
        self.start_us = start_us
        self.first_row = row
        self.end_row = row
        self._numbers: dict[str, float] = {}
        self._cadence: dict[str, float] = {}

    def say(self, element: str, number: float | None) -> None:
        """Take in what an element says."""
        if number is None or (number == 0 and element in _NEEDED):
            return
        if element in _CADENCE:
            self._cadence[_CADENCE[element]] = number
        else:
            self._numbers[_TOTALS[element]] = number

    @property
    def moving_s(self) -> float:
        """How long it says it took, 0 where it does not."""
        return max(0.0, self._numbers.get("moving_s", 0.0))

    def totals(self, sport: str) -> Totals:
        """Return what it says."""
        cadence = steps_per_min(self._cadence, sport)
        numbers = self._numbers | ({} if cadence is None else {"cadence_spm": cadence})
        return Totals(**{key: said(key, number) for key, number in numbers.items()})


def whole_laps(laps: Sequence[OpenLap], rows: Rows, start_us: int, sport: str) -> tuple[Lap, ...]:
    """Return the laps that have a start.

    A lap lasts as long as it says, or to its last point if that is later; never into the next.
    """
    told = [(lap, lap.start_us) for lap in laps if lap.start_us is not None]
    found: list[Lap] = []
    for i, (lap, begins) in enumerate(told):
        start_s = (begins - start_us) / 1e6
        end_s = start_s + lap.moving_s
        if lap.end_row > lap.first_row:
            last = max(rows.instants[lap.first_row : lap.end_row])
            end_s = max(end_s, (last - start_us) / 1e6)
        if i + 1 < len(told) and told[i + 1][1] >= begins:
            end_s = min(end_s, (told[i + 1][1] - start_us) / 1e6)
        found.append(Lap(start_s, end_s, lap.totals(sport)))
    return tuple(found)


def summed(laps: Sequence[Lap]) -> Totals:
    """Return the totals of a session: those of its only lap, or what can be added up."""
    if len(laps) == 1:
        return laps[0].totals
    sums: dict[str, float] = {}
    for key in (*_SUMS, "most_heart_rate_bpm"):
        known = [getattr(lap.totals, key) for lap in laps]
        numbers = [one.value for one in known if one is not None]
        if laps and len(numbers) == len(laps):
            sums[key] = sum(numbers) if key in _SUMS else max(numbers)
    return Totals(**{key: said(key, number) for key, number in sums.items()})
