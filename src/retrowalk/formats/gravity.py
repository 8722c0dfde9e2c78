"""Acceleration with gravity in m/s²: found, scaled, or put together again, or refused."""

from __future__ import annotations

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.formats.columns import Role
from retrowalk.formats.table import Mask, Table, quoted
from retrowalk.recording import Array
from retrowalk.units import (
    ACCELERATION_UNITS,
    acceleration_unit,
    all_finite,
    lacks_gravity,
    magnitude,
    thinned,
)


def acceleration_rows(table: Table, notes: list[str]) -> tuple[Array, Mask]:
    """Return (m, 3) acceleration with gravity in m/s² and (n,) which rows it is from."""
    role = Role.ACCELERATION if table.of(Role.ACCELERATION) else Role.LINEAR
    values, rows = table.whole_rows(role)
    if not rows.any():
        raise RetrowalkError(
            f"{role.value} is empty in every row",
            where=table.name,
            remedy="export the recording again with the accelerometer",
        )
    columns = table.of(role)
    if rows.all():
        missing = 0
    else:
        values, missing = values[rows], int(len(rows) - rows.sum())
    if missing:
        notes.append(f"{missing} of {len(rows)} rows hold no acceleration; none was filled in")
    if not all_finite(values):
        row = int(np.flatnonzero(rows)[np.flatnonzero(~np.isfinite(values).all(axis=1))[0]])
        raise RetrowalkError(
            "the acceleration is infinite",
            where=f"{table.name}, data row {row + 1}",
            remedy="mend or remove that row",
        )
    if role is Role.LINEAR or lacks_gravity(values):
        return _with_gravity(table, role, values, rows, notes)
    unit = columns[0].unit
    if unit is None:
        finding = acceleration_unit(values)
        if finding.unit is None:
            raise RetrowalkError(
                f"the unit of the acceleration is unclear: {finding.why} is 1 g in no usual unit",
                where=f"{table.name}, column '{columns[0].name.strip()}'",
                remedy="name the columns acc_x_ms2, ... and give m/s²",
            )
        unit = finding.unit
        names = quoted([c.name for c in columns])
        notes.append(f"columns {names} read as acceleration in {unit}: {finding.why}")
    elif columns[0].name.strip() not in ("acc_x_ms2",):
        notes.append(f"columns {quoted([c.name for c in columns])} read as acceleration in {unit}")
    if unit not in ACCELERATION_UNITS:
        raise RetrowalkError(
            f"'{unit}' is no unit of acceleration",
            where=f"{table.name}, column '{columns[0].name.strip()}'",
            remedy="give m/s², g or mg",
        )
    factor = ACCELERATION_UNITS[unit]
    if any(c.apple for c in table.columns):
        notes.append(_APPLE_NOTE)
        factor = -factor
    return (values if factor == 1.0 else values * factor), rows


_APPLE_NOTE = (
    "the column names are Core Motion's, which reads -1 g along the axis that points up; "
    "the sign of the acceleration was turned"
)


def _with_gravity(
    table: Table, role: Role, linear: Array, rows: Mask, notes: list[str]
) -> tuple[Array, Mask]:
    """Add the gravity stream to acceleration without gravity, or refuse."""
    columns = table.of(role)
    if not table.of(Role.GRAVITY):
        middle = float(np.median(magnitude(thinned(linear))))
        raise RetrowalkError(
            f"the acceleration is without gravity (median {middle:.2g}, often near zero), "
            "so up and down cannot be told",
            where=f"{table.name}, columns {quoted([c.name for c in columns])}",
            remedy="record the accelerometer with gravity, or export the gravity sensor too",
        )
    gravity, there = table.whole_rows(Role.GRAVITY)
    both = rows & there
    if not both.any():
        raise RetrowalkError(
            "acceleration without gravity and gravity never stand in the same row",
            where=table.name,
            remedy="export the sensors into one table, or as the app's zip",
        )
    gravity = gravity[both]
    unit = table.of(Role.GRAVITY)[0].unit or acceleration_unit(gravity).unit
    own = columns[0].unit or unit
    if unit not in ACCELERATION_UNITS or own not in ACCELERATION_UNITS:
        raise RetrowalkError(
            "the gravity columns are 1 g in no usual unit",
            where=f"{table.name}, column '{table.of(Role.GRAVITY)[0].name.strip()}'",
            remedy="give them in m/s² or g",
        )
    total = linear[both[rows]] * ACCELERATION_UNITS[own] + gravity * ACCELERATION_UNITS[unit]
    notes.append(
        f"columns {quoted([c.name for c in columns])} are without gravity ({own}); "
        f"the gravity columns ({unit}) were added"
    )
    if any(c.apple for c in table.columns):
        notes.append(_APPLE_NOTE)
        total = -total
    return total, both
