"""The rhythm of a bout: when each foot lands and lifts, with variability and asymmetry.

rest ──shift── lift ~swing~ IC ── IC ── ... ── IC (feet together) ──settle── rest
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array
from retrowalk.simulate.curves import stride_curves
from retrowalk.simulate.gaits import shape_of, step_time_s, usual_speed_mps
from retrowalk.simulate.plan import Gait, Plan, PlanItem
from retrowalk.simulate.style import WalkerStyle
from retrowalk.tracker.base import Side

FIRST_LIFT_S = 0.30
SETTLE_S = 0.25


@dataclass(frozen=True, eq=False, slots=True)
class BoutPlan:
    """Steps of one gait family between two rests.

    Attributes:
        gait: which.
        start_s: begin of the first weight shift.
        end_s: back at rest.
        contact_s: (k,) initial contacts.
        sides: side of each contact.
        lift_s: (k,) toe-off before each contact.
        step_s: mean step time.
        items: the plan items in it.
    """

    gait: Gait
    start_s: float
    end_s: float
    contact_s: Array
    sides: tuple[Side, ...]
    lift_s: Array
    step_s: float
    items: tuple[PlanItem, ...]


def smooth_step(share: Array) -> Array:
    """Return the quintic step: 0 below 0, 1 above 1, two smooth derivatives."""
    u = np.clip(share, 0.0, 1.0)
    return np.asarray(u**3 * (10.0 - 15.0 * u + 6.0 * u**2))


def smooth_noise(rng: np.random.Generator, count: int, width: float) -> Array:
    """Return (count,) noise of about unit variance, smooth over `width` samples."""
    knots = max(4, int(count / width) + 4)
    values = rng.normal(size=knots)
    at = np.linspace(0.0, knots - 1.0, count)
    # cosine interpolation: smooth, no overshoot, cheap
    low = np.minimum(at.astype(int), knots - 2)
    u = 0.5 - 0.5 * np.cos(np.pi * (at - low))
    return np.asarray((1 - u) * values[low] + u * values[low + 1])


def other_side(side: Side) -> Side:
    """Return the opposite side."""
    return Side.LEFT if side is Side.RIGHT else Side.RIGHT


def duty_of(gait: Gait) -> float:
    """Return the stance share of the stride."""
    shape = shape_of(gait)
    return stride_curves(shape.parent).duty if shape.duty is None else shape.duty


def grouped(plan: Plan) -> list[tuple[float, float, tuple[PlanItem, ...]]]:
    """Join neighbouring items of one stepping gait: no stop between two speeds."""
    groups: list[tuple[float, float, tuple[PlanItem, ...]]] = []
    at = 0.0
    for item in plan.items:
        end = at + item.duration_s
        joins = item.gait.steps and item.gait is not Gait.TURN
        if joins and groups and groups[-1][2][-1].gait is item.gait:
            start, _, items = groups[-1]
            groups[-1] = (start, end, (*items, item))
        else:
            groups.append((at, end, (item,)))
        at = end
    return groups


def speed_of(item: PlanItem, style: WalkerStyle) -> float:
    """Return the steady speed of one item: the plan's, or the walker's own."""
    usual = usual_speed_mps(item.gait, style)
    return usual if item.speed_mps is None else item.speed_mps


def timed(
    start_s: float,
    end_s: float,
    items: tuple[PlanItem, ...],
    style: WalkerStyle,
    rng: np.random.Generator,
) -> BoutPlan:
    """Return the rhythm of one bout: contacts with variability, asymmetry and pain."""
    gait = items[0].gait
    duty = duty_of(gait)
    first = start_s + FIRST_LIFT_S
    ends = np.cumsum([item.duration_s for item in items]) + start_s
    nominal = np.array([step_time_s(gait, speed_of(item, style), style) for item in items])
    side = Side.LEFT if rng.random() < 0.5 else Side.RIGHT
    if gait in {Gait.LEFT, Gait.RIGHT} or gait is Gait.TURN:
        leftward = gait is Gait.LEFT or (gait is Gait.TURN and items[0].turn_deg > 0)
        side = Side.LEFT if leftward else Side.RIGHT
    times: list[float] = []
    sides: list[Side] = []
    at = first
    last = end_s - SETTLE_S
    drift = 0.0
    while True:
        mean = float(nominal[min(int(np.searchsorted(ends, at, side="right")), len(items) - 1)])
        # half of the variance wanders from step to step, half is fresh (design choice)
        drift = 0.7 * drift + 0.5 * rng.normal()
        factor = 1.0 + style.step_time_cv * (0.707 * drift / 0.7 + 0.707 * rng.normal())
        factor *= 1.0 + (0.5 if side is Side.RIGHT else -0.5) * style.step_time_asymmetry
        if style.pain_side is not None:
            # the sore leg's stance is cut short: the other foot comes down early
            factor *= 0.94 if side is not style.pain_side else 1.06
        step = mean * max(factor, 0.5)
        if not times:
            step *= 0.85
        if at + step > last and len(times) >= 2:
            break
        at += step
        times.append(at)
        sides.append(side)
        side = other_side(side)
    contacts = np.array(times)
    # stretch by less than half a step so that the last foot lands as the body stops
    contacts = first + (contacts - first) * (last - first) / (contacts[-1] - first)
    mean_step = float(np.mean(np.diff(contacts)))
    if mean_step < 0.2:
        raise RetrowalkError(
            f"{gait} from {start_s:g} s is too short for its steps",
            where="plan",
            remedy="give it more seconds",
        )
    double = (2.0 * duty - 1.0) * np.diff(contacts)
    lifts = np.concatenate([[first], contacts[:-1] + double])
    return BoutPlan(gait, start_s, end_s, contacts, tuple(sides), lifts, mean_step, items)


def envelope_of(bout: BoutPlan, time: Array) -> Array:
    """Return 0 before the first weight shift, 1 in steady gait, 0 when feet are together."""
    up = bout.contact_s[min(1, len(bout.contact_s) - 2)]
    begin = bout.start_s + 0.15
    down = bout.contact_s[max(len(bout.contact_s) - 2, 0)] - 0.3 * bout.step_s
    end = bout.contact_s[-1] + 0.5 * SETTLE_S
    rise = smooth_step((time - begin) / (up - begin))
    return np.asarray(rise * smooth_step((end - time) / (end - max(down, begin + 0.2))))
