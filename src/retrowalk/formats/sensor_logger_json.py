"""Sensor Logger's JSON export: one array of objects, each a row of the sensor it names."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array

MOST_JSON_BYTES = 512 * 1024**2
"""JSON is held in memory whole; larger recordings are better exported as zip."""
_DEEP = 100
_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_LONG_NUMBER = re.compile(rb"\d{4300,}")


def load_json(path: Path) -> Any:
    """Return the parsed JSON of a file.

    Raises:
        RetrowalkError: too large, not UTF-8, not JSON, nested beyond reason.
    """
    if path.stat().st_size > MOST_JSON_BYTES:
        raise RetrowalkError(
            f"the JSON file is larger than {MOST_JSON_BYTES // 1024**2} MiB",
            where=path.name,
            remedy="export the recording as zip or CSV",
        )
    data = path.read_bytes()
    try:
        return json.loads(data)
    except UnicodeDecodeError as error:
        raise RetrowalkError(
            "the text is not UTF-8",
            where=f"{path.name}, byte {error.start + 1}",
            remedy="export it again",
        ) from error
    except json.JSONDecodeError as error:
        raise RetrowalkError(
            f"the JSON is broken: {error.msg}",
            where=f"{path.name}, line {error.lineno}, column {error.colno}",
            remedy="export it again; it may be cut off",
        ) from error
    except ValueError as error:
        raise RetrowalkError(
            "the JSON holds a number of thousands of digits",
            where=f"{path.name}, byte {_long_number(data) + 1}",
            remedy="export it again",
        ) from error
    except RecursionError as error:
        raise RetrowalkError(
            "the JSON is nested too deeply",
            where=f"{path.name}, byte {_deep(data) + 1}",
            remedy="export it again",
        ) from error


def _long_number(data: bytes) -> int:
    found = _LONG_NUMBER.search(data)
    return 0 if found is None else found.start()


def _deep(data: bytes) -> int:
    """Return the first byte that is nested more than `_DEEP` times, or the last one."""
    depth = 0
    for found in _BRACKET.finditer(data):
        if found.group() in b"[{":
            depth += 1
        elif found.group() in b"]}":
            depth -= 1
        if depth > _DEEP:
            return found.start()
    return len(data) - 1


def sensors_in_json(
    path: Path, wanted: Collection[str]
) -> tuple[dict[str, dict[str, Array]], dict[str, str]]:
    """Return the wanted columns per sensor, and the metadata row.

    Raises:
        RetrowalkError: not an array of objects, or a value that is no number.
    """
    rows = load_json(path)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RetrowalkError(
            "the JSON is not an array of sensor rows",
            where=path.name,
            remedy="give the JSON export of Sensor Logger as it is",
        )
    about: dict[str, str] = {}
    by_sensor: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for number, row in enumerate(rows, start=1):
        sensor = str(row.get("sensor", ""))
        if sensor.lower() == "metadata":
            about = {str(k): str(v) for k, v in row.items()}
        else:
            by_sensor.setdefault(sensor, []).append((number, row))
    sensors = {
        sensor: {
            name: _numbers(path.name, some, name)
            for name in wanted
            if any(name in row for _, row in some[:1])
        }
        for sensor, some in by_sensor.items()
    }
    return sensors, about


def _numbers(file: str, rows: list[tuple[int, dict[str, Any]]], name: str) -> Array:
    values = np.empty(len(rows))
    for i, (number, row) in enumerate(rows):
        value = row.get(name)
        try:
            values[i] = np.nan if value is None or value == "" else float(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise RetrowalkError(
                f"'{str(value)[:40]}' is not a number",
                where=f"{file}, row {number}, field '{name}'",
                remedy="mend or remove that row",
            ) from error
    return values
