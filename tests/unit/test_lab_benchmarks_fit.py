"""The benchmark of FIT readers: its files are activities, its verdict follows its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.benchmarks.fit import table, write_activity

from retrowalk.formats import read_sessions


@pytest.mark.parametrize("maker", [False, True])
def test_its_files_are_activities(maker: bool, tmp_path: Path) -> None:
    path = tmp_path / "plain-1h.fit"
    write_activity(path, 1, maker=maker)
    (session,) = read_sessions(path)
    assert session.course is not None
    assert len(session.course.time_s) == 3600
    assert len(session.laps) == 6
    assert session.zone == "+02:00"


def test_the_verdict_is_on_the_fastest_other(tmp_path: Path) -> None:
    path = tmp_path / "plain-1h.fit"
    path.write_bytes(bytes(1_000_000))
    found: dict[str, tuple[float, str] | str] = {
        "retrowalk": (0.003, "0.1.0"),
        "fitfast": (0.001, "0.1.0"),
        "fitdecode": (0.1, "0.11.0"),
        "fittie": "not set up",
    }
    lines = table(path, 1, found)
    assert "1 h, 1.0 MB" in lines[0]
    assert [line.split(" ")[1] for line in lines[4:8]] == [
        "fitfast",
        "retrowalk",
        "fitdecode",
        "fittie",
    ]
    assert "skipped: not set up" in lines[7]
    assert lines[-2] == "3.00 times the fastest other: the mark of 1.5 is missed."
    found["retrowalk"] = (0.0014, "0.1.0")
    assert table(path, 1, found)[-2] == "1.40 times the fastest other: the mark of 1.5 holds."
