"""A server in this process or in its own, phones that talk to it, records to send."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher

from retrowalk.server.passwords import Passwords

with warnings.catch_warnings():
    # Starlette would rather have httpx2, which nothing else here needs.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient as TestClient

API = "/api/v1"
ROOT = Path(__file__).parents[2]
PASSWORD = "eleven green bottles, hanging"
MADE_AT = "2026-11-25T08:30:00.000Z"
LOCAL = "http://localhost:8000"
SECURE = "https://walk.example"
_STARTING_S = 60


def fast_passwords() -> Passwords:
    """Return argon2id with parameters for tests alone."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


def record(kind: str = "log", made_at: str = MADE_AT, **body: Any) -> bytes:
    """Return the bytes of a JSON record."""
    return json.dumps({"kind": kind, "version": 1, "made_at": made_at, **body}).encode()


def motion(recording: dict[str, Any] | None = None) -> bytes:
    """Return the bytes of a motion record."""
    return gzip.compress(json.dumps(recording or {"kind": "none"}).encode(), mtime=0)


def id_of(data: bytes) -> str:
    """Return what a record is called."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Phone:
    """A client of the API; `client` is in this process or on the network."""

    client: Any
    csrf: str = ""
    base: str = API
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **rest: Any) -> httpx.Response:
        """Make a request with the CSRF header."""
        headers = {"X-Retrowalk-CSRF": self.csrf, **self.headers, **rest.pop("headers", {})}
        answer: httpx.Response = self.client.request(
            method, self.base + path, headers=headers, **rest
        )
        return answer

    def register(self, name: str, password: str = PASSWORD, **rest: Any) -> httpx.Response:
        """Make an account and keep its CSRF value."""
        answer = self.ask("POST", "/accounts", json={"name": name, "password": password, **rest})
        self.csrf = answer.json().get("csrf", "")
        return answer

    def log_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        """Log in and keep the CSRF value."""
        answer = self.ask("POST", "/session", json={"name": name, "password": password})
        self.csrf = answer.json().get("csrf", "")
        return answer

    def send(
        self,
        data: bytes,
        kind: str = "log",
        *,
        offset: int = 0,
        until: int | None = None,
        made_at: str = MADE_AT,
        **rest: Any,
    ) -> httpx.Response:
        """Send a record, or a part of it."""
        return self.ask(
            "PATCH",
            f"/records/{id_of(data)}",
            content=data[offset:until],
            headers={
                "Upload-Offset": str(offset),
                "Upload-Length": str(len(data)),
                "Record-Kind": kind,
                "Record-Made-At": made_at,
            },
            **rest,
        )


@dataclass
class Process:
    """A server in its own process."""

    url: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """Kill it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def start(data: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    """Start `retrowalk serve` on a free port."""
    return subprocess.Popen(
        [sys.executable, "-c", "from retrowalk.cli import main; main()", "serve", "--port", "0",
         "--data", str(data), *options],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )  # fmt: skip


def until_ready(process: subprocess.Popen[str]) -> str:
    """Return the address once the server listens.

    Raises:
        RuntimeError: it ended instead.
    """
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        found = re.search(r"is at (http\S+)", line)
        if found:
            return found[1]
    raise RuntimeError("".join(said))


@contextmanager
def running(data: Path, *options: str, **environment: str) -> Iterator[Process]:
    """Run a server in its own process; it is killed in the end if it still runs."""
    process = start(data, *options, **environment)
    try:
        yield Process(until_ready(process), process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


def wait_until_listening(url: str) -> None:
    """Return when the server answers."""
    with httpx.Client(base_url=url, timeout=_STARTING_S) as client:
        assert client.get(f"{API}/health").status_code == 200
