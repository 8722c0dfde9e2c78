"""Course over ground against the turning of the device, at the wrist and in the hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial.transform import Rotation

from lab.mocap.clips import sides
from lab.studies.ask import WALKING, held, motions_of, score_truth, told_by_travel
from lab.studies.rows import Row, Tally
from lab.studies.splice import spliced
from lab.validation.score import windows
from retrowalk.recording import Array, Channel, Placement, Positions, Recording
from retrowalk.simulate import PRESETS, SatelliteModel, SensorModel, Truth, WalkerStyle, simulate
from retrowalk.simulate.device import read_out
from retrowalk.simulate.satellite import satellite_positions
from retrowalk.simulate.sensor import site_of, virtual_sensor
from retrowalk.tracker import Direction
from retrowalk.tracker.course import course_evidence
from retrowalk.tracker.turning import turning

ANCHOR_S = (1.0, 17.0)
ARMS = (Placement.WRIST, Placement.HAND)
OPEN_SKY = SatelliteModel()
STREET = SatelliteModel(position_sd_m=8.0, jitter_m=1.0, velocity_sd_mps=0.35, correlation_s=25.0)
BROWSER = PRESETS["browser"]
DEGREE = np.pi / 180.0

# one person's clips: forward to anchor, then backward clips between forward ones and turns
SNU_WALK = (
    "snu/wd2_WalkForwardNormal00.bvh",
    "snu/wd2_WalkForwardNormal01.bvh",
    "snu/wd2_WalkBackward00.bvh",
    "snu/wd2_u-turn.bvh",
    "snu/wd2_WalkBackward01.bvh",
    "snu/wd2_spiral_walk_normal07.bvh",
    "snu/wd2_WalkBackward02.bvh",
    "snu/wd2_WalkForwardSlow03.bvh",
    "snu/wd2_WalkBackward03.bvh",
    "snu/wd2_u-turn_1.bvh",
    "snu/wd2_WalkBackward04.bvh",
    "snu/wd2_freeWalk_02.bvh",
)
CMU_WALK = ("cmu/06_01.bvh", "cmu/06_02.bvh", "cmu/06_06.bvh", "cmu/06_07.bvh", "cmu/06_15.bvh")


@dataclass(frozen=True)
class Setting:
    """One way in which the world may be worse than in the plain case."""

    name: str
    satellites: SatelliteModel = OPEN_SKY
    sensor: SensorModel = BROWSER
    courses: bool = True
    pause_s: float = 0.0
    reposed_deg: float = 0.0
    gaps: int = 0


SETTINGS = (
    Setting("open sky"),
    Setting("between houses", satellites=STREET),
    Setting("open sky, positions without speed and course", courses=False),
    Setting("receiver 2 s late", satellites=SatelliteModel(delay_s=2.0)),
    Setting("gyroscope off by 1.5 degrees/s", sensor=replace(BROWSER, gyr_bias_rads=1.5 * DEGREE)),
    Setting("pauses of 100 s", pause_s=100.0),
    Setting("device turned on the body by about 20 degrees in each pause", reposed_deg=20.0),
    Setting("the same by about 45 degrees", reposed_deg=45.0),
    Setting("the same by about 90 degrees", reposed_deg=90.0),
    Setting("six gaps of 0.6 s", gaps=6),
)


def plan_of(seed: int, pause_s: float = 0.0) -> str:
    """Draw a plan: forward to anchor, then both directions with curves, turns and pauses."""
    rng = np.random.default_rng(20_000 + seed)
    parts = ["stand 2", "forward 14", "stand 3"]
    for _ in range(int(rng.integers(2, 5))):
        curve = f" turn {rng.integers(-90, 90)}" if rng.random() < 0.4 else ""
        parts.append(f"backward {rng.integers(12, 45)}{curve}")
        if rng.random() < 0.6:
            parts.append(f"stand {rng.integers(2, 20)}")
        if pause_s:
            parts.append(f"stand {pause_s:g}")
        if rng.random() < 0.5:
            parts.append(f"turn {rng.choice([180, -180, 90])}")
        curve = f" turn {rng.integers(-180, 180)}" if rng.random() < 0.4 else ""
        parts.append(f"forward {rng.integers(10, 30)}{curve}")
    return ", ".join([*parts, "stand 2"])


def _without_course(positions: Positions) -> Positions:
    none = np.full(len(positions.time_s), np.nan)
    return replace(positions, speed_mps=none, course_deg=none)


def reposed(
    recording: Recording, at_s: Sequence[float], degrees: float, seed: int, lasts_s: float = 1.0
) -> Recording:
    """Turn the device on the body about a random axis at each time.

    The same seed with the opposite angle turns it back, where no other turn lies between.
    """
    rng = np.random.default_rng(seed)
    assert recording.angular_rate_rads is not None
    acceleration, rate = recording.acceleration_ms2.copy(), recording.angular_rate_rads.copy()
    for start_s in at_s:
        axis = rng.normal(size=3)
        axis /= np.linalg.norm(axis)
        angle = degrees * DEGREE * float(rng.normal())
        u = np.clip((recording.time_s - start_s) / lasts_s, 0.0, 1.0)
        turn = Rotation.from_rotvec(axis * (angle * u**2 * (3.0 - 2.0 * u))[:, None]).inv()
        acceleration = turn.apply(acceleration)
        rate = turn.apply(rate) + axis * (angle * 6.0 * u * (1.0 - u) / lasts_s)[:, None]
    return replace(recording, acceleration_ms2=acceleration, angular_rate_rads=rate)


def _walked(seed: int, placement: Placement, setting: Setting) -> tuple[Recording, Truth]:
    sensor = setting.sensor
    if setting.gaps:
        at = np.random.default_rng(seed).uniform(20.0, 150.0, setting.gaps)
        sensor = replace(sensor, gaps_s=tuple((float(t), float(t) + 0.6) for t in sorted(at)))
    recording, truth = simulate(
        plan_of(seed, setting.pause_s),
        style=WalkerStyle.varied(seed),
        placement=placement,
        side="right" if seed % 2 else "left",
        satellites=setting.satellites,
        sensor=sensor,
        mounting="random",
        seed=seed,
    )
    if setting.reposed_deg:
        pauses = [s.start_s + 0.3 for s in truth.segments[2:] if s.gait == "stand"]
        recording = reposed(recording, pauses, setting.reposed_deg, seed)
    if not setting.courses:
        assert recording.positions is not None
        recording = replace(recording, positions=_without_course(recording.positions))
    return recording, truth


def simulated_rows(walks: int) -> list[Row]:
    """Score simulated walks in every setting."""
    found: list[Row] = []
    for placement in ARMS:
        for setting in SETTINGS if placement is Placement.WRIST else SETTINGS[:2]:
            tallies = {direction: Tally() for direction in WALKING}
            for seed in range(walks):
                recording, truth = _walked(seed, placement, setting)
                motions = motions_of(recording)
                course = course_evidence(recording, motions, ANCHOR_S)
                told = told_by_travel(motions, placement, course=course)
                for segment in truth.segments[2:]:
                    if segment.direction in WALKING:
                        for low, high in windows(segment.start_s, segment.end_s):
                            answer = held(told, low, high)
                            tallies[segment.direction].add(segment.direction, answer, f"{seed}")
            name = f"simulated, {walks} walks"
            found.extend(
                Row(name, f"{placement}, {setting.name}: {direction} windows", str(tally))
                for direction, tally in tallies.items()
            )
    return found


def _with_compass(recording: Recording, facing_rad: Array, time_s: Array, seed: int) -> Recording:
    """Add a compass that is 15 degrees wrong, wanders by 10 and reads with an error of 5."""
    rng = np.random.default_rng(seed)
    at = np.arange(recording.time_s[0], recording.time_s[-1], 0.1)
    wander = np.interp(at, at[::200], 10.0 * rng.normal(size=len(at[::200])))
    error = 15.0 * rng.normal() + wander + 5.0 * rng.normal(size=len(at))
    facing = np.interp(at, time_s, facing_rad)
    return replace(recording, heading_deg=Channel(at, (90.0 - np.degrees(facing) + error) % 360.0))


def _compared(seed: int, sensor: SensorModel) -> tuple[Recording, Truth]:
    return simulate(
        plan_of(seed),
        style=WalkerStyle.varied(seed),
        placement=Placement.WRIST,
        satellites=OPEN_SKY,
        sensor=sensor,
        seed=seed,
    )


def compass_rows(walks: int) -> list[Row]:
    """Score a compass at a known mounting, without any anchor; the watch's y axis to the front."""
    found: list[Row] = []
    for anchored in (False, True):
        tally = Tally()
        for seed in range(walks):
            recording, truth = _compared(seed, BROWSER)
            motions = motions_of(recording)
            # the walker's true turning, from a sensor without errors
            turned = turning(motions_of(_compared(seed, PRESETS["ideal"])[0]))
            # the walker faces 30 degrees from north at first; the device's y axis is to the left
            facing = (90.0 - OPEN_SKY.facing_deg + 90.0) * DEGREE + turned.angle_rad
            compassed = _with_compass(recording, facing, turned.time_s, seed)
            anchor = ANCHOR_S if anchored else None
            course = course_evidence(compassed, motions, anchor, truth.mounting)
            told = told_by_travel(motions, Placement.WRIST, course=course)
            score_truth(tally, told, truth, f"{seed}", after_s=10.0, delay_s=0.0)
        how = "and anchor" if anchored else "at a known mounting, no anchor"
        found.append(Row(f"simulated, {walks} walks", f"wrist, compass {how}: windows", str(tally)))
    return found


