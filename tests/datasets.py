"""Small labelled folders for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.recordings import swinging_leg

from retrowalk.dataset import Label, Measurement, Person, Piece, Timing, write_folder
from retrowalk.dataset.base import Sex
from retrowalk.recording import Placement

ANNA = Person("anna", "retrowalk-1", dt.date(2026, 11, 24), 61.0, Sex.FEMALE, 1.68)
BERT = Person("x7k2", "other")
START = dt.datetime(2026, 11, 25, 9, 30, 5, tzinfo=dt.UTC)
PIECES = (
    Piece(Label.STAND, 0.0, 1.5),
    Piece(Label.FORWARD, 2.0, 4.5, 5),
    Piece(Label.BACKWARD, 5.0, 7.5),
)


def measurement(person: str = "anna", seed: int = 1, day: int = 0) -> Measurement:
    """Return a swinging leg with labels."""
    recording = replace(swinging_leg(seed=seed), start_utc=START + dt.timedelta(days=day))
    return Measurement(
        person,
        recording,
        PIECES,
        Placement.POCKET,
        Timing.SPOKEN,
        side="right",
        phone="Pixel 9",
        software="Firefox 140",
        nominal_hz=100.0,
    )


def folder_at(path: Path) -> Path:
    """Write a folder of two people, one of them with two recordings."""
    measured = [
        replace(measurement(), run=1),
        replace(measurement(seed=2, day=3), run=2),
        measurement("x7k2", seed=3),
    ]
    write_folder([ANNA, BERT], measured, path)
    return path


STEM = "sub-anna/motion/sub-anna_task-backwardwalk_tracksys-phone_run-1"
