"""mobgap: gait sequences, initial contacts and the full pipeline on a lower-back sensor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from mobgap.data import GaitDatasetFromData
from mobgap.data_transform import FirFilter
from mobgap.gait_sequences import GsdIonescu
from mobgap.initial_contacts import IcdIonescu
from mobgap.pipeline import MobilisedPipelineHealthy
from mobgap.utils.conversions import to_body_frame
from scipy.signal import csd, welch

from lab.benchmarks.peers.exchange import RATE_HZ, Signals, load_many, main, timed

# its sensor frame has x up, y to the right and z to the front
_AXES = [2, 1, 0]
_SIGNS = np.array([1.0, -1.0, 1.0])
_COLUMNS = [f"{kind}_{axis}" for kind in ("acc", "gyr") for axis in "xyz"]
_STRIDE_BAND_HZ = (0.5, 2.5)


def _sensor_frame(signals: Signals) -> pd.DataFrame:
    both = [signals.acceleration_ms2, np.degrees(signals.angular_rate_rads)]
    return pd.DataFrame(np.hstack([one[:, _AXES] * _SIGNS for one in both]), columns=_COLUMNS)


def _body_frame(signals: Signals) -> pd.DataFrame:
    return to_body_frame(_sensor_frame(signals))


def _dataset(signals: Signals) -> Any:
    height_m = signals.height_m
    person = {"cohort": "HA", "height_m": height_m, "sensor_height_m": 0.53 * height_m}
    where = {"measurement_condition": "free_living", "recording_date": "2026-01-01"}
    return GaitDatasetFromData(
        {"a": {"LowerBack": _sensor_frame(signals)}}, RATE_HZ, {"a": person}, {"a": where}
    )


def _contacts_in(body: pd.DataFrame, detector: Any, start: int, end: int) -> list[float]:
    found = detector.detect(body.iloc[start:end], sampling_rate_hz=RATE_HZ).ic_list_
    return [float((start + at) / RATE_HZ) for at in found["ic"]]


def _pair(body: pd.DataFrame) -> dict[str, Any]:
    """Find gait sequences and the initial contacts in them, with its fastest pair."""
    walks = GsdIonescu().detect(body, sampling_rate_hz=RATE_HZ).gs_list_
    found = [
        at
        for start, end in zip(walks["start"], walks["end"], strict=True)
        for at in _contacts_in(body, IcdIonescu(), start, end)
    ]
    return {"contacts": len(found), "contacts_s": found}


def _pipeline(dataset: Any) -> dict[str, Any]:
    found = MobilisedPipelineHealthy().run(dataset[0]).raw_ic_list_
    return {"contacts": len(found), "contacts_s": [float(at / RATE_HZ) for at in found["ic"]]}


def _counted(work: Any) -> Any:
    return lambda given: {"contacts": work(given)["contacts"]}


def phase_rad(signals: Signals, span_s: tuple[float, float]) -> float | None:
    """Return by how much vertical acceleration leads forward acceleration, or None.

    The rule by which the unreleased main branch of mobgap turns the sensor round (its method DM
    in the mode "full"), written anew from its description: the mean phase of the cross spectrum
    between 0.5 and 2.5 Hz, weighted by the vertical power; negative means turned round.
    """
    body = _body_frame(signals.part(*span_s))[["acc_is", "acc_pa"]]
    band = FirFilter(
        order=100, cutoff_freq_hz=_STRIDE_BAND_HZ, filter_type="bandpass", zero_phase=True
    )
    try:
        clean = band.filter(body, sampling_rate_hz=RATE_HZ).transformed_data_
    except ValueError:
        # shorter than its filter
        return None
    up, front = clean["acc_is"].to_numpy(), clean["acc_pa"].to_numpy()
    length = min(256, len(up) // 2)
    at_hz, cross = csd(up, front, fs=RATE_HZ, nperseg=length)
    _, power = welch(up, fs=RATE_HZ, nperseg=length)
    inside = (at_hz >= _STRIDE_BAND_HZ[0]) & (at_hz <= _STRIDE_BAND_HZ[1])
    return float(np.average(np.angle(cross[inside]), weights=power[inside]))


def _try(work: Any, given: Any) -> list[float] | None:
    try:
        found: list[float] = work(given)["contacts_s"]
    except (ValueError, IndexError, KeyError, ZeroDivisionError):
        return None
    return found


def _walks(source: Path) -> dict[str, Any]:
    found = []
    for one in load_many(source):
        body = _body_frame(one)
        told = []
        for span_s in one.spans_s:
            start, end = (round(at_s * RATE_HZ) for at_s in span_s)
            phase = phase_rad(one, span_s)
            told.append(
                {
                    "contacts_s": _contacts_in(body, IcdIonescu(), start, end),
                    "turned": None if phase is None else phase < 0.0,
                }
            )
        found.append(
            {
                "name": one.name,
                "pair_s": _try(_pair, body),
                "pipeline_s": _try(_pipeline, _dataset(one)),
                "told": told,
            }
        )
    return {"walks": found}


JOBS = {
    "pair": timed(_body_frame, _counted(_pair)),
    "pipeline": timed(_dataset, _counted(_pipeline)),
    "walks": _walks,
}

if __name__ == "__main__":
    main(JOBS, ("mobgap", "pandas", "numba", "scipy"))
