"""The sample of MATLAB's timetables, written by mat-io, which Retrowalk does not depend on.

    uv run --with mat-io==1.0.2 python -m lab.sensorlog lab/format_samples/sensorlog.mat

The bytes differ from run to run (the header has the date); the tests hold the content.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from matio import save_to_mat

from lab.format_samples.tables import swing

_SECONDS = 4
_RATE_HZ = 50
_START = np.datetime64("2024-09-30T10:37:40.125", "ns")
_LATE = np.timedelta64(3, "ms")  # the gyroscope has a clock of its own
_POSITION = {
    "latitude": 47.37,
    "longitude": 8.54,
    "altitude": 400.0,
    "speed": 1.2,
    "course": 90.0,
    "hacc": 5.0,
}


def main() -> None:
    """Write the file that is named."""
    columns = swing()
    count = _SECONDS * _RATE_HZ
    at = _START + (np.arange(count) * (1000 // _RATE_HZ)).astype("timedelta64[ms]")
    force, rate = (
        {axis.upper(): columns[f"{kind}_{axis}_{unit}"][:count] for axis in "xyz"}
        for kind, unit in (("acc", "ms2"), ("gyr", "rads"))
    )
    fixes = at[::_RATE_HZ][:3]
    tables = {
        "Acceleration": pd.DataFrame(force, index=at),
        "AngularVelocity": pd.DataFrame(rate, index=at + _LATE),
        "Position": pd.DataFrame({k: [v] * len(fixes) for k, v in _POSITION.items()}, index=fixes),
    }
    for table in tables.values():
        table.index.name = "Timestamp"
    save_to_mat(Path(sys.argv[1]), tables, version="v7")


if __name__ == "__main__":
    main()
