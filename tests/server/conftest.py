"""Servers for the tests: local, with accounts, on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from tests.server.postgres import Postgres, postgres
from tests.server.support import LOCAL, SECURE, Phone, TestClient, fast_passwords

from retrowalk.server import Registration, Settings, create_app
from retrowalk.server.core import Core
from retrowalk.server.factory import opened

MakePhone = Callable[..., Phone]


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now_s = 1_795_600_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'any.sqlite'}"
    running: Postgres = request.getfixturevalue("postgresql")
    return running.new_database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Servers:
    """Opens cores and phones, and closes them after the test."""

    def __init__(self, folder: Path, clock: Clock, stack: ExitStack) -> None:
        self.folder = folder
        self.clock = clock
        self.stack = stack

    def core(self, **chosen: Any) -> Core:
        settings = Settings(**{"data": self.folder, "jobs": False, **chosen})
        return self.stack.enter_context(
            opened(settings, clock=self.clock, passwords=fast_passwords())
        )

    def phone(self, core: Core, *, app_folder: Path | None = None, **rest: Any) -> Phone:
        rest.setdefault("base_url", SECURE if core.settings.accounts else LOCAL)
        more = {} if app_folder is None else {"app_folder": app_folder}
        app = create_app(core.settings, core=core, **more)
        return Phone(self.stack.enter_context(TestClient(app, **rest)))


@pytest.fixture
def servers(tmp_path: Path, clock: Clock) -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(tmp_path / "data", clock, stack)


@pytest.fixture
def local(servers: Servers) -> Phone:
    return servers.phone(servers.core())


@pytest.fixture
def core(servers: Servers) -> Core:
    """A server with accounts that anybody may make."""
    return servers.core(accounts=True, registration=Registration.OPEN)


@pytest.fixture
def phone(servers: Servers, core: Core) -> Phone:
    """A phone that is logged in as Anna."""
    phone = servers.phone(core)
    assert phone.register("Anna").status_code == 201
    return phone


@pytest.fixture
def other(servers: Servers, core: Core) -> Phone:
    """A phone that is logged in as Bert."""
    phone = servers.phone(core)
    assert phone.register("Bert").status_code == 201
    return phone
