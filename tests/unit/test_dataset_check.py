"""Every problem of a folder is one line that names file, place and remedy."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.datasets import STEM, folder_at

from retrowalk.dataset import check
from retrowalk.errors import RetrowalkError

Spoil = Callable[[Path], None]


def _replaced(name: str, old: str, new: str, count: int = 1) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no '{old}'"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return spoil


def _removed(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


def _written(name: str, data: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return spoil


def _without_consent(folder: Path) -> None:
    for path in (folder / "consent").iterdir():
        path.unlink()


def _first_500(folder: Path) -> None:
    lines = (folder / SAMPLES).read_text().splitlines(keepends=True)
    (folder / SAMPLES).write_text("".join(lines[:500]))


def _cut(name: str, share: float) -> Spoil:
    def spoil(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: int(share * len(data))])

    return spoil


def _scaled(name: str, columns: slice, factor: float) -> Spoil:
    def spoil(folder: Path) -> None:
        rows = [line.split("\t") for line in (folder / name).read_text().splitlines()]
        for row in rows:
            row[columns] = [repr(float(cell) * factor) for cell in row[columns]]
        (folder / name).write_text("".join("\t".join(row) + "\n" for row in rows))

    return spoil


def _side(key: str, value: object) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / f"{STEM}_motion.json"
        data = json.loads(path.read_text())
        data[key] = value
        path.write_text(json.dumps(data))

    return spoil


SAMPLES, EVENTS = f"{STEM}_motion.tsv", f"{STEM}_events.tsv"
CHANNELS, SIDECAR = f"{STEM}_channels.tsv", f"{STEM}_motion.json"
SCANS = "sub-anna/sub-anna_scans.tsv"
BAD: dict[str, tuple[Spoil, str, str]] = {
    "no description": (_removed("dataset_description.json"), "dataset_description", "missing"),
    "no readme": (_removed("README.md"), "README.md", "missing"),
    "no people": (_removed("participants.tsv"), "participants.tsv", "missing"),
    "no name": (
        _replaced("dataset_description.json", '"Name"', '"Title"'),
        "dataset_description.json, 'Name'",
        "missing",
    ),
    "description is a list": (
        _written("dataset_description.json", b"[]"),
        "dataset_desc",
        "object",
    ),
    "description is cut": (_cut("dataset_description.json", 0.5), "dataset_desc", "no JSON"),
    "deep JSON": (_written("dataset_description.json", b"[" * 10**5), "dataset_desc", "no JSON"),
    "person not listed": (
        _replaced("participants.tsv", "sub-x7k2", "sub-b"),
        "line 3",
        "no folder",
    ),
    "person twice": (_replaced("participants.tsv", "sub-x7k2", "sub-anna"), "line 3", "twice"),
    "age in months": (_replaced("participants.tsv", "\t61\t", "\t732\t"), "'age'", "732"),
    "age in words": (_replaced("participants.tsv", "\t61\t", "\told\t"), "'age'", "no number"),
    "height in cm": (_replaced("participants.tsv", "1.68", "168"), "'height'", "0.5 to 2.6"),
    "no consent": (_replaced("participants.tsv", "other", "n/a"), "'consent'", "names no consent"),
    "no consent text": (
        _without_consent,
        "consent/retrowalk-1_en.md",
        "missing",
    ),
    "date in words": (
        _replaced("participants.tsv", "2026-11-24", "24.11."),
        "'consent_date'",
        "date",
    ),
    "no scans": (_removed(SCANS), SCANS, "missing"),
    "not in scans": (
        _replaced(SCANS, f"{SAMPLES.removeprefix('sub-anna/')}\t2026-11-25T09:30:05Z\n", ""),
        SCANS,
        "not listed",
    ),
    "scans name a stranger": (_replaced(SCANS, "run-1", "run-9"), f"{SCANS}, line 2", "no file"),
    "scans without instant": (
        _replaced(SCANS, "2026-11-25T", "yesterday "),
        "'acq_time'",
        "instant",
    ),
    "no sidecar": (_removed(SIDECAR), SIDECAR, "missing"),
    "no channels": (_removed(CHANNELS), CHANNELS, "missing"),
    "no events": (_removed(EVENTS), EVENTS, "missing"),
    "no samples": (_removed(SAMPLES), EVENTS, "_motion.tsv is missing"),
    "empty samples": (_written(SAMPLES, b""), SAMPLES, "no samples"),
    "cut in a line": (_cut(SAMPLES, 0.7003), f"{SAMPLES}, line", "cut off"),
    "cut between lines": (
        _first_500,
        SAMPLES,
        "may be cut off",
    ),
    "header in samples": (_replaced(SAMPLES, "0.000000\t", "latency\t"), "line 1", "no number"),
    "word in samples": (_replaced(SAMPLES, "1.000000\t", "1.0.0\t"), "line 101", "no number"),
    "missing in samples": (_replaced(SAMPLES, "1.000000\t", "n/a\t"), "line 101", "no number"),
    "infinite samples": (_replaced(SAMPLES, "1.000000\t", "inf\t"), SAMPLES, ""),
    "binary samples": (_written(SAMPLES, b"\xff\xfe\x00\x01" * 99), "byte 0", "UTF-8"),
    "clock back": (_replaced(SAMPLES, "\n1.000000\t", "\n0.500000\t"), SAMPLES, "clock goes back"),
    "clock in ms": (_scaled(SAMPLES, slice(0, 1), 1000.0), SAMPLES, ""),
    "clock since 1970": (_replaced(SAMPLES, "0.000000\t", "-9.000000\t"), SAMPLES, ""),
    "acceleration in g": (_scaled(SAMPLES, slice(1, 4), 1 / 9.80665), SAMPLES, "g"),
    "rates in degrees": (_scaled(SAMPLES, slice(4, 7), 57.29578), SAMPLES, "deg"),
    "unknown unit": (_replaced(CHANNELS, "rad/s", "rpm"), "'units'", "no unit of GYRO"),
    "unknown type": (_replaced(CHANNELS, "ACCEL", "accel"), "'type'", "no type"),
    "unknown axis": (_replaced(CHANNELS, "acc_x\tx", "acc_x\tup"), "'component'", "no axis"),
    "axis twice": (_replaced(CHANNELS, "acc_y\ty", "acc_y\tx"), f"{CHANNELS}, line 4", "twice"),
    "axis missing": (
        _replaced(CHANNELS, "acc_z\tz\tACCEL", "t\tn/a\tMISC"),
        CHANNELS,
        "z is missing",
    ),
    "channel cut": (_cut(CHANNELS, 0.8), CHANNELS, "cells"),
    "count of channels": (_side("MotionChannelCount", 9), "'MotionChannelCount'", "7 channels"),
    "rate in words": (_side("SamplingFrequency", "fast"), "'SamplingFrequency'", "cannot be"),
    "another tracksys": (_side("TrackingSystemName", "watch"), "'TrackingSystemName'", "phone"),
    "placement unknown": (_side("Placement", "backpack"), "'Placement'", "pocket"),
    "placement a number": (_side("Placement", 3), "'Placement'", "no text"),
    "timing missing": (_side("LabelTiming", "n/a"), "'LabelTiming'", "missing"),
    "side unknown": (_side("Side", "middle"), "'Side'", "left, right"),
    "axes that do not fit": (_side("Axes", "forward=+z,up=+z"), "'Axes'", "fit together"),
    "simulated without saying so": (_side("LabelTiming", "simulated"), "'LabelTiming'", "only one"),
    "duration": (_side("RecordingDuration", 180.0), SAMPLES, "may be cut off"),
    "no labels": (_written(EVENTS, b"onset\tduration\ttrial_type\n"), EVENTS, "holds no labels"),
    "label unknown": (_replaced(EVENTS, "backward", "moonwalk"), "'trial_type'", "no label"),
    "label outside": (_replaced(EVENTS, "5.000", "500.0"), f"{EVENTS}, line 4", "no part"),
    "label backwards": (_replaced(EVENTS, "2.500", "-2.50"), f"{EVENTS}, line 3", "no part"),
    "labels overlap": (_replaced(EVENTS, "2.000", "1.000"), f"{EVENTS}, line 3", "begins before"),
    "half a step": (_replaced(EVENTS, "forward\t5", "forward\t5.5"), "'steps'", "no count"),
    "column missing": (_replaced(EVENTS, "trial_type", "label"), f"{EVENTS}, line 1", "missing"),
    "stranger": (_written("sub-anna/motion/notes.txt", b"hello"), "notes.txt", "no part of the"),
    "another task": (
        _written("sub-anna/motion/sub-anna_task-rest_tracksys-phone_motion.tsv", b"1\n"),
        "task-rest",
        "no part of the",
    ),
}


def test_a_folder_as_written_has_no_problem(tmp_path: Path) -> None:
    assert check(folder_at(tmp_path)) == ()


@pytest.mark.parametrize("label", BAD)
def test_what_is_wrong_is_said_in_one_line(label: str, tmp_path: Path) -> None:
    spoil, where, what = BAD[label]
    folder_at(tmp_path)
    spoil(tmp_path)
    lines = [str(problem) for problem in check(tmp_path)]
    assert any(where in line and what in line for line in lines), lines
    for line in lines:
        assert "\n" not in line
        assert line.endswith(")"), "every line ends with its remedy"
        assert not line.startswith("/")


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    folder_at(tmp_path)
    for label in ("no readme", "age in words", "no scans", "label unknown"):
        BAD[label][0](tmp_path)
    assert len(check(tmp_path)) == 4


def test_ignored_files_are_ignored(tmp_path: Path) -> None:
    folder_at(tmp_path)
    (tmp_path / ".bidsignore").write_text("consent/\n*.txt\n# a remark\n")
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "derivatives" / "other").mkdir(parents=True)
    (tmp_path / "derivatives" / "other" / "dataset_description.json").write_text("nothing")
    assert check(tmp_path) == ()


def _zipped(folder: Path, out: Path, extra: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"walks/{path.relative_to(folder)}")
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out


def test_a_zip_with_a_folder_at_its_top_is_read(tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    assert check(_zipped(folder, tmp_path / "a.zip")) == ()


@pytest.mark.parametrize("name", ["../evil.tsv", "/etc/evil", "walks/../../evil"])
def test_a_zip_that_climbs_out_is_refused(name: str, tmp_path: Path) -> None:
    folder = folder_at(tmp_path / "walks")
    with pytest.raises(RetrowalkError, match="climbs out"):
        check(_zipped(folder, tmp_path / "a.zip", {name: b"x"}))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_zip_that_is_cut_off_is_refused(share: float, tmp_path: Path) -> None:
    whole = _zipped(folder_at(tmp_path / "walks"), tmp_path / "a.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(RetrowalkError, match=r"cut\.zip.*(damaged|export it again)"):
        check(tmp_path / "cut.zip")


def test_a_damaged_member_is_a_problem_of_that_file(tmp_path: Path) -> None:
    path = _zipped(folder_at(tmp_path / "walks"), tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    at = data.index(b"\n1.000000\t") + 3
    data[at : at + 3] = b"111"
    path.write_bytes(bytes(data))
    assert any("damaged" in str(problem) for problem in check(path))


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RetrowalkError, match="no such folder"):
        check(tmp_path / "nowhere")
    (tmp_path / "walk.csv").write_text("time_s,acc_x_ms2\n")
    with pytest.raises(RetrowalkError, match="neither a folder nor a zip"):
        check(tmp_path / "walk.csv")
    (tmp_path / "empty").mkdir()
    assert any("no recording" in str(problem) for problem in check(tmp_path / "empty"))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_damaged_nothing_but_problems_comes_of_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = folder_at(tmp_path_factory.mktemp("walks"))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    much = data.draw(st.integers(0, 40))
    new = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"n/a", b"\t", b"\n", b"-", b"1e999"])
    )
    path.write_bytes(whole[:at] + new + whole[at + much :])
    for problem in check(folder):
        assert "\n" not in str(problem)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    folder_at(tmp_path)
    (tmp_path / SAMPLES).chmod(stat.S_IWUSR)
    assert any("cannot be opened" in str(problem) for problem in check(tmp_path))
