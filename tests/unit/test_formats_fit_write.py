"""FIT files of ours, read by Garmin's own software for Python and JavaScript, and by fitdecode."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import fitdecode
import numpy as np
import pytest
from fit_tool.fit_file import FitFile
from fit_tool.profile.messages.session_message import SessionMessage
from garmin_fit_sdk import Decoder, Stream

from retrowalk.direction import Direction
from retrowalk.errors import RetrowalkError
from retrowalk.estimate import Estimate
from retrowalk.formats import Kind, kind_of, read_sessions, write_sessions
from retrowalk.recording import Placement
from retrowalk.session import UNITS, Course, Lap, Session, Totals

ROOT = Path(__file__).parents[2]
SDK = Path(
    os.environ.get("RETROWALK_FITSDK", ROOT / "web/node_modules/@garmin/fitsdk/src/index.js")
)
"""Garmin's SDK for JavaScript; where it is not installed its test skips."""


def _told(**numbers: float | tuple[float, float, float]) -> Totals:
    found: dict[str, Estimate] = {}
    for name, number in numbers.items():
        value, low, high = number if isinstance(number, tuple) else (number, None, None)
        found[name] = Estimate(value, low, high, UNITS[name])
    return Totals(**found)


def walk(**changes: Any) -> Session:
    """Return ten minutes on a treadmill over the change to summer time, without a position."""
    seconds = np.arange(0.0, 600.0)
    seconds = seconds[(seconds < 300.0) | (seconds >= 330.0)]
    words = (Direction.FORWARD, Direction.BACKWARD, None)
    plain = Session(
        start_utc=dt.datetime(2026, 3, 29, 0, 55, tzinfo=dt.UTC),
        elapsed_s=600.0,
        sport="walking",
        sub_sport="treadmill",
        totals=_told(
            steps=1235.0,
            distance_m=812.4,
            moving_s=570.0,
            backward_steps=(301.0, 280.0, 310.0),
            backward_distance_m=(150.5, 140.0, 160.0),
            backward_s=200.0,
            step_time_cv=(0.031, 0.02, 0.04),
            cadence_spm=111.0,
        ),
        laps=(
            Lap(0.0, 300.0, _told(steps=600.0, backward_steps=301.0), Direction.BACKWARD, 0.97),
            Lap(330.25, 600.0, Totals(), Direction.UNKNOWN, None, "too short"),
        ),
        course=Course(
            seconds,
            heart_rate_bpm=90.0 + seconds % 20,
            cadence_spm=np.full(len(seconds), 111.0),
            distance_m=1.4 * seconds,
            speed_mps=np.full(len(seconds), 1.4),
            backward_steps=np.floor(seconds),
            direction=tuple(words[k % 3] for k in range(len(seconds))),
        ),
        pauses=((300.0, 330.0),),
        placement=Placement.ANKLE,
        zone="Europe/Berlin",
        name="Rückwärts",
        device="Phone X",
    )
    return replace(plain, **changes)


def _written(tmp_path: Path, *sessions: Session) -> Path:
    path = tmp_path / "walk.fit"
    write_sessions(sessions, path)
    return path


def _decoded(path: Path) -> tuple[Any, list[int]]:
    """Return what Garmin's decoder finds, and the names in the order of the file."""
    assert Decoder(Stream.from_file(str(path))).check_integrity()
    order: list[int] = []
    found, errors = Decoder(Stream.from_file(str(path))).read(
        mesg_listener=lambda number, message: order.append(number)
    )
    assert errors == []
    return found, order


def _own(found: Any, message: Any) -> dict[str, Any]:
    names = {one["key"]: one["field_name"] for one in found["field_description_mesgs"]}
    return {names[key]: value for key, value in message["developer_fields"].items()}


