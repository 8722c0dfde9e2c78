"""What is written to GPX and TCX comes back to the last digit, but for what is said to be lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.activity_sessions import differences, sessions, walk

from retrowalk.formats import read_sessions, write_sessions
from retrowalk.formats.xml.gpx_write import GpxWriter
from retrowalk.formats.xml.tcx_write import TcxWriter
from retrowalk.session import Session

LOST = {"source", "notes"}
MODEST = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@MODEST
@given(written=st.lists(sessions(placed=True), min_size=1, max_size=2))
def test_gpx_brings_back_what_was_written(written: list[Session], tmp_path: Path) -> None:
    path = tmp_path / "walk.gpx"
    write_sessions(written, path)
    found = list(read_sessions(path))
    assert [differences(a, b, LOST) for a, b in zip(written, found, strict=True)] == [[]] * len(
        written
    )


@MODEST
@given(written=st.lists(sessions(), min_size=1, max_size=2))
def test_tcx_brings_back_what_was_written(written: list[Session], tmp_path: Path) -> None:
    path = tmp_path / "walk.tcx"
    write_sessions(written, path)
    found = list(read_sessions(path))
    assert [differences(a, b, LOST) for a, b in zip(written, found, strict=True)] == [[]] * len(
        written
    )


@pytest.mark.parametrize("ending", ["gpx", "tcx"])
def test_what_is_lost_is_said(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"walk.{ending}"
    told = replace(walk(), source="a.fit", notes=("a note",), name="a\0b")
    write_sessions([told], path)
    (found,) = read_sessions(path)
    assert (found.source, found.notes, found.name) == (path.name, (), "a\ufffdb")
    for writer in (GpxWriter(), TcxWriter()):
        assert "source and notes" in writer.loses
        assert "characters that XML has not" in writer.loses
