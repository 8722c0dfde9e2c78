"""Accelerometer logs of Bangle.js watches, by two of its apps.

    accellog    "Time (ms),X,Y,Z" and, later, "Total"; whole counts of 8192 a g, or g
    accelrec    "X,Y,Z" or nothing, then four numbers a line: time, x, y, z in g; 5 or 6 s at 100 Hz

accelrec's clock counts hundredths of a second in 5 s records and milliseconds in 6 s ones. It
turns y round, and puts the samples from before its start all at the time 0.

The watch reads -1 g along z when its face is up, so all axes are turned here; then x points to
the right of the face, y to twelve o'clock and z out of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.apps.rows import number_rows, text_lines
from retrowalk.formats.base import Options
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Placement, Recording
from retrowalk.units import magnitude, thinned

COUNTS_PER_G = 8192.0
MOST_G = 16.0
"""No magnitude in g is larger; counts of a watch at rest are 8192."""
_ACCELLOG = re.compile(r"Time \(ms\),X,Y,Z(,Total)?\s*")
_ACCELREC_HEAD = re.compile(r"X,Y,Z\s*")
_ACCELREC_ROW = re.compile(r"-?\d{1,5}(,-?\d{1,2}(\.\d{1,6})?(e-\d)?){3}\s*")
_ACCELREC_NAME = re.compile(r"accelrec[._].*\.csv", re.IGNORECASE)


class BangleReader:
    """Logs of the apps accellog and accelrec."""

    name = "bangle"
    title = "Bangle.js accelerometer log"
    suffixes: tuple[str, ...] = (".csv",)
    carries = "acceleration, worn at the wrist"

    def sniff(self, head: bytes, path: Path) -> float:
        """The header of accellog; rows of four numbers under accelrec's name or header."""
        lines = head[:400].decode("utf-8", errors="replace").lstrip("\ufeff").splitlines()
        if not lines or b"\0" in head[:400]:
            return 0.0
        if _ACCELLOG.fullmatch(lines[0]):
            return 0.9
        if len(lines) > 2 and _ACCELREC_ROW.fullmatch(lines[1]):
            if _ACCELREC_HEAD.fullmatch(lines[0]):
                return 0.9
            named = _ACCELREC_NAME.fullmatch(path.name) is not None
            return 0.9 if named and _ACCELREC_ROW.fullmatch(lines[0]) else 0.0
        return 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the log."""
        notes: list[str] = []
        lines, _ = text_lines(path)
        head = lines[0] if lines else ""
        if found := _ACCELLOG.fullmatch(head):
            rows = number_rows(path, 2, _cells, 5 if found[1] else 4, notes)
            time_s, force = rows[:, 0] * 1e-3, _in_g(rows[:, 1:4], path, notes)
        else:
            first = 2 if _ACCELREC_HEAD.fullmatch(head) else 1
            rows = number_rows(path, first, _cells, 4, notes)
            time_s, force = _accelrec(rows, notes)
        notes.append("a Bangle.js reads -1 g upward; the sign of the acceleration was turned")
        return Recording(
            time_s=time_s,
            acceleration_ms2=-STANDARD_GRAVITY_MS2 * force,
            placement=Placement.WRIST,
            zone=options.zone,
            device="Bangle.js",
            source=path.name,
            notes=tuple(notes),
        )


def _cells(line: str) -> list[str]:
    return line.split(",")


def _in_g(values: Array, path: Path, notes: list[str]) -> Array:
    """Return values in g, whichever way the app was set."""
    middle = float(np.median(magnitude(thinned(values))))
    if middle < MOST_G:
        notes.append(f"columns 'X', 'Y', 'Z' read as acceleration in g: median {middle:.3g}")
        return values
    if not 0.5 <= middle / COUNTS_PER_G <= 2.0:
        raise RetrowalkError(
            f"the unit of the acceleration is unclear: its median is {middle:.3g}, which is "
            f"1 g neither in g nor in counts of {COUNTS_PER_G:g}",
            where=path.name,
            remedy="export the log again",
        )
    notes.append(
        f"columns 'X', 'Y', 'Z' read as counts of {COUNTS_PER_G:g} a g: median {middle:.0f}"
    )
    return values / COUNTS_PER_G


def _accelrec(rows: Array, notes: list[str]) -> tuple[Array, Array]:
    """Return seconds and g of the samples that were taken at the time they tell."""
    ticks, force = rows[:, 0], rows[:, 1:4] * np.array([1.0, -1.0, 1.0])
    step = float(np.median(np.diff(ticks))) if len(ticks) > 1 else 0.0
    unit_s = 0.01 if step < 3.0 else 0.001
    notes.append(
        f"the clock counts {'hundredths of a second' if unit_s == 0.01 else 'milliseconds'}: "
        f"its usual step is {step:g}; y, which the app turns round, was turned back"
    )
    early = int((ticks == ticks[0]).sum()) - 1
    if 0 < early <= 16 and (ticks[: early + 1] == ticks[0]).all():
        notes.append(
            f"left out {early} samples from before the start, whose times the app does not keep"
        )
        ticks, force = ticks[early:], force[early:]
    return ticks * unit_s, force