def test_garmins_decoder_sees_the_walk(tmp_path: Path) -> None:
    found, order = _decoded(_written(tmp_path, walk()))
    assert order[0] == 0
    assert order[-4:] == [19, 19, 18, 34]  # laps, session, activity
    (about,) = found["file_id_mesgs"]
    assert (about["type"], about["manufacturer"]) == ("activity", "development")
    assert about["serial_number"]
    assert about["product_name"] == "Phone X"
    (session,) = found["session_mesgs"]
    start = dt.datetime(2026, 3, 29, 0, 55, tzinfo=dt.UTC)
    assert session["start_time"] == start
    assert session["timestamp"] == start + dt.timedelta(minutes=10)
    assert (session["sport"], session["sub_sport"]) == ("walking", "treadmill")
    assert session["total_elapsed_time"] == 600.0
    assert session["total_timer_time"] == 570.0
    assert session["total_strides"] == 617  # two steps each
    assert session["total_fractional_cycles"] == 0.5
    assert (session["avg_cadence"], session["avg_fractional_cadence"]) == (55, 0.5)
    assert (session["first_lap_index"], session["num_laps"]) == (0, 2)
    own = _own(found, session)
    assert own["backward_steps"] == 301.0
    assert (own["backward_steps_low"], own["backward_steps_high"]) == (280.0, 310.0)
    assert own["backward_distance"] == 150.5
    assert own["backward_time"] == 200.0
    assert own["steadiness"] == pytest.approx(0.031)
    assert own["steadiness_high"] == pytest.approx(0.04)
    assert (own["time_zone"], own["placement"]) == ("Europe/Berlin", "ankle")
    assert [lap["message_index"] for lap in found["lap_mesgs"]] == [0, 1]
    assert _own(found, found["lap_mesgs"][0])["direction"] == 2
    assert "2 backward" in found["field_description_mesgs"][0]["units"]
    records = found["record_mesgs"]
    assert len(records) == 570
    assert not any("position_lat" in record for record in records)
    assert records[3]["heart_rate"] == 93
    assert (records[3]["cadence"], records[3]["fractional_cadence"]) == (55, 0.5)
    assert records[3]["distance"] == pytest.approx(4.2)
    assert records[3]["enhanced_speed"] == pytest.approx(1.4)
    assert [_own(found, record)["direction"] for record in records[:2]] == [1, 2]
    stamps = [record["timestamp"] for record in records]
    assert stamps == sorted(stamps)
    kinds = [(event["event"], event["event_type"]) for event in found["event_mesgs"]]
    names = ["start", "stop_all", "start", "stop_all"]
    assert kinds == [("timer", name) for name in names]
    (activity,) = found["activity_mesgs"]
    assert activity["num_sessions"] == 1
    # the walk ends after the clocks went on: two hours ahead of UTC
    utc = activity["timestamp"] - dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
    assert activity["local_timestamp"] - utc.total_seconds() == 2 * 3600


def test_garmins_javascript_decoder_sees_the_walk(tmp_path: Path) -> None:
    places = os.pathsep.join((str(ROOT / ".tools/node/bin"), os.environ.get("PATH", "")))
    node = shutil.which("node", path=places)
    if node is None or not SDK.is_file():
        pytest.skip("node or @garmin/fitsdk is not here; `npm ci` in web/ installs it")
    path = _written(tmp_path, walk())
    script = [node, str(ROOT / "tests" / "fit_sdk.mjs"), str(SDK), str(path)]
    done = subprocess.run(script, capture_output=True, text=True, check=True, timeout=60)
    found = json.loads(done.stdout)
    assert (found["isFit"], found["isWhole"], found["errors"]) == (True, True, [])
    (session,) = found["sessions"]
    assert session["totalStrides"] == 617
    assert session["own"]["backward_steps"] == 301
    assert session["own"]["backward_distance_low"] == 140
    assert session["own"]["steadiness"] == pytest.approx(0.031)
    assert found["laps"][0]["own"]["direction"] == 2
    assert found["laps"][1]["own"]["direction_reason"] == "too short"
    assert len(found["records"]) == 570
    assert found["records"][1]["own"] == {"direction": 2, "backward_steps": 1}


