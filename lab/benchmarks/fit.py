"""How long readers of FIT files take: ``python -m lab.benchmarks.fit [--rounds 3]``.

Retrowalk reads each file into a `Session`, the others into what they give their users. Peers
stand in an environment of their own, which `make build/bench/fit-readers/.done` sets up; one that
is not there is skipped and said so.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
from pathlib import Path

from garmin_fit_sdk import Encoder, Profile

from lab.benchmarks.peers.fit_peer import READERS
from lab.benchmarks.processes import BUILD, OURS, Skipped, Tool, run

HOURS = (1, 10)
MOST_RATIO = 1.5
"""Retrowalk is to take at most so many times as long as the fastest of the others."""
PEERS = "fit-readers"
WORDS = {
    "retrowalk": "Session: totals, laps, course",
    "fitfast": "dictionaries of all messages (Rust)",
    "fitfast-columns": "columns of the records alone (Rust)",
    "pyfitparsernative": "dictionaries of all messages (Rust)",
    "fittie": "objects",
    "garmin": "dictionaries of all messages",
    "fitdecode": "frames, one by one",
    "fitparse": "messages, one by one",
    "fit-tool": "objects",
}
_START_S = 1_130_000_000


def write_activity(path: Path, hours: int, *, maker: bool) -> None:
    """Write a walk with Garmin's encoder: a record a second, a lap each ten minutes.

    Args:
        path: a file there is replaced.
        hours: its length.
        maker: whether a message of the maker's own follows each record, as watches do it.
    """
    encoder = Encoder()
    numbers = Profile["mesg_num"]

    def add(name: str, **fields: object) -> None:
        encoder.on_mesg(numbers[name], fields)

    seconds = 3600 * hours
    add("FILE_ID", type="activity", manufacturer="development", time_created=_START_S)
    add("EVENT", timestamp=_START_S, event="timer", event_type="start")
    for k in range(seconds):
        add(
            "RECORD",
            timestamp=_START_S + k,
            position_lat=500_000_000 + 100 * k,
            position_long=100_000_000 + 90 * k,
            enhanced_altitude=100.0 + 20.0 * math.sin(k / 100.0),
            heart_rate=100 + k % 40,
            cadence=55 + k % 5,
            fractional_cadence=0.5,
            distance=1.3 * k,
            enhanced_speed=1.3,
        )
        if maker:
            add("GPS_METADATA", timestamp=_START_S + k, enhanced_speed=1.3, heading=90.0)
        if k % 600 == 599:
            lap = {"message_index": k // 600, "start_time": _START_S + k - 599}
            timed = {"total_elapsed_time": 600.0, "total_timer_time": 600.0}
            add(
                "LAP", timestamp=_START_S + k + 1, sport="walking", total_cycles=560, **lap, **timed
            )
    end = {"timestamp": _START_S + seconds}
    timed = {"total_elapsed_time": float(seconds), "total_timer_time": float(seconds)}
    add("EVENT", event="timer", event_type="stop_all", **end)
    add("SESSION", start_time=_START_S, sport="walking", num_laps=6 * hours, **end, **timed)
    add("ACTIVITY", num_sessions=1, local_timestamp=_START_S + seconds + 7200, **end)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encoder.close())


def measure(path: Path, rounds: int) -> dict[str, tuple[float, str] | str]:
    """Return the best time of each reader in seconds with its version, or why there is none."""
    found: dict[str, tuple[float, str] | str] = {}
    for _ in range(rounds):
        for job, (package, _) in READERS.items():
            if isinstance(found.get(job), str):
                continue
            home = OURS if job == "retrowalk" else PEERS
            ran = run(Tool(home, "fit_peer", job, WORDS[job]), path, timeout_s=300.0)
            if isinstance(ran, Skipped):
                found[job] = ran.reason
                continue
            best, before = float(ran.found["work_s"]), found.get(job)
            least = min(best, before[0]) if isinstance(before, tuple) else best
            found[job] = (least, ran.versions.get(package, ""))
    return found


def table(path: Path, hours: int, found: dict[str, tuple[float, str] | str]) -> list[str]:
    """Return the lines of one file's table and of its verdict."""
    lines = [
        f"## {path.stem}: {hours} h, {path.stat().st_size / 1e6:.1f} MB",
        "",
        "| reader | version | into | ms | of Retrowalk's time |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    ours = found["retrowalk"]
    for job, cell in sorted(found.items(), key=_order):
        if isinstance(cell, str):
            lines.append(f"| {job} | | {WORDS[job]} | skipped: {cell} | |")
            continue
        ratio = f"{cell[0] / ours[0]:.2f}" if isinstance(ours, tuple) else ""
        lines.append(f"| {job} | {cell[1]} | {WORDS[job]} | {1000 * cell[0]:.1f} | {ratio} |")
    others = [one[0] for job, one in found.items() if job != "retrowalk" and isinstance(one, tuple)]
    if isinstance(ours, tuple) and others:
        times = ours[0] / min(others)
        verdict = "holds" if times <= MOST_RATIO else "is missed"
        lines += ["", f"{times:.2f} times the fastest other: the mark of {MOST_RATIO} {verdict}."]
    return [*lines, ""]


def _order(row: tuple[str, tuple[float, str] | str]) -> float:
    return row[1][0] if isinstance(row[1], tuple) else math.inf


def main() -> None:
    """Write the files, time every reader on each, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="each takes the best of so many")
    given = parser.parse_args()
    if given.rounds < 1:
        parser.error("--rounds needs at least 1")
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"python -m lab.benchmarks.fit --rounds {given.rounds}")
    print(f"{machine}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}\n")
    for hours in HOURS:
        for maker in (False, True):
            name = f"{'watch' if maker else 'plain'}-{hours}h.fit"
            path = BUILD / "fit" / name
            write_activity(path, hours, maker=maker)
            print("\n".join(table(path, hours, measure(path, given.rounds))), flush=True)


if __name__ == "__main__":
    main()
