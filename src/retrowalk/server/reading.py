"""Foreign bytes become a walk in a process of its own: what they break, breaks there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrowalk.server.settings import Settings

_ANSWER_MOST = 64 * 1024**2
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of reading: a walk as JSON data, or a problem (what, where, remedy)."""

    walk: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()


class TooManyError(Exception):
    """As many files are being read as may be."""


class Reading:
    """Reads files, a few at a time; what it unpacks lies in the server's own folder meanwhile.

    Args:
        settings: how long, how much memory, how many, where.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.folder / "reading"
        self._turns = threading.BoundedSemaphore(settings.readings)
        self._running: set[subprocess.Popen[str]] = set()
        self._folders: set[Path] = set()
        self._lock = threading.Lock()
        self._closed = False

    def read(
        self,
        path: Path,
        name: str,
        *,
        placement: str | None = None,
        is_motion: bool = False,
        calibration: Path | None = None,
    ) -> Told:
        """Read and track one file.

        Args:
            path: where the bytes are; they are not changed.
            name: what the file was called; its ending says the format.
            placement: where the sensor was worn, if known.
            is_motion: gzip of a recording's JSON, as phones store it.
            calibration: the same of the forward walk before it.

        Raises:
            TooManyError: no turn came free in time.
        """
        with self.turn():
            return self._read(path, name, placement, is_motion, calibration)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold one of the turns.

        Raises:
            TooManyError: none came free in time.
        """
        if not self._turns.acquire(timeout=self._settings.reading_s):
            raise TooManyError
        try:
            yield
        finally:
            self._turns.release()

    def _read(
        self,
        path: Path,
        name: str,
        placement: str | None,
        is_motion: bool,
        calibration: Path | None,
    ) -> Told:
        with self._own_folder() as folder:
            here = folder / name
            here.symlink_to(path.absolute())
            before = None
            if calibration is not None:
                before = folder / "calibration.json.gz"
                before.symlink_to(calibration.absolute())
            asked = {
                "calibration": None if before is None else str(before),
                "path": str(here),
                "placement": placement,
                "is_motion": is_motion,
                "memory_bytes": self._settings.reading_bytes,
                "time_s": self._settings.reading_s,
            }
            answer = folder / ".answer"
            with answer.open("w+b") as out:
                code = self._ask(json.dumps(asked), out.fileno(), folder)
            return _told(code, answer, name)

    def _ask(self, asked: str, out: int, folder: Path) -> int | None:
        """Return the exit code, None when the time was over."""
        environment = {key: os.environ[key] for key in _ENVIRONMENT if key in os.environ}
        # what a reader unpacks itself lies in the same folder
        places = {"TMPDIR": str(folder), "MPLCONFIGDIR": str(folder)}
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        with self._child(
            [sys.executable, "-m", "retrowalk.server.read_one"],
            out,
            {**environment, **places, **threads},
        ) as child:
            try:
                child.communicate(asked, timeout=self._settings.reading_s * 2)
            except subprocess.TimeoutExpired:
                return None
            return child.returncode

    @contextmanager
    def _child(
        self, command: list[str], out: int, environment: dict[str, str]
    ) -> Iterator[subprocess.Popen[str]]:
        with self._lock:
            if self._closed:
                raise TooManyError
            child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.DEVNULL,
                text=True,
                env=environment,
                start_new_session=True,
            )
            self._running.add(child)
        try:
            yield child
        finally:
            child.kill()
            child.communicate()
            with self._lock:
                self._running.discard(child)

    def sweep(self) -> None:
        """Remove what killed readings left."""
        # listed first: what is made after that is not touched
        paths = list(self._folder.iterdir()) if self._folder.is_dir() else []
        with self._lock:
            over = set(paths) - self._folders
        for path in over:
            shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _own_folder(self) -> Iterator[Path]:
        """Give a folder that only this server may read, gone at the end."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._lock:
            path = Path(tempfile.mkdtemp(prefix="one-", dir=self._folder))
            self._folders.add(path)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            with self._lock:
                self._folders.discard(path)

    def close(self) -> None:
        """End what is being read; jobs begin again at the next start."""
        with self._lock:
            self._closed = True
            for child in self._running:
                child.kill()


def _told(code: int | None, answer: Path, name: str) -> Told:
    if code == 0 and answer.stat().st_size <= _ANSWER_MOST:
        try:
            found = json.loads(answer.read_bytes())
        except ValueError:
            code = 1
        else:
            return Told(found.get("walk"), found.get("problem"), tuple(found.get("warnings", ())))
    # -24 is SIGXCPU, -9 what the kernel sends at the hard limit of time.
    slow = code is None or code in (-24, -9)
    return Told(
        problem={
            "what": "reading it takes longer than the server allows"
            if slow
            else "reading it broke off; it may be damaged, or need too much memory",
            "where": name,
            "remedy": "cut it into shorter recordings; the original is kept",
        }
    )
