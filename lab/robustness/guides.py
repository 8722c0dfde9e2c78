"""Runs of atheris, one process for each binary format, and what they told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.robustness.material import Material

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "build" / "fuzz" / "bin" / "python"
MISSING = (
    "coverage-guided runs are skipped: build/fuzz is not there; `make soak` sets it up where "
    "atheris has a wheel"
)
_START_S = 120
_COVERED = re.compile(r"cov: (\d+) ")
_RUNS = re.compile(r"stat::number_of_executed_units: +(\d+)")


@dataclass(frozen=True, slots=True)
class Guided:
    """What one run told.

    Attributes:
        format: of the files.
        files: that were read.
        places: of the package that were reached, as the engine counts them.
        gained: of these, beyond what the samples reach.
        failure: the end of its output where something was found, else "".
    """

    format: str
    files: int
    places: int
    gained: int
    failure: str


def is_there() -> bool:
    """Return whether the environment with atheris is set up."""
    return PYTHON.exists()


def binary_formats(materials: tuple[Material, ...]) -> list[str]:
    """Return the formats with a binary sample that is a file."""
    return sorted({m.format for m in materials if m.is_binary and isinstance(m.content, bytes)})


def runs(materials: tuple[Material, ...], seconds: int, folder: Path) -> Iterator[Guided]:
    """Run the binary formats one after the other.

    Args:
        materials: the samples.
        seconds: for each format.
        folder: where samples are laid and what is found is kept, for `--replay`.
    """
    for format in binary_formats(materials):
        samples, found = folder / format / "samples", folder / format / "found"
        shutil.rmtree(folder / format, ignore_errors=True)
        samples.mkdir(parents=True)
        found.mkdir()
        for i, one in enumerate(m for m in materials if m.format == format):
            if isinstance(one.content, bytes):
                (samples / f"{i}-{one.file_name}").write_bytes(one.content)
        yield _run(format, samples, found, seconds)


def _run(format: str, samples: Path, found: Path, seconds: int) -> Guided:
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    done = subprocess.run(
        [str(PYTHON), "-m", "lab.robustness.guided", format, samples, found, str(seconds)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=seconds + _START_S,
        check=False,
    )
    text = done.stdout + done.stderr
    covered = [int(number) for number in _COVERED.findall(text)]
    files = _RUNS.search(text)
    return Guided(
        format,
        int(files.group(1)) if files else 0,
        max(covered, default=0),
        max(covered, default=0) - min(covered, default=0),
        "" if done.returncode == 0 else text[-3000:],
    )
