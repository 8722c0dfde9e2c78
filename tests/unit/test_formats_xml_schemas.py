"""GPX and TCX of ours are valid, extensions included, and other libraries read them.

tests/schemas/README.md says whose schemas these are.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import gpxpy
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tcxreader.tcxreader import TCXReader  # type: ignore[import-untyped]
from tests.activity_sessions import sessions, walk

from retrowalk.formats import write_sessions
from retrowalk.session import Course, Session

OURS = Path(__file__).parents[1] / "schemas"
DOCS = Path(__file__).parents[2] / "docs"
MODEST = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
GARMIN = "http://www.garmin.com/xmlschemas"
SCHEMAS = {
    "http://www.topografix.com/GPX/1/1": "gpx.xsd",
    f"{GARMIN}/TrackPointExtension/v2": "TrackPointExtensionv2.xsd",
    f"{GARMIN}/TrainingCenterDatabase/v2": "TrainingCenterDatabasev2.xsd",
    f"{GARMIN}/ActivityExtension/v2": "ActivityExtensionv2.xsd",
}
XML_SCHEMA = "http://www.w3.org/2001/XMLSchema"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """All of them in one, so that what stands in extensions is held to its own."""
    makers = Path(os.environ.get("RETROWALK_SCHEMAS", OURS))
    root = etree.Element(f"{{{XML_SCHEMA}}}schema")
    places = {
        space: makers / file if (makers / file).exists() else OURS / file
        for space, file in SCHEMAS.items()
    }
    places["urn:retrowalk:activity:1"] = DOCS / "retrowalk-activity-1.xsd"
    for space, place in places.items():
        etree.SubElement(
            root,
            f"{{{XML_SCHEMA}}}import",
            {"namespace": space, "schemaLocation": place.as_uri()},
        )
    return etree.XMLSchema(root)


def check(schema: etree.XMLSchema, path: Path) -> None:
    schema.assertValid(etree.parse(str(path)))


@pytest.mark.parametrize("ending", ["gpx", "tcx"])
def test_a_walk_is_valid(ending: str, schema: etree.XMLSchema, tmp_path: Path) -> None:
    path = tmp_path / f"walk.{ending}"
    write_sessions([walk(), walk()], path)
    check(schema, path)


@MODEST
@given(written=st.lists(sessions(placed=True), min_size=1, max_size=2))
def test_any_gpx_is_valid(written: list[Session], schema: etree.XMLSchema, tmp_path: Path) -> None:
    path = tmp_path / "walk.gpx"
    write_sessions(written, path)
    check(schema, path)


@MODEST
@given(written=st.lists(sessions(), min_size=1, max_size=2))
def test_any_tcx_is_valid(written: list[Session], schema: etree.XMLSchema, tmp_path: Path) -> None:
    path = tmp_path / "walk.tcx"
    write_sessions(written, path)
    check(schema, path)


@pytest.mark.parametrize(
    ("ending", "old", "new"),
    [
        ("gpx", "<time>2026", "<time>26"),
        ("gpx", "<gpxtpx:hr>101", "<gpxtpx:hr>0"),
        ("gpx", 'direction="forward"', 'direction="onward"'),
        ("gpx", 'creator="Retrowalk"', ""),
        ("tcx", "<Calories>0</Calories>", ""),
        ("tcx", "<ax:Steps>", "<ax:Steps>-"),
        ("tcx", "Device_t", "AbstractSource_t"),
        ("tcx", 'name="distance_m"', 'name="distance_km"'),
    ],
)
def test_the_schemas_see_a_fault(
    ending: str, old: str, new: str, schema: etree.XMLSchema, tmp_path: Path
) -> None:
    path = tmp_path / f"walk.{ending}"
    write_sessions([walk()], path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(etree.DocumentInvalid):
        check(schema, path)


def course_of(session: Session) -> Course:
    assert session.course is not None
    return session.course


def test_gpxpy_reads_ours(tmp_path: Path) -> None:
    told = walk()
    path = tmp_path / "walk.gpx"
    write_sessions([told, replace(told, name="again")], path)
    with path.open(encoding="utf-8") as stream:
        found = gpxpy.parse(stream)
    assert found.creator == "Retrowalk"
    assert [track.name for track in found.tracks] == ["Morning & <more>", "again"]
    track = found.tracks[0]
    assert [str(track.type), track.source] == ["walking", "Pixel 8"]
    assert len(track.segments) == 2
    points = [point for segment in track.segments for point in segment.points]
    course = course_of(told)
    assert course.latitude_deg is not None
    np.testing.assert_array_equal([p.latitude for p in points], course.latitude_deg)
    assert [p.elevation for p in points] == [408.5] * 540
    seconds = [(p.time - told.start_utc).total_seconds() for p in points if p.time is not None]
    np.testing.assert_array_equal(seconds, course.time_s)
    garmin = points[150].extensions[0]
    assert [(x.tag.rpartition("}")[2], x.text) for x in garmin] == [
        ("hr", "118"),
        ("cad", "46"),
        ("speed", "0.7"),
    ]


@pytest.mark.parametrize("placed", [True, False])
def test_tcxreader_reads_ours(placed: bool, tmp_path: Path) -> None:
    told = walk(placed=placed)
    path = tmp_path / "walk.tcx"
    write_sessions([told], path)
    found = TCXReader().read(str(path), only_gps=False)
    assert found.activity_type == "Other"
    # It takes the seconds from the first to the last point of a lap.
    assert [lap.duration for lap in found.laps] == [99.0, 99.0, 99.0, 239.0]
    points = [point for lap in found.laps for point in lap.trackpoints]
    course = course_of(told)
    assert len(points) == len(course.time_s)
    assert course.heart_rate_bpm is not None
    np.testing.assert_array_equal([p.hr_value for p in points], course.heart_rate_bpm)
    assert [p.latitude is not None for p in points] == [placed] * len(points)
    assert points[150].tpx_ext["Speed"] == 0.7
    assert points[150].tpx_ext["RunCadence"] == 46
    assert found.laps[0].lx_ext["Steps"] == 170
