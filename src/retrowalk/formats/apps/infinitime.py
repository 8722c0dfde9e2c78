"""Raw motion of InfiniTime (PineTime), as programs log the notifications of its motion service.

    1690000000.123456 /org/bluez/hci0/dev_C4_0E_54_C5_A9_EA/service0036/char0037   -12   340  -961

A line has the seconds since 1970, the path of the characteristic at BlueZ, and x, y, z as the
service sends them: whole numbers, 1024 a g. The service is documented in doc/MotionService.md of
github.com/InfiniTimeOrg/InfiniTime. Notifications arrive when the radio can, so the clock has
jitter, and equal values in a row are sent once.

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
from retrowalk.formats.clock import instant
from retrowalk.recording import STANDARD_GRAVITY_MS2, Placement, Recording

COUNTS_PER_G = 1024.0
MOST_COUNTS = 32_768.0
_LINE = re.compile(r"\d{9,10}\.\d{1,9} (/org/bluez/[\w/]{1,200})(\s+-?\d{1,5}){3}\s*")
_EPOCH_S = (3e8, 5e9)


class InfiniTimeReader:
    """A log of notifications, one a line."""

    name = "infinitime"
    title = "InfiniTime raw motion log"
    suffixes: tuple[str, ...] = (".log", ".txt")
    carries = "acceleration, start, worn at the wrist"

    def sniff(self, head: bytes, path: Path) -> float:
        """A first line with a time, a path of BlueZ and three whole numbers."""
        line = head[:600].split(b"\n", 1)[0].decode("utf-8", errors="replace")
        return 0.95 if _LINE.fullmatch(line.rstrip("\r")) else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the log of one watch."""
        notes: list[str] = []
        lines, _ = text_lines(path)
        watches = sorted({found[1] for line in lines if (found := _LINE.fullmatch(line))})
        if len(watches) > 1:
            raise RetrowalkError(
                f"{len(watches)} watches are in the log, such as {watches[0][:80]}",
                where=path.name,
                remedy="keep the lines of one watch",
            )
        rows = number_rows(path, 1, _cells, 4, notes)
        epoch_s, counts = rows[:, 0], rows[:, 1:]
        if not (_EPOCH_S[0] < epoch_s[0] < _EPOCH_S[1]) or np.abs(counts).max() > MOST_COUNTS:
            raise RetrowalkError(
                "the lines are no times and counts of the motion service",
                where=f"{path.name}, line 1",
                remedy="log the seconds since 1970, the path, x, y and z",
            )
        notes.append(f"x, y, z read as counts of {COUNTS_PER_G:g} a g, as the service sends them")
        notes.append("the watch reads -1 g upward; the sign of the acceleration was turned")
        return Recording(
            time_s=epoch_s - epoch_s[0],
            acceleration_ms2=-STANDARD_GRAVITY_MS2 / COUNTS_PER_G * counts,
            placement=Placement.WRIST,
            start_utc=instant(float(epoch_s[0])),
            zone=options.zone,
            device="InfiniTime",
            source=path.name,
            notes=tuple(notes),
        )


def _cells(line: str) -> list[str]:
    cells = line.split()
    return [cells[0], *cells[2:]] if len(cells) > 1 and cells[1].startswith("/") else cells
