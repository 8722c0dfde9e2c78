"""Retrowalk's own layout of a Recording: a table of sparse columns and a few words beside it.

    time_s  acc_x_ms2 ... gyr_z_rads  heart_rate_bpm  latitude_deg ...
    0.00    0.1       ... 0.02                                          a sample
    0.01    0.1       ... 0.02        92                                a sample and a pulse
    0.013                                             47.37             only a position

Side channels keep their own times: an instant without a sample becomes a row with
empty sample columns. CSV and Parquet share this layout; JSON has its own.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Placement, Recording

if TYPE_CHECKING:
    import pyarrow as pa

METADATA_KEY = "retrowalk"
METADATA_SCHEMA = 1


def table_of(recording: Recording) -> pa.Table:
    """Return the Arrow table of a recording; empty cells are null."""
    import pyarrow as pa

    side = _side_columns(recording)
    times = [recording.time_s, *(time_s for time_s, _ in side.values())]
    rows = recording.time_s if len(times) == 1 else np.unique(np.concatenate(times))
    columns = {"time_s": pa.array(rows)}
    same = len(rows) == len(recording.time_s)
    at = None if same else np.searchsorted(rows, recording.time_s)
    for name, values in _sample_columns(recording).items():
        columns[name] = _spread(values, at, len(rows))
    for name, (time_s, values) in side.items():
        columns[name] = _spread(values, np.searchsorted(rows, time_s), len(rows))
    return pa.table(columns)


def _sample_columns(recording: Recording) -> dict[str, Array]:
    columns: dict[str, Array] = {}
    for pattern, values in (
        ("acc_{}_ms2", recording.acceleration_ms2),
        ("gyr_{}_rads", recording.angular_rate_rads),
        ("mag_{}_ut", recording.magnetic_field_ut),
    ):
        if values is not None:
            columns |= {pattern.format(axis): values[:, i] for i, axis in enumerate("xyz")}
    return columns


def _side_columns(recording: Recording) -> dict[str, tuple[Array, Array]]:
    columns: dict[str, tuple[Array, Array]] = {}
    for name in ("heart_rate_bpm", "heading_deg", "pressure_hpa"):
        channel = getattr(recording, name)
        if channel is not None:
            columns[name] = (channel.time_s, channel.values)
    if recording.positions is not None:
        for name in ("latitude_deg", "longitude_deg", "speed_mps", "course_deg", "accuracy_m"):
            values = getattr(recording.positions, name)
            columns[name] = (recording.positions.time_s, values)
    return columns


def _spread(values: Array, at: Any, count: int) -> pa.Array:
    import pyarrow as pa

    if at is None:
        return pa.array(np.ascontiguousarray(values))
    cells = np.full(count, np.nan)
    cells[at] = values
    return pa.array(cells, mask=np.isnan(cells))


def words_of(recording: Recording) -> dict[str, Any]:
    """Return what a recording says beside its numbers, as JSON values; empty fields left out."""
    words = {
        "placement": None if recording.placement is None else recording.placement.value,
        "start_utc": None if recording.start_utc is None else recording.start_utc.isoformat(),
        "zone": recording.zone,
        "device": recording.device,
        "source": recording.source,
        "notes": list(recording.notes),
    }
    return {"schema": METADATA_SCHEMA} | {k: v for k, v in words.items() if v}


def with_words(recording: Recording, text: str | bytes, where: str) -> Recording:
    """Add what `words_of` kept, given as JSON text.

    Raises:
        RetrowalkError: not JSON, a later schema, or a field of the wrong kind.
    """
    try:
        words = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RetrowalkError(
            "the words beside the numbers are not JSON",
            where=f"{where}, {METADATA_KEY} metadata",
            remedy="remove them, or write the file again with Retrowalk",
        ) from error
    return replace(recording, **fields_from(words, where, recording.source))


def fields_from(words: Any, where: str, source: str) -> dict[str, Any]:
    """Check the words of a recording and return them as its fields.

    Args:
        words: the parsed JSON object.
        where: the file, for messages.
        source: the source where the words name none.

    Raises:
        RetrowalkError: a later schema, or a field of the wrong kind.
    """
    place = f"{where}, {METADATA_KEY} metadata"
    if not isinstance(words, Mapping):
        raise RetrowalkError("it is not a JSON object", where=place, remedy="write the file again")
    if words.get("schema", METADATA_SCHEMA) != METADATA_SCHEMA:
        raise RetrowalkError(
            f"schema {str(words['schema'])[:40]} is not known here",
            where=place,
            remedy=f"use a later Retrowalk; this one reads schema {METADATA_SCHEMA}",
        )
    try:
        start = words.get("start_utc")
        start_utc = None if start is None else dt.datetime.fromisoformat(start)
        placement = words.get("placement")
        fields: dict[str, Any] = {
            "placement": None if placement is None else Placement(placement),
            "start_utc": start_utc,
            "zone": _text(words, "zone"),
            "device": _text(words, "device") or "",
            "source": _text(words, "source") or source,
            "notes": tuple(str(note) for note in words.get("notes", ())),
        }
    except (TypeError, ValueError) as error:
        raise RetrowalkError(
            f"a field has a value that cannot be: {str(error)[:80]}",
            where=place,
            remedy="mend that field",
        ) from error
    if start_utc is not None and start_utc.tzinfo is None:
        raise RetrowalkError(
            f"start_utc '{start}' has no time zone", where=place, remedy="end it with +00:00"
        )
    return fields


def _text(words: Mapping[str, Any], key: str) -> str | None:
    value = words.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{key} is {value!r}, not text")
    return value
