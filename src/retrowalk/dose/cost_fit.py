"""How much more walking backward costs: three factors, fitted to the evidence rows.

    forward:  VO2 = 3.5 + c·0.1·S        + 1.8·S·G        mL/kg/min, S in m/min, G as a fraction
    backward: VO2 = 3.5 + c·ρ·0.1·S·p    + κ·1.8·S·G·p

    c  forward walking against the ACSM equation          E-36, E-01, E-12, E-13
    ρ  net cost backward over forward, same source        E-01/E-02, E-10/E-12
    κ  cost of climbing backward over forward             E-11, E-20
    p  practice: net cost after four weeks over before     E-23, E-24
    k = c·ρ  is the net cost factor over the ACSM equation

Each factor is a weighted mean of the sources' logarithms with a spread between
studies. With two or three sources that spread cannot be estimated, so it has a prior
(design choice) and is integrated out on a grid: no random numbers, no iteration.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from retrowalk.dose.design import chosen
from retrowalk.evidence.derived import (
    METRES_PER_MINUTE_PER_MPH,
    REST_ML_KG_MIN,
    acsm_forward,
    speed_m_min,
)
from retrowalk.evidence.table import EvidenceRow, evidence

HORIZONTAL = 0.1
VERTICAL = 1.8
"""Coefficients of the ACSM equation, row E-36, in mL/kg/min per m/min."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What one study says about one factor.

    Attributes:
        study: the study, as docs name it.
        factor: ``"c"``, ``"rho"`` or ``"kappa"``.
        value: the study's value of the factor.
        log_error: standard error of its logarithm.
        sources: ids of the rows it is computed from.
    """

    study: str
    factor: str
    value: float
    log_error: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A fitted factor: what the next study or person would show.

    Attributes:
        value: median.
        log_sd: standard deviation of its logarithm, between studies included.
        sources: ids of the rows it rests on.
    """

    value: float
    log_sd: float
    sources: tuple[str, ...]

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return self.value * math.exp(-1.96 * self.log_sd)

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return self.value * math.exp(1.96 * self.log_sd)


@dataclass(frozen=True, slots=True)
class CostFit:
    """The fitted factors of the energy model.

    Attributes:
        c: forward walking against the ACSM equation.
        rho: net cost backward over forward.
        kappa: cost of climbing backward over forward.
        practice: gross cost after practice over before.
        person_log_sd: spread of net cost between people, from E-01 and E-02.
    """

    c: Factor
    rho: Factor
    kappa: Factor
    practice: Factor
    person_log_sd: float

    @property
    def k(self) -> Factor:
        """The net cost factor of walking backward over the ACSM equation, c·ρ."""
        return Factor(
            self.c.value * self.rho.value,
            math.hypot(self.c.log_sd, self.rho.log_sd),
            tuple(dict.fromkeys(self.c.sources + self.rho.sources)),
        )


def pooled(values: Iterable[float], log_errors: Iterable[float]) -> tuple[float, float]:
    """Return median and log-sd of the next study's value, spread between studies included."""
    y = np.log(np.array(list(values)))
    error2 = np.array(list(log_errors)) ** 2
    tau = np.linspace(0.0, 5.0 * chosen("between_study_prior"), 401)
    weight = 1.0 / (error2[None, :] + tau[:, None] ** 2)
    mean_variance = 1.0 / weight.sum(axis=1)
    mean = (weight * y).sum(axis=1) * mean_variance
    log_density = (
        0.5 * np.log(mean_variance)
        + 0.5 * np.log(weight).sum(axis=1)
        - 0.5 * (weight * (y[None, :] - mean[:, None]) ** 2).sum(axis=1)
        - 0.5 * (tau / chosen("between_study_prior")) ** 2
    )
    p = np.exp(log_density - log_density.max())
    p /= p.sum()
    centre = float(p @ mean)
    variance = float(p @ (mean_variance + tau**2 + (mean - centre) ** 2))
    return math.exp(centre), math.sqrt(variance)


def _net_error(row: EvidenceRow) -> float:
    """Return the standard error of the logarithm of a row's net oxygen uptake."""
    return row.sd / (row.number - REST_ML_KG_MIN) / math.sqrt(row.count)


def _over_acsm(vo2: float, speed: float) -> float:
    return (vo2 - REST_ML_KG_MIN) / (HORIZONTAL * speed)


