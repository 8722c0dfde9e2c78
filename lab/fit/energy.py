"""Make the tables and pictures of docs/dose.md.

    python -m lab.fit.energy

The page is written by hand except for the blocks between ``<!-- table: NAME -->`` and
``<!-- end -->``, which this module fills, and its two pictures.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
from matplotlib import pyplot as plt

from lab.pictures import BACKWARD, FORWARD, INK, MUTED, save, styled
from retrowalk.dose.cost_fit import MEASURED_BACKWARD_MPS, CostFit, anchors, cost_fit, studies
from retrowalk.dose.design import DESIGN
from retrowalk.dose.energy import energy_rate
from retrowalk.dose.knee import patellofemoral_force_n, quadriceps_force_n
from retrowalk.dose.link_segment import SagittalTrial, knee_flexion_rad, knee_moment_nm
from retrowalk.dose.simulated_trial import simulated_trial
from retrowalk.estimate import Estimate
from retrowalk.evidence.derived import REST_ML_KG_MIN, speed_m_min
from retrowalk.evidence.table import row
from retrowalk.recording import STANDARD_GRAVITY_MS2, Array, Wearer
from retrowalk.tracker.base import Direction

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "dose.md"
IMAGES = ROOT / "docs" / "images"
YOUNG = Wearer(age_years=25.0, mass_kg=70.0, practised=False)
_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _range(e: Estimate, digits: int = 1) -> str:
    return f"{e.value:.{digits}f} [{e.low:.{digits}f}, {e.high:.{digits}f}]"


def fits() -> dict[str, CostFit]:
    """Return the fit to all studies and the fits with one left out."""
    return {"all studies": cost_fit()} | {f"without {s}": cost_fit(s) for s in studies()}


def _left_out() -> list[str]:
    out = [
        "| fit | k = c·ρ over ACSM | ρ backward over forward | c forward over ACSM | κ climbing |",
        "|---|---|---|---|---|",
    ]
    for name, fit in fits().items():
        cells = (
            f"{f.value:.2f} [{f.low:.2f}, {f.high:.2f}]" for f in (fit.k, fit.rho, fit.c, fit.kappa)
        )
        out.append(f"| {name} | {' | '.join(cells)} |")
    whole = cost_fit().k
    worst = max(abs(f.k.value - whole.value) for f in fits().values())
    out += [
        "",
        f"The largest change of k is {worst:.2f}; half its interval is "
        f"{(whole.high - whole.low) / 2.0:.2f}.",
    ]
    return out


def _anchors() -> list[str]:
    out = ["| study | factor | value | error of its logarithm | rows |", "|---|---|---|---|---|"]
    names = {"c": "c", "rho": "ρ", "kappa": "κ"}
    for a in anchors():
        out.append(
            f"| {a.study} | {names[a.factor]} | {a.value:.2f} | {a.log_error:.2f} | "
            f"{', '.join(a.sources)} |"
        )
    return out


def _checks() -> list[str]:
    """Return our prediction beside each measured or tabulated value."""
    out = [
        "| row | condition | source | ours | inside |",
        "|---|---|---|---|---|",
    ]
    for identifier, direction, grade in (
        ("E-01", Direction.FORWARD, 0.0),
        ("E-02", Direction.BACKWARD, 0.0),
        ("E-12", Direction.FORWARD, 0.0),
        ("E-13", Direction.FORWARD, 0.0),
        ("E-10", Direction.BACKWARD, 0.0),
        ("E-11", Direction.BACKWARD, 0.05),
    ):
        found = row(identifier)
        rate = energy_rate(direction, speed_m_min(found) / 60.0, YOUNG, grade)
        ours = rate.met if found.unit == "MET" else rate.vo2_gross_ml_kg_min
        assert ours.low is not None
        assert ours.high is not None
        inside = "yes" if ours.low <= found.number <= ours.high else "**no**"
        out.append(
            f"| {identifier} | {direction.value}, {found.condition} | {found.shown()} | "
            f"{_range(ours)} | {inside} |"
        )
    return out


def _speeds() -> list[str]:
    out = [
        "| speed (m/s) | forward (MET) | backward (MET) | backward is |",
        "|---|---|---|---|",
    ]
    for speed in (0.3, 0.6, 0.9, 1.2, 1.34, 1.5, 1.6, 1.9):
        ahead = energy_rate(Direction.FORWARD, speed, YOUNG).met
        back = energy_rate(Direction.BACKWARD, speed, YOUNG)
        marked = [n for n in back.notes if n.startswith("backward")]
        word = "extended" if marked else "between measured speeds"
        out.append(f"| {speed} | {_range(ahead)} | {_range(back.met)} | {word} |")
    return out


def _design() -> list[str]:
    out = ["| name | value | unit | why |", "|---|---|---|---|"]
    out += [f"| `{c.name}` | {c.value:g} | {c.unit} | {c.why} |" for c in DESIGN.values()]
    return out


def _turned_knee(trial: SagittalTrial, flexion_rad: Array, turn_deg: float) -> tuple[Array, Array]:
    moment = knee_moment_nm(trial)
    turned = flexion_rad + np.radians(turn_deg)
    return moment, patellofemoral_force_n(quadriceps_force_n(moment, turned), turned)


def _sensitivity() -> list[str]:
    """Return what errors of the input do to the peaks, on the simulated trial."""
    trial = simulated_trial()
    flexion = knee_flexion_rad(trial)
    weight = trial.mass_kg * STANDARD_GRAVITY_MS2
    stance = trial.force_n[:, 1:] > 0.0
    along = np.array([0.02 * weight, 0.0]) * stance
    moment, patella = _turned_knee(trial, flexion, 0.0)
    cases: list[tuple[str, SagittalTrial, float]] = [
        ("centre of pressure 2 cm forward", trial.with_pressure_centre_moved(0.02), 0.0),
        ("centre of pressure 2 cm backward", trial.with_pressure_centre_moved(-0.02), 0.0),
        ("fore-aft force + 2 % of body weight", replace(trial, force_n=trial.force_n + along), 0.0),
        ("fore-aft force − 2 % of body weight", replace(trial, force_n=trial.force_n - along), 0.0),
        ("ground force + 10 %", replace(trial, force_n=1.1 * trial.force_n), 0.0),
        ("ground force − 10 %", replace(trial, force_n=0.9 * trial.force_n), 0.0),
        ("knee bent 5° more", trial, 5.0),
        ("knee bent 5° less", trial, -5.0),
    ]
    out = [
        "| error of the input | peak knee moment | peak patellofemoral force | its impulse |",
        "|---|---|---|---|",
        f"| none | {moment.max():.0f} N m | {patella.max():.0f} N | "
        f"{patella.sum() * float(trial.time_s[1]):.0f} N s |",
    ]
    for name, changed, turn in cases:
        m, p = _turned_knee(changed, flexion, turn)
        parts = (m.max() / moment.max(), p.max() / patella.max(), p.sum() / patella.sum())
        out.append(f"| {name} | " + " | ".join(f"{100 * (x - 1):+.0f} %" for x in parts) + " |")
    return [re.sub(r"-(?=\d)", "−", line) for line in out]


TABLES = {
    "anchors": _anchors,
    "left_out": _left_out,
    "checks": _checks,
    "speeds": _speeds,
    "design": _design,
    "sensitivity": _sensitivity,
}


def page() -> str:
    """Return docs/dose.md with its blocks filled."""

    def filled(match: re.Match[str]) -> str:
        return match[1] + "\n" + "\n".join(TABLES[match[2]]()) + "\n\n" + match[3]

    return _BLOCK.sub(filled, PAGE.read_text(encoding="utf-8"))


@styled
def draw_left_out() -> None:
    """Draw the cost factor with each study left out."""
    figure, axes = plt.subplots(figsize=(7.2, 2.6))
    names = list(fits())
    for place, (name, fit) in enumerate(fits().items()):
        whole = name == "all studies"
        colour = BACKWARD if whole else MUTED
        axes.plot([fit.k.low, fit.k.high], [place, place], color=colour, lw=4 if whole else 2.5)
        axes.plot(fit.k.value, place, "o", color=INK, ms=6)
        axes.text(fit.k.value, place - 0.24, f"{fit.k.value:.2f}", ha="center", va="bottom")
    k = cost_fit().k
    axes.axvspan(k.low, k.high, color=BACKWARD, alpha=0.08, lw=0)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.7)
    axes.spines["left"].set_visible(False)
    axes.tick_params(left=False)
    axes.set_xlabel("k: net cost of walking backward over the ACSM equation for walking forward")
    save(figure, IMAGES / "cost-factor.svg")


@styled
def draw_uptake() -> None:
    """Draw oxygen uptake over speed with the rows it rests on."""
    figure, axes = plt.subplots(figsize=(7.2, 3.9))
    speeds = np.arange(0.3, 1.9001, 0.05)
    for direction, colour in ((Direction.BACKWARD, BACKWARD), (Direction.FORWARD, FORWARD)):
        rates = [energy_rate(direction, float(v), YOUNG).vo2_gross_ml_kg_min for v in speeds]
        values = np.array([[e.value, e.low, e.high] for e in rates], dtype=float)
        axes.fill_between(speeds, values[:, 1], values[:, 2], color=colour, alpha=0.15, lw=0)
        inside = (
            (speeds >= MEASURED_BACKWARD_MPS["slowest"] - 0.03)
            & (speeds <= MEASURED_BACKWARD_MPS["fastest"] + 0.03)
            if direction is Direction.BACKWARD
            else (speeds > 0.83) & (speeds < 1.67)
        )
        axes.plot(speeds, values[:, 0], color=colour, lw=1.4, ls=(0, (3, 2)))
        axes.plot(speeds[inside], values[inside, 0], color=colour, lw=2.6)
    for identifier, colour, place in (
        ("E-02", BACKWARD, (-8, 6)),
        ("E-10", BACKWARD, (8, 2)),
        ("E-01", FORWARD, (8, -12)),
        ("E-12", FORWARD, (0, 8)),
        ("E-13", FORWARD, (-4, -14)),
    ):
        found = row(identifier)
        scale = REST_ML_KG_MIN if found.unit == "MET" else 1.0
        at = speed_m_min(found) / 60.0
        error = found.sd if found.low is not None else 0.0
        axes.errorbar(
            at, found.number * scale, error, fmt="o", ms=6, color=colour, mec=INK, zorder=5
        )
        axes.annotate(
            identifier,
            (at, found.number * scale),
            place,
            textcoords="offset points",
            ha="right" if place[0] < 0 else "left",
            fontsize=8.5,
        )
    axes.text(1.88, 22.6, "backward", color=BACKWARD, ha="right", weight="bold")
    axes.text(1.88, 13.2, "forward", color=FORWARD, ha="right", weight="bold")
    axes.set_xlabel("speed (m/s), level ground; dashed where nothing was measured")
    axes.set_ylabel("oxygen uptake, rest included (mL/kg/min)")
    axes.set_xlim(0.28, 1.92)
    axes.set_ylim(0, 38)
    save(figure, IMAGES / "oxygen-uptake.svg")


def main() -> None:
    """Fill the page's blocks and draw its pictures."""
    PAGE.write_text(page(), encoding="utf-8")
    draw_left_out()
    draw_uptake()


if __name__ == "__main__":
    main()
