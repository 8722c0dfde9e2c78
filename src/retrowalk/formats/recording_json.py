"""The JSON form of a Recording, complete and exact; fields in docs/recording.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.native import METADATA_SCHEMA, fields_from, words_of
from retrowalk.formats.sensor_logger_json import load_json
from retrowalk.recording import Array, Channel, Positions, Recording

KIND = "retrowalk.recording"
VECTORS = ("acceleration_ms2", "angular_rate_rads", "magnetic_field_ut")
CHANNELS = ("heading_deg", "heart_rate_bpm", "pressure_hpa")
POSITIONS = ("time_s", "latitude_deg", "longitude_deg", "speed_mps", "course_deg", "accuracy_m")


def to_json(recording: Recording) -> dict[str, Any]:
    """Return the JSON form: plain lists, numbers and text; NaN becomes null."""
    data: dict[str, Any] = {"kind": KIND, **words_of(recording), "time_s": _list(recording.time_s)}
    for name in VECTORS:
        values = getattr(recording, name)
        if values is not None:
            data[name] = [_list(row) for row in values]
    for name in CHANNELS:
        channel = getattr(recording, name)
        if channel is not None:
            data[name] = {"time_s": _list(channel.time_s), "values": _list(channel.values)}
    if recording.positions is not None:
        data["positions"] = {name: _list(getattr(recording.positions, name)) for name in POSITIONS}
    return data


def _list(values: Array) -> list[float | None]:
    return [None if number != number else number for number in values.tolist()]


def from_json(data: Mapping[str, Any], *, where: str = "recording") -> Recording:
    """Read the JSON form; nothing is checked beyond its shape, see `validate`.

    Args:
        data: the parsed JSON.
        where: what messages call it.

    Raises:
        RetrowalkError: a field is missing or of the wrong shape.
    """
    if not isinstance(data, Mapping) or data.get("kind") != KIND:
        raise RetrowalkError(
            f'this JSON is no recording: "kind" is not "{KIND}"',
            where=f"{where}, field 'kind'",
            remedy="write it with retrowalk.formats.write or to_json",
        )
    if "schema" not in data:
        raise RetrowalkError(
            "the field 'schema' is missing", where=where, remedy=f"it is {METADATA_SCHEMA}"
        )
    fields = fields_from(data, where, "")
    for name in ("time_s", *VECTORS):
        if name in data:
            fields[name] = _array(data[name], f"{where}, field '{name}'")
        elif name in ("time_s", "acceleration_ms2"):
            raise RetrowalkError(
                f"the field '{name}' is missing", where=where, remedy="write the file again"
            )
    try:
        for name in CHANNELS:
            if name in data:
                place = f"{where}, field '{name}'"
                fields[name] = Channel(*_arrays(data[name], ("time_s", "values"), place))
        if "positions" in data:
            place = f"{where}, field 'positions'"
            fields["positions"] = Positions(*_arrays(data["positions"], POSITIONS, place))
        return Recording(**fields)
    except ValueError as error:
        raise RetrowalkError(
            f"the fields do not fit together: {error}", where=where, remedy="write the file again"
        ) from error


def _arrays(data: Any, names: tuple[str, ...], where: str) -> list[Array]:
    if not isinstance(data, Mapping) or not set(names) <= set(data):
        raise RetrowalkError(
            f"it needs {', '.join(names)}", where=where, remedy="write the file again"
        )
    return [_array(data[name], where) for name in names]


def _array(values: Any, where: str) -> Array:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise RetrowalkError(
            f"it is not a list of numbers: {str(error)[:80]}",
            where=where,
            remedy="write the file again",
        ) from error


class RecordingJsonReader:
    """Files that `to_json` made."""

    name = "json"
    title = "Retrowalk recording as JSON"
    suffixes: tuple[str, ...] = (".json",)
    carries = "everything, exactly"

    def sniff(self, head: bytes, path: Path) -> float:
        """The kind, among its first bytes."""
        if head.lstrip().startswith(b"{") and KIND.encode() in head[:200]:
            return 1.0
        return 0.3 if head.lstrip().startswith((b"{", b"[")) else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the file whole."""
        return from_json(load_json(path), where=path.name)


class RecordingJsonWriter:
    """The JSON form in one line."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)
    loses = ""

    def write(self, recording: Recording, path: Path) -> None:
        """Write the file; numbers keep every digit."""
        path.write_text(json.dumps(to_json(recording), allow_nan=False) + "\n", encoding="utf-8")
