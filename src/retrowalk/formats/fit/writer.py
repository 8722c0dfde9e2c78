"""Sessions as FIT activities that watches' services take: valid without a position, too."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrowalk._version import __version__
from retrowalk.errors import RetrowalkError
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.along import along, milliseconds, stamped
from retrowalk.formats.fit.encode import (
    Cells,
    Table,
    file_of,
    numbers,
    octets,
    own_numbers,
    own_texts,
    table,
    texts,
)
from retrowalk.formats.fit.parts import MOST_PARTS
from retrowalk.formats.fit.profile import DIRECTION_WORDS, Number, Own
from retrowalk.formats.fit.sums import cells_of
from retrowalk.formats.fit.wire import (
    ENUM,
    EPOCH_UNIX_S,
    FIRST_DATE_S,
    LAST_DATE_S,
    MESSAGE_INDEX,
    TIMESTAMP,
    UINT8,
    UINT16,
    UINT32,
    UINT32Z,
)
from retrowalk.formats.fit.words import ON_FOOT, SPORTS, SUB_SPORTS
from retrowalk.session import Lap, Session
from retrowalk.zones import zone_of

_FILE_ID, _CREATOR, _WHOSE, _DESCRIPTION, _DEVICE, _LAP, _SESSION, _ACTIVITY = (
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    9,
)
_SPORT_NUMBERS = {word: number for number, word in SPORTS.items()}
_SUB_SPORT_NUMBERS = {word: number for number, word in SUB_SPORTS.items() if number}
_TIME = Number(TIMESTAMP, UINT32)
_START = Number(2, UINT32)
_ELAPSED = Number(7, UINT32, 1000.0)
_INDEX = Number(MESSAGE_INDEX, UINT16)
_MOST_ELAPSED_S = 4_294_967.0
_BY_HAND = 0


class FitWriter:
    """One FIT activity for each session, chained in one file."""

    name = "fit"
    title = "FIT activity"
    suffixes: tuple[str, ...] = (".fit",)
    loses = (
        "the zone's name for others than Retrowalk (its offset stays), why a number is unknown, "
        "sources of numbers, the reader's notes; text beyond 254 bytes; digits beyond the steps in "
        "docs/files-fit.md"
    )

    def write(self, sessions: Sequence[Session], path: Path) -> None:
        """Write the file; the same sessions give the same bytes.

        Raises:
            RetrowalkError: more than 1000 walks, or one before July 1998, after 2125 or longer
                than 49 days.
        """
        if len(sessions) > MOST_PARTS:
            raise RetrowalkError(
                f"{len(sessions)} walks are more than one FIT file holds",
                where=path.name,
                remedy=f"write up to {MOST_PARTS} into each",
            )
        path.write_bytes(b"".join(_file(session, path.name) for session in sessions))


def _file(session: Session, name: str) -> bytes:
    start_ms = _start_ms(session, name)
    records, own = along(session, start_ms, session.sport in ON_FOOT)
    if session.laps:
        ordered = tuple(sorted(session.laps, key=lambda lap: lap.start_s))
        laps = _laps_of(session, ordered, start_ms, _BY_HAND)
    else:  # every activity needs one
        whole = (Lap(0.0, session.elapsed_s, session.totals),)
        laps = _laps_of(session, whole, start_ms, profile.LAP_AT_THE_END)
    summary = _session_of(session, start_ms, len(laps.rows))
    head = _head(session, start_ms, {*own, *laps.own, *summary.own})
    tail = (laps, summary, _activity(session, start_ms))
    return file_of(head + records + b"".join(bytes(one) for one in tail))


def _start_ms(session: Session, name: str) -> int:
    since = session.start_utc - dt.datetime.fromtimestamp(EPOCH_UNIX_S, dt.UTC)
    start_ms = round(since / dt.timedelta(milliseconds=1))
    end_s = start_ms / 1000.0 + session.elapsed_s
    if start_ms < 1000 * FIRST_DATE_S or end_s > LAST_DATE_S or session.elapsed_s > _MOST_ELAPSED_S:
        raise RetrowalkError(
            "FIT holds walks from July 1998 to 2125, up to 49 days long",
            where=name,
            remedy="write this one as CSV",
        )
    return start_ms


def _one(number: Number, value: float | None) -> Cells:
    return numbers(number, [np.nan if value is None else value])


def _head(session: Session, start_ms: int, used: set[Own]) -> bytes:
    start_s = start_ms // 1000
    serial = zlib.crc32(session.device.encode("utf-8", "replace")) or 1
    version = [int(part) for part in __version__.split(".")[:2] if part.isdigit()]
    software = 100 * version[0] + version[1] if len(version) == 2 else None
    maker = (Number(1, UINT16), Number(2, UINT16), Number(3, UINT32Z))
    file_id = [
        _one(Number(0, ENUM), profile.ACTIVITY_FILE),
        _one(maker[0], profile.DEVELOPMENT),
        _one(maker[1], 0),
        _one(maker[2], serial),
        _one(Number(4, UINT32), start_s),
    ]
    device = [
        _one(_TIME, start_s),
        _one(Number(0, UINT8), 0),
        _one(Number(2, UINT16), profile.DEVELOPMENT),
        _one(Number(3, UINT32Z), serial),
        _one(Number(4, UINT16), 0),
        _one(Number(5, UINT16), software),
    ]
    if session.device:
        file_id.append(texts(8, [session.device]))
        device.append(texts(27, [session.device]))
    tables = [
        table(_FILE_ID, profile.FILE_ID, file_id),
        table(_CREATOR, profile.FILE_CREATOR, [_one(Number(0, UINT16), software)]),
    ]
    if used:
        whose = [octets(1, profile.APPLICATION_ID), _one(Number(3, UINT8), 0)]
        tables.append(table(_WHOSE, profile.DEVELOPER_DATA_ID, whose))
        tables.append(_descriptions(sorted(used, key=lambda own: own.number)))
    tables.append(table(_DEVICE, profile.DEVICE_INFO, device))
    return b"".join(bytes(one) for one in tables)


def _descriptions(used: list[Own]) -> Table:
    cells = [
        numbers(Number(0, UINT8), [0] * len(used)),
        numbers(Number(1, UINT8), [own.number for own in used]),
        numbers(Number(2, UINT8), [own.base.code for own in used]),
        texts(3, [own.name for own in used]),
        texts(8, [own.units for own in used]),
    ]
    return table(_DESCRIPTION, profile.FIELD_DESCRIPTION, cells)


def _length_s(session: Session, low_s: float, high_s: float) -> float:
    """Return the time between two instants, less the pauses in it."""
    paused = sum(max(0.0, min(end, high_s) - max(start, low_s)) for start, end in session.pauses)
    return max(0.0, high_s - low_s - paused)


def _laps_of(session: Session, laps: tuple[Lap, ...], start_ms: int, trigger: int) -> Table:
    starts = milliseconds([lap.start_s for lap in laps], start_ms)
    ends = milliseconds([lap.end_s for lap in laps], start_ms)
    count = len(laps)
    moving_s = [_length_s(session, lap.start_s, lap.end_s) for lap in laps]
    on_foot = session.sport in ON_FOOT
    cells = [
        numbers(_INDEX, range(count)),
        numbers(_TIME, (ends // 1000).astype(np.float64)),
        *stamped(_START, starts),
        numbers(_ELAPSED, (ends - starts) / 1000.0),
        numbers(Number(0, ENUM), [profile.LAP_EVENT] * count),
        numbers(Number(1, ENUM), [profile.STOP] * count),
        numbers(Number(24, ENUM), [trigger] * count),
        numbers(Number(25, ENUM), [_sport(session)] * count),
        numbers(Number(39, ENUM), [_sub_sport(session)] * count),
        *cells_of([lap.totals for lap in laps], moving_s, of_laps=True, on_foot=on_foot),
    ]
    words = [
        np.nan if lap.direction is None else DIRECTION_WORDS.index(lap.direction) for lap in laps
    ]
    chances = [np.nan if lap.probability is None else lap.probability for lap in laps]
    for own, values in ((profile.DIRECTION, words), (profile.PROBABILITY, chances)):
        if not np.isnan(values).all():
            cells.append(own_numbers(own, values))
    if any(lap.reason for lap in laps):
        cells.append(own_texts(profile.REASON, [lap.reason or "" for lap in laps]))
    return table(_LAP, profile.LAP, cells)


def _session_of(session: Session, start_ms: int, laps: int) -> Table:
    end_ms = start_ms + round(1000.0 * session.elapsed_s)
    moving_s = [_length_s(session, 0.0, session.elapsed_s)]
    cells = [
        _one(_INDEX, 0),
        _one(_TIME, end_ms // 1000),
        *stamped(_START, np.array([start_ms])),
        _one(_ELAPSED, session.elapsed_s),
        _one(Number(0, ENUM), profile.SESSION_EVENT),
        _one(Number(1, ENUM), profile.STOP),
        _one(Number(5, ENUM), _sport(session)),
        _one(Number(6, ENUM), _sub_sport(session)),
        _one(Number(25, UINT16), 0),
        _one(Number(26, UINT16), laps),
        _one(Number(28, ENUM), 0),
        *cells_of([session.totals], moving_s, of_laps=False, on_foot=session.sport in ON_FOOT),
    ]
    if session.name:
        cells.append(texts(110, [session.name]))
    own = (
        (profile.ZONE, session.zone),
        (profile.PLACEMENT, session.placement),
        (profile.SPORT, session.sport if session.sport not in _SPORT_NUMBERS else None),
        (profile.SUB_SPORT, session.sub_sport if _sub_sport(session) == 0 else None),
    )
    cells += [own_texts(field, [word]) for field, word in own if word]
    return table(_SESSION, profile.SESSION, cells)


def _activity(session: Session, start_ms: int) -> Table:
    end_ms = start_ms + round(1000.0 * session.elapsed_s)
    local_s: float | None = None
    if session.zone is not None:
        end = session.start_utc + dt.timedelta(seconds=session.elapsed_s)
        offset = end.astimezone(zone_of(session.zone)).utcoffset()
        local_s = None if offset is None else end_ms // 1000 + offset.total_seconds()
    moving_s = session.totals.moving_s.value if session.totals.moving_s is not None else None
    if moving_s is None:
        moving_s = _length_s(session, 0.0, session.elapsed_s)
    cells = [
        _one(_TIME, end_ms // 1000),
        _one(Number(0, UINT32, 1000.0), moving_s),
        _one(Number(1, UINT16), 1),
        _one(Number(2, ENUM), 0),
        _one(Number(3, ENUM), profile.ACTIVITY_EVENT),
        _one(Number(4, ENUM), profile.STOP),
        _one(Number(5, UINT32), local_s),
    ]
    return table(_ACTIVITY, profile.ACTIVITY, cells)


def _sport(session: Session) -> float:
    """Return the number of the sport; that of "generic" for words that FIT has none for."""
    return _SPORT_NUMBERS.get(session.sport, 0) if session.sport else np.nan


def _sub_sport(session: Session) -> int:
    return _SUB_SPORT_NUMBERS.get(session.sub_sport, 0)
