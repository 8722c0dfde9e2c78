"""Exports of Strava and Garmin: walked through in place, broken members told, bombs refused."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.format_samples import health as made
from lab.format_samples.gpx_tcx import strava_tcx

from retrowalk.errors import RetrowalkError
from retrowalk.formats import READERS, SESSION_READERS, read_sessions
from retrowalk.formats.base import Options
from retrowalk.formats.bundle import open_bundle
from retrowalk.formats.health.garmin import GarminReader
from retrowalk.formats.health.strava import StravaReader
from retrowalk.session import Session, Totals, said

SAMPLES = {sample.file_name: sample for sample in made.SAMPLES}
START = dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC)


class Fake:
    """Reads "WALK seconds" as a walk that begins so long after `START`."""

    name = "gpx"
    title = "fake"
    suffixes: tuple[str, ...] = (".gpx",)
    carries = ""

    def sniff(self, head: bytes, path: Path) -> float:
        return 1.0 if head.startswith(b"WALK") else 0.0

    def sessions(self, path: Path, options: Options) -> Iterator[Session]:
        raise NotImplementedError

    def sessions_in(self, data: bytes, name: str, options: Options) -> Iterator[Session]:
        word = data.split()[1]
        if word == b"broken":
            raise RetrowalkError("the file is broken", where=name, remedy="none")
        at = START + dt.timedelta(seconds=float(word))
        yield Session(at, 60.0, "", totals=Totals(steps=said("steps", 100.0)), source=name)


STRAVA, GARMIN = StravaReader((Fake(),)), GarminReader((Fake(),))


def strava(path: Path, rows: list[str], members: dict[str, bytes | str]) -> Path:
    table = "\n".join((made.STRAVA_HEAD, *rows))
    made.zipped(path, {"activities.csv": table, **members})
    return path


def read_strava(path: Path) -> list[Session]:
    return list(STRAVA.sessions(path, Options()))


def test_an_export_of_strava_with_every_kind_of_file(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    SAMPLES["export_1234.zip"].make(path)
    gpx, tcx, fit, manual = read_sessions(path)
    assert (gpx.name, gpx.sport) == ("Backward, round the pond", "walking")
    assert (tcx.name, tcx.sport) == ("Up the hill", "hiking")
    assert fit.totals.steps is not None
    assert fit.totals.steps.value == 431.0  # of the file; the table has none
    assert fit.source.endswith("activities/3.fit.gz")
    assert manual.start_utc == START
    assert manual.totals.steps is not None
    assert manual.totals.steps.value == 3312.0
    assert manual.totals.distance_m is not None
    assert manual.totals.distance_m.value == 2410.5
    assert not any(
        note.startswith("warning") for one in (gpx, tcx, fit, manual) for note in one.notes
    )


def test_a_folder_and_plain_files_and_files_that_no_row_names(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    (folder / "activities").mkdir(parents=True)
    row = made.strava_row(1, "One", "Walk", "activities/1.gpx")
    (folder / "activities.csv").write_text(f"\ufeff{made.STRAVA_HEAD}\n{row}\n", encoding="utf-8")
    (folder / "activities" / "1.gpx").write_text("WALK 0")
    (folder / "activities" / "2.gpx.gz").write_bytes(gzip.compress(b"WALK 60"))
    (folder / "activities" / "3.jpg").write_text("WALK 120")
    one, two = read_strava(folder)
    assert (one.name, one.sport) == ("One", "walking")
    assert two.source == "export/activities/2.gpx.gz"


def test_broken_members_are_told_at_the_next_session(tmp_path: Path) -> None:
    rows = [
        made.strava_row(k, f"Walk {k}", "Walk", f"activities/{k}.gpx{'.gz' if k == 3 else ''}")
        for k in range(1, 8)
    ]
    members: dict[str, bytes | str] = {
        "activities/1.gpx": "WALK 0",
        "activities/2.gpx": "WALK broken",
        "activities/3.gpx.gz": gzip.compress(b"WALK 5")[:-9],
        "activities/4.gpx": "nothing known",
        "activities/5.gpx": "WALK 300",
        "activities/7.gpx": "",
    }
    first, second = read_strava(strava(tmp_path / "a.zip", rows, members))
    assert first.notes == ()
    said_ = [note for note in second.notes if note.startswith("warning: left out: ")]
    assert [said_[k].split(": ")[2] for k in range(3)] == [
        f"a.zip/activities/{k}" for k in ("2.gpx", "3.gpx.gz", "4.gpx")
    ]
    assert "the file is broken" in said_[0]
    assert "damaged or cut off" in said_[1]
    assert "no format that is known" in said_[2]
    # those after the last session are told there
    assert "'activities/6.gpx' is not in the export" in said_[3]
    assert "7.gpx" in said_[4]
    members = {"activities/2.gpx": "WALK broken"}
    with pytest.raises(RetrowalkError, match=r"none of its 2 activities could be read: .*broken"):
        read_strava(strava(tmp_path / "b.zip", rows[1:2] + rows[5:6], members))
    with pytest.raises(RetrowalkError, match="no activity in it"):
        read_strava(strava(tmp_path / "c.zip", [], {"activities/x.jpg": ""}))


def test_tables_of_other_languages_and_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    table = 'Aktivitäts-ID,Datum,Dateiname\n1,"x",activities/1.gpx\n2,"x",\n'
    made.zipped(path, {"activities.csv": table, "activities/1.gpx": "WALK 7"})
    (one,) = read_strava(path)
    assert (one.name, one.sport) == ("", "")
    head = "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename"
    row = '1,"Mar 1, 2026, 6:00:00 AM",Old,Walk,600,2.4,'
    made.zipped(path, {"activities.csv": f"{head}\n{row}\n", "activities/": ""})
    (old,) = read_strava(path)
    assert old.totals.distance_m is None  # km or miles: the table does not say
    assert old.elapsed_s == 600.0


def test_a_table_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    made.zipped(path, {"activities.csv": f'a,"{"x" * 200_000}"\n1,2\n', "activities/1.gpx": ""})
    with pytest.raises(RetrowalkError, match=r"activities\.csv, line 1: the table cannot be read"):
        read_strava(path)
    made.zipped(path, {"x.csv": ""})
    with pytest.raises(RetrowalkError, match=r"no 'activities\.csv'"):
        read_strava(path)


def test_bombs_in_gzip_and_climbing_names(tmp_path: Path) -> None:
    rows = [made.strava_row(1, "One", "Walk", "activities/1.gpx.gz")]
    bomb = gzip.compress(b"WALK 0 " + b"\0" * (80 << 20))
    with pytest.raises(RetrowalkError, match="as bombs do"):
        read_strava(strava(tmp_path / "a.zip", rows, {"activities/1.gpx.gz": bomb}))
    climbing = strava(tmp_path / "b.zip", rows, {"activities/../../1.gpx": "WALK 1"})
    with pytest.raises(RetrowalkError, match="climbs out"):
        read_strava(climbing)
    rows = [made.strava_row(1, "One", "Walk", "../secret.gpx")]
    (tmp_path / "secret.gpx").write_text("WALK 1")
    with pytest.raises(RetrowalkError, match="not in the export"):
        read_strava(strava(tmp_path / "c.zip", rows, {"activities/": ""}))


def test_thousands_of_members_are_walked_through_in_a_stream(tmp_path: Path) -> None:
    count = 3000
    rows = [made.strava_row(k, f"W{k}", "Walk", f"activities/{k}.gpx") for k in range(count)]
    members: dict[str, bytes | str] = {
        f"activities/{k}.gpx": f"WALK {60 * k}" for k in range(count)
    }
    path = strava(tmp_path / "a.zip", rows, members)
    stream = STRAVA.sessions(path, Options())
    assert next(stream).name == "W0"
    assert sum(1 for _ in stream) == count - 1


# -- Garmin ------------------------------------------------------------------------------

UPLOADS = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip"
SUMMARIES = "DI_CONNECT/DI-Connect-Fitness/a@b.org_0_summarizedActivities.json"


def inner(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def garmin(path: Path, rows: list[dict[str, Any]], uploads: dict[str, bytes | str]) -> Path:
    made.zipped(
        path, {SUMMARIES: made.garmin_summaries(rows), UPLOADS: inner(uploads), "x/y.txt": ""}
    )
    return path


def read_garmin(path: Path) -> list[Session]:
    return list(GARMIN.sessions(path, Options()))


def test_files_in_zips_in_the_zip_get_name_and_zone_of_their_summary(tmp_path: Path) -> None:
    later = {**made.GARMIN_ROW, "beginTimestamp": made.START_MS + 7.2e6, "name": "Alone"}
    path = garmin(
        tmp_path / "a.zip",
        [made.GARMIN_ROW, later, {"name": "no times"}],
        {
            "1.gpx": "WALK 1",
            "2.gpx": "WALK 1.5",
            "3.gpx": "WALK 600",
            "deeper.zip": inner({"4.gpx": "WALK 9"}),
        },
    )
    one, other, alone = read_garmin(path)
    assert (one.name, one.sport, one.zone) == ("Berlin Walking", "walking", "+01:00")
    assert one.source == f"a.zip/{UPLOADS.rpartition('/')[2]}/1.gpx"
    assert one.totals.steps is not None
    assert one.totals.steps.value == 100.0  # of the file
    assert one.totals.distance_m is not None
    assert one.totals.distance_m.value == pytest.approx(2410.5)
    assert (other.name, other.zone) == ("", None)
    assert alone.name == "Alone"
    assert alone.totals.steps is not None
    assert alone.totals.steps.value == 3312.0
    assert alone.totals.speed_mps is not None
    assert alone.totals.speed_mps.value == pytest.approx(1.31)


def test_the_days_monitoring_is_no_broken_activity(tmp_path: Path) -> None:
    monitoring = bytearray(made.fit_bytes())
    kind = monitoring.index(b"\x00", 12 + 12)
    # the data message of file_id follows its definition; its first field is the type
    fields = monitoring[12 + 2 + 5] if monitoring[0] == 14 else monitoring[12 + 5]
    value = monitoring[0] + 6 + 3 * fields + 1
    assert monitoring[value] == 4
    assert kind > 0
    monitoring[value] = 32
    path = tmp_path / "a.zip"
    uploads: dict[str, bytes | str] = {"1.fit": bytes(monitoring), "2.fit": made.fit_bytes()}
    made.zipped(path, {UPLOADS: inner(uploads)})
    (walk,) = read_sessions(path)
    assert not any(note.startswith("warning") for note in walk.notes)


def test_broken_zips_and_summaries_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    whole = inner({"1.gpx": "WALK 0"})
    made.zipped(
        path,
        {
            UPLOADS: whole,
            UPLOADS.replace("Part1", "Part2"): whole[:-30],
            SUMMARIES: '[{"summarizedActivitiesExport": [{"name": "x", ]}]',
        },
    )
    (walk,) = read_garmin(path)
    assert sum(note.startswith("warning: left out") for note in walk.notes) == 2
    made.zipped(path, {UPLOADS: whole[:-30]})
    with pytest.raises(RetrowalkError, match="none of its 1 activities"):
        read_garmin(path)
    made.zipped(path, {"DI_CONNECT/x.json": "{}"})
    with pytest.raises(RetrowalkError, match="no activity in it"):
        read_garmin(path)


def test_an_inner_bomb_and_an_inner_name_that_climbs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("1.gpx", "WALK 0" + " " * (5 << 20))
    made.zipped(path, {UPLOADS: stored.getvalue()})
    with pytest.raises(RetrowalkError, match="as zip bombs do"):
        read_garmin(path)
    made.zipped(path, {UPLOADS: inner({"1.gpx": b"WALK 0" + b" " * (40 << 20)})})
    with pytest.raises(RetrowalkError, match="as zip bombs do"):
        read_garmin(path)
    made.zipped(path, {UPLOADS: inner({"../1.gpx": "WALK 0"})})
    with pytest.raises(RetrowalkError, match="climbs out"):
        read_garmin(path)


def test_damaged_archives_never_escape_as_another_error(tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    for name, reader in (("garmin.zip", "garmin"), ("export_1234.zip", "strava")):
        SAMPLES[name].make(tmp_path / name)
        data = (tmp_path / name).read_bytes()
        for _ in range(60):
            broken = bytearray(data)
            for at in rng.integers(0, len(data), 6):
                broken[at] = rng.integers(0, 256)
            (tmp_path / "x.zip").write_bytes(bytes(broken))
            try:
                list(read_sessions(tmp_path / "x.zip", format=reader))
            except RetrowalkError as error:
                told = str(error)
            else:
                told = ""
            assert "\n" not in told


def test_no_reader_takes_the_export_of_another(tmp_path: Path) -> None:
    for sample in made.SAMPLES:
        path = tmp_path / sample.format / sample.file_name
        path.parent.mkdir(exist_ok=True)
        sample.make(path)
        head = b"" if path.is_dir() else path.read_bytes()[:65_536]
        sure = {r.name: r.sniff(head, path) for r in SESSION_READERS}
        assert {name for name, value in sure.items() if value > 0.0} == {sample.format}
        assert max(reader.sniff(head, path) for reader in READERS) < 0.5


def test_a_member_without_a_name_is_refused(tmp_path: Path) -> None:
    path = strava(tmp_path / "a.zip", [], {"activities/1.gpx": "WALK 0", "x": "y"})
    data = path.read_bytes()
    at = data.rindex(b"PK\x01\x02")
    assert data[at + 28 : at + 30] == b"\x01\x00"
    # the name's length to 0, and its letter to the extra field's
    changed = data[at : at + 28] + b"\x00\x00\x01\x00" + data[at + 32 :]
    path.write_bytes(data[:at] + changed)
    with pytest.raises(RetrowalkError, match="no name"):
        read_strava(path)


def test_a_bundle_says_where_a_member_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    made.zipped(path, {"x.txt": strava_tcx() * 30})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(bytes(data))
    bundle = open_bundle(path)
    with (
        pytest.raises(RetrowalkError, match=r"a\.zip/x\.txt: the file in the archive is damaged"),
        bundle.stream("x.txt") as stream,
    ):
        stream.read()
    with pytest.raises(RetrowalkError, match=r"damaged"), bundle.stream("no.txt"):
        pass
    made.zipped(path, {"x.txt": "12345"})
    with pytest.raises(RetrowalkError, match="more than 0 MiB"):
        open_bundle(path).data("x.txt", 4)
