"""Sensor logs of MATLAB Mobile: .mat files with a timetable for each sensor, or plain matrices.

    Acceleration, AngularVelocity, MagneticField     timetables: Timestamp, X, Y, Z
    Position                                         latitude, longitude, altitude, speed, ...
    [a, t] = accellog(m); [w, tw] = angvellog(m)     saved: a (n x 3), t (n x 1) seconds
    structs with the fields X, Y, Z and Timestamp    as struct arrays or of columns

Units are m/s², rad/s and µT, times of timetables are the phone's wall clock, as documented on the
pages of accellog, angvellog and magfieldlog at MathWorks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.apps.mat5 import Damaged, Matrix, read_mat
from retrowalk.formats.apps.matlab_objects import Objects, Times, floats, objects_of, times_of
from retrowalk.formats.base import Options
from retrowalk.formats.clock import in_zone, instant
from retrowalk.formats.columns import Role
from retrowalk.formats.streams import Stream, joined
from retrowalk.recording import Array, Positions, Recording
from retrowalk.units import acceleration_unit
from retrowalk.zones import zone_of

_SENSORS = {
    "acceleration": Role.ACCELERATION,
    "angularvelocity": Role.RATE,
    "magneticfield": Role.MAGNETIC,
}
_MATRICES = {
    Role.ACCELERATION: "a acc accel acceleration accellog acclog accdata accel_data",
    Role.RATE: "w av angvel angularvelocity angvellog gyro gyr omega angvel_data",
    Role.MAGNETIC: "mag m mf magfield magneticfield magfieldlog",
}
_CLOCKS = {
    Role.ACCELERATION: "t ta time timestamp tacc tacceleration t_acc acctime acc_time ta_s",
    Role.RATE: "tw tav tangvel tgyro t_angvel angveltime t time timestamp",
    Role.MAGNETIC: "tm tmag tmf t_mag t time timestamp",
}
_TIME_FIELDS = ("Timestamp", "timestamp", "Time", "time", "t")
_MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Log:
    """One sensor: its clock and its columns by name."""

    times: Times
    columns: Mapping[str, Array]

    def vectors(self) -> Array | None:
        """Return (n, 3), or None where an axis is missing."""
        found = [self.columns.get(axis) for axis in "XYZ"]
        three = [one for one in found if one is not None]
        return np.column_stack(three) if len(three) == 3 else None


class MatlabMobileReader:
    """A .mat file that the app or its user saved."""

    name = "matlab-mobile"
    title = "MATLAB Mobile sensor log"
    suffixes: tuple[str, ...] = (".mat",)
    carries = "acceleration, angular rate, magnetic field, positions, start, time zone"

    def sniff(self, head: bytes, path: Path) -> float:
        """The words at the start of every MAT-file; an old one has only its ending."""
        if head.startswith(b"MATLAB ") and b"MAT-file" in head[:116]:
            return 1.0
        return 0.2 if path.suffix.lower() in self.suffixes and path.is_file() else 0.0

    def read(self, path: Path, options: Options) -> Recording:
        """Read the sensors."""
        mat = read_mat(path)
        try:
            logs = dict(_logs(mat.variables, objects_of(mat.subsystem), path))
        except Damaged as problem:
            raise RetrowalkError(
                f"the MAT-file is damaged: {problem}",
                where=f"{path.name}, subsystem",
                remedy="copy or save it again",
            ) from problem
        notes = list(mat.notes)
        if options.zone is not None:
            logs = {name: _told(log, options.zone, notes) for name, log in logs.items()}
        return _recording(logs, path, options, list(dict.fromkeys(notes)))


def _logs(
    variables: tuple[Matrix, ...], objects: Objects | None, path: Path
) -> Iterator[tuple[str, Log]]:
    """Yield every sensor by the role's name, or "position"."""
    for variable in variables[:_MOST_NAMES]:
        name = variable.name.replace("_", "").lower()
        if name not in _SENSORS and name != "position":
            continue
        log = _timetable(variable, objects) or _struct(variable, objects)
        if log is not None:
            yield _SENSORS[name].value if name in _SENSORS else name, log
        elif variable.kind == "object":
            raise RetrowalkError(
                f"the {variable.class_name or 'object'} has no times that can be read",
                where=f"{path.name}, variable '{variable.name[:40]}'",
                remedy="save it as plain numbers: s = timetable2table(Acceleration); "
                "writetable(s, 'walk.csv')",
            )
    plain = {v.name.lower(): v for v in variables[:_MOST_NAMES] if v.kind == "number"}
    for role in (Role.ACCELERATION, Role.RATE, Role.MAGNETIC):
        log = _matrices(plain, role)
        if log is not None:
            yield f"{role.value} as a matrix", log


