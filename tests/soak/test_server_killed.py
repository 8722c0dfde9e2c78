"""Many kills at random moments; `make test` has a few of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.killing import kill_during_migration, kill_during_uploads
from tests.server.postgres import Postgres, postgres

ROUNDS = int(os.environ.get("RETROWALK_SOAK_ROUNDS", "50"))


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.mark.soak
def test_uploads(tmp_path: Path) -> None:
    assert kill_during_uploads(tmp_path, rounds=ROUNDS, seed=2026) > ROUNDS


@pytest.mark.soak
def test_migrations_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'any.sqlite'}"
    kill_during_migration(url, tmp_path, rounds=ROUNDS, seed=2026)


@pytest.mark.soak
def test_migrations_on_postgresql(postgresql: Postgres, tmp_path: Path) -> None:
    kill_during_migration(postgresql.new_database(), tmp_path, rounds=ROUNDS, seed=2026)
