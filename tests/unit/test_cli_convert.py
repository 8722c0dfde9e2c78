"""`retrowalk convert`: motion and activities into each other, and what is lost on the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.activity_sessions import walk
from typer.testing import CliRunner, Result

import retrowalk
from retrowalk import Channel, Direction, Kind, Session, kind_of
from retrowalk.cli import app
from retrowalk.estimate import Estimate
from retrowalk.formats import SESSION_WRITERS, WRITERS
from retrowalk.formats.lost import lost
from retrowalk.session import Lap, Totals

START = "2026-10-25T02:59:30+02:00"
ZONE = "Europe/Berlin"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["convert", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def motion(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("motion") / "walk.csv"
    recording, _ = retrowalk.simulate("forward 12, stand 3, backward 15", seed=1)
    retrowalk.write(recording, path)
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    path = tmp_path / "all.session.csv"
    later = replace(walk(), start_utc=walk().start_utc + dt.timedelta(days=1))
    nowhere = replace(later, course=None, sport="Indoor Rowing", start_utc=later.start_utc)
    retrowalk.write_sessions([walk(), later, nowhere, later], path)
    return path


@pytest.mark.parametrize("name", ["again.csv", "again.parquet", "again.json"])
def test_motion_becomes_motion(motion: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    done = run(motion, out, "--placement", "waist", "--start", START, "--zone", ZONE)
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{out}\n", "")
    before, after = retrowalk.read(motion), retrowalk.read(out)
    assert np.array_equal(after.acceleration_ms2, before.acceleration_ms2)
    assert after.placement == "waist"
    assert after.zone == ZONE
    assert after.start_utc == dt.datetime.fromisoformat(START)


@pytest.mark.parametrize("name", ["a.fit", "a.tcx", "a.session.csv", "a.session.parquet"])
def test_motion_becomes_an_activity_by_being_tracked(
    motion: Path, tmp_path: Path, name: str
) -> None:
    original = motion.read_bytes()
    out = tmp_path / name
    done = run(motion, out, "--start", START, "--zone", ZONE, "--height", "1.7")
    assert done.exit_code == 0, done.stderr
    assert motion.read_bytes() == original
    assert kind_of(out) is Kind.SESSIONS
    (session,) = retrowalk.read_sessions(out)
    assert session.start_utc == dt.datetime.fromisoformat(START)
    assert session.zone == ZONE
    assert [lap.direction for lap in session.laps] == [Direction.FORWARD, Direction.BACKWARD]
    recording = replace(
        retrowalk.read(motion), start_utc=dt.datetime.fromisoformat(START), zone=ZONE
    )
    tracked = retrowalk.track(recording, wearer=retrowalk.Wearer(height_m=1.7))
    own = retrowalk.session_of(tracked, recording)
    assert own.totals.backward_steps is not None
    assert session.totals.backward_steps is not None
    assert session.totals.backward_steps.value == own.totals.backward_steps.value
    assert session.totals.backward_steps.low == own.totals.backward_steps.low


def test_an_activity_needs_to_know_when_it_began(motion: Path, tmp_path: Path) -> None:
    done = run(motion, tmp_path / "a.fit")
    assert done.exit_code == 2
    assert "does not say when it began" in done.stderr
    assert "--start" in done.stderr
    for start, why in (
        ("yesterday", "no date with a time"),
        ("2026-10-25T02:59:30", "says no offset"),
        ("0001-01-01T00:00:00+14:00", "beyond every calendar"),
    ):
        assert why in run(motion, tmp_path / "a.fit", "--start", start).stderr
    for start, why in (
        ("2026-10-25T02:30", "was twice"),
        ("2026-03-29T02:30", "never was"),
    ):
        refused = run(motion, tmp_path / "a.fit", "--start", start, "--zone", ZONE)
        assert refused.exit_code == 2
        assert why in refused.stderr
    local = run(motion, tmp_path / "a.fit", "--start", "2026-03-29T03:10", "--zone", ZONE)
    assert local.exit_code == 0, local.stderr
    (session,) = retrowalk.read_sessions(tmp_path / "a.fit")
    assert session.start_utc == dt.datetime(2026, 3, 29, 1, 10, tzinfo=dt.UTC)


def test_activities_go_round_through_every_format(tmp_path: Path) -> None:
    path = tmp_path / "walk.gpx"
    retrowalk.write_sessions([walk()], path)
    for suffix in ("fit", "tcx", "csv", "parquet", "gpx"):
        out = tmp_path / f"next.{suffix}"
        done = run(path, out)
        assert done.exit_code == 0, done.stderr
        path = out
    (session,) = retrowalk.read_sessions(path)
    assert session.start_utc == walk().start_utc
    assert session.totals.steps is not None
    assert walk().totals.steps is not None
    assert session.totals.steps.value == walk().totals.steps.value  # type: ignore[union-attr]
    assert [lap.direction for lap in session.laps] == [lap.direction for lap in walk().laps]


def test_several_sessions_into_one_file_of_a_kind_that_apps_join(
    several: Path, tmp_path: Path
) -> None:
    refused = run(several, tmp_path / "all.fit")
    assert refused.exit_code == 2
    for way in ("--session N", "a folder with --to fit", "--together"):
        assert way in refused.stderr
    assert not (tmp_path / "all.fit").exists()
    assert run(several, tmp_path / "all.fit", "--together").exit_code == 0
    assert len(list(retrowalk.read_sessions(tmp_path / "all.fit"))) == 4
    assert run(several, tmp_path / "all.parquet").exit_code == 0
    assert len(list(retrowalk.read_sessions(tmp_path / "all.parquet"))) == 4


def test_one_of_several(several: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.tcx"
    assert run(several, out, "--session", "2").exit_code == 0
    (session,) = retrowalk.read_sessions(out)
    assert session.start_utc == walk().start_utc + dt.timedelta(days=1)
    refused = run(several, tmp_path / "x.tcx", "--session", "5")
    assert refused.exit_code == 2
    assert "there is no session 5 among 4" in refused.stderr


def test_a_folder_gets_a_file_for_each_and_bad_ones_are_said(several: Path, tmp_path: Path) -> None:
    done = run(several, f"{tmp_path}/apart/", "--to", "gpx")
    assert done.exit_code == 2
    written = sorted(path.name for path in (tmp_path / "apart").iterdir())
    assert len(written) == len(done.stdout.splitlines()) == 3
    assert all(name.endswith(("-walking.gpx", "-walking-2.gpx")) for name in written)
    assert "GPX is made of positions" in done.stderr
    again = run(several, tmp_path / "apart", "--to", "gpx")
    assert again.exit_code == 2
    assert "there already" in again.stderr
    named = run(several, f"{tmp_path}/rows/", "--to", "tcx", "--session", "3")
    assert named.exit_code == 0
    assert [one.name.split("-", 4)[4] for one in (tmp_path / "rows").iterdir()] == [
        "indoor-rowing.tcx"
    ]


def test_nothing_is_overwritten(motion: Path, several: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_bytes(motion.read_bytes())
    link = tmp_path / "link.csv"
    link.symlink_to(own)
    for out in (own, link):
        for more in ((), ("--replace",)):
            refused = run(own, out, *more)
            assert refused.exit_code == 2
            assert "the original, which stays as it is" in refused.stderr
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert "there already" in run(several, out).stderr
    assert out.read_text() == "mine"
    refused = run(several, tmp_path / "out.fhir.json", "--patient", "nobody")
    assert "no reference to a patient" in refused.stderr
    assert run(several, out, "--replace").exit_code == 0
    assert kind_of(out) is Kind.SESSIONS


def test_a_writer_that_refuses_leaves_nothing_behind(several: Path, tmp_path: Path) -> None:
    out = tmp_path / "three.gpx"
    assert run(several, out, "--session", "3").exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [several.name]


def test_what_cannot_work_is_one_sentence(motion: Path, several: Path, tmp_path: Path) -> None:
    for words, why in (
        ((several, tmp_path / "x.json"), "holds motion samples, and there are none"),
        ((several, tmp_path / "x.xyz"), "no format that can be written"),
        ((several, tmp_path / "x", "--to", "xyz"), "'xyz' cannot be written"),
        ((several, f"{tmp_path}/folder/"), "a folder says no format"),
        ((several, tmp_path / "x.csv", "--height", "1.7"), "nothing is tracked here"),
        ((motion, tmp_path / "x.parquet", "--axes", "up=+y"), "nothing is tracked here"),
        ((motion, tmp_path / "x.fit", "--session", "1"), "is one walk"),
        ((motion, f"{tmp_path}/folder/", "--to", "csv"), "a recording is one file"),
        ((motion, tmp_path / "no" / "x.parquet"), "cannot be written"),
        ((tmp_path / "none.fit", tmp_path / "x.tcx"), "no such file"),
        ((motion, tmp_path / "x.fit", "--no-track"), "no format that is known"),
        ((several, tmp_path / "x.fit", "--from", "xyz"), "no format 'xyz'"),
    ):
        refused = run(*words)
        assert refused.exit_code == 2, words
        assert why in refused.stderr
        assert refused.stderr.count("\n") == 1


def test_a_table_tells_what_it_cannot_hold_of_motion(tmp_path: Path) -> None:
    recording, _ = retrowalk.simulate("stand 8", seed=1)
    twice = Channel(np.array([1.0, 1.0, 2.0]), np.array([90.0, 91.0, 92.0]))
    source = tmp_path / "walk.json"
    retrowalk.write(replace(recording, heart_rate_bpm=twice), source)
    done = run(source, tmp_path / "walk.parquet")
    assert done.exit_code == 0
    assert "cannot hold: a second heart rate at the same instant" in done.stderr


def test_what_was_lost_is_found_by_reading_it_back() -> None:
    one = walk()
    assert lost([one], [one]) == ()
    assert lost([one, one], [one]) == ("1 of 2 sessions",)
    start = one.start_utc
    bare = Session(start, one.elapsed_s)
    told = lost([replace(one, zone="Europe/Berlin", name="n", device="d", notes=("x",))], [bare])
    assert {"sport", "time zone", "name", "device", "notes", "laps", "pauses"} <= set(told)
    assert "the course second by second" in told
    assert "steps" in told
    steps = Estimate(10.0, 9.0, 11.0, "steps", sources=("B-01",))
    unknown = Estimate.unknown("steps", "no gyroscope")
    before = replace(bare, totals=Totals(steps=steps, backward_steps=unknown), zone="Europe/Berlin")
    after = replace(bare, totals=Totals(steps=Estimate(10.0, None, None, "steps")), zone="+01:00")
    assert lost([before], [after]) == (
        "the time zone's name (its offset stays)",
        "95 % intervals",
        "sources of numbers",
        "why a number is not known",
    )
    lap = Lap(0.0, 5.0, Totals(steps=steps), Direction.BACKWARD, 0.9, "because")
    before, after = replace(bare, laps=(lap,)), replace(bare, laps=(Lap(0.0, 5.0),))
    assert lost([before], [after])[:4] == (
        "direction of laps",
        "probability of the direction",
        "why a direction is not known",
        "steps of laps",
    )
    assert one.course is not None
    thin = replace(one.course, heart_rate_bpm=None, direction=None)
    assert lost([one], [replace(one, course=thin)]) == (
        "heart rate along the way",
        "direction along the way",
    )


def test_names_of_writers_are_not_shared() -> None:
    names = [writer.name for writer in WRITERS] + [writer.name for writer in SESSION_WRITERS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "option", [("--start", START), ("--placement", "waist"), ("--rate", "100")]
)
def test_an_activity_takes_no_options_of_motion(
    several: Path, tmp_path: Path, option: tuple[str, str]
) -> None:
    refused = run(several, tmp_path / "out.session.parquet", *option)
    assert refused.exit_code == 2
    assert f"{option[0]}: this is of a recording of motion" in refused.stderr
    assert not (tmp_path / "out.session.parquet").exists()
