"""What a real sensor adds to an ideal one: rate, jitter, noise, bias, rounding, gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array
from retrowalk.simulate.sensor import ImuSamples


@dataclass(frozen=True, slots=True)
class SensorModel:
    """One kind of sensor.

    Attributes:
        rate_hz: mean rate, 25 to 200.
        jitter_s: standard deviation of each sample's instant; the timestamps tell it.
        acc_noise_ms2: standard deviation of each accelerometer sample.
        gyr_noise_rads: standard deviation of each gyroscope sample.
        acc_bias_ms2: standard deviation of the constant accelerometer error per axis.
        gyr_bias_rads: standard deviation of the constant gyroscope error per axis.
        acc_step_ms2: rounding of acceleration; 0 for none.
        gyr_step_rads: rounding of angular rate; 0 for none.
        acc_range_ms2: readings stop here.
        gyr_range_rads: readings stop here.
        band_hz: low-pass of the device.
        impacts: whether contact transients reach the sensor.
        gaps_s: intervals (start, end) without samples.
    """

    rate_hz: float = 100.0
    jitter_s: float = 0.0
    acc_noise_ms2: float = 0.0
    gyr_noise_rads: float = 0.0
    acc_bias_ms2: float = 0.0
    gyr_bias_rads: float = 0.0
    acc_step_ms2: float = 0.0
    gyr_step_rads: float = 0.0
    acc_range_ms2: float = 160.0
    gyr_range_rads: float = 35.0
    band_hz: float = 15.0
    impacts: bool = True
    gaps_s: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not 25.0 <= self.rate_hz <= 200.0:
            raise RetrowalkError(
                f"the rate is {self.rate_hz:g} Hz", where="sensor", remedy="give 25 to 200"
            )
        if not 0.0 <= self.jitter_s <= 0.3 / self.rate_hz:
            raise RetrowalkError(
                f"the jitter is {self.jitter_s:g} s",
                where="sensor",
                remedy="give 0 to a third of the sample interval",
            )


# design choice: typical figures of data sheets and of browsers' privacy rounding
PRESETS: Mapping[str, SensorModel] = MappingProxyType(
    {
        "ideal": SensorModel(impacts=False),
        "logger": SensorModel(
            rate_hz=100.0,
            jitter_s=0.0004,
            acc_noise_ms2=0.03,
            gyr_noise_rads=0.002,
            acc_bias_ms2=0.08,
            gyr_bias_rads=0.008,
            acc_step_ms2=16 * 9.80665 / 32768,
            gyr_step_rads=float(np.radians(2000.0 / 32768)),
        ),
        "browser": SensorModel(
            rate_hz=60.0,
            jitter_s=0.003,
            acc_noise_ms2=0.03,
            gyr_noise_rads=0.003,
            acc_bias_ms2=0.08,
            gyr_bias_rads=0.006,
            acc_step_ms2=0.1,
            gyr_step_rads=float(np.radians(0.1)),
        ),
    }
)


def sensor_model(sensor: SensorModel | str) -> SensorModel:
    """Return a preset by name, or the model itself.

    Raises:
        RetrowalkError: there is no such preset.
    """
    if isinstance(sensor, SensorModel):
        return sensor
    if sensor not in PRESETS:
        raise RetrowalkError(
            f"there is no sensor '{sensor}'", where="sensor", remedy=f"use {', '.join(PRESETS)}"
        )
    return PRESETS[sensor]


def read_out(ideal: ImuSamples, model: SensorModel, rng: np.random.Generator) -> ImuSamples:
    """Return what the sensor would report of ideal, densely sampled readings."""
    from scipy.interpolate import CubicSpline

    start, end = float(ideal.time_s[0]), float(ideal.time_s[-1])
    count = int(np.floor((end - start) * model.rate_hz + 1e-9)) + 1
    regular = start + np.arange(count) / model.rate_hz
    limit = 0.4 / model.rate_hz
    jitter = np.clip(model.jitter_s * rng.normal(size=count), -limit, limit)
    time = np.clip(regular + jitter, start, end)
    time = time[np.concatenate([[True], np.diff(time) > 0.0])]
    keep = np.ones(len(time), dtype=bool)
    for gap_start, gap_end in model.gaps_s:
        keep &= (time < gap_start) | (time >= gap_end)
    time = time[keep]

    def channel(values: Array, noise: float, bias: float, step: float, reach: float) -> Array:

        out = np.asarray(CubicSpline(ideal.time_s, values)(time))
        out += bias * rng.normal(size=3) + noise * rng.normal(size=out.shape)
        out = np.clip(out, -reach, reach)
        return out if step == 0.0 else np.asarray(np.round(out / step) * step)

    return ImuSamples(
        time,
        channel(
            ideal.acceleration_ms2,
            model.acc_noise_ms2,
            model.acc_bias_ms2,
            model.acc_step_ms2,
            model.acc_range_ms2,
        ),
        channel(
            ideal.angular_rate_rads,
            model.gyr_noise_rads,
            model.gyr_bias_rads,
            model.gyr_step_rads,
            model.gyr_range_rads,
        ),
    )
