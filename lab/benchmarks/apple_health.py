"""Apple Health beside lxml: ``python -m lab.benchmarks.apple_health [--records 800000]``.

A made-up export of a phone and a watch is written to build/bench; both ways of reading run in
processes of their own, three times each, and must tell the same of every workout.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TextIO

from lab.benchmarks.processes import BUILD, ROOT

RECORDS = 800_000
REPEATS = 3
_HK = "HKQuantityTypeIdentifier"
_FIRST = datetime(2021, 1, 4, 5, 0, tzinfo=timezone(timedelta(hours=1)))
_PHONE, _WATCH = "Anna’s iPhone", "Anna’s Apple&#160;Watch"
# of a hundred records: active energy, basal energy, heart rate, steps, distance, ...
_SHARES = (
    ("ActiveEnergyBurned", "kcal", 29),
    ("BasalEnergyBurned", "kcal", 19),
    ("HeartRate", "count/min", 24),
    ("StepCount", "count", 11),
    ("DistanceWalkingRunning", "km", 11),
    ("WalkingSpeed", "km/hr", 1),
    ("WalkingStepLength", "cm", 1),
    ("FlightsClimbed", "count", 1),
    ("EnvironmentalAudioExposure", "dBASPL", 3),
)
_WORKOUTS_A_DAY = 0.6
_MARKUP = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-03-01 12:00:00 +0100"/>
 <Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexNotSet"/>
"""


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S %z")


def _device(rng: random.Random, watch: bool) -> str:
    place = f"0x{rng.randrange(1 << 36):09x}"
    words = (
        "name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7, software:9.1"
        if watch
        else "name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,5, software:16"
    )
    return f"&lt;&lt;HKDevice: {place}&gt;, {words}&gt;"


def _record(
    stream: TextIO,
    rng: random.Random,
    kind: str,
    unit: str,
    watch: bool,
    at: datetime,
    lasts_s: int,
) -> None:
    values = {
        "HeartRate": f"{rng.randrange(55, 150)}",
        "StepCount": f"{rng.randrange(3, 130)}",
        "DistanceWalkingRunning": f"{rng.random() * 0.1:.6g}",
        "WalkingSpeed": f"{3.0 + 3.0 * rng.random():.4g}",
        "WalkingStepLength": f"{rng.randrange(50, 85)}",
        "FlightsClimbed": "1",
    }
    value = values.get(kind) or f"{rng.random() * 5.0:.6g}"
    begin, end = _date(at), _date(at + timedelta(seconds=lasts_s))
    stream.write(
        f' <Record type="{_HK}{kind}" sourceName="{_WATCH if watch else _PHONE}" '
        f'sourceVersion="{"9.1" if watch else "16.1"}" device="{_device(rng, watch)}" '
        f'unit="{unit}" creationDate="{end}" startDate="{begin}" endDate="{end}" value="{value}"'
    )
    if kind == "HeartRate":
        stream.write(
            '>\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n'
            " </Record>\n"
        )
    else:
        stream.write("/>\n")


