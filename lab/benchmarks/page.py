"""docs/benchmarks.md, written from the results of a run."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab.benchmarks.scoring import Counted, Key, Turned
from lab.benchmarks.speed import Table
from lab.benchmarks.vqf_check import Apart
from retrowalk import Direction

# words on the page -> (asked alone or told where the walking is, list of times of the adapter)
MOBGAP_WAYS = {
    "mobgap, fast pair": ("alone", "pair_s"),
    "mobgap, stock pipeline": ("alone", "pipeline_s"),
    "mobgap IcdIonescu, told where": ("told", "contacts_s"),
}
SKDH_WAYS = {
    "scikit-digital-health": ("alone", "pipeline_s"),
    "scikit-digital-health, told where": ("told", "contacts_s"),
    "the same after its checks": ("told", "checked_s"),
}
RULES = {
    "mobgap": "phase rule of mobgap's main branch",
    "scikit-digital-health": "sign rule of scikit-digital-health",
}
_SPEED_HEAD = (
    "tool",
    "what it does",
    "work, s",
    "processor, s",
    "times real time",
    "peak, MiB",
    "before, MiB",
    "contacts told",
)


@dataclass(frozen=True)
class Run:
    """What a page must say of its run."""

    hours: int
    versions: Mapping[str, Mapping[str, str]]
    load: float
    took_s: float


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def speed_text(one: Table) -> str:
    """Return one table of times with what its recording holds."""
    walked = one.recording.walking_s / one.recording.duration_s
    return (
        f"### {one.title}\n\n{one.recording.duration_s / 3600:g} h at 100 Hz, "
        f"{100 * walked:.0f} % walking, {one.recording.contacts} true initial contacts.\n\n"
        + table(_SPEED_HEAD, [timing.cells() for timing in one.timings])
    )


def walks_text(
    contacts: Mapping[str, Mapping[Key, Counted]],
    turned: Mapping[str, Mapping[Key, Turned]],
    notes: Sequence[str],
    up: str,
) -> str:
    """Return the sections on contacts, orientation and up."""
    keys = sorted({key for many in contacts.values() for key in many}, key=_order)
    rows = [
        (f"{key[0]}, {key[1]}", tool, *many[key].cells())
        for key in keys
        for tool, many in contacts.items()
        if key in many
    ]
    head = ("walks", "tool", "told", "true", "found (share, 95 %)", "stretches without any")
    told = [
        (
            f"{key[0]}, {key[1]}",
            *(str(many[key]) if key in many else "" for many in turned.values()),
        )
        for key in keys
    ]
    said = "".join(f"\n\n{note}" for note in notes)
    return (
        f"{_CONTACTS}\n{table(head, rows)}\n\n{_TURNED}\n"
        f"{table(('walks', *turned), told)}{said}\n\n{_UP}\n{up}"
    )


def _order(key: Key) -> tuple[bool, bool, bool, str]:
    """Forward first, worn sensors before virtual ones, captures before simulations."""
    worn, virtual = (key[0].startswith(source) for source in ("mobilised", "simulated"))
    return key[1] is Direction.BACKWARD, not worn, virtual, key[0]


def axis_text(front: Mapping[Key, Turned]) -> str:
    """Return how often scikit-digital-health itself finds which axis points to the front."""
    counts = sum(front.values(), Turned())
    return (
        "Not told which axis points to the front or back, scikit-digital-health finds it in "
        f"{counts.turned} of {counts.turned + counts.kept} stretches."
    )


def up_text(found: Mapping[str, Apart]) -> str:
    """Return by how much two answers for up differ."""
    rows = [
        (
            source,
            str(one.recordings),
            f"{one.seconds:.0f}",
            f"{one.median_deg:.1f}",
            f"{one.p95_deg:.1f}",
        )
        for source, one in found.items()
    ]
    return table(("walks", "recordings", "seconds", "median, degrees", "95 %, degrees"), rows)


def stream_text(answer: Mapping[str, Any] | str) -> str:
    """Return the section on the live form: its times, or why there are none."""
    if isinstance(answer, str):
        return f"{_STREAM}\nSkipped: {answer}."
    return (
        f"{_STREAM}\n{answer['us_per_sample']:.1f} microseconds for each sample; the longest push "
        f"took {answer['longest_push_ms']:.1f} ms; {answer['events']} events."
    )


def machine() -> str:
    """Return the machine in words."""
    info = Path("/proc/cpuinfo")
    names = [
        line.split(":", 1)[1].strip()
        for line in (info.read_text().splitlines() if info.exists() else [])
        if line.startswith("model name")
    ]
    name = names[0] if names else platform.processor() or "unknown processor"
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{name}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}"
    )


def _about(run: Run) -> str:
    hours = "" if run.hours == 2 else f" BENCH_HOURS={run.hours}"
    rows = [
        ("command", f"`make bench{hours}`"),
        ("machine", machine()),
        ("load of the machine at the start", f"{run.load:.1f} (one minute's average)"),
        ("whole run", f"{run.took_s / 60:.0f} minutes"),
    ]
    for package, inside in run.versions.items():
        rows.append((package, ", ".join(f"{name} {number}" for name, number in inside.items())))
    return table(("", ""), rows)


def page(run: Run, texts: Sequence[str]) -> str:
    """Return the whole page."""
    return "\n\n".join([f"{_INTRO}\n{_about(run)}\n\n{_SPEED}".strip(), *texts]) + "\n"


_INTRO = """# Benchmarks

