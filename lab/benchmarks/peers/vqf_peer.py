"""VQF: attitude from gyroscope and accelerometer (Laidig and Seel 2023)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from vqf import VQF, offlineVQF

from lab.benchmarks.peers.exchange import RATE_HZ, Array, Signals, load_many, main, timed


def _prepared(signals: Signals) -> tuple[Array, Array]:
    return (
        np.ascontiguousarray(signals.angular_rate_rads),
        np.ascontiguousarray(signals.acceleration_ms2),
    )


def _live(given: tuple[Array, Array]) -> dict[str, Any]:
    return {"attitudes": len(VQF(1.0 / RATE_HZ).updateBatch(*given)["quat6D"])}


def _offline(given: tuple[Array, Array]) -> dict[str, Any]:
    rate, acceleration = given
    found = offlineVQF(rate, acceleration, None, 1.0 / RATE_HZ)
    return {"attitudes": len(found["quat6D"])}


def up_in_sensor(quaternions: Array) -> Array:
    """Return (n, 3) unit vectors up in the sensor frame.

    Args:
        quaternions: (n, 4) as w, x, y, z, from the sensor to a frame whose z points up.
    """
    w, x, y, z = quaternions.T
    return np.stack([2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)], axis=1)


def _ups(source: Path) -> dict[str, Any]:
    folder = source.with_name("up")
    folder.mkdir(exist_ok=True)
    names = []
    for index, one in enumerate(load_many(source)):
        rate, acceleration = _prepared(one)
        found = offlineVQF(rate, acceleration, None, 1.0 / RATE_HZ)
        names.append(f"{index}.npy")
        np.save(folder / names[-1], up_in_sensor(found["quat6D"]))
    return {"files": names}


JOBS = {"live": timed(_prepared, _live), "offline": timed(_prepared, _offline), "up": _ups}

if __name__ == "__main__":
    main(JOBS, ("vqf",))
