"""From a whole recording to a walk: what is known of the mounting, then `Session`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from retrowalk.errors import RetrowalkError
from retrowalk.recording import Array, Mounting, Placement, Recording, Wearer
from retrowalk.tracker.arms import Arm, arm_cuts, arm_of
from retrowalk.tracker.attitude import Attitude, Motion, motion_of
from retrowalk.tracker.base import Knowledge, Walk
from retrowalk.tracker.calibration import Calibration, calibrate_pieces
from retrowalk.tracker.direction import models
from retrowalk.tracker.follow import walks_in
from retrowalk.tracker.outcomes import NO_DIRECTION, NO_GYROSCOPE, Cut, Lost, Setting
from retrowalk.tracker.personal import PersonalScale
from retrowalk.tracker.placement import Placed, placement_of
from retrowalk.tracker.session import Session
from retrowalk.tracker.summary import walk_of
from retrowalk.tracker.timebase import RATE_HZ, Grid, GridBlock, samples_of, stretches

_CERTAIN = 20.0
# A segment leans while it walks, a foot sensor sits on a slope: 60 degrees (design choice).
_UPRIGHT_COSINE = 0.5
# Samples are taken in parts of about ten minutes, so that memory stays bounded.
_PART = 60_000


def blocks(recording: Recording) -> Iterator[GridBlock]:
    """Yield the grid values of a recording, part by part."""
    grid = Grid()
    time_s, values = samples_of(recording)
    for start in range(0, len(time_s), _PART):
        yield from grid.push(time_s[start : start + _PART], values[start : start + _PART])
    yield from grid.finish()


def _motions(recording: Recording) -> Iterator[Motion]:
    """Yield the motion of a recording, part by part."""
    measured = recording.angular_rate_rads is not None
    attitude = Attitude(0, measured)
    for block in blocks(recording):
        if block.opens:
            attitude = Attitude(block.first, measured)
        motion = attitude.push(block.values)
        yield motion.then(attitude.finish()) if block.closes else motion


def calibrate(recording: Recording, placement: Placement) -> Calibration:
    """Learn how a device sits and how this person walks from ordinary forward walking.

    Args:
        recording: 12 s of forward walking with the device as worn; 8 s of it must walk.
        placement: where it is worn.

    Returns:
        The calibration, for `track` and `Tracker`.

    Raises:
        RetrowalkError: too little or too uneven walking, no gyroscope, a walk that went
            backward, or a placement that shows no direction.
    """
    if placement not in models():
        raise RetrowalkError(
            NO_DIRECTION[placement], where="calibration", remedy="leave the calibration out"
        )
    if recording.angular_rate_rads is None:
        raise RetrowalkError(
            NO_GYROSCOPE, where="calibration", remedy="record the gyroscope as well"
        )
    motions = [motion_of(part) for part in stretches(recording)]
    pieces = [(motion, run) for motion in motions for run in walks_in(motion, placement)]
    return calibrate_pieces(pieces, placement)


def setting_of(
    placement: Placement,
    *,
    has_gyroscope: bool,
    sure: bool = True,
    mounting: Mounting | None = None,
    calibration: Calibration | None = None,
) -> Setting:
    """Return what is known before the first sample.

    Raises:
        RetrowalkError: both a mounting and a calibration, or a calibration of another placement.
    """
    if mounting is not None and calibration is not None:
        raise RetrowalkError(
            "both axes and a calibration were given", remedy="give the one you trust more"
        )
    if calibration is not None and calibration.placement is not placement:
        raise RetrowalkError(
            f"the calibration was made at the {calibration.placement}, not at the {placement}",
            where="calibration",
            remedy="calibrate again where the device is worn now",
        )
    left: Array | None = None
    certain = 0.0
    if calibration is not None:
        left, certain = calibration.left, calibration.front_log_odds
    elif mounting is not None:
        left, certain = mounting.body_from_sensor[1], _CERTAIN
    return Setting(
        placement=placement,
        sure=sure,
        has_gyroscope=has_gyroscope,
        model=models().get(placement),
        calibration=calibration,
        left=left,
        front_log_odds=certain,
    )


def _calibrated_part(recording: Recording, setting: Setting, end_s: float) -> int:
    """Return in which part between changes of the mounting a calibration ended."""
    session = Session(setting)
    start = float(recording.time_s[0])
    until = recording.part(start, start + end_s)
    told = [one for block in blocks(until) for one in session.push(block)]
    return sum(isinstance(one, Lost) for one in told)


def _check_axes(mounting: Mounting, up: Array | None) -> None:
    """Refuse axes whose up does not point up while the wearer walks."""
    if up is None:
        return
    cosine = float(mounting.body_from_sensor[2] @ up) / max(float(np.linalg.norm(up)), 1e-9)
    if cosine < _UPRIGHT_COSINE:
        degrees = round(float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))))
        raise RetrowalkError(
            f"the axis called up points {degrees} degrees away from up while walking",
            where="axes",
            remedy="check which device axis points up on the upright wearer, or leave the axes out",
        )


def track(
    recording: Recording,
    *,
    placement: Placement | None = None,
    mounting: Mounting | None = None,
    calibration: Recording | Calibration | tuple[float, float] | None = None,
    wearer: Wearer | None = None,
    scale: PersonalScale | None = None,
) -> Walk:
    """Tell how a person walked: backward or forward, how many steps, how fast, how far.

    Args:
        recording: samples of one sensor (`retrowalk.read` makes one from a file).
        placement: where it was worn; taken from the recording or recognised when None.
        mounting: how the device's axes point on the body, when known.
        calibration: a calibration, another recording of ordinary forward walking with the device
            as worn, or (start_s, end_s) of such a walk inside this recording, from its first
            sample.
        wearer: body size for speed and distance.
        scale: from `retrowalk.personal_scale`, when the wearer has walked a known distance.

    Returns:
        The walk. Direction is unknown, with the reason, wherever it cannot be told.

    Raises:
        RetrowalkError: a calibration without 8 s of even walking, or both a mounting and a
            calibration given, or axes that do not fit gravity.
    """
    where = placement_of(recording, placement, _motions(recording))
    arm = _arm(recording, where, mounting, calibration)
    given = calibration if arm is None else None
    setting, warnings = _setting(recording, where, mounting, given)
    session = Session(setting)
    told = [one for block in blocks(recording) for one in session.push(block)]
    if mounting is not None:
        _check_axes(mounting, session.walking_up)
    knowledge = Knowledge.UNKNOWN
    if setting.calibration is not None or (arm is not None and calibration is not None):
        knowledge = Knowledge.CALIBRATED
    elif mounting is not None:
        knowledge = Knowledge.KNOWN
    cuts = [one for one in told if isinstance(one, Cut)]
    if arm is not None:
        cuts = arm_cuts(arm, where.placement)
    lost = [
        f"at {one.index / RATE_HZ:.0f} s: {one.reason}" for one in told if isinstance(one, Lost)
    ]
    walk = walk_of(recording, cuts, where, knowledge, wearer or Wearer(), scale)
    return replace(walk, warnings=(*where.warnings, *warnings, *lost, *walk.warnings))


def _arm(
    recording: Recording,
    where: Placed,
    mounting: Mounting | None,
    calibration: Recording | Calibration | tuple[float, float] | None,
) -> Arm | None:
    """Return what tells the direction of an arm, or None for another placement or nothing."""
    if where.placement not in NO_DIRECTION or recording.angular_rate_rads is None:
        return None
    if isinstance(calibration, Calibration) or (mounting is None and calibration is None):
        return None
    if mounting is not None and calibration is not None:
        raise RetrowalkError(
            "both axes and a calibration were given", remedy="give the one you trust more"
        )
    arm = arm_of(recording, mounting, calibration)
    return arm if arm.tells else None


def _setting(
    recording: Recording,
    where: Placed,
    mounting: Mounting | None,
    given: Recording | Calibration | tuple[float, float] | None,
) -> tuple[Setting, list[str]]:
    """Return what is known before the first sample, and what the reader must know of it."""
    placement, measured = where.placement, recording.angular_rate_rads is not None
    calibration: Calibration | None = None
    warnings = []
    if given is not None and mounting is None and placement not in models():
        warnings.append(f"the calibration was not used: {NO_DIRECTION[placement]}")
    elif isinstance(given, Recording):
        calibration = calibrate(given, placement)
    elif isinstance(given, Calibration):
        calibration = given
    elif given is not None:
        start, end = (at + float(recording.time_s[0]) for at in given)
        calibration = calibrate(recording.part(start, end), placement)
    setting = setting_of(
        placement,
        has_gyroscope=measured,
        sure=where.sure,
        mounting=mounting,
        calibration=calibration,
    )
    if calibration is not None and isinstance(given, tuple):
        part = _calibrated_part(recording, setting, given[1])
        setting = replace(setting, valid_part=part)
    return setting, warnings
