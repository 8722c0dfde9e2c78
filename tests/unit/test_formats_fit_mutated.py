"""Damaged FIT files: read or refused in one sentence, quickly, and nothing else.

RETROWALK_FIT_MUTATIONS=20000 makes it a long run.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from lab.format_samples import Sample
from lab.format_samples.fit import SAMPLES, START_S, encoded, garmin_activity
from tests.fit_bytes import definition, file_id, fit_file, message, session

from retrowalk.errors import RetrowalkError
from retrowalk.formats.base import Options
from retrowalk.formats.fit.motion import recording_of
from retrowalk.formats.fit.readers import FitReader
from retrowalk.validation import validate

COUNT = int(os.environ.get("RETROWALK_FIT_MUTATIONS", "600"))
MOST_S = 2.0
MOST_BYTES = 300 * 1024**2


def _mutated(data: bytes, random: np.random.Generator) -> bytes:
    """Flip, overwrite, cut, repeat or splice some bytes."""
    seen = bytearray(data)
    for _ in range(int(random.integers(1, 6))):
        at = int(random.integers(0, max(1, len(seen))))
        length = int(random.integers(1, 40))
        way = int(random.integers(0, 6))
        if way == 0:
            seen[at : at + 1] = bytes((seen[at] ^ (1 << int(random.integers(0, 8))),))
        elif way == 1:
            seen[at : at + length] = random.bytes(length)
        elif way == 2:
            seen[at : at + length] = (
                bytes((int(random.choice([0, 0x40, 0x7F, 0x80, 0xFF])),)) * length
            )
        elif way == 3:
            del seen[at : at + length]
        elif way == 4:
            seen[at:at] = seen[at : at + length] * int(random.integers(1, 20))
        elif at > 14:
            del seen[at:]
        if len(seen) < 16:
            break
    return bytes(seen)


def _refusal(data: bytes) -> Iterator[str]:
    """Yield what is said where the file is read as activities, and as motion."""
    try:
        for found in FitReader().sessions_in(data, "bad.fit", Options()):
            assert found.elapsed_s >= 0.0
    except RetrowalkError as refusal:
        yield str(refusal)
    try:
        validate(recording_of(data, "bad.fit", Options()), where="bad.fit")
    except RetrowalkError as refusal:
        yield str(refusal)


def _try(data: bytes) -> None:
    for said in _refusal(data):
        assert said.startswith("bad.fit")
        assert "\n" not in said


def _try_in_time(data: bytes) -> None:
    started = time.perf_counter()
    _try(data)
    assert time.perf_counter() - started < 2.0 * MOST_S  # two readings


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file_name)
def test_mutated_files(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "sample.fit"
    sample.make(path)
    data = path.read_bytes()
    random = np.random.default_rng(20_261_125)
    for _ in range(COUNT // len(SAMPLES)):
        _try_in_time(_mutated(data, random))


def test_every_length_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "walk.fit"
    encoded(path, garmin_activity()[:20])
    data = path.read_bytes()
    for length in range(len(data)):
        _try(data[:length])


def _strange_numbers() -> bytes:
    """Return messages whose fields are all doubles of random bits, or enormous."""
    random = np.random.default_rng(7)
    body = file_id()
    codes = [253, *range(12), 22, 24, 78, 92, 94, 110, 124, 199]
    for local, kind in enumerate((18, 19, 20, 21, 23, 34, 162, 164, 165, 167, 206, 207)):
        body += definition(local, kind, [(code, "d") for code in codes])
        for row in range(4):
            values = np.frombuffer(random.bytes(8 * len(codes)), "<f8").copy()
            if row % 2:
                values = random.choice([1e29, -1e29, 1e9, 1.2e9, -1.0, 0.5], len(codes))
            if row < 2:
                values[0], values[3] = START_S + row, START_S
            body += message(local, f"{len(codes)}d", *values.tolist())
    return fit_file(body)


def _hostile() -> dict[str, bytes]:
    """Return small files made to take long or much memory."""
    empty = definition(2, 20, [])
    one_of_each = b"".join(
        definition(2, 20, [(253, "I"), (3, "B"), (k % 250, "B"), (k // 250, "B")])
        + message(2, "IBBB", START_S + k, 80, 1, 1)
        for k in range(9000)
    )
    sessions = definition(1, 18, [(2, "I")])
    sessions += b"".join(message(1, "I", START_S + k) for k in range(200))
    laps = definition(3, 19, [(2, "I"), (7, "I")])
    laps += b"".join(message(3, "II", START_S + k % 200, 1000) for k in range(20_000))
    events = definition(4, 21, [(253, "I"), (0, "B"), (1, "B")])
    events += b"".join(message(4, "IBB", START_S + k, 0, 4 * (k % 2)) for k in range(20_000))
    wide = definition(5, 165, [(253, "I"), *((k, "255B") for k in range(1, 250))])
    return {
        "messages of no bytes": fit_file(file_id() + empty + b"\x02" * 250_000),
        "as many layouts as messages": fit_file(file_id() + one_of_each),
        "many sessions, laps and pauses": fit_file(file_id() + laps + events + sessions),
        "fields of fields": fit_file(file_id() + wide + b"\x05" + bytes(4 + 255 * 249)),
        "chained to the end": fit_file(file_id() + session(START_S, 9.0)) * 300,
        "numbers of another type": _strange_numbers(),
        "a header that promises 4 GB": b"\x0e\x20\xe2\x52\xff\xff\xff\xff.FIT" + bytes(9),
    }


@pytest.mark.parametrize("data", _hostile().values(), ids=_hostile())
def test_hostile_files(data: bytes) -> None:
    assert len(data) < 400_000
    _try_in_time(data)
    tracemalloc.start()
    try:
        _try(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MOST_BYTES
