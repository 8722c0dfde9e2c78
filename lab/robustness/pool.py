"""A pool of reading processes: one that dies is replaced, and what killed it is named."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from lab.robustness.child import Order, serve
from lab.robustness.plan import Plan
from lab.robustness.reading import Outcome, Result

LONGEST_WAIT_S = 60.0
"""Time on the wall after which a process that takes no CPU time counts as hanging."""
_START_S = 120.0
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    """A process, what it is at, and since when."""

    process: BaseProcess
    pipe: Connection
    traces: Path
    order: Order | None = None
    since_s: float = 0.0


class Pool:
    """Processes that read; used with `with`."""

    def __init__(self, plan: Plan, count: int, folder: Path) -> None:
        """Prepare the pool.

        Args:
            plan: what the numbers mean.
            count: of processes.
            folder: for what dying processes leave behind.
        """
        self._plan = plan
        self._folder = folder
        self._workers = [self._started(i) for i in range(count)]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            if worker.order is None and worker.process.is_alive():
                worker.pipe.send(None)
                worker.process.join(5.0)
            _ended(worker)

    def results(self, orders: Iterable[Order]) -> Iterator[tuple[Order, Result]]:
        """Yield what became of each file, in the order in which they are done."""
        left = iter(orders)
        for worker in self._workers:
            _give(worker, left)
        while any(worker.order is not None for worker in self._workers):
            busy = [worker for worker in self._workers if worker.order is not None]
            ready = wait([worker.pipe for worker in busy], timeout=1.0)
            for worker in busy:
                order = worker.order
                assert order is not None
                if worker.pipe in ready:
                    result = _received(worker)
                elif time.monotonic() - worker.since_s > LONGEST_WAIT_S:
                    result = Result(Outcome.HANG, f"waited {LONGEST_WAIT_S:g} s for nothing")
                    _ended(worker)
                else:
                    continue
                if not worker.process.is_alive():
                    at = self._workers.index(worker)
                    worker = self._workers[at] = self._started(at)
                _give(worker, left)
                yield order, result

    def _started(self, number: int) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        traces = self._folder / f"traces-{number}.txt"
        process = _SPAWN.Process(target=serve, args=(theirs, self._plan, traces), daemon=True)
        process.start()
        theirs.close()
        if not ours.poll(_START_S):
            raise RuntimeError("a reading process does not start")
        ours.recv()
        return _Worker(process, ours, traces)


def _give(worker: _Worker, left: Iterator[Order]) -> None:
    worker.order = next(left, None)
    worker.since_s = time.monotonic()
    if worker.order is not None:
        worker.pipe.send(worker.order)


def _received(worker: _Worker) -> Result:
    try:
        result = worker.pipe.recv()
    except (EOFError, ConnectionError):
        worker.process.join(10.0)
        code = worker.process.exitcode
        trace = worker.traces.read_text(encoding="utf-8", errors="replace")
        if code == -signal.SIGPROF:
            return Result(Outcome.HANG, trace)
        return Result(Outcome.CRASH, f"the process ended with {code}\n{trace}")
    assert isinstance(result, Result)
    return result


def _ended(worker: _Worker) -> None:
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join(10.0)
    worker.pipe.close()
