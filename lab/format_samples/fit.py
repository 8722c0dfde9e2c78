"""FIT: activities by fit-tool and by Garmin's own encoder, motion by the latter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lab.format_samples import Sample

START_S = 1_130_000_000
"""FIT seconds: 2025-10-21 16:53:20 UTC."""
ZONE_S = 2 * 3600
ACTIVITY_S = 240
MOTION_S = 12
RATE_HZ = 25


def _tool_activity(path: Path) -> None:
    """Walk four minutes in two laps, with fit-tool; its times are Unix milliseconds."""
    from fit_tool.fit_file_builder import FitFileBuilder
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.messages.lap_message import LapMessage
    from fit_tool.profile.messages.record_message import RecordMessage
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.profile_type import (
        Event,
        EventType,
        FileType,
        Manufacturer,
        Sport,
        SubSport,
    )

    start_ms = 1000 * (START_S + 631_065_600)
    end_ms = start_ms + 1000 * ACTIVITY_S
    builder = FitFileBuilder(auto_define=True, min_string_size=20)
    about = FileIdMessage()
    about.type = FileType.ACTIVITY
    about.manufacturer = Manufacturer.SUUNTO.value
    about.product = 41
    about.time_created = start_ms
    about.serial_number = 77
    builder.add(about)
    for kind, at_ms in ((EventType.START, start_ms), (EventType.STOP_ALL, end_ms)):
        event = EventMessage()
        event.event, event.event_type, event.timestamp = Event.TIMER, kind, at_ms
        if kind is EventType.STOP_ALL:
            for second in range(ACTIVITY_S):
                record = RecordMessage()
                record.timestamp = start_ms + 1000 * second
                record.position_lat = 52.52 + second * 1e-5
                record.position_long = 13.405
                record.distance = 1.1 * second
                record.enhanced_speed = 1.1
                record.heart_rate = 90 + second % 7
                record.cadence = 52
                builder.add(record)
        builder.add(event)
    for index in range(2):
        lap = LapMessage()
        lap.message_index = index
        lap.start_time = start_ms + 500 * ACTIVITY_S * index
        lap.timestamp = lap.start_time + 500 * ACTIVITY_S
        lap.total_elapsed_time = lap.total_timer_time = ACTIVITY_S / 2
        lap.total_distance = 1.1 * ACTIVITY_S / 2
        lap.sport = Sport.WALKING
        builder.add(lap)
    session = SessionMessage()
    session.start_time, session.timestamp = start_ms, end_ms
    session.total_elapsed_time = session.total_timer_time = float(ACTIVITY_S)
    session.total_distance = 1.1 * ACTIVITY_S
    session.total_cycles = 208
    session.sport, session.sub_sport = Sport.WALKING, SubSport.TREADMILL
    session.first_lap_index, session.num_laps = 0, 2
    builder.add(session)
    activity = ActivityMessage()
    activity.timestamp = end_ms
    activity.num_sessions = 1
    builder.add(activity)
    builder.build().to_file(str(path))


def encoded(path: Path, messages: list[tuple[str, dict[str, Any]]]) -> None:
    """Write messages with Garmin's encoder."""
    from garmin_fit_sdk import Encoder, Profile

    encoder = Encoder()
    for name, fields in messages:
        encoder.on_mesg(Profile["mesg_num"][name], fields)
    path.write_bytes(encoder.close())


