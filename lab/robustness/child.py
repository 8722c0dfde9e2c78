"""The process that reads: mutated files in, results out, bounded in memory and CPU time.

Peak memory is the kernel's own high-water mark, set back before each file; CPU time is that of
all threads, so that a loaded machine makes nothing slower. A reader that goes on longer is ended
by the kernel with SIGPROF, wherever it is, and its traceback is left behind.
"""

from __future__ import annotations

import ctypes
import faulthandler
import resource
import shutil
import signal
import tempfile
import warnings
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa

from lab.robustness.material import Content, put
from lab.robustness.mutate import mutant
from lab.robustness.plan import Plan
from lab.robustness.reading import LONGEST_S, MOST_BYTES, Outcome, Result, tried

_ROOM_BYTES = 3 * 1024**3
"""Address space beyond the idle process: threads and libraries claim much that they never touch."""
_FORGET_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Replay:
    """A file on the disk instead of a mutated sample."""

    path: Path
    format: str | None


Order = int | Replay


def serve(pipe: Connection, plan: Plan, traces: Path) -> None:
    """Read files as they are ordered by number, until None comes.

    Args:
        pipe: orders in, `Result`s out.
        plan: what the numbers mean.
        traces: the file that tells where a hang was.
    """
    warnings.simplefilter("error")
    with traces.open("w", encoding="utf-8") as stream:
        faulthandler.enable(stream)
        # chained to the default, which ends the process
        faulthandler.register(signal.SIGPROF, stream, chain=True)
        with tempfile.TemporaryDirectory(prefix="robust-") as folder:
            idle_bytes = _warm(plan, Path(folder))
            _bounded()
            pipe.send(None)
            while (order := pipe.recv()) is not None:
                pipe.send(_measured(order, plan, Path(folder), idle_bytes))


def _warm(plan: Plan, folder: Path) -> int:
    """Read each sample, so that all is imported that will be, and return the memory held then."""
    for material in plan.materials:
        path = _placed(material.file_name, material.content, folder)
        tried(path, None)
        tried(path, material.format)
    return _status("VmRSS")


def _bounded() -> None:
    most = _status("VmSize") + _ROOM_BYTES
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _placed(name: str, content: Content, folder: Path) -> Path:
    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    path = folder / name
    put(content, path)
    return path


def _measured(order: Order, plan: Plan, folder: Path, idle_bytes: int) -> Result:
    if isinstance(order, Replay):
        path, format = order.path, order.format
    else:
        material, others, format = plan.at(order)
        made = mutant(material, others, plan.seed, order)
        path = _placed(made.file_name, made.content, folder)
    _given_back()
    Path("/proc/self/clear_refs").write_text(_FORGET_PEAK, encoding="ascii")
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    result = tried(path, format)
    signal.setitimer(signal.ITIMER_PROF, 0.0)
    peak_bytes = max(0, _status("VmHWM") - idle_bytes)
    if result.outcome in (Outcome.READ, Outcome.REFUSED) and peak_bytes > MOST_BYTES:
        return replace(result, outcome=Outcome.MEMORY, peak_bytes=peak_bytes)
    return replace(result, peak_bytes=peak_bytes)


def _given_back() -> None:
    """Give freed memory back to the system: what one file left must not count for the next."""
    pa.default_memory_pool().release_unused()
    ctypes.CDLL(None).malloc_trim(0)


def _status(key: str) -> int:
    text = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    line = next(line for line in text.splitlines() if line.startswith(f"{key}:"))
    return int(line.split()[1]) * 1024
