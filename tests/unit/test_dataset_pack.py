"""What is packed names nobody; what is brought together is each person's once."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.datasets import ANNA, BERT, STEM, folder_at, measurement
from tests.recordings import swinging_leg

from retrowalk.dataset import (
    Label,
    Measurement,
    Person,
    Piece,
    Timing,
    check,
    collect,
    open_source,
    pack,
    write_folder,
)
from retrowalk.dataset.check import measurements
from retrowalk.dataset.collect import from_export, from_recording
from retrowalk.errors import RetrowalkError
from retrowalk.recording import Placement, Recording


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _spoilt(tmp_path: Path) -> Path:
    """Write a folder with all that may identify somebody."""
    folder = folder_at(tmp_path / "walks")
    table = (folder / "participants.tsv").read_text().splitlines()
    extra = ["email", "anna@example.org", "n/a"]
    lines = [f"{line}\t{cell}\n" for line, cell in zip(table, extra, strict=True)]
    (folder / "participants.tsv").write_text("".join(lines))
    side = folder / f"{STEM}_motion.json"
    words = json.loads(side.read_text()) | {
        "DeviceSerialNumber": "SN-31415",
        "InstitutionName": "Praxis Anna Beispiel",
        "TaskDescription": "Anna walked in the garden",
    }
    side.write_text(json.dumps(words))
    described = json.loads((folder / "dataset_description.json").read_text())
    described |= {"Authors": ["Anna Beispiel"], "Name": "Anna's walks"}
    (folder / "dataset_description.json").write_text(json.dumps(described))
    (folder / "README.md").write_text("Ask Anna Beispiel.\n")
    (folder / "sourcedata").mkdir()
    (folder / "sourcedata" / "names.txt").write_text("Anna Beispiel, +49 170\n")
    return folder


def test_what_identifies_is_not_packed_and_that_is_said(tmp_path: Path) -> None:
    done = pack(_spoilt(tmp_path), tmp_path / "out.zip")
    members = _members(tmp_path / "out.zip")
    everything = b"".join([*members.values(), *map(str.encode, members)]).lower()
    for word in (b"anna", b"beispiel", b"example.org", b"sn-31415", b"garden", b"+49", b"2026-"):
        assert word not in everything, word
    said = "\n".join(done.left_out)
    for told in ("email", "DeviceSerialNumber", "InstitutionName", "Authors", "names.txt", "dates"):
        assert told in said
    assert done.as_written == ("device: Pixel 9", "software: Firefox 140")
    assert (done.recordings, done.people) == (3, 2)
    assert check(tmp_path / "out.zip") == ()


def test_dates_are_shifted_by_the_same_days_for_one_person(tmp_path: Path) -> None:
    pack(folder_at(tmp_path / "walks"), tmp_path / "out.zip")
    source = open_source(tmp_path / "out.zip")
    found: dict[str, list[dt.datetime]] = {}
    for path, at in sorted(source.starts.items()):
        assert at.year <= 1925
        assert (at.hour, at.minute, at.second) == (9, 30, 5)
        found.setdefault(path.split("/")[0], []).append(at)
    apart = {len(times): times[-1] - times[0] for times in found.values()}
    assert apart[2] == dt.timedelta(days=3)
    agreed = [p.consent_date for p in source.people.values() if p.consent_date is not None]
    first = next(times[0] for times in found.values() if len(times) == 2)
    assert first.date() - agreed[0] == dt.timedelta(days=1)


def test_the_order_of_people_is_drawn(tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    firsts = set()
    for seed in range(8):
        pack(folder, tmp_path / f"{seed}.zip", seed=seed)
        firsts.add(open_source(tmp_path / f"{seed}.zip").people["01"].consent)
    assert firsts == {"retrowalk-1", "other"}


def test_a_folder_with_problems_is_not_packed(tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    (folder / "README.md").unlink()
    (folder / f"{STEM}_events.tsv").unlink()
    with pytest.raises(RetrowalkError, match="1 more: `retrowalk dataset check`"):
        pack(folder, tmp_path / "out.zip")
    assert not list(tmp_path.glob("*.zip"))


def test_a_zip_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    (tmp_path / "out.zip").write_bytes(b"mine")
    with pytest.raises(RetrowalkError, match="already there"):
        pack(folder, tmp_path / "out.zip")
    assert (tmp_path / "out.zip").read_bytes() == b"mine"


def test_exports_of_one_person_become_one(tmp_path: Path) -> None:
    write_folder([replace(ANNA, age_years=None)], [measurement()], tmp_path / "a")
    later = measurement(seed=9, day=5)
    write_folder([replace(ANNA, sex=None), BERT], [later, measurement("x7k2", 3)], tmp_path / "b")
    parts = [from_export(tmp_path / name) for name in ("b", "a", "b")]
    found = collect(parts)
    assert found.repeated == 2
    anna = next(p for p in found.people if p.label == "anna")
    assert (anna.age_years, anna.sex) == (61.0, ANNA.sex)
    runs = [(one.person, one.run, one.recording.start_utc) for one in found.measurements]
    assert [run for person, run, _ in runs if person == "anna"] == [1, 2]
    assert runs[0][2] < runs[1][2]  # type: ignore[operator]
    write_folder(found.people, found.measurements, tmp_path / "both")
    assert check(tmp_path / "both") == ()
    assert collect([from_export(tmp_path / "both"), *parts]).repeated == 5


def test_people_who_contradict_each_other_are_refused() -> None:
    parts = [((ANNA,), [measurement()]), ((replace(ANNA, height_m=1.8),), [measurement(seed=2)])]
    with pytest.raises(RetrowalkError, match=r"1\.68 in one place and 1\.8 in another"):
        collect(parts)


def _labels(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "labels.tsv"
    path.write_text(text)
    return path


def test_a_recording_of_a_logger_is_joined_with_its_labels(tmp_path: Path) -> None:
    recording = replace(swinging_leg(), time_s=swinging_leg().time_s + 100.0)
    text = "onset\tduration\ttrial_type\tsteps\n99\t4\tforward\t7\n104\t90\tbackward\tn/a\n"
    one = from_recording(
        recording, _labels(tmp_path, text), BERT, placement=Placement.THIGH, axes="forward=+z,up=+x"
    )
    assert one.pieces[0] == Piece(Label.FORWARD, 0.0, 3.0, 7)
    assert one.pieces[1].end_s == pytest.approx(7.99)
    write_folder([BERT], [one], tmp_path / "out")
    assert check(tmp_path / "out") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("onset\tduration\ttrial_type\n1\t2\tmoonwalk\n", "no label"),
        ("onset\tduration\ttrial_type\n1\t2 s\tforward\n", "no number"),
        ("onset,duration,trial_type\n1,2,forward\n", "missing"),
        ("onset\tduration\ttrial_type\n100\t2\tforward\n", "no label lies inside"),
        ('{"segments": [{"gait": "forward"}]}', "cannot be read"),
        ('{"segments": ', "cannot be read"),
    ],
)
def test_labels_that_cannot_be_read_are_refused(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match=says):
        from_recording(swinging_leg(), _labels(tmp_path, text), BERT, placement=Placement.THIGH)


def test_simulated_and_measured_are_never_mixed(tmp_path: Path) -> None:
    text = '{"segments": [{"gait": "forward", "start_s": 1, "end_s": 4, "steps": 6}]}'
    with pytest.raises(RetrowalkError, match="never mixed"):
        from_recording(swinging_leg(), _labels(tmp_path, text), BERT, placement=Placement.THIGH)


def test_a_label_that_is_a_name_with_a_space_is_refused(tmp_path: Path) -> None:
    text = "onset\tduration\ttrial_type\n1\t2\tforward\n"
    who = Person("Anna B", "other")
    with pytest.raises(RetrowalkError, match="letters and digits"):
        from_recording(swinging_leg(), _labels(tmp_path, text), who, placement=Placement.THIGH)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")))


@st.composite
def measured(draw: st.DrawFn) -> tuple[Person, Measurement]:
    label = draw(st.from_regex(r"[0-9A-Za-z]{1,12}", fullmatch=True))
    rate_hz = draw(st.sampled_from([25.0, 60.0, 100.0, 200.0]))
    recording = swinging_leg(
        draw(st.floats(3.0, 9.0)),
        rate_hz,
        seed=draw(st.integers(0, 99)),
        gyroscope=draw(st.booleans()),
    )
    jitter = np.random.default_rng(1).uniform(0.0, 0.4 / rate_hz, len(recording.time_s))
    time_s = recording.time_s + jitter
    seconds = st.integers(0, 4 * 10**9).map(lambda s: dt.datetime.fromtimestamp(s, dt.UTC))
    recording = replace(recording, time_s=time_s - time_s[0], start_utc=draw(st.none() | seconds))
    edges = sorted(draw(st.lists(st.integers(0, 2500), min_size=2, max_size=8, unique=True)))
    pieces = tuple(
        Piece(
            draw(st.sampled_from(Label)), a / 1000, b / 1000, draw(st.none() | st.integers(0, 99))
        )
        for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    person = Person(
        label,
        draw(st.sampled_from(["retrowalk-1", "other"])),
        draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))),
        draw(st.none() | st.integers(0, 89).map(float)),
        height_m=draw(st.none() | st.integers(50, 260).map(lambda cm: cm / 100)),
    )
    one = Measurement(
        label,
        recording,
        pieces,
        draw(st.sampled_from(Placement)),
        draw(st.sampled_from([Timing.SPOKEN, Timing.OBSERVED])),
        side=draw(st.sampled_from([None, "left", "right"])),
        phone=draw(words).strip().replace("n/a", ""),
        axes=draw(st.sampled_from([None, "forward=+z,up=+y"])),
        session=draw(st.none() | st.just("two")),
        run=draw(st.none() | st.integers(1, 99)),
    )
    return person, one


def _same(a: Recording, b: Recording) -> None:
    assert np.allclose(a.time_s, b.time_s, atol=5.1e-7, rtol=0)
    assert np.array_equal(a.acceleration_ms2, b.acceleration_ms2)
    assert (a.angular_rate_rads is None) is (b.angular_rate_rads is None)
    if a.angular_rate_rads is not None and b.angular_rate_rads is not None:
        assert np.array_equal(a.angular_rate_rads, b.angular_rate_rads)
    assert a.start_utc == b.start_utc


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(measured())
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[Person, Measurement]
) -> None:
    person, one = drawn
    folder = tmp_path_factory.mktemp("walks")
    write_folder([person], [one], folder)
    assert check(folder) == ()
    (again,) = measurements(open_source(folder))
    assert open_source(folder).people == {person.label: person}
    _same(again.recording, one.recording)
    for name in ("person", "placement", "timing", "side", "phone", "axes", "session", "run"):
        assert getattr(again, name) == getattr(one, name)
    for mine, theirs in zip(again.pieces, one.pieces, strict=True):
        assert (mine.label, mine.steps) == (theirs.label, theirs.steps)
        assert mine.start_s == pytest.approx(theirs.start_s, abs=6e-4)
        assert mine.end_s == pytest.approx(theirs.end_s, abs=1.1e-3)
    pack(folder, folder.with_suffix(".zip"))
    assert check(folder.with_suffix(".zip")) == ()
