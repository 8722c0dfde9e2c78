"""docs/robustness.md, written from one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lab.robustness.guides import Guided
from lab.robustness.reading import LONGEST_S, MOST_BYTES, Outcome
from lab.robustness.tally import Tally

PICTURE = "robustness.svg"
MEGABYTE = 1e6
_FAILURES = (Outcome.UNCLEAR, Outcome.CRASH, Outcome.HANG, Outcome.MEMORY)

_HEAD = """# Robustness

Files are damaged by broken downloads, full disks and other programs, and some are made to harm.
Whatever a file holds, a reader gives a recording or sessions, or refuses it in one sentence
with the file, the place and a remedy. It never ends the program, takes no more than {seconds:g} s
of CPU time for a small file, and no more than {megabytes:.0f} MB of memory above what the idle
interpreter holds.

![What became of mutated files](images/{picture})

"""
_HOW = """
## How it is measured

`lab/format_samples` has a small valid file for every layout of every format. A seeded generator
breaks them: bits, bytes, chunks left out, repeated, moved, wiped; ends cut off; two files spliced;
whole numbers at their edges where lengths and counts stand; numbers as text at theirs; lines, cells
and columns of tables; values of JSON and its nesting; tags, attributes, encodings, document types
and entities of XML; members of archives, their names, packing, directory and links. After an edit
checksums are often put right, so that the damage is met behind them. Some files are packed with
gzip. Half are read with their format named, half have it found.

Each file is read in a process of its own kind: warnings are errors in it, and its CPU time is that
of all its threads, so that a loaded machine changes nothing; a process that waits for 60 s on the
wall hangs as well. Memory is the kernel's high-water mark of the resident set, set back before each
file, less what the process held after reading every sample once. "Unclear" is a refusal of more
than one line or {longest} signs, without the file's name, a remedy, or a place where the format has
places. What is said of a file as a whole (too short, another format, a file missing in an archive)
has no place; the column "with a place" counts the others.

Files made by hand against all readers are in `tests/unit/test_hostile_files.py`: zip bombs flat,
nested and overlapping, a gzip bomb, XML bombs and external entities, deep nesting, names that climb
out of archives, links, Parquet that claims billions of rows, a line of 100 MB, a million columns,
pipes and devices.

`make test` reads a fixed sample of mutated files, `make soak` all of them
(`RETROWALK_SOAK_FILES=20000`, `RETROWALK_SOAK_GUIDED_S=60` for each binary format).
A file that fails is kept below `build/robustness/failures/`, and read again with

```text
python -m lab.robustness --replay FILE [--format FORMAT]
```
"""


@dataclass(frozen=True, slots=True)
class About:
    """Of a run: its command, its machine in words, how long it took."""

    command: str
    machine: str
    took_s: float


def page(about: About, tallies: Mapping[str, Tally], guided: Sequence[Guided], longest: int) -> str:
    """Return the whole page."""
    head = _HEAD.format(seconds=LONGEST_S, megabytes=MOST_BYTES / MEGABYTE, picture=PICTURE)
    made = f"\nMade by `{about.command}` in {about.took_s / 60:.0f} min on {about.machine}.\n"
    parts = [head, table(tallies), made, guided_text(guided), _HOW.format(longest=longest)]
    return "".join(parts)


def table(tallies: Mapping[str, Tally]) -> str:
    """Return the table of the formats and their sum."""
    lines = [
        "| format | layouts | files | read | refused | with a place | unclear | crash | hang "
        "| memory | longest, s | most, MB |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    rows = [*tallies.items(), ("all", _sum(list(tallies.values())))]
    for name, tally in rows:
        failures = " | ".join(f"{tally.counts[outcome]}" for outcome in _FAILURES)
        lines.append(
            f"| {name} | {tally.layouts} | {tally.files} | {tally.counts[Outcome.READ]} "
            f"| {tally.counts[Outcome.REFUSED]} | {tally.located} | {failures} "
            f"| {max(tally.cpu_s, default=0.0):.2f} "
            f"| {max(tally.peak_bytes, default=0) / MEGABYTE:.0f} |"
        )
    return "\n".join(lines) + "\n"


def _sum(tallies: Sequence[Tally]) -> Tally:
    whole = Tally(sum(tally.layouts for tally in tallies))
    for tally in tallies:
        for outcome, count in tally.counts.items():
            whole.counts[outcome] += count
        whole.located += tally.located
        whole.cpu_s += tally.cpu_s
        whole.peak_bytes += tally.peak_bytes
    return whole


def guided_text(guided: Sequence[Guided]) -> str:
    """Return the section on mutations led by coverage; empty without runs."""
    if not guided:
        return ""
    lines = [
        "\n## Led by coverage\n",
        "atheris keeps what reaches a new branch of the package and mutates it further.\n",
        "| format | files | branches reached | beyond the samples | found |",
        "|---|---|---|---|---|",
    ]
    for one in guided:
        found = "a failure" if one.failure else "nothing"
        lines.append(f"| {one.format} | {one.files} | {one.places} | {one.gained} | {found} |")
    return "\n".join(lines) + "\n"
