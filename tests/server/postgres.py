"""Debian's PostgreSQL in a temporary folder, as a user without rights, without a port."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import psycopg
import pytest

_USER = "postgres"


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    plain = shutil.which("initdb")
    return None if plain is None else Path(plain).parent


@dataclass(frozen=True)
class Postgres:
    """A running server; each test has a database of its own."""

    folder: Path

    def new_database(self) -> str:
        """Return the URL of an empty database."""
        name = f"t{uuid4().hex}"
        with psycopg.connect(
            host=str(self.folder), user=_USER, dbname="postgres", autocommit=True
        ) as link:
            link.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://{_USER}@/{name}?host={self.folder}"


def _skipped(why: str) -> NoReturn:
    """Skip, unless everything must be tested."""
    if os.environ.get("RETROWALK_TEST_ALL"):
        pytest.fail(f"{why}, and RETROWALK_TEST_ALL asks for every test")
    pytest.skip(why)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start PostgreSQL; skips where it is not installed or cannot be started as its user."""
    binaries = _binaries()
    if binaries is None:
        _skipped("PostgreSQL is not installed")
    as_user: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="rwpg-"))
    if os.geteuid() == 0:
        runuser = shutil.which("runuser")
        try:
            user = pwd.getpwnam(_USER)
        except KeyError:
            _skipped("PostgreSQL does not run as root, and there is no user postgres")
        if runuser is None:
            _skipped("PostgreSQL does not run as root, and there is no runuser")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = [runuser, "-u", _USER, "--"]

    def run(program: str, *options: str) -> None:
        subprocess.run(
            [*as_user, str(binaries / program), *options],
            check=True, capture_output=True, timeout=120, cwd="/",
        )  # fmt: skip

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", _USER, "--auth=trust", "-E", "UTF8", "--locale=C")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
        log = str(folder / "log")
        subprocess.run(
            [*as_user, str(binaries / "pg_ctl"), "-D", data, "-w", "-l", log, "-o", options,
             "start"],
            check=True, timeout=120, cwd="/", stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        yield Postgres(folder)
    finally:
        with contextlib.suppress(subprocess.SubprocessError):
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
