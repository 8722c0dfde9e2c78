"""TCX as apps write it: what is recognised, what is left out, what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import gpx_tcx
from tests.activity_sessions import differences, walk

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read_sessions, write_sessions
from retrowalk.formats.base import Options
from retrowalk.formats.xml.tcx_read import TcxReader
from retrowalk.session import Course, Session, Totals

LAP = '<Lap StartTime="2026-05-02T06:30:{0:02d}Z">{1}</Lap>'
AX = 'xmlns:ax="http://www.garmin.com/xmlschemas/ActivityExtension/v2"'

NORTH_OF_THE_POLE = "<Position><LatitudeDegrees>91</LatitudeDegrees></Position>"


def tcx(inside: str) -> str:
    space = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
    return f'<TrainingCenterDatabase xmlns="{space}" {AX}>\n{inside}</TrainingCenterDatabase>'


def activity(*laps: str, sport: str = "Other", after: str = "") -> str:
    number = "<Id>2026-05-02T06:30:00Z</Id>"
    return tcx(
        f'<Activities><Activity Sport="{sport}">{number}{"".join(laps)}{after}'
        "</Activity></Activities>"
    )


def point(second: int, inside: str = "") -> str:
    return f"<Trackpoint><Time>2026-05-02T06:30:{second:02d}Z</Time>{inside}</Trackpoint>"


def read(text: str | bytes, tmp_path: Path, zone: str | None = None) -> list[Session]:
    path = tmp_path / "a.tcx"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_sessions(path, format="tcx", zone=zone))


def course_of(session: Session) -> Course:
    assert session.course is not None
    return session.course


def numbers(totals: Totals) -> dict[str, float | None]:
    return {
        name: one.value for name in Totals.__slots__ if (one := getattr(totals, name)) is not None
    }


def test_garmin_layout(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.garmin_tcx(), tmp_path)
    assert (found.sport, found.device, found.name) == ("running", "Forerunner 255", "")
    assert found.start_utc == gpx_tcx.START
    assert found.elapsed_s == 120.0
    assert found.pauses == ((79.0, 100.0),)
    assert [(lap.start_s, lap.end_s) for lap in found.laps] == [(0.0, 60.0), (60.0, 120.0)]
    assert numbers(found.laps[1].totals) == {
        "steps": 74.0,
        "distance_m": 75.0,
        "moving_s": 60.0,
        "energy_kcal": 6.0,
        "speed_mps": 1.25,
        "cadence_spm": 110.0,
        "heart_rate_bpm": 104.0,
        "most_heart_rate_bpm": 111.0,
    }
    # What can be added up is; a mean over laps is nobody's word.
    assert numbers(found.totals) == {
        "steps": 184.0,
        "distance_m": 150.0,
        "moving_s": 120.0,
        "energy_kcal": 12.0,
        "most_heart_rate_bpm": 111.0,
    }
    course = course_of(found)
    assert len(course.time_s) == 100
    assert course.distance_m is not None
    assert course.cadence_spm is not None
    np.testing.assert_allclose(course.distance_m, 1.25 * course.time_s)
    assert set(course.cadence_spm) == {110.0}
    assert course.steps is None


def test_positions_are_not_needed(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.garmin_tcx(placed=False), tmp_path)
    course = course_of(found)
    assert course.latitude_deg is None
    assert course.heart_rate_bpm is not None


def test_blanks_before_the_declaration_and_walk_in_the_notes(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.strava_tcx(), tmp_path)
    assert (found.sport, found.name) == ("walking", "")
    assert found.totals == found.laps[0].totals


def test_several_sports(tmp_path: Path) -> None:
    cycling, running = read(gpx_tcx.several_sports_tcx(), tmp_path)
    assert (cycling.sport, cycling.course) == ("cycling", None)
    assert cycling.elapsed_s == 60.0
    assert running.sport == "running"
    assert running.start_utc == gpx_tcx.START + dt.timedelta(seconds=60)


def test_nought_where_the_schema_wants_a_number_is_not_said(tmp_path: Path) -> None:
    inside = (
        "<TotalTimeSeconds>30</TotalTimeSeconds><DistanceMeters>0</DistanceMeters>"
        "<Calories>0</Calories>"
    )
    (found,) = read(activity(LAP.format(0, inside), after="<Notes>Round</Notes>"), tmp_path)
    assert numbers(found.totals) == {"moving_s": 30.0}
    assert (found.sport, found.name) == ("", "Round")


def test_totals_that_one_lap_lacks_are_not_summed(tmp_path: Path) -> None:
    laps = (
        LAP.format(0, "<TotalTimeSeconds>20</TotalTimeSeconds><Calories>3</Calories>"),
        LAP.format(20, "<TotalTimeSeconds>10</TotalTimeSeconds><Calories>0</Calories>"),
    )
    (found,) = read(activity(*laps), tmp_path)
    assert numbers(found.totals) == {"moving_s": 30.0}
    assert found.elapsed_s == 30.0


def test_a_lap_ends_where_the_next_begins(tmp_path: Path) -> None:
    track = f"<Track>{point(0)}{point(25)}</Track>"
    laps = (
        LAP.format(0, f"<TotalTimeSeconds>5</TotalTimeSeconds>{track}"),
        LAP.format(20, "<TotalTimeSeconds>40</TotalTimeSeconds>"),
    )
    (found,) = read(activity(*laps), tmp_path)
    assert [(lap.start_s, lap.end_s) for lap in found.laps] == [(0.0, 20.0), (20.0, 60.0)]


@pytest.mark.parametrize(
    ("element", "sport", "steps"),
    [
        ("<Cadence>55</Cadence>", "Running", 110.0),
        ("<Cadence>55</Cadence>", "Biking", None),
        ("<Cadence>55</Cadence>", "Other", None),
        (
            "<Extensions><ax:TPX><ax:RunCadence>55</ax:RunCadence></ax:TPX></Extensions>",
            "Other",
            110,
        ),
        (
            "<Extensions><ax:TPX><ax:RunCadence>140</ax:RunCadence></ax:TPX></Extensions>",
            "Running",
            140,
        ),
    ],
)
def test_cadence(element: str, sport: str, steps: float | None, tmp_path: Path) -> None:
    track = f"<Track>{point(0, element)}{point(1, element)}</Track>"
    (found,) = read(activity(LAP.format(0, track), sport=sport), tmp_path)
    known = course_of(found).cadence_spm
    assert (None if known is None else known[0]) == steps
    assert found.notes[0].startswith("cadence ")


def test_points_without_laps_or_times(tmp_path: Path) -> None:
    track = f"<Track><Trackpoint/>{point(3)}</Track>"
    text = activity(f"<Lap>{track}</Lap>").replace("<Id>2026-05-02T06:30:00Z</Id>", "")
    (found,) = read(text, tmp_path)
    assert found.laps == ()
    assert found.start_utc.second == 3
    assert found.notes == ("warning: 1 point(s) without a time were left out",)


def test_zones(tmp_path: Path) -> None:
    text = activity(LAP.format(0, f"<Track>{point(0)}</Track>"))
    (found,) = read(text.replace("Z", "-03:30"), tmp_path)
    assert found.zone == "-03:30"
    assert found.start_utc.hour == 10
    (found,) = read(text.replace("Z", ""), tmp_path)
    assert found.notes == ("the times name no zone; they were taken as UTC",)
    (found,) = read(text.replace("Z", ""), tmp_path, zone="+01:00")
    assert (found.start_utc.hour, found.notes) == (5, ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (tcx("<Courses><Course><Name>x</Name></Course></Courses>"), "planned courses or workouts"),
        (tcx("<Activities/>"), "there is no activity"),
        (activity(after="").replace("2026-05-02T06:30:00Z", ""), "no activity with a time"),
        (activity(LAP.format(0, "\n<Calories>many</Calories>")), "line 3: 'many' is not a number"),
        (activity('<Lap StartTime="soon"/>'), "line 2: 'soon' is not a date with time"),
        (
            activity(LAP.format(0, f"<Track>{point(0, NORTH_OF_THE_POLE)}</Track>")),
            "a position of 91 degrees is not on Earth",
        ),
        ("<gpx/>", "the root is <gpx>, not <TrainingCenterDatabase>"),
        (activity()[:200], "cut off before the first lap or point"),
        (f"<!DOCTYPE a>{activity()}", "declares a document type"),
    ],
)
def test_refusals(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=says) as raised:
        read(text, tmp_path)
    assert raised.value.where is not None
    assert raised.value.where.startswith("a.tcx")
    assert raised.value.remedy


def test_a_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    text = gpx_tcx.garmin_tcx().encode()
    for end in range(len(text) // 4, len(text) - 700, 997):
        (found,) = read(text[:end], tmp_path)
        assert len(course_of(found).time_s) == text[:end].count(b"</Trackpoint>")
        assert found.notes[-1].startswith("warning: the file is cut off in line")


def test_laps_of_ours_for_those_who_know_only_garmins_elements(tmp_path: Path) -> None:
    path = tmp_path / "a.tcx"
    write_sessions([walk(placed=False)], path)
    text = path.read_text(encoding="utf-8").replace("urn:retrowalk", "urn:other")
    (found,) = read(text, tmp_path)
    assert found.sport == "walking"
    assert [(lap.start_s, lap.end_s) for lap in found.laps] == [
        (0.0, 100.0),
        (100.0, 200.0),
        (200.0, 300.0),
        (360.0, 600.0),
    ]
    assert numbers(found.laps[1].totals) == {"steps": 170.0, "moving_s": 100.0}
    assert numbers(found.totals)["moving_s"] == 540.0
    course = course_of(found)
    assert course.cadence_spm is not None
    assert set(course.cadence_spm) == {92.0, 104.0}
    assert found.device == "Pixel 8"


def test_rows_outside_all_laps_and_twins(tmp_path: Path) -> None:
    told = walk()
    twins = [replace(told, laps=told.laps[1:2]), replace(told, laps=())]
    path = tmp_path / "a.tcx"
    write_sessions(twins, path)
    text = path.read_text(encoding="utf-8")
    assert text.count("<Trackpoint>") == 2 * 540
    assert "<Id>2026-11-25T06:55:00Z</Id>" in text
    assert "<Id>2026-11-25T06:55:00.001Z</Id>" in text
    found = list(read_sessions(path))
    assert [differences(a, b, {"source"}) for a, b in zip(twins, found, strict=True)] == [[], []]


def test_members_of_archives(tmp_path: Path) -> None:
    (found,) = TcxReader().sessions_in(gpx_tcx.strava_tcx().encode(), "zip/a.tcx", Options())
    assert found.source == "zip/a.tcx"