def _timetable(variable: Matrix, objects: Objects | None) -> Log | None:
    if variable.kind != "object" or objects is None:
        return None
    properties = objects.properties(variable) or {}
    table = properties.get("any")
    if table is None or table.kind != "struct":
        return None
    parts = {name: values[0] for name, values in table.fields.items() if len(values) == 1}
    if not {"data", "varNames", "rowTimes"} <= set(parts):
        return None
    times = times_of(objects, parts["rowTimes"])
    if times is None:
        return None
    names = [cell.text for cell in parts["varNames"].cells]
    columns = {
        name: values
        for name, cell in zip(names, parts["data"].cells, strict=False)
        if len(values := floats(cell)) == len(times.seconds)
    }
    return Log(times, columns)


def _struct(variable: Matrix, objects: Objects | None) -> Log | None:
    """Return a struct of columns, or a struct array of samples."""
    if variable.kind != "struct":
        return None
    columns = {name: _column(cells) for name, cells in variable.fields.items()}
    count = max((len(values) for values in columns.values()), default=0)
    times: Times | None = None
    for name in _TIME_FIELDS:
        cells = variable.fields.get(name)
        if not cells or times is not None:
            continue
        if objects is not None and len(cells) == 1:
            times = times_of(objects, cells[0])
        if times is None and len(columns[name]) == count:
            times = _numeric_times(columns[name])
    if times is None:
        return None
    whole = {name: values for name, values in columns.items() if len(values) == count}
    return Log(times, whole) if len(times.seconds) == count else None


def _column(cells: object) -> Array:
    parts = [floats(cell) for cell in cells] if isinstance(cells, (list, tuple)) else []
    return np.concatenate(parts) if parts else np.empty(0)


def _matrices(plain: Mapping[str, Matrix], role: Role) -> Log | None:
    """Return the (n x 3) matrix of a role and the column beside it that has its times."""
    for name in _MATRICES[role].split():
        matrix = plain.get(name)
        if matrix is None or len(matrix.shape) != 2 or matrix.shape[1] != 3:
            continue
        count = matrix.shape[0]
        values = floats(matrix).reshape(3, count)
        for clock in _CLOCKS[role].split():
            ticks = plain.get(clock)
            if ticks is not None and count > 1 and len(ticks.numbers) == count:
                columns = dict(zip("XYZ", values, strict=True))
                return Log(_numeric_times(floats(ticks)), columns)
    return None


def _numeric_times(values: Array) -> Times:
    """Return seconds; datenum counts days since the year 0, and today is past day 700,000."""
    first = float(values[0]) if len(values) else 0.0
    if 700_000 < first < 800_000 and len(values) > 1 and abs(values[1] - first) < 1e-3:
        return Times((values - 719_529.0) * 86_400.0, True)
    return Times(values, 3e8 < first < 5e9, "UTC" if 3e8 < first < 5e9 else None)


# -- all together ------------------------------------------------------------------------------


