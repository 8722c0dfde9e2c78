"""Jobs of the validation that several tests need: done once in a run of all tests."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def kept_in(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of this run, the same for all its processes."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "jobs"
    folder.mkdir(exist_ok=True)
    return folder


def kept(folder: Path, name: str, job: Callable[[], Any]) -> Any:
    """Return what a job gives, done now or by another process of this run.

    Args:
        folder: of `kept_in`.
        name: of the job and all that it depends on.
        job: returns the same each time.
    """
    path = folder / name
    if path.exists():
        return pickle.loads(path.read_bytes())
    found = job()
    part = folder / f"{name}.{os.getpid()}"
    part.write_bytes(pickle.dumps(found))
    part.replace(path)
    return found
