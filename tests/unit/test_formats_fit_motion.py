"""Samples of accelerometer and gyroscope in FIT files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.format_samples.fit import MOTION_S, RATE_HZ, START_S, encoded, garmin_motion, swing
from tests.fit_bytes import definition, file_id, fit_file, message

from retrowalk.errors import RetrowalkError
from retrowalk.formats import Kind, kind_of, read
from retrowalk.recording import STANDARD_GRAVITY_MS2, Recording

Message = tuple[str, dict[str, Any]]
START = dt.datetime(2025, 10, 21, 16, 53, 20, 250_000, tzinfo=dt.UTC)


def _read(tmp_path: Path, messages: list[Message], **options: float) -> Recording:
    path = tmp_path / "motion.fit"
    encoded(path, messages)
    assert kind_of(path) is Kind.MOTION
    return read(path, **options)  # type: ignore[arg-type]


def _force(found: Recording) -> np.ndarray:
    return STANDARD_GRAVITY_MS2 * np.array([swing(t)[0] for t in found.time_s])


def test_both_sensors_of_garmins_encoder(tmp_path: Path) -> None:
    found = _read(tmp_path, garmin_motion())
    assert found.start_utc == START
    assert len(found.time_s) == MOTION_S * RATE_HZ
    assert found.rate_hz == pytest.approx(RATE_HZ, rel=1e-6)
    assert found.gaps() == ()
    assert (found.device, found.source) == ("Garmin, product 3906", "motion.fit")
    np.testing.assert_allclose(found.acceleration_ms2, _force(found), atol=1e-5)
    assert found.angular_rate_rads is not None
    rates = np.radians([swing(t)[1] for t in found.time_s])
    np.testing.assert_allclose(found.angular_rate_rads, rates, atol=1e-5)
    assert found.heart_rate_bpm is not None
    assert found.heart_rate_bpm.values.tolist() == [80.0 + k for k in range(MOTION_S)]
    assert found.heart_rate_bpm.time_s[1] == pytest.approx(0.75)
    assert found.positions is None


def test_raw_counts_with_their_calibration(tmp_path: Path) -> None:
    found = _read(tmp_path, garmin_motion(raw=True))
    count_ms2 = STANDARD_GRAVITY_MS2 / 4096
    np.testing.assert_allclose(found.acceleration_ms2, _force(found), atol=0.51 * count_ms2)
    assert "acceleration from raw, calibrated here values" in found.notes


def test_an_orientation_matrix_turns_the_axes(tmp_path: Path) -> None:
    """Rows of the matrix: what sensor axes give each axis of the device."""
    messages = garmin_motion(raw=True)
    messages[1][1]["orientation_matrix"] = [0.0, 1.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    found = _read(tmp_path, messages)
    x, y, z = _force(found).T
    turned = np.column_stack([y, -x, z])
    np.testing.assert_allclose(found.acceleration_ms2, turned, atol=2e-3)


def test_raw_counts_without_a_calibration_are_refused(tmp_path: Path) -> None:
    messages = [one for one in garmin_motion(raw=True) if "CALIBRATION" not in one[0]]
    with pytest.raises(RetrowalkError, match=r"motion.fit, byte \d+: the acceleration is in raw"):
        _read(tmp_path, messages)


def _changed(change: Callable[[dict[str, Any]], None], kind: str) -> list[Message]:
    messages = garmin_motion()
    for name, fields in messages:
        if name == kind:
            change(fields)
    return messages


def test_thousandths_of_g(tmp_path: Path) -> None:
    def compressed(fields: dict[str, Any]) -> None:
        for axis in "xyz":
            values = fields.pop(f"calibrated_accel_{axis}")
            fields[f"compressed_calibrated_accel_{axis}"] = [round(1000 * one) for one in values]

    def mislabelled(fields: dict[str, Any]) -> None:
        for axis in "xyz":
            name = f"calibrated_accel_{axis}"
            fields[name] = [1000 * one for one in fields[name]]

    for change, note in ((compressed, "compressed"), (mislabelled, "thousandths of g")):
        found = _read(tmp_path, _changed(change, "ACCELEROMETER_DATA"))
        np.testing.assert_allclose(found.acceleration_ms2, _force(found), atol=0.006)
        assert any(note in one for one in found.notes)


def test_the_gyroscope_has_a_clock_of_its_own(tmp_path: Path) -> None:
    def later(fields: dict[str, Any]) -> None:
        fields["timestamp_ms"] += 20
        times = [
            (fields["timestamp"] - START_S) + 0.02 + ms / 1000
            for ms in fields["sample_time_offset"]
        ]
        for k, axis in enumerate("xyz"):
            fields[f"calibrated_gyro_{axis}"] = [swing(t)[1][k] for t in times]

    found = _read(tmp_path, _changed(later, "GYROSCOPE_DATA"))
    assert found.angular_rate_rads is not None
    rates = np.radians([swing(t + 1 / RATE_HZ)[1] for t in found.time_s])
    np.testing.assert_allclose(found.angular_rate_rads, rates, atol=0.03)
    assert len(found.time_s) == MOTION_S * RATE_HZ - 1  # none before the gyroscope began
    assert any("left out before or after angular rate" in note for note in found.notes)


def test_a_gap_stays_a_gap(tmp_path: Path) -> None:
    messages = [
        one
        for one in garmin_motion()
        if not START_S + 4 <= one[1].get("timestamp", 0) < START_S + 6
    ]
    found = _read(tmp_path, messages)
    ((start_s, end_s),) = found.gaps()
    assert (start_s, end_s) == pytest.approx((3.96, 6.0))


def test_samples_without_times_need_a_rate(tmp_path: Path) -> None:
    messages = _changed(lambda fields: fields.pop("sample_time_offset"), "ACCELEROMETER_DATA")
    only = [one for one in messages if one[0] != "GYROSCOPE_DATA"]
    with pytest.raises(RetrowalkError, match="have no times of their own"):
        _read(tmp_path, only)
    found = _read(tmp_path, only, rate_hz=float(RATE_HZ))
    np.testing.assert_allclose(found.acceleration_ms2, _force(found), atol=1e-5)


def _counted(*, related: bool) -> bytes:
    """Return a file whose samples are timed from switching on, 100 s ago."""
    body = file_id() + definition(
        2, 165, [(253, "I"), (1, "25H"), *((k, "25f") for k in (5, 6, 7))]
    )
    offsets = range(0, 1000, 40)
    for second in range(4):
        axes = zip(*(swing(second + ms / 1000)[0] for ms in offsets), strict=True)
        values = [value for axis in axes for value in axis]
        body += message(2, "I25H75f", 100 + second, *offsets, *values)
    if related:
        body += definition(3, 162, [(253, "I"), (1, "I"), (4, "H"), (5, "H")])
        body += message(3, "IIHH", START_S, 90, 500, 0)
    return fit_file(body)


def test_times_since_switching_on(tmp_path: Path) -> None:
    path = tmp_path / "camera.fit"
    path.write_bytes(_counted(related=False))
    found = read(path)
    assert found.start_utc is None
    assert found.time_s[0] == 0.0
    assert any("switching on" in note for note in found.notes)
    path.write_bytes(_counted(related=True))
    assert read(path).start_utc == START + dt.timedelta(seconds=10.25)


def test_samples_that_go_back_in_time_are_left_out(tmp_path: Path) -> None:
    def overlapping(fields: dict[str, Any]) -> None:
        if fields["timestamp"] == START_S + 5:
            fields["timestamp_ms"] = 170

    found = _read(tmp_path, _changed(overlapping, "ACCELEROMETER_DATA"))
    assert any(
        note.startswith("warning: 2 samples of acceleration go back") for note in found.notes
    )
    assert (np.diff(found.time_s) > 0).all()


def test_the_magnetic_field_in_microtesla(tmp_path: Path) -> None:
    messages: list[Message] = []
    for name, fields in garmin_motion():
        messages.append((name, fields))
        if name == "ACCELEROMETER_DATA":
            stamp = {
                key: fields[key] for key in ("timestamp", "timestamp_ms", "sample_time_offset")
            }
            field = {f"calibrated_mag_{axis}": [0.2] * RATE_HZ for axis in "xyz"}
            messages.append(("MAGNETOMETER_DATA", {**stamp, **field}))
    found = _read(tmp_path, messages)
    assert found.magnetic_field_ut is not None
    np.testing.assert_allclose(found.magnetic_field_ut, 20.0, atol=1e-5)


def test_messages_without_an_axis_are_refused(tmp_path: Path) -> None:
    messages = _changed(lambda fields: fields.pop("calibrated_accel_z"), "ACCELEROMETER_DATA")
    with pytest.raises(RetrowalkError, match="no sample with three axes"):
        _read(tmp_path, messages)