def _recording(
    logs: Mapping[str, Log], path: Path, options: Options, notes: list[str]
) -> Recording:
    chosen = _chosen(logs, Role.ACCELERATION)
    force = chosen.vectors() if chosen is not None else None
    if chosen is None or force is None:
        raise RetrowalkError(
            "no variable holds acceleration with its times",
            where=path.name,
            remedy="save the app's log as it is, or [a, t] = accellog(m) as 'a' and 't'",
        )
    times = chosen.times
    finite = np.flatnonzero(np.isfinite(times.seconds))
    if not len(finite):
        raise RetrowalkError("the log has no times", where=path.name, remedy="save it again")
    t0 = float(times.seconds[finite[0]])
    unit = acceleration_unit(force[np.isfinite(force).all(axis=1)]) if len(force) else None
    notes.append(
        "acceleration read in m/s² and angular rate in rad/s, as MATLAB Mobile logs them"
        + (f": {unit.why}" if unit is not None and unit.unit is not None else "")
    )
    base = Stream("acceleration", times.seconds - t0, force).whole()
    rate = _stream(logs, Role.RATE, times, t0, notes)
    angular_rate: Array | None = None
    if rate is not None:
        base, angular_rate = joined(base, rate, notes)
    magnetic = _stream(logs, Role.MAGNETIC, times, t0, notes)
    field: Array | None = None
    if magnetic is not None:
        kept, values = joined(base, magnetic, [])
        field = values if len(kept.time_s) == len(base.time_s) else None
    start, zone = None, options.zone
    if times.since_1970 and times.zone is not None:
        start, zone = instant(t0, path.name), options.zone or _zone(times.zone)
    elif times.since_1970:
        notes.append("the time stamps name no zone, so the instant of the start is unknown")
    return Recording(
        time_s=base.time_s,
        acceleration_ms2=base.values,
        angular_rate_rads=angular_rate,
        magnetic_field_ut=field,
        positions=_positions(logs.get("position"), times, t0),
        start_utc=start,
        zone=zone,
        source=path.name,
        notes=tuple(notes),
    )


def _told(log: Log, zone: str, notes: list[str]) -> Log:
    """Return a log with a wall clock on the world's clock, in the zone that is told."""
    times = log.times
    finite = np.flatnonzero(np.isfinite(times.seconds))
    if not times.since_1970 or times.zone is not None or not len(finite):
        return log
    told = in_zone(times.seconds, int(finite[0]), zone, notes)
    if told.start_utc is None:
        return log
    return Log(Times(told.time_s + told.start_utc.timestamp(), True, zone), log.columns)


def _chosen(logs: Mapping[str, Log], role: Role) -> Log | None:
    return logs.get(role.value) or logs.get(f"{role.value} as a matrix")


def _stream(
    logs: Mapping[str, Log], role: Role, times: Times, t0: float, notes: list[str]
) -> Stream | None:
    log = _chosen(logs, role)
    values = log.vectors() if log is not None else None
    if log is None or values is None:
        return None
    if (log.times.since_1970, log.times.zone) != (times.since_1970, times.zone):
        notes.append(f"warning: {role.value} has another clock; it was left out")
        return None
    return Stream(role.value, log.times.seconds - t0, values).whole()


def _zone(name: str) -> str | None:
    try:
        zone_of(name)
    except RetrowalkError:
        return None
    return name


def _positions(log: Log | None, times: Times, t0: float) -> Positions | None:
    if log is None or log.times.since_1970 != times.since_1970 or log.times.zone != times.zone:
        return None
    columns = {name.lower(): values for name, values in log.columns.items()}
    if not {"latitude", "longitude"} <= set(columns):
        return None
    nothing = np.full(len(log.times.seconds), np.nan)
    names = ("latitude", "longitude", "speed", "course", "hacc")
    told = [columns.get(name, nothing) for name in names]
    keep = np.isfinite(log.times.seconds) & np.isfinite(told[0]) & np.isfinite(told[1])
    if not keep.any():
        return None
    return Positions(log.times.seconds[keep] - t0, *(values[keep] for values in told))
