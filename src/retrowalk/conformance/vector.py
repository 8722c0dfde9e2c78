"""The input of one vector: what a tracker is given, as whole numbers.

time          milliseconds
acceleration  tenths of m/s²      both as a browser rounds them
angular rate  tenths of °/s
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Mounting, Placement, Recording, Wearer
from retrowalk.tracker.base import Knowledge

FORMAT = 1

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Samples:
    """Samples of one sensor as whole numbers.

    Attributes:
        time_ms: (n,) rising milliseconds; the first need not be zero.
        acceleration: (n, 3) specific force in 0.1 m/s², sensor frame.
        angular_rate: (n, 3) in 0.1 °/s, sensor frame, or None without a gyroscope.
    """

    time_ms: Whole
    acceleration: Whole
    angular_rate: Whole | None

    @classmethod
    def of(cls, recording: Recording) -> Samples:
        """Round a recording as a browser does."""
        rate = recording.angular_rate_rads
        return cls(
            _rounded(1000.0 * recording.time_s),
            _rounded(10.0 * recording.acceleration_ms2),
            None if rate is None else _rounded(10.0 * np.degrees(rate)),
        )

    @property
    def recording(self) -> Recording:
        """The samples in SI units."""
        rate = self.angular_rate
        return Recording(
            self.time_ms / 1000.0,
            self.acceleration / 10.0,
            None if rate is None else rate / 10.0 * (np.pi / 180.0),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: one list of whole numbers for each axis."""
        rate = self.angular_rate
        return {
            "time_ms": self.time_ms.tolist(),
            "acceleration_tenths_ms2": self.acceleration.T.tolist(),
            "angular_rate_tenths_degs": None if rate is None else rate.T.tolist(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Samples:
        """Read the JSON form."""
        rate = data["angular_rate_tenths_degs"]
        return cls(
            np.array(data["time_ms"], dtype=np.int64),
            np.array(data["acceleration_tenths_ms2"], dtype=np.int64).T,
            None if rate is None else np.array(rate, dtype=np.int64).T,
        )


def _rounded(values: Array) -> Whole:
    return np.round(values).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Vector:
    """What a tracker is given.

    Attributes:
        name: of its files.
        about: what it is there for, and what the walker does.
        placement: where the sensor is worn.
        knowledge: what is known of its mounting.
        samples: of the walk.
        calibration: samples of a forward walk, where `knowledge` is calibrated.
        mounting: how the sensor sits, where `knowledge` is known.
        height_m: the wearer's height, or None.
    """

    name: str
    about: str
    placement: Placement
    knowledge: Knowledge
    samples: Samples
    calibration: Samples | None = None
    mounting: Mounting | None = None
    height_m: float | None = None

    @property
    def wearer(self) -> Wearer:
        """The wearer as the tracker takes it."""
        return Wearer(height_m=self.height_m)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        mounting, calibration = self.mounting, self.calibration
        return {
            "format": FORMAT,
            "name": self.name,
            "about": self.about,
            "placement": self.placement.value,
            "knowledge": self.knowledge.value,
            "height_m": self.height_m,
            "body_from_sensor": None if mounting is None else mounting.body_from_sensor.tolist(),
            "calibration": None if calibration is None else calibration.to_dict(),
            "samples": self.samples.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], where: str) -> Vector:
        """Read the JSON form.

        Raises:
            RetrowalkError: another format, or something that is missing or wrong in it.
        """
        found = data.get("format") if isinstance(data, Mapping) else None
        if found != FORMAT:
            raise RetrowalkError(
                f"this is format {found!r}, not {FORMAT}",
                where=where,
                remedy="use the vectors of this version",
            )
        try:
            return cls(
                str(data["name"]),
                str(data["about"]),
                Placement(data["placement"]),
                Knowledge(data["knowledge"]),
                Samples.from_dict(data["samples"]),
                None if data["calibration"] is None else Samples.from_dict(data["calibration"]),
                None
                if data["body_from_sensor"] is None
                else Mounting(np.array(data["body_from_sensor"], dtype=np.float64)),
                None if data["height_m"] is None else float(data["height_m"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise RetrowalkError(
                f"this is no input of a vector ({error})",
                where=where,
                remedy="fetch the vectors anew, or make them",
            ) from None
