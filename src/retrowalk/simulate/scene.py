"""One call from a plan to a recording and its truth."""

from __future__ import annotations

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Mounting, Placement, Positions, Recording
from retrowalk.simulate.body import BodyMotion
from retrowalk.simulate.device import SensorModel, read_out, sensor_model
from retrowalk.simulate.footsteps import PATH_RATE_HZ, Footsteps, lay_footsteps
from retrowalk.simulate.gaits import shape_of
from retrowalk.simulate.plan import Gait, Plan
from retrowalk.simulate.satellite import SatelliteModel, satellite_positions
from retrowalk.simulate.sensor import ImuSamples, site_of, virtual_sensor
from retrowalk.simulate.style import WalkerStyle
from retrowalk.simulate.truth import TrueContact, TrueSegment, Truth
from retrowalk.simulate.walker import move
from retrowalk.simulate.wearing import add_knocks, loosened
from retrowalk.tracker.base import Side

DENSE_HZ = 100.0  # at least: everything a body does lies far below
_SKY = 4  # the receiver's errors are drawn apart, so that they do not change the walk of a seed


def simulate(
    plan: str | Plan,
    *,
    style: WalkerStyle | None = None,
    placement: Placement | str = Placement.POCKET,
    side: Side | str = Side.RIGHT,
    sensor: SensorModel | str = "logger",
    mounting: Mounting | str | None = None,
    looseness: float = 0.5,
    satellites: SatelliteModel | None = None,
    seed: int = 0,
) -> tuple[Recording, Truth]:
    """Walk a plan with one sensor on.

    Args:
        plan: text such as ``"forward 15, stand 3, backward 60"``, or a `Plan`.
        style: the walker; None for a middling adult.
        placement: where the sensor is worn.
        side: on which side, where the placement has one.
        sensor: ``"browser"``, ``"logger"``, ``"ideal"`` or a `SensorModel`.
        mounting: None for the sensor's axes along the body's, ``"random"`` for a uniformly
            random rotation, or a `Mounting`.
        looseness: 0 to 1, how far a phone in the pocket turns against the thigh.
        satellites: the satellite receiver in the device; None for none.
        seed: the same seed gives the same recording.

    Returns:
        The recording, and what really happened on the same clock.

    Raises:
        RetrowalkError: a plan, placement, side, sensor or mounting that cannot be.
    """
    wanted = Plan.parse(plan) if isinstance(plan, str) else plan
    where = _placement(placement)
    leg = _side(side)
    model = sensor_model(sensor)
    rng = np.random.default_rng(seed)
    walker = WalkerStyle() if style is None else style
    steps = lay_footsteps(wanted, walker, rng)
    body = move(wanted, steps, walker, rng)
    matrix = _rotation(mounting, rng)
    samples = _sensed(body, steps, where, leg, model, matrix, looseness, rng)
    positions: Positions | None = None
    if satellites is not None:
        path_m = site_of(where, leg).path_m(body)
        sky = np.random.default_rng([seed, _SKY])
        positions = satellite_positions(body.time_s, path_m, satellites, sky)
    recording = Recording(
        samples.time_s,
        samples.acceleration_ms2,
        samples.angular_rate_rads,
        placement=where,
        positions=positions,
        device="virtual walker",
        source="simulated",
    )
    text = plan if isinstance(plan, str) else str(plan)
    rows = tuple((float(x), float(y), float(z)) for x, y, z in matrix)
    segments, contacts = _truth(wanted, steps)
    return recording, Truth(text, seed, where, leg, rows, segments, contacts)


def _placement(value: Placement | str) -> Placement:
    try:
        return Placement(value)
    except ValueError as error:
        raise RetrowalkError(
            f"'{value}' is unknown", where="placement", remedy=f"use one of {', '.join(Placement)}"
        ) from error


def _side(value: Side | str) -> Side:
    try:
        return Side(value)
    except ValueError as error:
        raise RetrowalkError(
            f"'{value}' is unknown", where="side", remedy="use left or right"
        ) from error