def _level_anchors(table: Mapping[str, EvidenceRow]) -> tuple[Anchor, ...]:
    unstated = chosen("unstated_error")
    ahead, back = table["E-01"], table["E-02"]
    brisk, easy = table["E-12"], table["E-13"]
    compendium = math.sqrt(
        _over_acsm(brisk.number * REST_ML_KG_MIN, speed_m_min(brisk))
        * _over_acsm(easy.number * REST_ML_KG_MIN, speed_m_min(easy))
    )
    return (
        Anchor("ACSM equation", "c", 1.0, unstated, ("E-36",)),
        Anchor(
            "Williford 1998",
            "c",
            _over_acsm(ahead.number, speed_m_min(ahead)),
            _net_error(ahead),
            ("E-01", "E-36"),
        ),
        Anchor("Compendium 2011", "c", compendium, unstated, ("E-12", "E-13", "E-36")),
        Anchor(
            "Williford 1998",
            "rho",
            (back.number - REST_ML_KG_MIN) / (ahead.number - REST_ML_KG_MIN),
            math.hypot(_net_error(ahead), _net_error(back)),
            ("E-01", "E-02", "D-02"),
        ),
        Anchor(
            "Compendium 2011",
            "rho",
            (table["E-10"].number - 1.0) / (brisk.number - 1.0),
            unstated,
            ("E-10", "E-12", "D-04"),
        ),
    )


def _grade_anchors(table: Mapping[str, EvidenceRow], k: float, c: float) -> tuple[Anchor, ...]:
    """Return κ from the Compendium's uphill value and from Hooper's ratios on three grades.

    Hooper's speed is not in what was read: the middle of the ACSM equation's range is
    taken, and the spread over that range and the three grades is the error.
    """
    level, uphill, hooper = table["E-10"], table["E-11"], table["E-20"]
    speed = speed_m_min(table["E-21"])
    climb = VERTICAL * speed * 0.05
    own_k = _over_acsm(level.number * REST_ML_KG_MIN, speed)
    compendium = (
        uphill.number * REST_ML_KG_MIN - REST_ML_KG_MIN - own_k * HORIZONTAL * speed
    ) / climb
    assert hooper.low is not None
    assert hooper.high is not None
    inverted = []
    for ratio in (1.0 + hooper.low / 100.0, 1.0 + hooper.high / 100.0):
        for grade in (0.05, 0.075, 0.10):
            for s in (50.0, 75.0, 100.0):
                ahead = acsm_forward(s, grade) + (c - 1.0) * HORIZONTAL * s
                inverted.append(
                    (ratio * ahead - REST_ML_KG_MIN - k * HORIZONTAL * s) / (VERTICAL * s * grade)
                )
    logs = np.log(np.array(inverted))
    return (
        Anchor("Compendium 2011", "kappa", compendium, chosen("unstated_error"), ("E-10", "E-11")),
        Anchor(
            "Hooper 2004",
            "kappa",
            float(np.exp(logs.mean())),
            float(math.hypot(logs.std(), chosen("unstated_error"))),
            ("E-20", "E-36"),
        ),
    )


def _pool(anchors: tuple[Anchor, ...], factor: str) -> Factor:
    used = [a for a in anchors if a.factor == factor]
    value, log_sd = pooled([a.value for a in used], [a.log_error for a in used])
    return Factor(value, log_sd, tuple(dict.fromkeys(i for a in used for i in a.sources)))


def anchors(without: str | None = None) -> tuple[Anchor, ...]:
    """Return what each study says about each factor, one study left out if asked."""
    table = evidence()
    level = tuple(a for a in _level_anchors(table) if a.study != without)
    c, rho = _pool(level, "c"), _pool(level, "rho")
    grade = _grade_anchors(table, c.value * rho.value, c.value)
    return level + tuple(a for a in grade if a.study != without)


def studies() -> tuple[str, ...]:
    """Return the names of the studies behind the fit."""
    return tuple(dict.fromkeys(a.study for a in anchors()))


def _practice(table: Mapping[str, EvidenceRow]) -> Factor:
    before, after = table["E-23"], table["E-24"]
    error = math.hypot(
        before.sd / before.number / math.sqrt(before.count),
        after.sd / after.number / math.sqrt(after.count),
    )
    return Factor(after.number / before.number, error, ("E-23", "E-24", "D-08"))


@lru_cache(maxsize=8)
def cost_fit(without: str | None = None) -> CostFit:
    """Return the fitted factors; `without` leaves one study out.

    Raises:
        KeyError: `without` names no study.
    """
    if without is not None and without not in studies():
        raise KeyError(without)
    table = evidence()
    used = anchors(without)
    spread = [table[i].sd / (table[i].number - REST_ML_KG_MIN) for i in ("E-01", "E-02")]
    return CostFit(
        c=_pool(used, "c"),
        rho=_pool(used, "rho"),
        kappa=_pool(used, "kappa"),
        practice=_practice(table),
        person_log_sd=math.sqrt(sum(s * s for s in spread) / len(spread)),
    )


MEASURED_BACKWARD_MPS = MappingProxyType({"slowest": 80.45 / 60.0, "fastest": 93.8 / 60.0})
"""Speeds of rows E-02 and E-21; their agreement with the rows is tested."""
ACSM_RANGE_MPS = (50.0 / 60.0, 100.0 / 60.0)
"""Range of validity that row E-36 prints."""
PRACTICE_SPEED_MPS = (3.2 + 3.7) / 2.0 * METRES_PER_MINUTE_PER_MPH / 60.0
"""Middle of the speeds that row E-23 prints."""
