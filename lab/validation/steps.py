"""Told steps beside true contacts.

true   |     |     |     |     |      nearest told step within half a step, else missed
told    |    |      |       |   |     told - true: late is positive
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Matched:
    """Time errors of one stretch.

    Attributes:
        data: which recordings.
        placement: where the sensor sat.
        direction: of the stretch.
        errors_s: told minus true of every contact that has a told step within half a step.
        missed: contacts without one.
        extra: told steps that belong to no contact.
    """

    data: str
    placement: str
    direction: str
    errors_s: tuple[float, ...]
    missed: int
    extra: int


def matched(
    told_s: Sequence[float], true_s: Sequence[float], *, data: str, placement: str, way: str
) -> Matched:
    """Give each true contact its nearest told step, if that is nearer than half a step."""
    told, true = np.sort(np.asarray(told_s, float)), np.sort(np.asarray(true_s, float))
    if len(true) < 2 or not len(told):
        return Matched(data, placement, way, (), len(true), len(told))
    half_s = 0.5 * float(np.median(np.diff(true)))
    nearest = np.abs(told[None, :] - true[:, None]).argmin(axis=1)
    errors = told[nearest] - true
    near = np.abs(errors) <= half_s
    used = len(set(nearest[near].tolist()))
    return Matched(
        data,
        placement,
        way,
        tuple(float(e) for e in errors[near]),
        int((~near).sum()),
        len(told) - used,
    )
