"""How each derived row follows from the rows it names.

A derivation is a formula in words for the reader and the same formula as a
function of the table. The tests compute every one anew and compare it with what
is shipped, so that a derived number can never drift from its inputs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from retrowalk.errors import RetrowalkError
from retrowalk.evidence.table import EvidenceRow

Table = Mapping[str, EvidenceRow]
Result = tuple[float, float | None, float | None]

REST_ML_KG_MIN = 3.5
"""Oxygen uptake at rest in the ACSM equation, row E-36; one MET."""
METRES_PER_MINUTE_PER_MPH = 26.8224
"""Exact: the mile is 1609.344 m."""
_THREE_METRES = 3.0
"""Length of the 3-metre backward walk test, rows B-03 and B-04."""
_FORWARD_ASSUMED_MPS = 1.1
"""Forward speed assumed in the illustration D-17; a design choice, said in its condition."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived row's formula, its inputs and the function that computes it."""

    formula: str
    inputs: tuple[str, ...]
    compute: Callable[[Table], Result]


def acsm_forward(speed_m_min: float, grade: float = 0.0) -> float:
    """Return oxygen uptake of walking forward in mL/kg/min, the ACSM equation (row E-36)."""
    return REST_ML_KG_MIN + 0.1 * speed_m_min + 1.8 * speed_m_min * grade


def printed_number(found: EvidenceRow, pattern: str) -> float:
    """Return a number that a row prints in its condition, such as the speed in m/min.

    Raises:
        RetrowalkError: the condition does not hold the pattern.
    """
    match = re.search(pattern, found.condition)
    if match is None:
        raise RetrowalkError(f"'{pattern}' is not in the row's condition", where=found.id)
    return float(match.group(1))


def speed_m_min(found: EvidenceRow) -> float:
    """Return the speed that a row's condition prints, in metres per minute."""
    if "m/min" in found.condition:
        return printed_number(found, r"([\d.]+) m/min")
    return printed_number(found, r"([\d.]+) mph") * METRES_PER_MINUTE_PER_MPH


def _point(compute: Callable[[Table], float]) -> Callable[[Table], Result]:
    return lambda table: (compute(table), None, None)


def _gross_ratio(t: Table) -> Result:
    back, ahead = t["E-02"], t["E-01"]
    ratio = back.number / ahead.number
    relative = math.sqrt(
        (back.sd / back.number) ** 2 / back.count + (ahead.sd / ahead.number) ** 2 / ahead.count
    )
    return ratio, ratio * math.exp(-1.96 * relative), ratio * math.exp(1.96 * relative)


def _own_speeds(t: Table) -> Result:
    backward = 0.1 * t["D-10"].number * 60.0
    ahead = acsm_forward(_FORWARD_ASSUMED_MPS * 60.0)

    def ratio(factor: float) -> float:
        return (REST_ML_KG_MIN + factor * backward) / ahead

    return ratio(t["D-18"].number), ratio(t["D-02"].number), ratio(t["D-19"].number)


def _walk_test(identifier: str) -> Callable[[Table], Result]:
    def compute(t: Table) -> Result:
        found = t[identifier]
        if identifier == "B-03":
            return _THREE_METRES / found.number, None, None
        slow, fast = found.number + found.sd, found.number - found.sd
        return _THREE_METRES / found.number, _THREE_METRES / slow, _THREE_METRES / fast

    return compute


def _pooled_difference(t: Table) -> float:
    a, b = t["O-07"], t["O-08"]
    return (a.number - b.number) / math.sqrt((a.sd**2 + b.sd**2) / 2.0)


def _net(found: EvidenceRow) -> float:
    met = REST_ML_KG_MIN if found.unit == "MET" else 1.0
    return found.number * met - REST_ML_KG_MIN


