"""Each tool in a process and an environment of its own, and what came of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "bench"
LAUNCH = Path(__file__).with_name("launch.py")
OURS = "retrowalk"
# one thread each, so that a tool with a threaded library is not compared with one without
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Tool:
    """One way to use one package.

    Attributes:
        package: its name on PyPI and of its environment below build/bench; ours is `OURS`.
        module: the adapter in lab.benchmarks.peers.
        job: the adapter's job.
        words: what it does, for the page.
    """

    package: str
    module: str
    job: str
    words: str


@dataclass(frozen=True)
class Ran:
    """A process that ended well.

    Attributes:
        wall_s: of the whole process, imports and reading included.
        peak_mib: the most memory that it held.
        found: what the adapter wrote.
    """

    wall_s: float
    peak_mib: float
    found: Mapping[str, Any]

    @property
    def versions(self) -> dict[str, str]:
        """Versions of the packages inside."""
        return dict(self.found.get("versions", {}))


@dataclass(frozen=True)
class Skipped:
    """A tool that gave no result."""

    reason: str


def interpreter(package: str) -> Path:
    """Return the Python of a tool's environment, whether it exists or not."""
    return Path(sys.executable) if package == OURS else BUILD / package / "bin" / "python"


def environment(package: str) -> dict[str, str]:
    """Return the variables of a tool's process; only ours may see our own packages."""
    path = os.environ.get("PYTHONPATH", "") if package == OURS else ""
    return {
        **os.environ,
        **_ONE_THREAD,
        "PYTHONPATH": os.pathsep.join(filter(None, (path, str(ROOT)))),
        "PYTHONWARNINGS": "ignore",
    }


def ran(measured_text: str, found_text: str) -> Ran:
    """Read what the launcher and the adapter wrote (two JSON texts)."""
    measured = json.loads(measured_text)
    return Ran(float(measured["wall_s"]), float(measured["peak_mib"]), json.loads(found_text))


def run(tool: Tool, source: Path, *, timeout_s: float = 900.0) -> Ran | Skipped:
    """Run one job of one tool.

    Args:
        tool: what to run.
        source: the recordings, see lab.benchmarks.peers.exchange.
        timeout_s: after this the tool is stopped and skipped.
    """
    python = interpreter(tool.package)
    if not python.exists():
        return Skipped(f"build/bench/{tool.package} is not set up; `make bench` makes it")
    BUILD.mkdir(parents=True, exist_ok=True)
    target = BUILD / f"{tool.module}-{tool.job}.json"
    measured = target.with_suffix(".measured.json")
    for old in (target, measured):
        old.unlink(missing_ok=True)
    launch = [sys.executable, str(LAUNCH), str(measured), str(timeout_s)]
    adapter = [str(python), "-m", f"lab.benchmarks.peers.{tool.module}", tool.job]
    done = subprocess.run(
        [*launch, *adapter, str(source), str(target)],
        cwd=ROOT,
        env=environment(tool.package),
        capture_output=True,
        text=True,
        check=False,
    )
    if not measured.exists() or not target.exists():
        return Skipped(_why(done.stderr, measured, timeout_s))
    return ran(measured.read_text(), target.read_text())


def _why(stderr: str, measured: Path, timeout_s: float) -> str:
    if measured.exists() and json.loads(measured.read_text())["status"] == -signal.SIGKILL:
        return f"stopped: longer than {timeout_s:.0f} s, or out of memory"
    lines = stderr.strip().splitlines()
    return f"failed: {lines[-1] if lines else 'without a word'}"