def captured_rows(skies: int) -> list[Row]:
    """Score joined clips of one person with simulated receivers of different errors."""
    found: list[Row] = []
    for name, clips in (("SNU", SNU_WALK), ("CMU subject 06", CMU_WALK)):
        for placement in ARMS:
            tallies = {direction: Tally() for direction in WALKING}
            for side in sides(placement):
                site = site_of(placement, side)
                moving, labels = spliced(clips, site.segment)
                ideal = virtual_sensor(moving, site)
                # the clips before the first backward one are the forward walk to anchor with
                backward = [s.start_s for s in labels if s.direction is Direction.BACKWARD]
                anchor = (0.0, max(s.end_s for s in labels if s.end_s < min(backward)))
                for sky in range(skies):
                    rng = np.random.default_rng(sky)
                    samples = read_out(ideal, BROWSER, rng)
                    turn = Rotation.random(rng=rng).as_matrix()
                    recording = Recording(
                        samples.time_s,
                        samples.acceleration_ms2 @ turn,
                        samples.angular_rate_rads @ turn,
                        positions=satellite_positions(
                            moving.time_s, site.path_m(moving), OPEN_SKY, rng
                        ),
                    )
                    motions = motions_of(recording)
                    course = course_evidence(recording, motions, anchor)
                    told = told_by_travel(motions, placement, course=course)
                    for one in labels:
                        if one.direction in WALKING and one.start_s >= anchor[1]:
                            for low, high in windows(one.start_s, one.end_s):
                                tallies[one.direction].add(
                                    one.direction, held(told, low, high), f"{side} {low:.0f} s"
                                )
            found.extend(
                Row(
                    f"{name} clips joined, {2 * skies} simulated receivers",
                    f"{placement}: {direction} windows",
                    str(tally),
                )
                for direction, tally in tallies.items()
            )
    return found


def rows(walks: int = 30, skies: int = 5) -> list[Row]:
    """Return all rows of the study."""
    return [*simulated_rows(walks), *compass_rows(walks), *captured_rows(skies)]
