"""GPX as apps write it: what is recognised, what is left out, what is refused."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import gpx_tcx
from tests.activity_sessions import differences, walk

from retrowalk.errors import RetrowalkError
from retrowalk.formats import Kind, kind_of, read_sessions, write_sessions
from retrowalk.formats.base import Options
from retrowalk.formats.xml.gpx_read import GpxReader
from retrowalk.session import Course, Session

POINT = '<trkpt lat="47" lon="8.{0}"><time>2026-05-02T06:30:0{0}Z</time>{1}</trkpt>'


def gpx(inside: str, head: str = 'creator="Test"') -> str:
    return f'<gpx version="1.1" {head} xmlns="http://www.topografix.com/GPX/1/1">\n{inside}</gpx>'


def track(*points: str, words: str = "<type>walking</type>") -> str:
    return gpx(f"<trk>{words}<trkseg>{''.join(points)}</trkseg></trk>")


def read(text: str | bytes, tmp_path: Path, zone: str | None = None) -> list[Session]:
    path = tmp_path / "a.gpx"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_sessions(path, format="gpx", zone=zone))


def course_of(session: Session) -> Course:
    assert session.course is not None
    return session.course


def test_gpxpy_file(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.gpxpy_file("1.1"), tmp_path)
    assert (found.name, found.sport, found.device) == ("Zürich & back", "walking", "gpxpy")
    assert found.start_utc == gpx_tcx.START
    assert found.elapsed_s == 149.0
    assert found.pauses == ((59.0, 90.0),)
    course = course_of(found)
    assert course.altitude_m is not None
    assert course.heart_rate_bpm is not None
    assert course.cadence_spm is not None
    np.testing.assert_array_equal(course.altitude_m, 410.0 + course.time_s / 10)
    np.testing.assert_array_equal(course.heart_rate_bpm, 100 + course.time_s % 7)
    assert set(course.cadence_spm) == {108.0}
    assert "strides a minute" in found.notes[0]
    assert course.speed_mps is None
    assert course.direction is None
    assert found.totals.steps is None


def test_gpx_1_0_has_speed_and_course_in_the_point(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.gpxpy_file("1.0"), tmp_path)
    course = course_of(found)
    assert course.speed_mps is not None
    assert course.heading_deg is not None
    assert set(course.speed_mps) == {1.25}
    assert set(course.heading_deg) == {15.0}


def test_opentracks(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.opentracks_gpx(), tmp_path)
    assert found.zone == "+02:00"
    assert found.start_utc == gpx_tcx.START
    assert found.name == "Lunch <walk>"
    assert found.totals.distance_m is not None
    assert found.totals.distance_m.value == 150.5
    course = course_of(found)
    assert course.accuracy_m is not None
    assert set(course.accuracy_m) == {4.5}


def test_apple_health_route(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.apple_gpx(), tmp_path)
    course = course_of(found)
    assert course.heading_deg is not None
    assert course.accuracy_m is not None
    assert np.isnan(course.heading_deg[:5]).all()
    assert set(course.heading_deg[5:]) == {14.5}
    assert set(course.accuracy_m) == {4.7}


def test_cadence_without_a_sport_may_be_a_crank(tmp_path: Path) -> None:
    (found,) = read(gpx_tcx.movescount_gpx(), tmp_path)
    course = course_of(found)
    assert course.cadence_spm is None
    assert course.heart_rate_bpm is not None
    assert found.notes == ("cadence left out: without the sport it may be turns of a crank",)


@pytest.mark.parametrize(
    ("cadence", "sport", "steps", "says"),
    [
        ("50", "walking", 100.0, "strides"),
        ("80", "Running", 160.0, "strides"),
        ("130", "walking", 130.0, "cannot be strides"),
        ("130", "", 130.0, "cannot be strides"),
        ("0", "walking", 0.0, "strides"),
        ("60", "cycling", None, "with the sport 'cycling' it may be turns of a crank"),
    ],
)
def test_plain_cadence(
    cadence: str, sport: str, steps: float | None, says: str, tmp_path: Path
) -> None:
    beside = f"<extensions><cadence>{cadence}</cadence></extensions>"
    text = track(*(POINT.format(i, beside) for i in range(3)), words=f"<type>{sport}</type>")
    (found,) = read(text, tmp_path)
    known = course_of(found).cadence_spm
    assert (None if known is None else known[0]) == steps
    assert says in found.notes[0]


def test_tracks_are_sessions(tmp_path: Path) -> None:
    one = f"<trk><name>1</name><trkseg>{POINT.format(1, '')}</trkseg></trk>"
    empty = "<trk><name>0</name><trkseg/></trk>"
    untimed = '<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk>'
    found = read(gpx(one + empty + one + untimed), tmp_path)
    assert [session.name for session in found] == ["1", "1"]
    assert found[-1].notes == ("warning: 2 track(s) without times were left out",)


def test_times(tmp_path: Path) -> None:
    stamp = "<time>{}</time>"
    points = [
        f'<trkpt lat="1" lon="2">{stamp.format(text)}</trkpt>'
        for text in (
            "2026-10-25T00:59:59.5Z",
            "2026-10-25T03:00:00.125+02:00",
            "2026-10-25T02:00:01.000250+01:00",
            " 2026-10-25T01:00:02Z ",
        )
    ]
    (found,) = read(track(*points, '<trkpt lat="1" lon="2"/>'), tmp_path)
    assert course_of(found).time_s.tolist() == [0.0, 0.625, 1.50025, 2.5]
    assert found.zone == "+02:00"
    assert found.notes == ("warning: 1 point(s) without a time were left out",)


def test_times_without_a_zone(tmp_path: Path) -> None:
    text = track(POINT.format(1, "")).replace("Z</time>", "</time>")
    (found,) = read(text, tmp_path)
    assert found.start_utc.hour == 6
    assert found.zone is None
    assert "taken as UTC" in found.notes[0]
    (found,) = read(text, tmp_path, zone="Europe/Berlin")
    assert found.start_utc == dt.datetime(2026, 5, 2, 4, 30, 1, tzinfo=dt.UTC)
    assert found.zone == "Europe/Berlin"
    assert found.notes == ()


def test_points_are_put_in_the_order_of_time(tmp_path: Path) -> None:
    (found,) = read(track(*(POINT.format(i, f"<ele>{i}</ele>") for i in (3, 1, 2))), tmp_path)
    course = course_of(found)
    assert course.altitude_m is not None
    assert course.altitude_m.tolist() == [1.0, 2.0, 3.0]
    assert found.notes == ("warning: the points were not in the order of time; they were put so",)


def test_what_is_not_said_is_not_known(tmp_path: Path) -> None:
    beside = "<ele>NaN</ele><speed></speed><extensions><hr>0</hr><power>120</power></extensions>"
    (found,) = read(track(POINT.format(1, beside), words=""), tmp_path)
    course = course_of(found)
    for name in ("altitude_m", "speed_mps", "heart_rate_bpm", "cadence_spm", "steps", "direction"):
        assert getattr(course, name) is None
    assert (found.sport, found.name, found.zone) == ("", "", None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (gpx("<rte><rtept lat='1' lon='2'/></rte>"), "routes or way points, but no recorded track"),
        (gpx("<wpt lat='1' lon='2'><time>2026-05-02T06:30:00Z</time></wpt>"), "but no recorded"),
        (gpx(""), "there is no track in it"),
        (track('<trkpt lat="1" lon="2"/>'), "no points with times, so this is a way"),
        (track(), "no points with times"),
        (track('\n<trkpt lon="2"/>'), "line 3: the point has no lat on Earth"),
        (track('<trkpt lat="1" lon="181"/>'), "the point has no lon on Earth"),
        (track('<trkpt lat="nan" lon="1"/>'), "the point has no lat on Earth"),
        (track(POINT.format(1, "\n<ele>12,5</ele>")), "line 3: '12,5' is not a number"),
        (track(POINT.format(1, "<ele>1_0</ele>")), "'1_0' is not a number"),
        (track(POINT.format(1, "<ele>inf</ele>")), "'inf' is not a number"),
        (track('<trkpt lat="1" lon="2"><time>noon</time></trkpt>'), "'noon' is not a date"),
        (track('<trkpt lat="1" lon="2"><time>2026-05-02</time></trkpt>'), "not a date with time"),
        (
            track('<trkpt lat="1" lon="2"><time>0001-01-01T00:00:00+13:00</time></trkpt>'),
            "not a date with time",
        ),
        ("<kml/>", "the root is <kml>, not <gpx>"),
        (track(POINT.format(1, ""))[:120], "cut off before the first point with a time"),
        (f"<!DOCTYPE gpx>{gpx('')}", "line 1: the file declares a document type"),
        (track(POINT.format(1, "<p>" * 80)), "more than 64 elements inside each other"),
    ],
)
def test_refusals(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=says) as raised:
        read(text, tmp_path)
    assert raised.value.where is not None
    assert raised.value.where.startswith("a.gpx")
    assert raised.value.remedy


OWN = 'xmlns:rw="urn:retrowalk:activity:1"'
HEAD = 'start_utc="2026-05-02T06:30:00Z" elapsed_s="9"'


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<rw:Session/>", "start_utc '' is no instant"),
        ('<rw:Session start_utc="2026-05-02T06:30:00" elapsed_s="9"/>', "is no instant"),
        (f"<rw:Session {HEAD.replace('9', '-9')}/>", "a value that cannot be"),
        (f"<rw:Session {HEAD.partition(' ')[0]}/>", "'elapsed_s' is missing"),
        (f'<rw:Session {HEAD} zone="Moon"/>', "'Moon' is no time zone"),
        (f'<rw:Session {HEAD} placement="hat"/>', "a value that cannot be: 'hat'"),
        (f"<rw:Session {HEAD}><rw:Pause/></rw:Session>", "'start_s' is missing"),
        (f"<rw:Session {HEAD}><rw:Point/></rw:Session>", "the point has no time"),
        (f'<rw:Session {HEAD}><rw:Point time_s="1e300"/></rw:Session>', "the point has no time"),
        (
            f'<rw:Session {HEAD}><rw:Total name="steps" value="1" unit="strides"/></rw:Session>',
            "steps is in 'strides', not in 'steps'",
        ),
        (
            f'<rw:Session {HEAD}><rw:Total name="steps" unit="steps"/></rw:Session>',
            "a value that cannot be",
        ),
        (
            f'<rw:Session {HEAD}><rw:Total name="steps" value="5" low="6" high="7" unit="steps"/>'
            "</rw:Session>",
            "a value that cannot be",
        ),
        (
            f'<rw:Session {HEAD}><rw:Bout start_s="0" end_s="1" direction="up"/></rw:Session>',
            "a value that cannot be: 'up'",
        ),
    ],
)
def test_refusals_of_our_own_elements(inside: str, says: str, tmp_path: Path) -> None:
    segment = f"<trkseg>{POINT.format(1, '')}</trkseg>"
    text = f"<trk><extensions {OWN}>\n{inside}</extensions>{segment}</trk>"
    with pytest.raises(RetrowalkError, match=says) as raised:
        read(gpx(text), tmp_path)
    assert raised.value.where == "a.gpx, line 3"


def test_a_later_retrowalk_may_say_more(tmp_path: Path) -> None:
    inside = f'<rw:Session {HEAD} shoes="none"><rw:Total name="jumps"/><rw:Hop/></rw:Session>'
    text = gpx(
        f"<trk><extensions {OWN}>{inside}</extensions><trkseg>{POINT.format(1, '')}</trkseg></trk>"
    )
    (found,) = read(text, tmp_path)
    assert found.elapsed_s == 9.0


def test_a_walk_without_positions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.gpx"
    with pytest.raises(RetrowalkError, match=r"2026-11-25 06:55 UTC has none .*\.fit or \.tcx"):
        write_sessions([walk(), walk(placed=False)], path)
    assert not path.exists()


def test_seconds_without_a_position_are_kept(tmp_path: Path) -> None:
    told = walk()
    course = course_of(told)
    assert course.latitude_deg is not None
    holes = course.latitude_deg.copy()
    holes[50:90] = np.nan
    columns = {name: getattr(course, name) for name in Course.__slots__}
    told = Session(
        told.start_utc, 600.0, course=Course(**{**columns, "latitude_deg": holes}), laps=told.laps
    )
    path = tmp_path / "a.gpx"
    write_sessions([told], path)
    (found,) = read_sessions(path)
    assert differences(told, found, {"source"}) == []


def test_positions_are_on_earth(tmp_path: Path) -> None:
    course = Course(np.arange(2.0), latitude_deg=np.array([1.0, 91.0]), longitude_deg=np.zeros(2))
    told = Session(gpx_tcx.START, 1.0, course=course)
    for ending in ("gpx", "tcx"):
        with pytest.raises(RetrowalkError, match=r"second 1 of .*: a position of 91 degrees"):
            write_sessions([told], tmp_path / f"a.{ending}")


def test_a_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    text = gpx_tcx.garmin_gpx().encode()
    whole = read(text, tmp_path)[0]
    for end in range(len(text) // 4, len(text) - 10, 997):
        (found,) = read(text[:end], tmp_path)
        count = text[:end].count(b"</trkpt>")
        assert len(course_of(found).time_s) == count
        assert found.name == whole.name
        assert found.notes[-1].startswith("warning: the file is cut off in line")


def test_encodings_and_packed_files(tmp_path: Path) -> None:
    text = gpx_tcx.garmin_gpx()
    (whole,) = read(text, tmp_path)
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    path = tmp_path / "a.gpx"
    path.write_bytes(wide)
    assert kind_of(path) is Kind.SESSIONS
    (found,) = read_sessions(path)
    assert differences(whole, found) == []
    packed = tmp_path / "a.gpx.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    (found,) = read_sessions(packed)
    assert differences(whole, found) == []
    (found,) = GpxReader().sessions_in(text.encode(), "zip/a.gpx", Options())
    assert differences(whole, found, {"source"}) == []
    assert found.source == "zip/a.gpx"
    with pytest.raises(RetrowalkError, match="not well-formed"):
        read(text.encode("iso-8859-1"), tmp_path)
