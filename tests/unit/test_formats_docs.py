"""The documents say what the registry and the commands do."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.activity_sessions import walk
from tests.bad_files import good_file
from tests.recordings import swinging_leg
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.cli.formats import markdown_table
from retrowalk.cli.inspect import facts_of
from retrowalk.cli.inspect_sessions import facts_of_session
from retrowalk.formats import READERS, SESSION_READERS, SESSION_WRITERS, write_sessions
from retrowalk.formats.columns import NATIVE
from retrowalk.report.contents import write_recording_picture
from retrowalk.session import Session

DOCS = Path(__file__).parents[2] / "docs"
BEGIN = "<!-- formats: begin (made by `retrowalk formats --markdown`) -->\n"
END = "<!-- formats: end -->"


def test_table_of_formats_is_current() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip() == markdown_table()
    result = CliRunner().invoke(app, ["formats", "--markdown"])
    assert result.stdout.strip() == markdown_table()


def test_every_native_column_and_field_is_documented() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert all(name in text for name in NATIVE)
    assert all(f"`{name}`" in text for name in facts_of(swinging_leg()))
    assert all(f"`{name}`" in text for name in facts_of_session(1, walk()))


def test_formats_command_lists_every_reader() -> None:
    result = CliRunner().invoke(app, ["formats"])
    assert result.exit_code == 0
    assert all(reader.name in result.stdout for reader in READERS)
    assert all(reader.name in result.stdout for reader in SESSION_READERS)
    assert all(writer.name in result.stdout for writer in SESSION_WRITERS)


def test_inspect_for_people_and_programs(tmp_path: Path) -> None:
    path = good_file(tmp_path)
    people = CliRunner().invoke(app, ["inspect", str(path)])
    assert people.exit_code == 0
    for words in ("acceleration", "100 Hz", "angular rate", "duration:", "0:08.0", "none longer"):
        assert words in people.stdout
    programs = CliRunner().invoke(app, ["inspect", str(path), "--json"])
    facts = json.loads(programs.stdout)
    assert facts["samples"] == 800
    assert facts["gaps"] == []
    assert [sensor["name"] for sensor in facts["sensors"]] == ["acceleration", "angular rate"]
    assert facts["kind"] == "motion"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "all.session.csv"
    later = replace(
        walk(), start_utc=dt.datetime(2026, 10, 25, 0, 59, 50, tzinfo=dt.UTC), zone="Europe/Berlin"
    )
    write_sessions([walk(), replace(later, sport="\x1b[31mrun\nning", name="a\x07b")], path)
    return path


def test_an_export_is_a_line_for_each_session(export: Path) -> None:
    told = CliRunner().invoke(app, ["inspect", str(export)])
    assert told.exit_code == 0, told.stderr
    heading, first, second = told.stdout.splitlines()
    assert heading.split() == [
        *("#", "start", "zone", "sport", "time", "km", "steps", "backward", "bpm", "laps", "rows")
    ]
    assert "2026-11-25 07:55:00  Europe/Zurich   walking" in first
    assert first.split()[-5:] == ["920", "170", "-", "4", "540"]
    assert "2026-10-25 02:59:50" in second
    assert "\x1b" not in told.stdout
    programs = CliRunner().invoke(app, ["inspect", str(export), "--json"])
    facts = json.loads(programs.stdout)
    assert (facts["kind"], facts["source"]) == ("sessions", "all.session.csv")
    assert [one["session"] for one in facts["sessions"]] == [1, 2]
    assert facts["sessions"][0]["totals"]["backward_steps"]["value"] == 170
    assert facts["sessions"][0]["columns"][-1] == "direction"
    one = CliRunner().invoke(app, ["inspect", str(export), "--json", "--session", "2"])
    assert json.loads(one.stdout)["sessions"] == facts["sessions"][1:]


def test_one_session_is_shown_in_full_and_drawn(export: Path, tmp_path: Path) -> None:
    picture = tmp_path / "walk.svg"
    told = CliRunner().invoke(
        app, ["inspect", str(export), "--session", "2", "--plot", str(picture)]
    )
    assert told.exit_code == 0, (told.stderr, told.exception)
    for words in (
        "2026-10-25 00:59:50 UTC (2026-10-25 02:59:50 local)",
        "time zone:  Europe/Berlin",
        "backward steps:        170 (160-180)",
        "energy:                unknown (the mass is not known)",
        "1:40-3:20  backward (0.97)",
        "pauses:     1, 1:00 together",
        "one every 1 s: latitude",
    ):
        assert words in told.stdout
    assert not {"\x07", "\x1b"} & set(told.stdout)
    root = ElementTree.parse(picture).getroot()
    assert root.get("role") == "img"
    assert root[0].tag.endswith("title")
    # matplotlib draws words as outlines and keeps them as comments
    drawn = picture.read_text(encoding="utf-8")
    for words in ("steps so far", "steps backward so far", "heart rate", "speed", "0:00"):
        assert f"<!-- {words}" in drawn


def test_motion_is_drawn_with_its_gaps(tmp_path: Path) -> None:
    path = good_file(tmp_path)
    first, again = tmp_path / "a.svg", tmp_path / "b.svg"
    for picture in (first, again, tmp_path / "a.png"):
        done = CliRunner().invoke(app, ["inspect", str(path), "--plot", str(picture)])
        assert done.exit_code == 0, done.stderr
    assert first.read_bytes() == again.read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    long = swinging_leg(120.0)
    keep = (long.time_s < 40.0) | (long.time_s > 60.0)
    assert long.angular_rate_rads is not None
    gappy = replace(
        long,
        time_s=long.time_s[keep],
        acceleration_ms2=long.acceleration_ms2[keep],
        angular_rate_rads=long.angular_rate_rads[keep],
    )
    write_recording_picture(gappy, tmp_path / "gap.svg")
    assert "1 gap<" in (tmp_path / "gap.svg").read_text(encoding="utf-8")


def test_what_cannot_be_shown_is_one_sentence(export: Path, tmp_path: Path) -> None:
    motion = good_file(tmp_path)
    bare = tmp_path / "bare.session.csv"
    write_sessions([Session(walk().start_utc, 60.0)], bare)
    for words, why in (
        ((export, "--session", "3"), "no session 3 among 2"),
        ((export, "--plot", tmp_path / "a.svg"), "one session can be drawn"),
        ((export, "--plot", tmp_path / "a.jpg"), "not a kind of picture"),
        ((motion, "--session", "1"), "one walk"),
        ((bare, "--plot", tmp_path / "a.svg"), "nothing along the way to draw"),
        ((motion, "--zone", "Nowhere"), "no time zone"),
    ):
        told = CliRunner().invoke(app, ["inspect", *map(str, words)])
        assert told.exit_code == 2, words
        assert why in told.stderr


def test_a_zone_that_the_file_does_not_say(tmp_path: Path) -> None:
    bare = tmp_path / "walk.gpx"
    bare.write_text(
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
        '<trkpt lat="47" lon="8"><time>2026-10-25T00:30:00Z</time></trkpt>'
        '<trkpt lat="47" lon="8.001"><time>2026-10-25T01:30:00Z</time></trkpt>'
        "</trkseg></trk></gpx>"
    )
    told = CliRunner().invoke(app, ["inspect", str(bare), "--zone", "Europe/Berlin"])
    assert "2026-10-25 02:30:00 local" in told.stdout
    assert "duration:   1:00:00" in told.stdout
