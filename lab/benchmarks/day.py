"""Long recordings of a lower back: a mixed day and an hour of walking, both simulated.

hour   = rest, bout, rest, bout, ... with a tenth of it walking, forward and backward
day    = two different hours in turn, end to end (both begin and end at rest)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.benchmarks.peers.exchange import RATE_HZ, Signals
from retrowalk import Placement
from retrowalk.simulate import SensorModel, WalkerStyle, simulate

HOUR_S = 3600
WALKING_SHARE = 0.1
BACKWARD_SHARE = 1.0 / 3.0
# design choice: most bouts of daily life are short, a few last minutes
SHORTEST_BOUT_S, USUAL_BOUT_S, LONGEST_BOUT_S = 6, 16.0, 180
SHORTEST_REST_S = 5
FIRST_REST_S, FIRST_WALK_S = 5, 20
CALIBRATION_S = (float(FIRST_REST_S), float(FIRST_REST_S + FIRST_WALK_S))
STYLE = WalkerStyle()
# the logger of retrowalk.simulate without jitter: the peers take the samples to be even
SENSOR = SensorModel(
    rate_hz=RATE_HZ,
    acc_noise_ms2=0.03,
    gyr_noise_rads=0.002,
    acc_bias_ms2=0.08,
    gyr_bias_rads=0.008,
)


@dataclass(frozen=True, eq=False)
class Long:
    """A long simulated recording.

    Attributes:
        signals: its samples.
        contacts: true initial contacts in it.
        walking_s: seconds of the plan that walk.
    """

    signals: Signals
    contacts: int
    walking_s: float

    @property
    def duration_s(self) -> float:
        """Seconds."""
        return len(self.signals.acceleration_ms2) / RATE_HZ


def hour_items(seed: int) -> list[tuple[str, int]]:
    """Draw an hour of a mixed day.

    Returns:
        (gait, whole seconds); a forward walk of 20 s comes first, to calibrate with.
    """
    rng = np.random.default_rng(seed)
    left_s = round(WALKING_SHARE * HOUR_S) - FIRST_WALK_S
    bouts = []
    while left_s > 0:
        drawn = round(float(rng.lognormal(np.log(USUAL_BOUT_S), 0.9)))
        length_s = min(max(drawn, SHORTEST_BOUT_S), LONGEST_BOUT_S, left_s)
        if left_s - length_s < SHORTEST_BOUT_S:
            length_s = left_s
        bouts.append(("backward" if rng.random() < BACKWARD_SHARE else "forward", length_s))
        left_s -= length_s
    bouts.insert(0, ("forward", FIRST_WALK_S))
    walking_s = sum(length_s for _, length_s in bouts)
    shares = rng.dirichlet(np.ones(len(bouts)))
    spare_s = HOUR_S - walking_s - FIRST_REST_S - SHORTEST_REST_S * len(bouts)
    rests = [SHORTEST_REST_S + int(spare_s * share) for share in shares]
    rests[-1] += HOUR_S - walking_s - FIRST_REST_S - sum(rests)
    items = [("stand", FIRST_REST_S)]
    for bout, rest_s in zip(bouts, rests, strict=True):
        items += [bout, ("sit" if rest_s > 60 else "stand", rest_s)]
    return items


def _walked(items: list[tuple[str, int]], seed: int) -> Long:
    recording, truth = simulate(
        ", ".join(f"{gait} {length_s}" for gait, length_s in items),
        style=STYLE,
        placement=Placement.WAIST,
        sensor=SENSOR,
        seed=seed,
    )
    rate = recording.angular_rate_rads
    assert rate is not None
    count = round(sum(length_s for _, length_s in items) * RATE_HZ)
    walking_s = sum(length_s for gait, length_s in items if gait in ("forward", "backward"))
    signals = Signals(
        "simulated", recording.acceleration_ms2[:count], rate[:count], height_m=STYLE.height_m
    )
    return Long(signals, len(truth.contacts), float(walking_s))


def tiled(hours: list[Long], count: int) -> Long:
    """Put `count` recordings end to end, in turn."""
    chosen = [hours[k % len(hours)] for k in range(count)]
    return Long(
        Signals(
            "mixed day",
            np.concatenate([one.signals.acceleration_ms2 for one in chosen]),
            np.concatenate([one.signals.angular_rate_rads for one in chosen]),
            height_m=STYLE.height_m,
        ),
        sum(one.contacts for one in chosen),
        sum(one.walking_s for one in chosen),
    )


def mixed_day(hours: int) -> Long:
    """Return so many hours of a mixed day."""
    return tiled([_walked(hour_items(seed), seed) for seed in (1, 2)[:hours]], hours)


def walking_hour() -> Long:
    """Return one hour of walking, mostly forward, with a stop at each change."""
    items = [("stand", FIRST_REST_S)] + [("forward", 219), ("backward", 80)] * 12
    items.append(("stand", HOUR_S - sum(length_s for _, length_s in items)))
    return _walked(items, 3)