def _rotation(mounting: Mounting | str | None, rng: np.random.Generator) -> Array:
    """Return body_from_sensor, (3, 3)."""
    # drawn in any case, so that the mounting does not change the walk of a seed
    from scipy.spatial.transform import Rotation

    drawn = Rotation.random(rng=rng).as_matrix()
    if mounting is None or mounting == "body":
        return np.eye(3)
    if isinstance(mounting, Mounting):
        return mounting.body_from_sensor
    if mounting == "random":
        return np.asarray(drawn)
    raise RetrowalkError(
        f"'{mounting}' is unknown", where="mounting", remedy="use body, random or a Mounting"
    )


def _sensed(
    body: BodyMotion,
    steps: Footsteps,
    placement: Placement,
    side: Side,
    model: SensorModel,
    body_from_sensor: Array,
    looseness: float,
    rng: np.random.Generator,
) -> ImuSamples:
    """Return what the sensor reports."""
    site = site_of(placement, side)
    if placement is Placement.POCKET and looseness > 0.0:
        body = loosened(body, site.segment, looseness)
    dense = virtual_sensor(
        body, site, rate_hz=max(DENSE_HZ, model.rate_hz), low_pass_hz=model.band_hz
    )
    if model.impacts:
        frames = np.clip(np.round(dense.time_s * PATH_RATE_HZ).astype(int), 0, len(body.time_s) - 1)
        turned = body.segments[site.segment].world_from_segment[frames]
        heading = steps.heading_rad[frames]
        ahead = np.stack([np.cos(heading), np.sin(heading), np.zeros_like(heading)], axis=1)
        dense = add_knocks(
            dense,
            placement,
            side,
            [
                (
                    stance.ic_s,
                    foot,
                    stance.gait,
                    float(np.interp(stance.ic_s, steps.time_s, steps.speed_mps)),
                )
                for foot, stances in steps.stances.items()
                for stance in stances[1:]
            ],
            turned[:, 2, :],
            np.einsum("nij,ni->nj", turned, ahead),
            rng,
        )
    mounted = ImuSamples(
        dense.time_s,
        dense.acceleration_ms2 @ body_from_sensor,
        dense.angular_rate_rads @ body_from_sensor,
    )
    return read_out(mounted, model, rng)


def _truth(plan: Plan, steps: Footsteps) -> tuple[tuple[TrueSegment, ...], tuple[TrueContact, ...]]:
    """Return segments and contacts as they were laid down."""
    contacts = sorted(
        (
            TrueContact(
                float(stance.ic_s), foot, stance.gait.direction, shape_of(stance.gait).contact
            )
            for foot, stances in steps.stances.items()
            for stance in stances[1:]
        ),
        key=lambda contact: contact.time_s,
    )
    travelled = np.concatenate(
        [[0.0], np.cumsum(np.hypot(*np.diff(steps.path_m[:, :2], axis=0).T))]
    )
    segments: list[TrueSegment] = []
    for item, start, end in zip(plan.items, steps.item_s[:-1], steps.item_s[1:], strict=True):
        inside = [c.time_s for c in contacts if start <= c.time_s < end]
        ends = np.interp([start, end], steps.time_s, travelled)
        distance = float(ends[1] - ends[0])
        lifts = [
            float(bout.lift_s[0])
            for bout in steps.bouts
            if start <= bout.lift_s[0] < end and inside
        ]
        moving = inside[-1] - (lifts[0] if lifts else float(start)) if inside else 0.0
        segments.append(
            TrueSegment(
                float(start),
                float(end),
                item.gait.direction,
                item.gait.value,
                len(inside),
                distance if item.gait.steps and item.gait is not Gait.TURN else 0.0,
                distance / (end - start) if item.gait.steps else 0.0,
                moving,
            )
        )
    return tuple(segments), tuple(contacts)
