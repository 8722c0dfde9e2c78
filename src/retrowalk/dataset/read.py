"""One recording of a folder: its four files, checked against each other, as a `Measurement`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from retrowalk.dataset.base import (
    CONSENT_SIMULATED,
    Label,
    Measurement,
    Piece,
    Problems,
    Timing,
)
from retrowalk.dataset.names import CHANNELS, EVENTS, MOTION, SIDECAR, Stem
from retrowalk.dataset.source import Source, json_in
from retrowalk.dataset.tables import MISSING, number_in, read_samples, read_table
from retrowalk.errors import RetrowalkError
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Mounting, Placement, Recording
from retrowalk.validation import FASTEST_HZ, SLOWEST_HZ, validate

FACTORS = {
    "ACCEL": {"m/s^2": 1.0, "g": STANDARD_GRAVITY_MS2},
    "GYRO": {"rad/s": 1.0, "deg/s": math.pi / 180.0},
    "MAGN": {"uT": 1.0, "T": 1e6},
    "LATENCY": {"s": 1.0},
}
"""Units that are read, and what they are multiplied with."""
OTHER_TYPES = frozenset({"ANGACCEL", "JNTANG", "MISC", "ORNT", "POS", "VEL"})
_COLUMNS = ("name", "component", "type", "tracked_point", "units")
_OVERLAP_S = 1e-6
_CUT_OFF_SHARE = 0.01
_CUT_OFF_S = 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """A channel: which column it is and what its values are multiplied with."""

    index: int
    factor: float


def read_measurement(source: Source, stem: Stem, problems: Problems) -> Measurement | None:
    """Read one recording; None, with every problem noted, where something does not fit."""
    before = len(problems.found)
    for part in (SIDECAR, CHANNELS, EVENTS):
        if stem.path(part) not in source.paths:
            what = "the file is missing"
            problems.add(stem.path(part), "", what, f"every *{MOTION} needs its *{part}")
    path = stem.path(MOTION)
    if path not in source.listed and stem.scans in source.paths:
        what = f"{stem.name(MOTION)} is not listed"
        problems.add(stem.scans, "", what, "add a line, with acq_time or n/a")
    if any(stem.path(part) not in source.paths for part in (SIDECAR, CHANNELS, EVENTS)):
        return None
    side = json_in(source, stem.path(SIDECAR), problems)
    columns, count = _channels(source, stem, problems)
    if side is None or columns is None:
        return None
    values = None
    with problems.noting(path):
        values = read_samples(source.data(path), path, count, problems)
    words = _words(side, stem, count, problems)
    if values is None or words is None:
        return None
    recording = _recording(source, stem, values, columns, words, problems)
    if recording is None:
        return None
    _cut_off(side, recording, path, problems)
    pieces = _pieces(source, stem, recording.duration_s, problems)
    person = source.people.get(stem.sub)
    simulated = person is not None and person.consent == CONSENT_SIMULATED
    if person is not None and simulated is not (words["timing"] is Timing.SIMULATED):
        what = "only one of participants.tsv and LabelTiming says that it is simulated"
        problems.add(stem.path(SIDECAR), "'LabelTiming'", what, "say so in both, or in neither")
    if len(problems.found) > before:
        return None
    return Measurement(
        person=stem.sub,
        recording=recording,
        pieces=pieces,
        tracksys=stem.tracksys,
        session=stem.ses,
        run=None if stem.run is None else int(stem.run),
        **words,
    )


def _channels(
    source: Source, stem: Stem, problems: Problems
) -> tuple[dict[str, list[Column]] | None, int]:
    """Return the columns of each kind in the order x, y, z, and how many columns there are."""
    path = stem.path(CHANNELS)
    table = None
    with problems.noting(path):
        table = read_table(source.data(path), path, _COLUMNS, problems)
    if table is None:
        return None, 0
    before = len(problems.found)
    found: dict[tuple[str, str], Column] = {}
    for index, (line, row) in enumerate(table.rows):
        kind, axis, unit = row["type"], row["component"], row["units"]
        if kind in OTHER_TYPES:
            continue
        if kind not in FACTORS:
            what = f"'{kind[:40]}' is no type of channel"
            problems.add(path, f"line {line}, column 'type'", what, f"use {', '.join(FACTORS)}")
            continue
        if unit not in FACTORS[kind]:
            known = " or ".join(FACTORS[kind])
            what = f"'{unit[:40]}' is no unit of {kind} that is read"
            problems.add(path, f"line {line}, column 'units'", what, f"give it in {known}")
            continue
        axis = "" if kind == "LATENCY" else axis
        if kind != "LATENCY" and axis not in {"x", "y", "z"}:
            place = f"line {line}, column 'component'"
            problems.add(path, place, f"'{axis[:40]}' is no axis", "write x, y or z")
            continue
        if (kind, axis) in found:
            what = f"{kind} {axis} is there twice".replace("  ", " ")
            remedy = "put a second sensor into a file of its own, with another tracksys"
            problems.add(path, f"line {line}", what, remedy)
            continue
        found[kind, axis] = Column(index, FACTORS[kind][unit])
    kinds = {kind for kind, _ in found} | {"ACCEL"}
    for kind in sorted(kinds - {"LATENCY"}):
        missing = [axis for axis in "xyz" if (kind, axis) not in found]
        if missing and len(problems.found) == before:
            problems.add(path, "", f"{kind} {missing[0]} is missing", "name all three axes")
    if len(problems.found) > before:
        return None, 0
    columns = {
        kind: [found[kind, axis] for axis in ("" if kind == "LATENCY" else "xyz") or [""]]
        for kind in kinds
    }
    return columns, len(table.rows)


def _words(
    side: Mapping[str, Any], stem: Stem, count: int, problems: Problems
) -> dict[str, Any] | None:
    """Return what the sidecar says, as fields of a `Measurement`."""
    path = stem.path(SIDECAR)
    before = len(problems.found)

    def text(name: str) -> str:
        value = side.get(name, MISSING)
        if isinstance(value, str):
            return "" if value == MISSING else value
        problems.add(path, f"'{name}'", "it is no text", "write it in quotes")
        return ""

    if not text("TaskName"):
        problems.add(path, "'TaskName'", "it is missing", "write backwardwalk")
    if text("TrackingSystemName") != stem.tracksys:
        what = "it is not the tracksys of the file name"
        problems.add(path, "'TrackingSystemName'", what, f"write {stem.tracksys}")
    rate = side.get("SamplingFrequency")
    if not isinstance(rate, int | float) or not SLOWEST_HZ <= rate <= FASTEST_HZ:
        what = f"a rate of {str(rate)[:20]} Hz cannot be"
        remedy = f"give the nominal rate, {SLOWEST_HZ:g} to {FASTEST_HZ:g}"
        problems.add(path, "'SamplingFrequency'", what, remedy)
    if (told := side.get("MotionChannelCount", count)) != count:
        what = f"it is {str(told)[:20]}, and {count} channels are named"
        problems.add(path, "'MotionChannelCount'", what, "correct it")
    placement = _one_of(Placement, text("Placement"), path, "Placement", problems)
    timing = _one_of(Timing, text("LabelTiming"), path, "LabelTiming", problems)
    worn = text("Side")
    if worn not in {"", "left", "right"}:
        problems.add(path, "'Side'", f"'{worn[:40]}' is no side", "write left, right or n/a")
    axes = text("Axes") or None
    if axes is not None:
        with problems.noting(path, "'Axes'"):
            Mounting.from_axes(axes)
    if len(problems.found) > before:
        return None
    return {
        "placement": placement,
        "timing": timing,
        "side": worn or None,
        "axes": axes,
        "phone": text("ManufacturersModelName"),
        "software": text("SoftwareVersions"),
        "nominal_hz": float(rate) if rate is not None else None,
    }


def _one_of(kind: Any, value: str, path: str, name: str, problems: Problems) -> Any:
    try:
        return kind(value)
    except ValueError:
        what = f"'{value[:40]}' is not known" if value else "it is missing"
        problems.add(path, f"'{name}'", what, f"write one of {', '.join(kind)}")
        return None


def _recording(
    source: Source,
    stem: Stem,
    values: Array,
    columns: Mapping[str, list[Column]],
    words: Mapping[str, Any],
    problems: Problems,
) -> Recording | None:
    def taken(kind: str) -> Array | None:
        if kind not in columns:
            return None
        return np.column_stack([values[:, c.index] * c.factor for c in columns[kind]])

    path = stem.path(MOTION)
    latency = taken("LATENCY")
    time_s = np.arange(len(values)) / words["nominal_hz"] if latency is None else latency[:, 0]
    acceleration = taken("ACCEL")
    assert acceleration is not None  # _channels asks for it
    recording = Recording(
        time_s - time_s[0],
        acceleration,
        taken("GYRO"),
        taken("MAGN"),
        placement=words["placement"],
        device=words["phone"],
        source=path,
        start_utc=source.starts.get(path),
    )
    try:
        checked = validate(recording, where=path)
    except RetrowalkError as error:
        place = (error.where or "").removeprefix(path).lstrip(", ")
        problems.add(path, place, error.what, error.remedy or "record or export it again")
        return None
    wrong = latency is not None and abs(float(time_s[0])) > _CUT_OFF_S
    if wrong:
        what = f"the first latency is {time_s[0]:g} s"
        problems.add(path, "line 1", what, "count latencies from the first sample")
    return None if wrong else checked


def _cut_off(side: Mapping[str, Any], recording: Recording, path: str, problems: Problems) -> None:
    told = side.get("RecordingDuration")
    if not isinstance(told, int | float):
        return
    apart = abs(told - recording.duration_s)
    if apart > max(_CUT_OFF_S, _CUT_OFF_SHARE * told):
        what = f"the samples last {recording.duration_s:.1f} s, and the sidecar says {told:.1f} s"
        problems.add(path, "", what, "it may be cut off: export or write it again")


def _pieces(source: Source, stem: Stem, duration_s: float, problems: Problems) -> tuple[Piece, ...]:
    path = stem.path(EVENTS)
    table = None
    with problems.noting(path):
        table = read_table(source.data(path), path, ("onset", "duration", "trial_type"), problems)
    found: list[tuple[int, Piece]] = []
    if table is None:
        return ()
    for line, row in table.rows:
        onset = number_in(row["onset"], path, line, "onset", problems)
        length = number_in(row["duration"], path, line, "duration", problems)
        if row["trial_type"] not in set(Label):
            what = f"'{row['trial_type'][:40]}' is no label"
            place = f"line {line}, column 'trial_type'"
            problems.add(path, place, what, f"use one of {', '.join(Label)}")
            continue
        if onset is None or length is None:
            continue
        if length <= 0 or onset < -_OVERLAP_S or onset + length > duration_s + _CUT_OFF_S:
            what = f"{onset:g} to {onset + length:g} s is no part of {duration_s:.1f} s"
            problems.add(path, f"line {line}", what, "count seconds from the first sample")
            continue
        steps = _steps(row.get("steps", MISSING), path, line, problems)
        end_s = min(onset + length, duration_s)
        found.append((line, Piece(Label(row["trial_type"]), max(onset, 0.0), end_s, steps)))
    found.sort(key=lambda one: one[1].start_s)
    for (_, first), (line, second) in pairwise(found):
        if second.start_s < first.end_s - 1e-3:
            what = f"it begins before '{first.label}' ends"
            problems.add(path, f"line {line}", what, "let labels follow one another")
    if not table.rows:
        problems.add(path, "", "it holds no labels", "label what was done, at least one piece")
    return tuple(piece for _, piece in found)


def _steps(cell: str, path: str, line: int, problems: Problems) -> int | None:
    value = number_in(cell, path, line, "steps", problems, optional=True)
    if value is None:
        return None
    if value < 0 or value != round(value):
        place = f"line {line}, column 'steps'"
        problems.add(path, place, f"{value:g} is no count", "write a whole number, or n/a")
        return None
    return int(value)
