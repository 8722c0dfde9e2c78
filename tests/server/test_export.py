"""Everything of an account comes out, in open formats, and nobody else's."""

from __future__ import annotations

import io
import json
import secrets
import zipfile

from sqlalchemy import select
from tests.server.conftest import Clock
from tests.server.people import TODAY, train
from tests.server.support import PASSWORD, Phone, id_of, motion
from tests.server.test_sharing import opened

from retrowalk.coach.contract import from_dict
from retrowalk.server.blobs import Blobs
from retrowalk.server.core import Core
from retrowalk.server.export import export_of
from retrowalk.server.models import Account


def unpacked(phone: Phone) -> zipfile.ZipFile:
    answer = phone.ask("GET", "/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    return archive


def test_everything_comes_out_as_it_went_in(phone: Phone, other: Phone, clock: Clock) -> None:
    ids = train(phone)
    samples = motion({"a": 1})
    assert phone.send(samples, "motion").status_code == 201
    file = b"time,ax,ay,az\n0,1,2,3\n"
    kept = phone.ask("POST", "/files", params={"name": "../walk.csv"}, content=file)
    opened(phone, other, clock)
    archive = unpacked(phone)
    names = set(archive.namelist())
    for kind, records in ids.items():
        assert {f"records/{kind}/{id}.json" for id in records} <= names
    assert archive.read(f"records/motion/{id_of(samples)}.json.gz") == samples
    files = [name for name in names if name.startswith("files/")]
    assert [archive.read(name) for name in files] == [file]
    assert kept.json()["id"][:12] in files[0]
    assert not any(".." in name or name.startswith("/") for name in names)
    history = from_dict(json.loads(archive.read("history.json")))
    assert len(history.logs) == 7
    account = json.loads(archive.read("account.json"))
    assert account["name"] == "Anna"
    assert account["shares"][0]["label"] == "Practice"
    assert "argon2" not in archive.read("account.json").decode()
    assert b"record" in archive.read("README.txt")


def test_nothing_of_others_comes_out(phone: Phone, other: Phone, clock: Clock) -> None:
    ids = train(phone)
    opened(phone, other, clock)
    names = unpacked(other).namelist()
    assert not any(id in name for records in ids.values() for id in records for name in names)


def test_an_empty_account_comes_out(phone: Phone) -> None:
    assert set(unpacked(phone).namelist()) == {"README.txt", "account.json"}


def test_it_comes_in_bounded_parts(phone: Phone, core: Core) -> None:
    samples = motion({"noise": secrets.token_hex(3_000_000)})
    assert phone.send(samples, "motion").status_code == 201
    with core.database.read() as session:
        account = session.scalars(select(Account.id).where(Account.name == "Anna")).one()
    parts = [len(part) for part in export_of(core, account, TODAY)]
    assert sum(parts) > len(samples)
    assert max(parts) < 600_000


def test_after_deletion_nothing_is_left(phone: Phone, core: Core) -> None:
    train(phone)
    assert phone.ask("DELETE", "/accounts/me", json={"password": PASSWORD}).status_code == 204
    blobs = Blobs(core.settings.folder / "accounts")
    left = [path for one in blobs.accounts() for path in blobs.account(one).rglob("*")]
    assert [path for path in left if path.is_file()] == []
