"""From measurements to the files of the folder."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from retrowalk._version import __version__
from retrowalk.dataset.base import (
    CONSENT_OTHER,
    CONSENT_SIMULATED,
    OLDEST_YEARS,
    Measurement,
    Person,
)
from retrowalk.dataset.names import CHANNELS, EVENTS, MOTION, SIDECAR, Stem, is_label
from retrowalk.dataset.quality import quality_of
from retrowalk.dataset.tables import samples_bytes, table_bytes
from retrowalk.dataset.texts import consent_path, consent_text, dumped, layout
from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Language
from retrowalk.recording import Recording

NAME = "Walking backward, measured with phones"
_UNITS = {"ACCEL": ("acc", "m/s^2"), "GYRO": ("gyr", "rad/s"), "MAGN": ("mag", "uT")}
PARTICIPANTS = ("participant_id", "age", "sex", "height", "consent", "consent_date")


def general_files(people: Iterable[Person], *, name: str = NAME) -> dict[str, bytes]:
    """Return the files that stand beside the people's folders."""
    told = layout()
    people = sorted(people, key=lambda person: person.label)
    described = {
        "Name": name,
        "BIDSVersion": told["bids_version"],
        "DatasetType": "raw",
        "License": told["licence"],
        "GeneratedBy": [{"Name": "Retrowalk", "Version": __version__}],
    }
    columns = {"reference_frame": {"Levels": _frames()}}
    files = {
        "dataset_description.json": dumped(described),
        "README.md": ("\n".join(told["readme"]) + "\n").encode(),
        ".bidsignore": ("\n".join(told["ignored"]) + "\n").encode(),
        "participants.json": dumped(told["participants"]),
        "participants.tsv": table_bytes(PARTICIPANTS, (_person_row(one) for one in people)),
        f"task-{told['task']}_events.json": dumped(_events_words()),
        f"task-{told['task']}_channels.json": dumped(columns),
    }
    versions = {one.consent for one in people} - {CONSENT_OTHER, CONSENT_SIMULATED}
    for version in sorted(versions):
        for language in Language:
            files[consent_path(version, language)] = consent_text(language).encode()
    return files


def _frames() -> dict[str, Any]:
    return {name: {"Description": text} for name, text in layout()["reference_frame"].items()}


def _events_words() -> dict[str, Any]:
    words = dict(layout()["events"])
    labels = {name: text["en"] for name, text in layout()["labels"].items()}
    words["trial_type"] = {**words["trial_type"], "Levels": labels}
    return words


def _person_row(person: Person) -> list[object]:
    age = None if person.age_years is None else min(person.age_years, float(OLDEST_YEARS))
    return [
        f"sub-{person.label}",
        age,
        person.sex,
        person.height_m,
        person.consent,
        person.consent_date,
    ]


def stem_of_measurement(one: Measurement) -> Stem:
    """Return the file names of a measurement.

    Raises:
        RetrowalkError: a label with anything but letters and digits.
    """
    for label in (one.person, one.tracksys, one.session or "x"):
        if not is_label(label):
            raise RetrowalkError(
                f"'{label}' is no label", remedy="use letters and digits only, and no name"
            )
    run = None if one.run is None else str(one.run)
    return Stem(one.person, one.tracksys, one.session, None, run)


def measurement_files(one: Measurement) -> dict[str, bytes]:
    """Return the four files of one recording, by path."""
    recording = one.recording
    stem = stem_of_measurement(one)
    kinds = _kinds(recording)
    point = one.placement.value if one.side is None else f"{one.side}_{one.placement.value}"
    channels: list[list[object]] = [["latency", None, "LATENCY", point, "s", one.placement, None]]
    for kind in kinds:
        short, unit = _UNITS[kind]
        channels.extend(
            [f"{short}_{axis}", axis, kind, point, unit, one.placement, "device"] for axis in "xyz"
        )
    header = ("name", "component", "type", "tracked_point", "units", "placement", "reference_frame")
    values = np.hstack(list(kinds.values()))
    start_s = float(recording.time_s[0])
    events = [
        [f"{p.start_s:.3f}", f"{p.end_s - p.start_s:.3f}", p.label, p.steps] for p in one.pieces
    ]
    return {
        stem.path(MOTION): samples_bytes(recording.time_s - start_s, values),
        stem.path(SIDECAR): dumped(_sidecar(one, kinds)),
        stem.path(CHANNELS): table_bytes(header, channels),
        stem.path(EVENTS): table_bytes(("onset", "duration", "trial_type", "steps"), events),
    }


