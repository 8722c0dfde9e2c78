"""What is written is read again; units and layouts change nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bad_files import NAMES, csv_bytes, table
from tests.recordings import swinging_leg

from retrowalk.formats import from_json, read, to_json, write
from retrowalk.recording import Channel, Placement, Recording

ENDINGS = st.sampled_from([".csv", ".parquet", ".feather", ".json"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Worn sensors at any rate, with jitter, side channels and words."""
    seed = draw(st.integers(0, 10_000))
    rate_hz = draw(st.sampled_from([20.0, 50.0, 100.0, 200.0]))
    leg = swinging_leg(4.0, rate_hz, seed=seed, gyroscope=draw(st.booleans()))
    rng = np.random.default_rng(seed)
    offset = draw(st.floats(-1000.0, 1e6))
    time_s = offset + leg.time_s + rng.uniform(0, 0.3 / rate_hz, len(leg.time_s))
    instants = np.unique(offset + rng.uniform(0, 4, draw(st.integers(1, 5))))
    pulse = Channel(instants, rng.uniform(40, 200, len(instants)))
    start = draw(st.none() | st.datetimes(timezones=st.just(dt.UTC)))
    return replace(
        leg,
        time_s=time_s,
        heart_rate_bpm=draw(st.sampled_from([None, pulse])),
        placement=draw(st.none() | st.sampled_from(list(Placement))),
        start_utc=start,
        zone=draw(st.sampled_from([None, "Europe/Zurich"])),
        device=draw(WORDS),
        source=draw(WORDS.filter(bool)),
        notes=tuple(draw(st.lists(WORDS, max_size=3))),
    )


def assert_same(one: Recording, other: Recording) -> None:
    assert to_json(one) == to_json(other)


@given(recordings(), ENDINGS)
@settings(max_examples=60, deadline=None)
def test_write_then_read_is_identity(recording: Recording, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"walk{ending}"
        write(recording, path)
        assert_same(read(path), recording)


@given(recordings())
@settings(max_examples=30, deadline=None)
def test_json_form_is_exact(recording: Recording) -> None:
    assert_same(from_json(to_json(recording)), recording)


@given(
    seed=st.integers(0, 1000),
    acceleration=st.sampled_from([("m_s2", 1.0), ("g", 1 / 9.80665), ("mg", 1000 / 9.80665)]),
    rate=st.sampled_from([("rad_s", 1.0), ("dps", 180 / np.pi)]),
    clock=st.sampled_from([("s", 1.0), ("ms", 1e3), ("us", 1e6), ("ns", 1e9)]),
    declared=st.booleans(),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    decimal=st.sampled_from([".", ","]),
)
@settings(max_examples=60, deadline=None)
def test_units_and_layouts_read_the_same(
    seed: int,
    acceleration: tuple[str, float],
    rate: tuple[str, float],
    clock: tuple[str, float],
    declared: bool,
    separator: str,
    decimal: str,
) -> None:
    leg = swinging_leg(6.0, seed=seed)
    values = table(leg)
    values[:, 0] *= clock[1]
    values[:, 1:4] *= acceleration[1]
    values[:, 4:] *= rate[1]
    names = [f"time_{clock[0]}"]
    for stem, unit in (("acc", acceleration[0]), ("gyr", rate[0])):
        names += [f"{stem}_{a}_{unit}" if declared else f"{stem}_{a}" for a in "xyz"]
    if separator == ",":
        decimal = "."
    text = csv_bytes(values, names).decode()
    head, body = text.split("\n", 1)
    body = body.replace(",", "\0").replace(".", decimal).replace("\0", separator)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "walk.csv"
        path.write_text(head.replace(",", separator) + "\n" + body)
        recording = read(path)
    assert len(NAMES) == len(names)
    assert recording.angular_rate_rads is not None
    assert leg.angular_rate_rads is not None
    assert np.allclose(recording.time_s, leg.time_s, atol=1e-6)
    assert np.allclose(recording.acceleration_ms2, leg.acceleration_ms2, atol=1e-4)
    assert np.allclose(recording.angular_rate_rads, leg.angular_rate_rads, atol=1e-5)