Retrowalk's tracker beside other open software for a sensor at the lower back, on the same
recordings, in one run. Written by `make bench` from its results. With thanks to those who made
and shared them, the peers are

- [mobgap](https://github.com/mobilise-d/mobgap) of the Mobilise-D consortium (Apache-2.0): gait
  sequences, initial contacts, stride length and walking speed, validated in several cohorts;
- [scikit-digital-health](https://github.com/pfizer-opensource/scikit-digital-health) of Pfizer
  (MIT): gait, activity, sleep and sit-to-stand from wearable sensors;
- [VQF](https://github.com/dlaidig/vqf) of Daniel Laidig and Thomas Seel (MIT): the attitude of a
  sensor, nothing of walking.

They answer other questions than Retrowalk does: none of them is made to tell backward from
forward walking, and what they measure beyond steps (stride length, turns, weeks of wear) is not
compared here. Each runs as it is installed from PyPI, with its own defaults, in an environment of
its own pinned in `lab/benchmarks/peers/`.
"""

_SPEED = """## Speed and memory

One simulated lower-back recording, six axes, 100 Hz, body axes. The mixed day is rest and walking
bouts of 6 to 180 s, a third of them backward; two different hours follow each other in turn. Each
tool runs in a process of its own, on one thread. *Work* is the median wall time of the call (and
the range of three runs; beyond two hours one run, and a tool that would take more than eight
minutes is timed on two hours and scaled); the samples are in memory in the tool's own units
before, and it has run on the first minute once, so that compiling on first use does not count.
*Processor* is the median time of the processor for the same call: on a machine that does other
things meanwhile it is the fairer of the two, and *times real time* is made from it. *Peak* is the
most memory that the process held, from its start; *before* is that peak just before the call,
with libraries and samples loaded. *Contacts told* shows that the tools were at work on walking;
accuracy is below.
"""

_CONTACTS = """## Steps

*Worn* (mobilised, from mobgap's example data): two people with a sensor at the lower back, truth
from instrumented insoles; the reference does not state the direction, and all of it is taken as
forward. *Captured* (SNU, CMU): motion capture turned into a sensor; Retrowalk's weights were
fitted to these captures, the peers' methods were not. *Simulated*: twelve virtual people; no
evidence of accuracy, and made with curves from the same captures. Stretches are split at 8 s,
because scikit-digital-health is made for bouts of that length and more (its own default), and
mobgap's gait sequences need several steps as well; most captures last 2 to 5 s and show these
tools outside of what they are made for. SNU's stretches from 8 s are free walks and spirals of a
second session, in which the pelvis moves otherwise than in the first session and than in the worn
recordings: what the rules below say of it tells of the capture as much as of the rule.

A true contact counts as found if the tool tells one within 0.25 s of it, each used once. Shares
are of the true contacts, with 95 % Wilson intervals; contacts of one walk are not independent, so
the intervals are too narrow. *Told where* means that the tool was given the stretch as walking;
otherwise it finds the walking itself. Retrowalk always does; its axes were told here, as the
peers' axes are. scikit-digital-health's *checks* keep contacts that begin a whole step, so the
last ones of a bout are never among them.
"""

_TURNED = """## Which way round

How often a rule takes the sensor for turned round, one answer for each stretch of walking, the
sensor always sitting as it was told to be. The peers' rules are there to find a sensor worn the
wrong way round, and they assume a wearer who walks forward; to them a backward walk looks like a
forward walk with the sensor reversed. The last columns of Retrowalk are its answer *backward* for
the stretch. What was counted:

- **mobgap**: version 1.2.0 as released has no such step and trusts the mounting it documents. Its
  public main branch has one (`re_orientation`, method DM, mode `full`; its default mode trusts an
  upright sensor and does not turn it, and the stock pipelines leave it off). Its rule is written
  anew here: the phase of the cross spectrum between vertical and forward acceleration, averaged
  from 0.5 to 2.5 Hz with the vertical power as weight, after the released package's own filter;
  *turned* where it is negative, *unanswered* where the stretch is shorter than the filter.
- **scikit-digital-health**: `PreprocessGaitBout.get_ap_axis_sign`, part of every run of
  `GaitLumbar`, asked for the axis that points to the front; *turned* where it is -1 (its scale
  is not documented; nearly all worn walks give +1).
- **Retrowalk**: the direction that holds most of the stretch, *turned* where it is backward,
  *unanswered* where it is unknown; once told the axes, once calibrated by a forward walk of the
  same person (not there for the worn recordings and for people with a single clip).
"""

_UP = """## Up

The angle between up as VQF tells it (`offlineVQF`) and up as Retrowalk's tracker tells it, of all
samples at 50 Hz. A cross-check of two methods, not a test of accuracy of either.
"""

_STREAM = """## Streaming

The live form, an hour of walking handed over 0.1 s at a time.
"""
