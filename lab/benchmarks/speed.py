"""How long each tool works on long recordings, and how much memory it holds meanwhile."""

from __future__ import annotations

import shutil
import statistics
from dataclasses import dataclass

from lab.benchmarks.day import Long, mixed_day, walking_hour
from lab.benchmarks.peers.exchange import save_long
from lab.benchmarks.processes import BUILD, OURS, Ran, Skipped, Tool, run

REPEATS = 3
SHORT_H = 2
SLOWEST_S = 480.0
_TRACK = "direction, steps, cadence, speed, bouts (waist, calibrated)"
_PAIR = "gait sequences and initial contacts (GsdIonescu, IcdIonescu)"
_STOCK = "its stock pipeline, MobilisedPipelineHealthy"
_GAIT = "PredictGaitLumbarLgbm, then GaitLumbar"
TOOLS = (
    Tool(OURS, "retrowalk_peer", "track", _TRACK),
    Tool("mobgap", "mobgap_peer", "pair", _PAIR),
    Tool("mobgap", "mobgap_peer", "pipeline", _STOCK),
    Tool("scikit-digital-health", "skdh_peer", "pipeline", _GAIT),
    Tool("vqf", "vqf_peer", "live", "attitude alone, VQF.updateBatch"),
    Tool("vqf", "vqf_peer", "offline", "attitude alone, offlineVQF"),
)


@dataclass(frozen=True)
class Timing:
    """What one tool took for one recording.

    Attributes:
        tool: what ran.
        runs: every run that was measured.
        hours: length of the recording asked for.
        measured_hours: length of the one that ran; shorter where it would take too long.
        skipped: why there are no runs.
    """

    tool: Tool
    runs: tuple[Ran, ...]
    hours: float
    measured_hours: float
    skipped: str = ""

    def seconds(self, name: str) -> list[float]:
        """Return a time of every run, scaled to the length asked for."""
        scale = self.hours / self.measured_hours
        return [scale * float(one.found[name]) for one in self.runs]

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        first = ("Retrowalk" if self.tool.package == OURS else self.tool.package, self.tool.words)
        if not self.runs:
            return (*first, f"skipped: {self.skipped}", "", "", "", "", "")
        work = self.seconds("work_s")
        text = f"{statistics.median(work):.2f}"
        if len(work) > 1:
            text += f" ({min(work):.2f}-{max(work):.2f})"
        cpu_s = statistics.median(self.seconds("cpu_s"))
        last = self.runs[-1]
        contacts = str(last.found["answer"].get("contacts", ""))
        if self.measured_hours != self.hours:
            text += f", scaled from {self.measured_hours:g} h"
            contacts = ""
        return (
            *first,
            text,
            f"{cpu_s:.2f}",
            f"{self.hours * 3600.0 / cpu_s:,.0f}",
            f"{max(one.peak_mib for one in self.runs):.0f}",
            f"{float(last.found['before_mib']):.0f}",
            contacts,
        )


def measure(tool: Tool, source: str, hours: float, repeats: int) -> Timing:
    """Run one tool so many times on build/bench/SOURCE."""
    runs: list[Ran] = []
    for _ in range(repeats):
        one = run(tool, BUILD / source)
        if isinstance(one, Skipped):
            return Timing(tool, (), hours, hours, one.reason)
        runs.append(one)
    return Timing(tool, tuple(runs), hours, hours)


def scaled(short: Timing, hours: float) -> Timing | None:
    """Return the short timing for the long recording where that would take too long."""
    if not short.runs:
        return Timing(short.tool, (), hours, hours, short.skipped)
    answer = Timing(short.tool, short.runs, hours, short.hours)
    return answer if statistics.median(answer.seconds("work_s")) > SLOWEST_S else None


@dataclass(frozen=True)
class Table:
    """All tools on one recording."""

    title: str
    recording: Long
    timings: tuple[Timing, ...]


def mixed(hours: int) -> Table:
    """Time a mixed day; beyond `SHORT_H` hours once, and scaled where that is too slow."""
    short_h = min(hours, SHORT_H)
    recording = mixed_day(short_h)
    save_long(BUILD / f"mixed-{short_h}h", recording.signals)
    timings = [measure(tool, f"mixed-{short_h}h", short_h, REPEATS) for tool in TOOLS]
    if hours > SHORT_H:
        recording = mixed_day(hours)
        folder = BUILD / f"mixed-{hours}h"
        save_long(folder, recording.signals)
        timings = [
            scaled(one, hours) or measure(one.tool, folder.name, hours, 1) for one in timings
        ]
        shutil.rmtree(folder)
    return Table(f"Mixed day, {hours} h", recording, tuple(timings))


def walking() -> Table:
    """Time one hour of walking."""
    recording = walking_hour()
    save_long(BUILD / "walking-1h", recording.signals)
    timings = tuple(measure(tool, "walking-1h", 1.0, REPEATS) for tool in TOOLS)
    return Table("Walking, 1 h", recording, timings)


STREAM = Tool(OURS, "retrowalk_peer", "stream", "the live form, pushed 0.1 s at a time")


def stream() -> Ran | Skipped:
    """Time the live form on an hour of walking, or say why not."""
    save_long(BUILD / "walking-1h", walking_hour().signals)
    return run(STREAM, BUILD / "walking-1h")
