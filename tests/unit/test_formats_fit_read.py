"""FIT activities as other software writes them, and files that are no activity."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples.fit import (
    ACTIVITY_S,
    SAMPLES,
    START_S,
    encoded,
    garmin_activity,
    garmin_motion,
)
from tests.fit_bytes import (
    NONE_S4,
    NONE_U1,
    NONE_U2,
    NONE_U4,
    crc,
    definition,
    file_id,
    fit_file,
    message,
    session,
    short_message,
)

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.formats import Kind, kind_of, read, read_sessions
from retrowalk.formats.base import Options
from retrowalk.formats.fit.readers import FitReader
from retrowalk.formats.fit.wire import checksum
from retrowalk.session import Session

START = dt.datetime(2025, 10, 21, 16, 53, 20, tzinfo=dt.UTC)


def _sessions(data: bytes, zone: str | None = None) -> list[Session]:
    return list(FitReader().sessions_in(data, "walk.fit", Options(zone=zone)))


def _one(data: bytes) -> Session:
    (found,) = _sessions(data)
    return found


def _garmin(tmp_path: Path, **changes: bool) -> bytes:
    path = tmp_path / "walk.fit"
    encoded(path, garmin_activity(**changes))
    return path.read_bytes()


def test_an_activity_of_garmins_encoder(tmp_path: Path) -> None:
    found = _one(_garmin(tmp_path))
    assert found.start_utc == START
    assert (found.sport, found.sub_sport) == ("walking", "casual_walking")
    assert (found.zone, found.device, found.source) == (
        "+02:00",
        "Garmin, product 3906",
        "walk.fit",
    )
    assert found.notes == ()
    assert found.elapsed_s == ACTIVITY_S
    assert found.pauses == ((90.0, 150.0),)
    assert found.laps == ()  # the one that every file must have
    totals = found.totals
    assert totals.steps is not None
    assert (totals.steps.value, totals.steps.low) == (431.0, None)
    assert totals.moving_s is not None
    assert totals.moving_s.value == ACTIVITY_S - 60
    assert totals.energy_kcal is not None
    assert totals.energy_kcal.value == 17.0
    assert totals.ascent_m is not None
    assert totals.ascent_m.value == 4.0
    assert totals.distance_m is None
    assert totals.backward_steps is None
    course = found.course
    assert course is not None
    assert len(course.time_s) == ACTIVITY_S - 60
    assert course.time_s[90] == 150.0
    assert course.latitude_deg is None
    assert course.cadence_spm is not None
    assert (course.cadence_spm == 109.0).all()
    assert course.altitude_m is not None
    np.testing.assert_allclose(course.altitude_m, 34.0 + course.time_s / 50.0, atol=0.1)
    assert course.distance_m is not None
    np.testing.assert_allclose(course.distance_m, 1.2 * course.time_s, atol=0.005)
    assert course.steps is None  # nothing is made from the cadence


def test_an_activity_of_fit_tool(tmp_path: Path) -> None:
    path = tmp_path / "treadmill.fit"
    SAMPLES[0].make(path)
    found = _one(path.read_bytes())
    assert found.start_utc == START
    assert (found.sport, found.sub_sport) == ("walking", "treadmill")
    assert (found.zone, found.device) == (None, "Suunto, product 41")
    assert [(lap.start_s, lap.end_s) for lap in found.laps] == [(0.0, 120.0), (120.0, 240.0)]
    assert found.laps[0].totals.distance_m is not None
    assert found.laps[0].totals.distance_m.value == 132.0
    assert found.laps[0].direction is None
    assert found.pauses == ()
    assert found.totals.steps is not None
    assert found.totals.steps.value == 416.0
    course = found.course
    assert course is not None
    assert course.latitude_deg is not None
    np.testing.assert_allclose(course.latitude_deg, 52.52 + course.time_s * 1e-5, atol=1e-7)
    assert course.cadence_spm is not None
    assert set(course.cadence_spm.tolist()) == {104.0}


def test_the_zone_may_be_told_where_the_file_does_not(tmp_path: Path) -> None:
    data = fit_file(file_id() + session(START_S, 60.0))
    assert _sessions(data)[0].zone is None
    assert _sessions(data, "Europe/Berlin")[0].zone == "Europe/Berlin"
    assert _sessions(_garmin(tmp_path), "Asia/Tokyo")[0].zone == "+02:00"


def test_cycles_are_steps_on_foot_only() -> None:
    walk = _one(fit_file(file_id() + session(START_S, 60.0, sport=11, cycles=50)))
    assert walk.totals.steps is not None
    assert walk.totals.steps.value == 100.0
    ride = _one(fit_file(file_id() + session(START_S, 60.0, sport=2, cycles=50)))
    assert ride.sport == "cycling"
    assert ride.totals.steps is None


def test_sports_without_a_word_and_without_a_number() -> None:
    assert _one(fit_file(file_id() + session(START_S, 60.0, sport=201))).sport == "sport 201"
    assert _one(fit_file(file_id() + session(START_S, 60.0, sport=255))).sport == ""


def test_several_sessions_share_records_by_time() -> None:
    records = definition(2, 20, [(253, "I"), (3, "B")])
    records += b"".join(message(2, "IB", START_S + k, 80 + k // 60) for k in range(120))
    both = session(START_S, 60.0) + session(START_S + 60, 60.0, sport=2)
    first, second = _sessions(fit_file(file_id() + records + both))
    assert (first.sport, second.sport) == ("walking", "cycling")
    assert second.start_utc == START + dt.timedelta(seconds=60)
    for one, rate in ((first, 80.0), (second, 81.0)):
        assert one.course is not None
        assert one.course.heart_rate_bpm is not None
        assert one.course.time_s.tolist() == list(range(60))
        assert set(one.course.heart_rate_bpm.tolist()) == {rate}


def test_chained_files(tmp_path: Path) -> None:
    found = _sessions(_garmin(tmp_path) + fit_file(file_id() + session(START_S + 900, 60.0)))
    assert [one.elapsed_s for one in found] == [ACTIVITY_S, 60.0]
    settings_first = fit_file(file_id(2)) + fit_file(file_id() + session(START_S, 60.0))
    assert len(_sessions(settings_first)) == 1


def test_big_endian_numbers_and_a_short_header() -> None:
    fields = [(253, "I"), (0, "i"), (1, "i"), (2, "H"), (6, "H")]
    body = file_id() + definition(3, 20, fields, big=True)
    values = (START_S + 5, 2**29, -(2**30), (120 + 500) * 5, 1500)
    body += message(3, "IiiHH", *values, big=True)
    body += message(3, "IiiHH", START_S + 6, NONE_S4, NONE_S4, NONE_U2, NONE_U2, big=True)
    course = _one(fit_file(body + session(START_S, 60.0), header=12)).course
    assert course is not None
    told = (course.latitude_deg, course.longitude_deg, course.altitude_m, course.speed_mps)
    for values_of, expected in zip(told, (45.0, -90.0, 120.0, 1.5), strict=True):
        assert values_of is not None
        assert values_of[0] == pytest.approx(expected)
        assert np.isnan(values_of[1])


def test_times_in_header_bytes_roll_over() -> None:
    """Five bits of seconds go on from the last full time."""
    body = file_id() + definition(2, 20, [(253, "I"), (3, "B")]) + definition(3, 20, [(3, "B")])
    body += message(2, "IB", START_S, 70)
    seconds = [1, 2, 33, 60, 61, 92]  # up to 31 s apart
    for k in seconds:
        body += message(2, "IB", NONE_U4, 99) if k == 60 else b""  # without a time: none to go on
        body += short_message(3, START_S + k, "B", 70 + k)
    course = _one(fit_file(body + session(START_S, 100.0))).course
    assert course is not None
    assert course.time_s.tolist() == [0, *seconds]
    assert course.heart_rate_bpm is not None
    assert (course.heart_rate_bpm == 70 + course.time_s).all()


def test_records_out_of_order_are_sorted_and_early_ones_left_out() -> None:
    body = file_id() + definition(2, 20, [(253, "I"), (3, "B")])
    for second, rate in ((3, 73), (1, 71), (-2, 60), (2, NONE_U1)):
        body += message(2, "IB", START_S + second, rate)
    body += message(2, "IB", NONE_U4, 99)
    found = _one(fit_file(body + session(START_S, 60.0)))
    assert found.course is not None
    assert found.course.time_s.tolist() == [1.0, 2.0, 3.0]
    assert found.course.heart_rate_bpm is not None
    np.testing.assert_array_equal(found.course.heart_rate_bpm, [71.0, np.nan, 73.0])
    assert [note.split()[0] for note in found.notes] == ["the", "warning:"]


@pytest.mark.parametrize(
    ("application", "expected"),
    [(b"Retrowalk fit 01", Direction.BACKWARD), (b"a sailing app 01", None)],
)
def test_developer_fields_of_others_are_not_ours(
    application: bytes, expected: Direction | None
) -> None:
    """The field "direction" of another app may be that of the wind."""
    body = (
        file_id() + definition(2, 207, [(1, "16s"), (3, "B")]) + message(2, "16sB", application, 4)
    )
    described = definition(3, 206, [(0, "B"), (1, "B"), (2, "B"), (3, "10s")])
    body += described + message(3, "BBB10s", 4, 9, 2, b"direction")
    body += definition(5, 20, [(253, "I")], developer=[(9, 1, 4)])
    body += message(5, "IB", START_S, 2) + message(5, "IB", START_S + 1, NONE_U1)
    course = _one(fit_file(body + session(START_S, 60.0))).course
    assert course is not None
    assert course.direction == (None if expected is None else (expected, None))


# what is damaged or cut off


def test_a_file_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = _garmin(tmp_path)
    found = _one(data[: len(data) // 2])
    assert found.sport == ""
    assert found.course is not None
    assert found.elapsed_s == found.course.time_s[-1]
    assert [note.startswith("warning:") for note in found.notes] == [True] * len(found.notes)
    assert "cut off" in found.notes[0]
    unfinished = data[:4] + bytes(4) + data[8 : len(data) // 2]
    assert "never finished" in _one(unfinished).notes[0]


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    data = bytearray(_garmin(tmp_path))
    data[-40] ^= 1
    found = _sessions(bytes(data))
    assert "checksum" in found[0].notes[0]


def test_damage_inside_ends_the_reading_there() -> None:
    body = file_id() + session(START_S, 60.0)
    found = _one(fit_file(body + b"\x0e\x00\x00"))
    assert f"at byte {14 + len(body)}" in found.notes[0]


def _refused(data: bytes) -> str:
    with pytest.raises(RetrowalkError) as refusal:
        _sessions(data)
    return str(refusal.value)


REFUSED = (
    (b"GPX", "walk.fit, byte 0: this is no FIT file"),
    (fit_file(b"\x05\x00"), "byte 14: a message of a kind that was not defined"),
    (fit_file(file_id(2)), "holds settings"),
    (fit_file(file_id(6)), "a planned course"),
    (fit_file(file_id(5)), "a planned workout"),
    (fit_file(file_id(32)), "a day's monitoring"),
    (fit_file(file_id(99)), "a file of kind 99"),
    (fit_file(file_id(4)), "neither a session nor a record"),
    (fit_file(b""), "holds no activity"),
    (fit_file(file_id() + session(4000, 60.0)), "clock of the device was never set"),
    (fit_file(file_id() + session(NONE_U4, 60.0)), "no start and length that can be"),
    (fit_file(file_id() + session(START_S, 60.0) * 201), "201 sessions"),
    (fit_file(file_id(2)) * 1001, "more than 1000 FIT files"),
    (fit_file(b"\x40\x00\x07\x00\x00\x00"), "byte order that does not exist"),
)


@pytest.mark.parametrize(("data", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_refusals(data: bytes, says: str) -> None:
    assert says in _refused(data)


def test_a_start_of_none_is_told_from_its_end() -> None:
    fields = definition(1, 18, [(253, "I"), (7, "I"), (5, "B")])
    found = _one(fit_file(file_id() + fields + message(1, "IIB", START_S + 60, 60_000, 11)))
    assert found.start_utc == START


def test_a_course_to_follow_is_no_walk() -> None:
    body = file_id(6) + definition(2, 20, [(253, "I"), (0, "i"), (1, "i")])
    assert "planned course" in _refused(fit_file(body + message(2, "Iii", START_S, 1, 1)))


def test_motion_is_no_activity_and_an_activity_no_motion(tmp_path: Path) -> None:
    path = tmp_path / "motion.fit"
    encoded(path, [one for one in garmin_motion() if one[0] != "RECORD"])
    assert kind_of(path) is Kind.MOTION
    with pytest.raises(RetrowalkError, match="samples of motion, no activity"):
        list(read_sessions(path))
    encoded(path, garmin_activity())
    assert kind_of(path) is Kind.SESSIONS
    with pytest.raises(RetrowalkError, match="no samples of an accelerometer"):
        read(path)


def test_motion_far_into_a_file_is_found(tmp_path: Path) -> None:
    """Readers are shown 64 KiB; the accelerometer may begin later."""
    path = tmp_path / "late.fit"
    records = definition(2, 20, [(253, "I"), (0, "i"), (1, "i"), (3, "B")])
    records += b"".join(message(2, "IiiB", START_S + k, k, k, 80) for k in range(6000))
    samples = definition(3, 165, [(253, "I"), (1, "2H"), (5, "2f"), (6, "2f"), (7, "2f")])
    path.write_bytes(fit_file(file_id() + records + samples + session(START_S, 6000.0)))
    assert len(records) > 65_536
    assert kind_of(path) is Kind.MOTION


@pytest.mark.parametrize("size", [0, 1, 2, 3, 17, 64, 1000, 4097])
def test_the_checksum_is_that_of_the_protocol(size: int) -> None:
    data = np.random.default_rng(size).integers(0, 256, size, dtype=np.uint8)
    assert checksum(data) == crc(data.tobytes())