def _kinds(recording: Recording) -> dict[str, Any]:
    kinds = {
        "ACCEL": recording.acceleration_ms2,
        "GYRO": recording.angular_rate_rads,
        "MAGN": recording.magnetic_field_ut,
    }
    return {kind: values for kind, values in kinds.items() if values is not None}


def _sidecar(one: Measurement, kinds: Mapping[str, Any]) -> dict[str, Any]:
    recording, quality = one.recording, quality_of(one.recording)
    count = len(recording.time_s)
    effective = (count - 1) / recording.duration_s
    missing = "n/a"
    found: dict[str, Any] = {
        "TaskName": layout()["task"],
        "TaskDescription": layout()["task_description"],
        "TrackingSystemName": one.tracksys,
        "SamplingFrequency": round(one.nominal_hz or recording.rate_hz, 3),
        "SamplingFrequencyEffective": round(effective, 3),
        "RecordingDuration": round(recording.duration_s, 6),
        "ManufacturersModelName": one.phone or missing,
        "SoftwareVersions": one.software or missing,
        "MotionChannelCount": 1 + 3 * len(kinds),
        "LATENCYChannelCount": 1,
        **{f"{kind}ChannelCount": 3 for kind in kinds},
        "TrackedPointsCount": 1,
        "MissingValues": missing,
        "SubjectArtefactDescription": missing,
        "Placement": one.placement.value,
        "Side": one.side or missing,
        "LabelTiming": one.timing.value,
        "SensorQuality": {
            "AccelerationStep": round(quality.acceleration_step_ms2, 6),
            "AngularRateStep": None
            if quality.angular_rate_step_rads is None
            else round(quality.angular_rate_step_rads, 7),
            "IntervalSpread": round(quality.interval_spread_s, 6),
            "LongestGap": round(quality.longest_gap_s, 6),
        },
    }
    if one.axes is not None:
        found["Axes"] = one.axes
    return found


def scans_file(times: Iterable[tuple[Stem, dt.datetime | None]]) -> dict[str, bytes]:
    """Return the tables of times of recordings, one for each person or session."""
    rows: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for stem, at in times:
        rows[stem.scans].append((stem.name(MOTION), None if at is None else instant(at)))
    return {
        path: table_bytes(("filename", "acq_time"), sorted(found)) for path, found in rows.items()
    }


def instant(at: dt.datetime) -> str:
    """Return an instant as BIDS writes it, UTC, to the second."""
    text = at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()
    return f"{text}Z"


def all_files(
    people: Iterable[Person], measurements: Iterable[Measurement], *, name: str = NAME
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file; only people with a recording are listed."""
    with_one: set[str] = set()
    times = []
    for one in measurements:
        with_one.add(one.person)
        times.append((stem_of_measurement(one), one.recording.start_utc))
        yield from measurement_files(one).items()
    yield from scans_file(times).items()
    yield from general_files([p for p in people if p.label in with_one], name=name).items()


def write_folder(
    people: Iterable[Person], measurements: Iterable[Measurement], folder: Path, *, name: str = NAME
) -> int:
    """Write a folder; files there of the same names are replaced.

    Returns:
        The number of files written.

    Raises:
        RetrowalkError: a label that BIDS does not allow, or a place that cannot be written.
    """
    count = 0
    for path, data in all_files(people, measurements, name=name):
        with writing(folder / path):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        count += 1
    return count