def test_a_stop_follows_the_record_of_its_second(tmp_path: Path) -> None:
    still = walk(pauses=((100.0, 200.0),), laps=())
    _, order = _decoded(_written(tmp_path, still))
    body = [number for number in order if number in (20, 21)]
    stop, start = (at for at, number in enumerate(body) if number == 21 and 0 < at < len(body) - 1)
    assert stop == 1 + 101  # after the start and the records of 0 to 100 s
    assert start == stop + 1 + 99  # before the record of 200 s


def test_fit_tool_sees_the_walk(tmp_path: Path) -> None:
    path = _written(tmp_path, walk(course=None))
    found = [record.message for record in FitFile.from_file(str(path)).records]
    sessions = [message for message in found if isinstance(message, SessionMessage)]
    assert [one.total_cycles for one in sessions] == [617]
    names = [field.name for field in sessions[0].developer_fields]
    assert {"backward_steps", "backward_distance", "backward_time", "steadiness"} <= set(names)


def test_fitdecode_sees_the_walk(tmp_path: Path) -> None:
    path = _written(tmp_path, walk())
    with fitdecode.FitReader(
        str(path), check_crc=fitdecode.CrcCheck.RAISE, error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        found = [frame for frame in reader if isinstance(frame, fitdecode.FitDataMessage)]
    names = [frame.name for frame in found]
    assert names.count("record") == 570
    session = found[names.index("session")]
    assert session.get_value("total_strides") == 617
    assert session.get_value("backward_steps") == 301.0


def test_a_walk_of_which_nothing_is_known_is_valid(tmp_path: Path) -> None:
    path = _written(tmp_path, Session(dt.datetime(2026, 5, 1, tzinfo=dt.UTC), 0.0))
    found, order = _decoded(path)
    assert order == [0, 49, 23, 21, 21, 19, 18, 34]
    assert "developer_data_id_mesgs" not in found
    assert "local_timestamp" not in found["activity_mesgs"][0]
    (read,) = read_sessions(path)
    assert (read.sport, read.zone, read.device, read.laps) == ("", None, "", ())


def test_the_same_walk_gives_the_same_bytes(tmp_path: Path) -> None:
    path = _written(tmp_path, walk())
    first = path.read_bytes()
    assert _written(tmp_path, walk()).read_bytes() == first
    assert kind_of(path) is Kind.SESSIONS


def test_many_walks_are_chained(tmp_path: Path) -> None:
    other = walk(start_utc=dt.datetime(2026, 4, 1, tzinfo=dt.UTC), device="Watch", zone="+09:00")
    path = _written(tmp_path, walk(), other)
    assert Decoder(Stream.from_file(str(path))).check_integrity()
    first, second = read_sessions(path)
    assert (first.device, first.zone) == ("Phone X", "Europe/Berlin")
    assert (second.device, second.zone) == ("Watch", "+09:00")


@pytest.mark.parametrize(
    "changes",
    [
        {"start_utc": dt.datetime(1990, 1, 1, tzinfo=dt.UTC)},
        {"start_utc": dt.datetime(2126, 6, 1, tzinfo=dt.UTC)},
        {"elapsed_s": 50 * 86_400.0},
    ],
)
def test_times_that_fit_cannot_hold_are_refused(changes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=r"walk.fit: FIT holds walks from July 1998 to 2125"):
        _written(tmp_path, walk(**changes))


def test_more_walks_than_one_file_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match="1001 walks are more"):
        _written(tmp_path, *[walk()] * 1001)


def test_words_that_fit_has_no_number_for(tmp_path: Path) -> None:
    strange = walk(sport="walking a tiger", sub_sport="generic", name="ß" * 300)
    path = _written(tmp_path, strange)
    found, _ = _decoded(path)
    assert found["session_mesgs"][0]["sport"] == "generic"
    (read,) = read_sessions(path)
    assert (read.sport, read.sub_sport) == ("walking a tiger", "generic")
    assert read.name == "ß" * 127  # 254 bytes, no half letters
    assert read.totals.steps == strange.totals.steps  # not as cycles: it is no walk to FIT


def test_a_stop_right_before_the_end_is_kept(tmp_path: Path) -> None:
    (read,) = read_sessions(_written(tmp_path, walk(pauses=((599.5, 600.0),))))
    assert read.pauses == ((599.5, 600.0),)
