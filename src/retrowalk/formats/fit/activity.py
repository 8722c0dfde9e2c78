"""One FIT file's sessions: totals, laps, pauses, and the numbers along the way."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.fit import profile
from retrowalk.formats.fit.course import Records
from retrowalk.formats.fit.developer import OwnFields
from retrowalk.formats.fit.laps import Laps, pauses_of, within
from retrowalk.formats.fit.parts import Part
from retrowalk.formats.fit.spans import filled, span_of_records, spans_of
from retrowalk.formats.fit.totals import Columns
from retrowalk.formats.fit.wire import instant
from retrowalk.formats.fit.words import MAKERS
from retrowalk.recording import Placement
from retrowalk.session import Session, Totals
from retrowalk.zones import offset_text, zone_of

WANTED = frozenset(
    {
        profile.FILE_ID,
        profile.DEVICE_INFO,
        profile.SESSION,
        profile.LAP,
        profile.RECORD,
        profile.EVENT,
        profile.ACTIVITY,
        profile.DEVELOPER_DATA_ID,
        profile.FIELD_DESCRIPTION,
    }
)
"""The kinds of messages that sessions are made of."""

_LOCAL_TIME = 5
_MAKER, _PRODUCT, _FILE_PRODUCT_NAME = 1, 2, 8
_DEVICE_INDEX, _PRODUCT_NAME = 0, 27
_QUARTER_S = 900.0
_MOST_OFFSET_S = 14 * 3600.0


def sessions_of(part: Part, name: str, options: Options) -> Iterator[Session]:
    """Yield the sessions of one FIT file, in its order; none where it holds no activity.

    Args:
        part: with the messages of `WANTED`.
        name: for messages and `Session.source`.
        options: what the caller knows.

    Raises:
        RetrowalkError: a session without a time, or of a device whose clock was never set.
    """
    own = OwnFields.of(part)
    records = Records.of(part.of(profile.RECORD), own)
    rows = part.of(profile.SESSION)
    notes = list(part.notes)
    if not records.was_sorted:
        notes.append("the records are not in the order of time in the file; they were sorted")
    spans = spans_of(part, own, name)
    if not spans:
        whole = span_of_records(part, records, name)
        if whole is None:
            return
        notes.append("warning: the file ends before its summary; start and end are its records'")
        spans = [whole]
    sums = Columns.of(rows, own, of_laps=False)
    zone = zone_of_part(part) or options.zone
    device = device_of(part)
    pauses = pauses_of(part, own)
    laps = Laps.of(part, own)
    starts = np.unique([span.start_s for span in spans])
    if len(records.time_s) and records.time_s[0] < starts[0]:
        early = int(np.searchsorted(records.time_s, starts[0]))
        notes.append(f"warning: {early} records from before the start were left out")
    for span in spans:
        # a record or lap belongs to the last session that had begun
        later = starts[starts > span.start_s]
        until = float(later[0]) if len(later) else math.inf
        since = span.start_s if span.start_s > starts[0] else -math.inf
        yield Session(
            start_utc=instant(span.start_s),
            elapsed_s=span.elapsed_s,
            sport=span.sport,
            sub_sport=span.sub_sport,
            totals=sums.totals(span.row, span.on_foot) if len(rows) else Totals(),
            laps=laps.within(since, until, span),
            course=records.course(span.start_s, until, span.on_foot),
            pauses=tuple(within(pauses, span)),
            placement=next((one for one in Placement if one.value == span.placement), None),
            zone=_checked(span.zone) or zone,
            name=span.name,
            device=device,
            source=name,
            notes=tuple(notes),
        )


def zone_of_part(part: Part) -> str | None:
    """Return the wearer's offset from UTC that an activity message tells, or None."""
    rows = part.of(profile.ACTIVITY)
    local = rows.numbers(_LOCAL_TIME)
    if local is None:
        return None
    offsets = local - rows.time_s()
    offsets = offsets[np.isfinite(offsets)]
    if not len(offsets) or abs(offsets[0]) > _MOST_OFFSET_S:
        return None
    rounded = round(float(offsets[0]) / _QUARTER_S) * _QUARTER_S
    return offset_text(dt.timedelta(seconds=rounded))


def device_of(part: Part) -> str:
    """Return what recorded it, in words; "" where the file does not say."""
    infos, files = part.of(profile.DEVICE_INFO), part.of(profile.FILE_ID)
    maker = float(filled(files.numbers(_MAKER), max(1, len(files)))[0])
    creators = filled(infos.numbers(_DEVICE_INDEX), len(infos)).tolist()
    names = zip(creators, infos.texts(_PRODUCT_NAME), strict=True)
    product = next((text for index, text in names if index == 0 and text), "")
    product = product or next((text for text in files.texts(_FILE_PRODUCT_NAME) if text), "")
    if math.isnan(maker) or maker == profile.DEVELOPMENT:
        return product
    words = MAKERS.get(int(maker), f"maker {int(maker)} of the FIT list")
    if product:
        return product if words.lower() in product.lower() else f"{words} {product}"
    model = float(filled(files.numbers(_PRODUCT), max(1, len(files)))[0])
    return words if math.isnan(model) else f"{words}, product {int(model)}"


def _checked(word: str) -> str | None:
    if not word:
        return None
    try:
        zone_of(word)
    except RetrowalkError:
        return None
    return word
