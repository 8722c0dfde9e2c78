"""A table of recognised columns, and the questions that the rooms of assembly ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from retrowalk.errors import RetrowalkError
from retrowalk.formats.columns import VECTORS, Column, Role, physics_toolbox, recognise
from retrowalk.formats.pieces import Pieces, joined_up, side_by_side
from retrowalk.recording import Array
from retrowalk.units import all_finite

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of one file, NaN where a cell is empty.

    Attributes:
        name: of the file, for messages.
        columns: the recognised columns in use.
        vectors: per quantity with axes, (n, 3) floats.
        values: per header position of the other columns, (n,) floats.
        stamps: per header position of ISO time stamps (values: seconds since 1970),
            whether they name their zone.
        day_times: header positions whose values are seconds since midnight.
        notes: what the reader of the text saw.
    """

    name: str
    columns: tuple[Column, ...]
    vectors: Mapping[Role, Array]
    values: Mapping[int, Array]
    stamps: Mapping[int, bool] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    day_times: frozenset[int] = frozenset()

    def of(self, role: Role) -> tuple[Column, ...]:
        """Return the columns of a role, x before y before z."""
        found = [c for c in self.columns if c.role is role]
        return tuple(sorted(found, key=lambda c: c.axis or 0))

    def whole_rows(self, role: Role) -> tuple[Array, Mask]:
        """Return (n, 3) values and (n,) which rows hold all three.

        Raises:
            RetrowalkError: a row with one or two of the three.
        """
        values = self.vectors[role]
        if all_finite(values):
            return values, np.ones(len(values), dtype=np.bool_)
        holes = np.isnan(values)
        count = holes[:, 0].astype(np.int8) + holes[:, 1] + holes[:, 2]
        torn = (count > 0) & (count < 3)
        if torn.any():
            row = int(np.flatnonzero(torn)[0])
            name = self.of(role)[int(np.flatnonzero(holes[row])[0])].name.strip()
            raise RetrowalkError(
                f"{role.value} is missing on one axis only",
                where=f"{self.name}, data row {row + 1}, column '{name}'",
                remedy="mend or remove that row",
            )
        return values, np.asarray(count == 0)


def columns_in(name: str, header: Sequence[str]) -> tuple[Column, ...]:
    """Recognise the columns of a header.

    Raises:
        RetrowalkError: no acceleration, an axis missing or given twice.
    """
    columns = tuple(c for i, text in enumerate(header) if (c := recognise(i, text)) is not None)
    columns = physics_toolbox(columns, header)
    if any(not c.bare for c in columns if c.role in (Role.ACCELERATION, Role.LINEAR)):
        columns = tuple(c for c in columns if not c.bare)
    for role in Role:
        of_role = [c for c in columns if c.role is role]
        several_allowed = role in (Role.TIME, Role.INDEX)
        for axis in {c.axis for c in of_role}:
            same = [c.name.strip() for c in of_role if c.axis == axis]
            if len(same) > 1 and not (several_allowed and len(set(same)) == len(same)):
                raise RetrowalkError(
                    f"the columns {quoted(same)} all hold {role.value}"
                    if len(set(same)) > 1
                    else f"the column '{same[0]}' is there {len(same)} times",
                    where=f"{name}, header",
                    remedy="keep the columns of one sensor",
                )
        if role in VECTORS and 0 < len(of_role) < 3:
            missing = sorted({"x", "y", "z"} - {"xyz"[c.axis or 0] for c in of_role})
            raise RetrowalkError(
                f"{role.value} has no {' and '.join(missing)} axis, "
                f"only {quoted([c.name for c in of_role])}",
                where=f"{name}, header",
                remedy="export all three axes",
            )
    if not any(c.role in (Role.ACCELERATION, Role.LINEAR) for c in columns):
        raise RetrowalkError(
            f"no acceleration among the columns {quoted(header[:8])}",
            where=f"{name}, header",
            remedy="name them time_s, acc_x_ms2, acc_y_ms2, acc_z_ms2 (and gyr_x_rads, ...)",
        )
    return columns


def quoted(names: Sequence[str]) -> str:
    """Return column names for a sentence."""
    return ", ".join(f"'{n.strip()[:30]}'" for n in names)


def table_from(
    name: str,
    columns: tuple[Column, ...],
    cells: Mapping[int, Pieces],
    stamps: Mapping[int, bool],
    notes: tuple[str, ...],
    day_times: frozenset[int] = frozenset(),
) -> Table:
    """Turn the pieces of columns, per header position, into a Table."""
    vectors: dict[Role, Array] = {}
    values: dict[int, Array] = {}
    for role in VECTORS:
        three = sorted((c for c in columns if c.role is role), key=lambda c: c.axis or 0)
        if three:
            vectors[role] = side_by_side([cells[c.position] for c in three])
    for column in columns:
        if column.role not in VECTORS:
            values[column.position] = joined_up(cells[column.position])
    return Table(name, columns, vectors, values, stamps, notes, day_times)
