"""Each format has a sample, and each sample is read as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lab.format_samples import Sample, samples

from retrowalk.formats import READERS, SESSION_READERS, Kind, kind_of, read, read_sessions

SAMPLES = samples()


@pytest.mark.parametrize(
    "sample", SAMPLES, ids=lambda sample: f"{sample.format}-{sample.file_name}"
)
def test_a_sample_is_recognised_and_read(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / sample.file_name
    sample.make(path)
    as_named = kind_of(path, format=sample.format)
    assert kind_of(path) is as_named
    if as_named is Kind.MOTION:
        found = read(path)
        assert len(found.time_s) > 100
        again = read(path, format=sample.format)
        assert (again.time_s == found.time_s).all()
        assert again.notes == found.notes
    else:
        sessions = list(read_sessions(path))
        assert sessions
        assert len(list(read_sessions(path, format=sample.format))) == len(sessions)


def test_each_format_has_a_sample() -> None:
    names = {reader.name for reader in READERS} | {reader.name for reader in SESSION_READERS}
    assert names == {sample.format for sample in SAMPLES}