def write(path: Path, records: int) -> None:
    """Write an export with so many Records, a year of daily life for each 300,000."""
    rng = random.Random(7)
    days = max(7, records * 365 // 300_000)
    workouts = sorted(
        (_FIRST + timedelta(days=day, minutes=rng.randrange(60, 800)), rng.randrange(15, 75))
        for day in range(days)
        if rng.random() < _WORKOUTS_A_DAY
    )
    with path.open("w", encoding="utf-8") as stream:
        stream.write(_MARKUP)
        for kind, unit, share in _SHARES:
            count = records * share // 100
            # a watch reads the heart every five seconds in a workout, every few minutes else
            inside = count * 3 // 5 if kind == "HeartRate" else count // 10
            for _ in range(inside):
                start, minutes = rng.choice(workouts)
                at = start + timedelta(seconds=rng.randrange(minutes * 60 - 60))
                lasts_s = 0 if kind == "HeartRate" else rng.randrange(2, 60)
                _record(stream, rng, kind, unit, rng.random() < 0.7, at, lasts_s)
            for _ in range(count - inside):
                at = _FIRST + timedelta(seconds=rng.randrange(days * 86_400))
                lasts_s = 0 if kind == "HeartRate" else rng.randrange(2, 600)
                _record(stream, rng, kind, unit, rng.random() < 0.7, at, lasts_s)
        for start, minutes in workouts:
            _workout(stream, rng, start, minutes)
        stream.write("</HealthData>\n")


def _workout(stream: TextIO, rng: random.Random, start: datetime, minutes: int) -> None:
    begin, end = _date(start), _date(start + timedelta(minutes=minutes))
    stream.write(
        f' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="{minutes}" '
        f'durationUnit="min" sourceName="{_WATCH}" sourceVersion="9.1" '
        f'device="{_device(rng, True)}" creationDate="{end}" startDate="{begin}" endDate="{end}">\n'
        '  <MetadataEntry key="HKIndoorWorkout" value="0"/>\n'
        '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n'
        f'  <WorkoutStatistics type="{_HK}ActiveEnergyBurned" startDate="{begin}" '
        f'endDate="{end}" sum="{minutes * 4.5:.1f}" unit="kcal"/>\n </Workout>\n'
    )


Told = list[Any]
"""Of a workout: start, then by kind the chosen source, how many records, and their sum."""


def ours(path: Path) -> list[Told]:
    """Read with `retrowalk.formats`."""
    from retrowalk.formats import read_sessions

    told: list[Told] = []
    for session in read_sessions(path):
        totals, course = session.totals, session.course
        row: Told = [session.start_utc.timestamp()]
        for name in ("steps", "distance_m", "heart_rate_bpm", "speed_mps"):
            one = getattr(totals, name)
            column = None if course is None else getattr(course, name)
            rows = 0 if column is None else int((column == column).sum())
            row.append([None if one is None else round(one.value, 6), rows])
        told.append(row)
    return told


def theirs(path: Path) -> list[Told]:
    """Read with lxml.iterparse, one pass, as its documentation advises."""
    from lxml import etree

    kinds = {
        f"{_HK}StepCount": (0, {"count": 1.0}),
        f"{_HK}DistanceWalkingRunning": (1, {"km": 1000.0}),
        f"{_HK}HeartRate": (2, {"count/min": 1.0}),
        f"{_HK}WalkingSpeed": (3, {"km/hr": 1000.0 / 3600.0}),
    }
    rows: tuple[list[tuple[float, float, float, str]], ...] = ([], [], [], [])
    workouts: list[tuple[float, float, str]] = []
    instants: dict[str, float] = {}

    def instant(text: str) -> float:
        if text not in instants:
            instants[text] = datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").timestamp()
        return instants[text]

    for _, element in etree.iterparse(str(path), tag=("Record", "Workout")):
        told = element.attrib
        if element.tag == "Workout":
            workouts.append(
                (instant(told["startDate"]), instant(told["endDate"]), told["sourceName"])
            )
        elif told["type"] in kinds:
            kind, factors = kinds[told["type"]]
            value = float(told["value"]) * factors[told["unit"]]
            begin, end = instant(told["startDate"]), instant(told["endDate"])
            rows[kind].append((begin, end, value, told["sourceName"]))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return [_shared(one, rows) for one in workouts]


def _shared(
    workout: tuple[float, float, str],
    rows: tuple[list[tuple[float, float, float, str]], ...],
) -> Told:
    import bisect

    begin, end, own = workout
    told: Told = [begin]
    for kind, every in enumerate(rows):
        if not isinstance(every, tuple) and every and kind not in _SORTED:
            every.sort()
            _SORTED.add(kind)
        first, last = bisect.bisect_left(every, (begin,)), bisect.bisect_right(every, (end + 1.0,))
        inside = [one for one in every[first:last] if one[1] <= end]
        told.append(_chosen(kind, inside, own, end - begin))
    return told


_SORTED: set[int] = set()


def _chosen(
    kind: int, inside: list[tuple[float, float, float, str]], own: str, elapsed_s: float
) -> list[Any]:
    by_source: dict[str, list[tuple[float, float, float, str]]] = {}
    for one in inside:
        by_source.setdefault(one[3], []).append(one)
    if not by_source:
        return [None, 0]
    best = min(
        by_source,
        key=lambda name: (
            name != own,
            -sum(b - a for a, b, *_ in by_source[name]),
            -len(by_source[name]),
            name,
        ),
    )
    mine = sorted(set(by_source[best]))
    ends = len({one[1] for one in mine})
    values = [one[2] for one in mine]
    if kind in (0, 1):
        return [round(sum(values), 6), ends]
    if kind == 2:
        return [round(sum(values) / len(values), 6), ends]
    lasts = [b - a for a, b, *_ in mine]
    if sum(lasts) < 0.5 * elapsed_s:
        return [None, ends]
    mean = sum(v * s for v, s in zip(values, lasts, strict=True)) / sum(lasts)
    return [round(mean, 6), ends]


def _measured(which: str, path: Path) -> dict[str, Any]:
    """Run one way in a process of its own."""
    command = [sys.executable, "-m", "lab.benchmarks.apple_health", "--one", which, str(path)]
    environment = dict(os.environ, PYTHONPATH=f"{ROOT / 'src'}:{ROOT}", OMP_NUM_THREADS="1")
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _one(which: str, path: Path) -> None:
    read = {"ours": ours, "lxml": theirs}[which]
    for module in ("lxml.etree", "retrowalk.formats"):
        importlib.import_module(module)  # loading them is not reading
    began = time.process_time()
    told = read(path)
    lasted = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    json.dump({"seconds": lasted, "peak_mib": peak, "told": told}, sys.stdout)


def same(one: list[Told], other: list[Told]) -> bool:
    """Return whether two ways tell the same of every workout, sums to five digits."""

    def numbers(told: list[Told]) -> Iterator[float]:
        for row in told:
            yield float(row[0])
            for value, count in row[1:]:
                yield -1.0 if value is None else float(value)
                yield float(count)

    pairs = list(zip(numbers(one), numbers(other), strict=True))
    return all(abs(a - b) <= 1e-5 * max(1.0, abs(a)) for a, b in pairs)


def main() -> None:
    """Write the export, run both, check that they tell the same, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _one(given.one[0], Path(given.one[1]))
        return
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"apple-{given.records}.xml"
    if not path.exists():
        write(path, given.records)
    size = path.stat().st_size / 1e6
    runs: dict[str, list[dict[str, Any]]] = {"ours": [], "lxml": []}
    for _ in range(REPEATS):
        for which, done in runs.items():
            done.append(_measured(which, path))
    told = runs["ours"][0]["told"]
    if not same(told, runs["lxml"][0]["told"]):
        sys.exit("the two tell different things")
    seconds = {which: statistics.median(r["seconds"] for r in done) for which, done in runs.items()}
    print(f"{given.records:,} records, {len(told)} workouts, {size:.0f} MB; the same result\n")
    print("| reader | CPU s (median of 3) | MB/s | peak memory, MiB |\n| --- | --- | --- | --- |")
    for which, title in (("ours", "retrowalk"), ("lxml", "lxml.iterparse")):
        peak = max(run["peak_mib"] for run in runs[which])
        print(f"| {title} | {seconds[which]:.2f} | {size / seconds[which]:.0f} | {peak:.0f} |")
    print(f"\n{seconds['lxml'] / seconds['ours']:.1f} times as fast")


if __name__ == "__main__":
    main()
