"""Recordings packed with gzip: read as they are, refused when they are damaged or swell."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from retrowalk.errors import RetrowalkError
from retrowalk.formats import read, write
from retrowalk.simulate import simulate


@pytest.mark.parametrize("ending", [".json", ".csv"])
@pytest.mark.parametrize("suffix", [".gz", ""])
def test_a_packed_recording_is_the_same(tmp_path: Path, ending: str, suffix: str) -> None:
    recording, _ = simulate("stand 2, forward 6", sensor="browser", seed=1)
    plain = tmp_path / f"walk{ending}"
    write(recording, plain)
    packed = tmp_path / f"packed{ending}{suffix}"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    again = read(packed)
    assert np.array_equal(again.time_s, read(plain).time_s)
    assert np.array_equal(again.acceleration_ms2, read(plain).acceleration_ms2)


def test_a_packed_file_that_is_cut_off_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "walk.json.gz"
    file.write_bytes(gzip.compress(b"[1, 2, 3]" * 5000)[:-30])
    with pytest.raises(RetrowalkError, match=r"walk.json.gz: .* cut off after \d+ bytes"):
        read(file)


def test_a_packed_file_that_is_no_gzip_after_its_head_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "walk.gz"
    file.write_bytes(b"\x1f\x8b" + b"nonsense" * 9)
    with pytest.raises(RetrowalkError, match="damaged"):
        read(file)


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "walk.json.gz"
    file.write_bytes(gzip.compress(bytes(20 * 1024**2), 9))
    with pytest.raises(RetrowalkError, match="unpacks to more than"):
        read(file)