DERIVATIONS: MappingProxyType[str, Derivation] = MappingProxyType(
    {
        "D-01": Derivation(
            "E-02 / E-01; ends: times exp(±1.96·√(Σ (SD/mean)²/n)), arms taken as unpaired",
            ("E-01", "E-02"),
            _gross_ratio,
        ),
        "D-02": Derivation(
            "(E-02 − 3.5) / (E-01 − 3.5)",
            ("E-01", "E-02"),
            _point(lambda t: _net(t["E-02"]) / _net(t["E-01"])),
        ),
        "D-03": Derivation(
            "E-10 / E-12", ("E-10", "E-12"), _point(lambda t: t["E-10"].number / t["E-12"].number)
        ),
        "D-04": Derivation(
            "(E-10 − 1) / (E-12 − 1)",
            ("E-10", "E-12"),
            _point(lambda t: _net(t["E-10"]) / _net(t["E-12"])),
        ),
        "D-05": Derivation(
            "E-05 − E-04", ("E-04", "E-05"), _point(lambda t: t["E-05"].number - t["E-04"].number)
        ),
        "D-06": Derivation(
            "E-07 / E-06", ("E-06", "E-07"), _point(lambda t: t["E-07"].number / t["E-06"].number)
        ),
        "D-07": Derivation(
            "E-01 / (3.5 + 0.1·S), S in m/min from the condition of E-01",
            ("E-01", "E-36"),
            _point(lambda t: t["E-01"].number / acsm_forward(speed_m_min(t["E-01"]))),
        ),
        "D-08": Derivation(
            "100·(E-24 / E-23 − 1)",
            ("E-23", "E-24"),
            _point(lambda t: 100.0 * (t["E-24"].number / t["E-23"].number - 1.0)),
        ),
        "D-09": Derivation(
            "upper end of D-01, rounded up to one decimal; not below D-03",
            ("D-01", "D-03"),
            _point(
                lambda t: max(math.ceil((t["D-01"].high or 0.0) * 10.0) / 10.0, t["D-03"].number)
            ),
        ),
        "D-10": Derivation("3 m / B-04; ends: 3 m / (mean ± SD)", ("B-04",), _walk_test("B-04")),
        "D-11": Derivation("3 m / B-03", ("B-03",), _walk_test("B-03")),
        "D-12": Derivation(
            "100·(K-02 / K-01 − 1)",
            ("K-01", "K-02"),
            _point(lambda t: 100.0 * (t["K-02"].number / t["K-01"].number - 1.0)),
        ),
        "D-13": Derivation(
            "100·(K-08 / K-09 − 1)",
            ("K-08", "K-09"),
            _point(lambda t: 100.0 * (t["K-08"].number / t["K-09"].number - 1.0)),
        ),
        "D-14": Derivation(
            "1.96·√2·SEM, SEM from the condition of B-14",
            ("B-14",),
            _point(lambda t: 1.96 * math.sqrt(2.0) * printed_number(t["B-14"], r"SEM ([\d.]+\d)")),
        ),
        "D-15": Derivation(
            "O-02 − O-03", ("O-02", "O-03"), _point(lambda t: t["O-02"].number - t["O-03"].number)
        ),
        "D-16": Derivation(
            "(O-07 − O-08) / √((SD² + SD²)/2)", ("O-07", "O-08"), _point(_pooled_difference)
        ),
        "D-17": Derivation(
            "(3.5 + k·0.1·S_back) / (3.5 + 0.1·S_forward), S_back from D-10, S_forward 1.1 m/s "
            "assumed; k from D-18, ends from D-02 and D-19",
            ("D-02", "D-10", "D-18", "D-19", "E-36"),
            _own_speeds,
        ),
        "D-18": Derivation(
            "(E-02 − 3.5) / (0.1·S), S in m/min from the condition of E-02",
            ("E-02", "E-36"),
            _point(lambda t: _net(t["E-02"]) / (0.1 * speed_m_min(t["E-02"]))),
        ),
        "D-19": Derivation(
            "(3.5·E-10 − 3.5) / (0.1·S), S in m/min from the condition of E-21 (same speed)",
            ("E-10", "E-21", "E-36"),
            _point(lambda t: _net(t["E-10"]) / (0.1 * speed_m_min(t["E-21"]))),
        ),
    }
)