def garmin_activity(*, pause: bool = True) -> list[tuple[str, dict[str, Any]]]:
    """Return the messages of a walk with a pause of a minute, as a watch writes them."""
    messages: list[tuple[str, dict[str, Any]]] = [
        ("FILE_ID", {"type": "activity", "manufacturer": "garmin", "product": 3906}),
        (
            "DEVICE_INFO",
            {"timestamp": START_S, "device_index": "creator", "manufacturer": "garmin"},
        ),
        ("EVENT", {"timestamp": START_S, "event": "timer", "event_type": "start"}),
    ]
    for second in range(ACTIVITY_S):
        if pause and second in (90, 150):
            kind = "stop_all" if second == 90 else "start"
            messages.append(
                ("EVENT", {"timestamp": START_S + second, "event": "timer", "event_type": kind})
            )
        if pause and 90 <= second < 150:
            continue
        record = {
            "timestamp": START_S + second,
            "enhanced_altitude": 34.0 + second / 50.0,
            "heart_rate": 88 + second % 5,
            "cadence": 54,
            "fractional_cadence": 0.5,
            "distance": 1.2 * second,
            "enhanced_speed": 1.2,
        }
        messages.append(("RECORD", record))
    end_s = START_S + ACTIVITY_S
    timed = {
        "timestamp": end_s,
        "start_time": START_S,
        "total_elapsed_time": float(ACTIVITY_S),
        "total_timer_time": float(ACTIVITY_S - 60 if pause else ACTIVITY_S),
        "sport": "walking",
        "total_cycles": 215,
    }
    messages += [
        ("EVENT", {"timestamp": end_s, "event": "timer", "event_type": "stop_all"}),
        ("LAP", {"message_index": 0, "lap_trigger": "session_end", **timed}),
        (
            "SESSION",
            {
                "message_index": 0,
                "sub_sport": "casual_walking",
                "total_fractional_cycles": 0.5,
                "avg_heart_rate": 90,
                "max_heart_rate": 92,
                "total_calories": 17,
                "total_ascent": 4,
                "num_laps": 1,
                **timed,
            },
        ),
        (
            "ACTIVITY",
            {"timestamp": end_s, "num_sessions": 1, "local_timestamp": end_s + ZONE_S},
        ),
    ]
    return messages


def swing(time_s: float) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Return specific force in g and angular rate in deg/s of a leg that swings."""
    phase = 2.0 * math.pi * 0.9 * time_s
    force = (0.2 * math.sin(phase), 1.0 + 0.15 * math.cos(2.0 * phase), 0.1 * math.cos(phase))
    return force, (140.0 * math.sin(phase + 0.4), 6.0 * math.cos(phase), 11.0 * math.sin(phase))


def _axes(names: str, triples: Sequence[tuple[float, float, float]]) -> dict[str, list[float]]:
    return {f"{names}_{axis}": [one[k] for one in triples] for k, axis in enumerate("xyz")}


def _count(force_g: float, offset: int) -> int:
    return round(4096 * force_g) + 32_768 + offset


def garmin_motion(*, raw: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """Return messages of a second each, 25 Hz; counts of 1/4096 g around 32768 where raw."""
    offsets = [round(1000 * k / RATE_HZ) for k in range(RATE_HZ)]
    messages: list[tuple[str, dict[str, Any]]] = [
        ("FILE_ID", {"type": "activity", "manufacturer": "garmin", "product": 3906})
    ]
    if raw:
        calibration = {
            "timestamp": START_S,
            "sensor_type": "accelerometer",
            "calibration_factor": 1,
            "calibration_divisor": 4096,
            "level_shift": 32_768,
            "offset_cal": [10, -20, 30],
            "orientation_matrix": [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
        }
        messages.append(("THREE_D_SENSOR_CALIBRATION", calibration))
    for second in range(MOTION_S):
        told = [swing(second + offset / 1000.0) for offset in offsets]
        stamp = {"timestamp": START_S + second, "timestamp_ms": 250, "sample_time_offset": offsets}
        forces = [force for force, _ in told]
        if raw:
            counts = [(_count(x, 10), _count(y, -20), _count(z, 30)) for x, y, z in forces]
            messages.append(("ACCELEROMETER_DATA", {**stamp, **_axes("accel", counts)}))
            continue
        force = {**stamp, **_axes("calibrated_accel", forces)}
        rate = {**stamp, **_axes("calibrated_gyro", [rate for _, rate in told])}
        record = {"timestamp": START_S + second, "heart_rate": 80 + second}
        messages += [
            ("ACCELEROMETER_DATA", force),
            ("GYROSCOPE_DATA", rate),
            ("RECORD", record),
        ]
    return messages


SAMPLES = (
    Sample("fit", "treadmill.fit", _tool_activity, True, "FIT profile 21.218, written by fit-tool"),
    Sample(
        "fit",
        "walk.fit",
        lambda path: encoded(path, garmin_activity()),
        True,
        "FIT Activity File, developer.garmin.com/fit",
    ),
    Sample(
        "fit",
        "motion.fit",
        lambda path: encoded(path, garmin_motion()),
        True,
        "accelerometer_data, gyroscope_data of the FIT profile 21.218",
    ),
    Sample(
        "fit",
        "motion_raw.fit",
        lambda path: encoded(path, garmin_motion(raw=True)),
        True,
        "accelerometer_data, three_d_sensor_calibration of the FIT profile 21.218",
    ),
)
