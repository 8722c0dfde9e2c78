"""kill -9 at any moment: what was acknowledged is there, what was deleted is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete
from tests.server.killing import kill_during_migration, kill_during_uploads
from tests.server.support import LOCAL, Phone, TestClient, id_of, record

from retrowalk.errors import RetrowalkError
from retrowalk.server import Settings, create_app
from retrowalk.server.blobs import RECORDS
from retrowalk.server.factory import opened
from retrowalk.server.models import Record

ROUNDS = 3


def test_killed_during_uploads(tmp_path: Path) -> None:
    assert kill_during_uploads(tmp_path, rounds=ROUNDS, seed=1) > 0


def test_killed_during_a_migration(database_url: str, tmp_path: Path) -> None:
    kill_during_migration(database_url, tmp_path, rounds=ROUNDS, seed=1)


@pytest.mark.parametrize("without", ["file", "row"])
def test_what_a_kill_leaves_is_swept_up(tmp_path: Path, without: str) -> None:
    settings = Settings(data=tmp_path, jobs=False)
    data, kept = record(), record(n=2)
    with (
        opened(settings) as core,
        TestClient(create_app(settings, core=core), base_url=LOCAL) as client,
    ):
        for one in (data, kept):
            assert Phone(client).send(one).status_code == 201
        if without == "file":
            core.blobs.remove("local", RECORDS, id_of(data))
        else:
            with core.database.write() as session:
                session.execute(delete(Record).where(Record.id == id_of(data)))
    with (
        opened(settings) as core,
        TestClient(create_app(settings, core=core), base_url=LOCAL) as client,
    ):
        phone = Phone(client)
        offset = int(phone.ask("HEAD", f"/records/{id_of(data)}").headers["Upload-Offset"])
        assert offset == (0 if without == "file" else len(data))
        assert phone.send(data, offset=offset).status_code == 201
        assert phone.ask("GET", f"/records/{id_of(data)}").content == data
        assert phone.ask("GET", f"/records/{id_of(kept)}").content == kept


def test_the_wrong_folder_is_noticed(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'apart.sqlite'}"
    settings = Settings(data=tmp_path / "one", database=database, jobs=False)
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        assert Phone(client).send(record()).status_code == 201
    wrong = Settings(data=tmp_path / "two", database=database, jobs=False)
    with pytest.raises(RetrowalkError, match="has none of them"), opened(wrong):
        pass


@pytest.mark.parametrize("committed", [False, True])
def test_a_kill_while_everything_is_deleted(tmp_path: Path, committed: bool) -> None:
    settings = Settings(data=tmp_path, jobs=False)
    data = record()
    with opened(settings) as core:
        with TestClient(create_app(settings, core=core), base_url=LOCAL) as client:
            assert Phone(client).send(data).status_code == 201
        core.blobs.set_aside("local")
        if committed:
            with core.database.write() as session:
                session.execute(delete(Record))
    with (
        opened(settings) as core,
        TestClient(create_app(settings, core=core), base_url=LOCAL) as client,
    ):
        status = Phone(client).ask("GET", f"/records/{id_of(data)}").status_code
        left = list((tmp_path / "server").rglob(id_of(data)))
    assert (status, len(left)) == ((404, 0) if committed else (200, 1))
