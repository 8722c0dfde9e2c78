"""Sync: idempotent, resumable, free of conflicts, bounded; deleted is deleted."""

from __future__ import annotations

import errno
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.server.conftest import Servers
from tests.server.support import MADE_AT, Phone, id_of, motion, record, running

from retrowalk.server import Registration
from retrowalk.server.blobs import Upload
from retrowalk.server.core import Core
from retrowalk.server.settings import MIB


@pytest.fixture
def core(servers: Servers, database_url: str) -> Core:
    """Every test of sync runs on both databases."""
    return servers.core(accounts=True, registration=Registration.OPEN, database=database_url)


def _changes(phone: Phone, after: int = 0, limit: int = 200) -> dict[str, Any]:
    answer: dict[str, Any] = phone.ask("GET", f"/records?after={after}&limit={limit}").json()
    return answer


def _have(phone: Phone, *datas: bytes) -> dict[str, Any]:
    heads = [
        {"id": id_of(data), "kind": "log", "made_at": MADE_AT, "size": len(data)} for data in datas
    ]
    answer: dict[str, Any] = phone.ask("POST", "/records/have", json={"records": heads}).json()
    return answer


def test_a_record_comes_back_as_it_was_sent(phone: Phone) -> None:
    data = record(note="ä knee 膝")
    answer = phone.send(data)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, str(len(data)))
    got = phone.ask("GET", f"/records/{id_of(data)}")
    assert got.content == data
    assert got.headers["content-type"] == "application/json"
    told = _changes(phone)
    assert told["records"] == [
        {"seq": 1, "id": id_of(data), "kind": "log", "made_at": MADE_AT, "size": len(data)}
    ]
    assert (told["deleted"], told["next"]) == ([], 1)


def test_sending_again_changes_nothing(phone: Phone) -> None:
    data = record()
    assert [phone.send(data).status_code for _ in range(3)] == [201] * 3
    assert len(_changes(phone)["records"]) == 1
    assert phone.ask("GET", "/me").json()["used_bytes"] == len(data)


def test_an_upload_goes_on_where_it_stopped(phone: Phone) -> None:
    data = motion({"kind": "x" * 5000})
    path = f"/records/{id_of(data)}"
    assert _have(phone, data) == {"missing": [{"id": id_of(data), "received": 0}], "deleted": []}
    part = phone.send(data, "motion", until=20)
    assert (part.status_code, part.headers["Upload-Offset"]) == (204, "20")
    assert _have(phone, data)["missing"][0]["received"] == 20
    assert phone.ask("HEAD", path).headers["Upload-Offset"] == "20"
    wrong = phone.send(data, "motion", offset=30)
    assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "20")
    assert wrong.json()["remedy"] == "go on from 20"
    assert phone.ask("GET", path).status_code == 404
    assert phone.send(data, "motion", offset=20).status_code == 201
    assert phone.ask("HEAD", path).headers["Upload-Offset"] == str(len(data))
    assert _have(phone, data) == {"missing": [], "deleted": []}
    assert phone.ask("GET", path).headers["content-type"] == "application/gzip"


def test_two_devices_that_sync_in_any_order_hold_the_same(phone: Phone, servers: Servers) -> None:
    second = servers.phone(servers_core := phone.client.app.state.core)
    assert servers_core is not None
    second.log_in("Anna")
    datas = [record(n=n) for n in range(6)]
    for data in datas[:3]:
        phone.send(data)
    for data in datas[2:]:
        second.send(data)
    second.ask("DELETE", f"/records/{id_of(datas[0])}")
    phone.ask("DELETE", f"/records/{id_of(datas[5])}")
    assert _changes(phone) == _changes(second)
    assert {one["id"] for one in _changes(phone)["records"]} == {id_of(d) for d in datas[1:5]}


def test_changes_come_in_pages_without_a_gap(phone: Phone) -> None:
    datas = [record(n=n) for n in range(7)]
    for data in datas:
        phone.send(data)
    for data in datas[:3]:
        phone.ask("DELETE", f"/records/{id_of(data)}")
    seen: dict[str, list[str]] = {"records": [], "deleted": []}
    after = 0
    while True:
        page = _changes(phone, after, limit=2)
        if page["next"] == after:
            break
        for name, ids in seen.items():
            ids += [one["id"] for one in page[name]]
        after = page["next"]
    assert seen == {
        "records": [id_of(data) for data in datas[3:]],
        "deleted": [id_of(data) for data in datas[:3]],
    }


def test_deleted_is_gone_from_the_disk_and_stays_gone(phone: Phone, core: Core) -> None:
    data = record(note="something private that is searched for")
    phone.send(data)
    path = f"/records/{id_of(data)}"
    assert [phone.ask("DELETE", path).status_code for _ in range(2)] == [204, 204]
    assert phone.ask("GET", path).status_code == 410
    assert phone.ask("HEAD", path).status_code == 410
    assert phone.send(data).status_code == 410
    assert _have(phone, data) == {"missing": [], "deleted": [id_of(data)]}
    told = _changes(phone)
    assert (told["records"], [one["id"] for one in told["deleted"]]) == ([], [id_of(data)])
    for file in core.settings.folder.rglob("*"):
        assert file.is_dir() or b"searched for" not in file.read_bytes(), file


def test_what_was_never_sent_can_be_deleted_for_other_devices(phone: Phone) -> None:
    data = record()
    assert phone.ask("DELETE", f"/records/{id_of(data)}").status_code == 204
    assert _have(phone, data)["deleted"] == [id_of(data)]


def test_two_accounts_with_the_same_bytes_do_not_meet(phone: Phone, other: Phone) -> None:
    data = record()
    phone.send(data)
    path = f"/records/{id_of(data)}"
    assert other.ask("GET", path).status_code == 404
    assert _have(other, data)["missing"] == [{"id": id_of(data), "received": 0}]
    assert other.send(data).status_code == 201
    phone.ask("DELETE", path)
    assert other.ask("GET", path).content == data
    assert phone.ask("GET", path).status_code == 410


def test_wrong_bytes_are_refused_and_forgotten(phone: Phone) -> None:
    data = record()
    answer = phone.ask(
        "PATCH",
        f"/records/{id_of(b'other')}",
        content=data,
        headers={
            "Upload-Offset": "0",
            "Upload-Length": str(len(data)),
            "Record-Kind": "log",
            "Record-Made-At": MADE_AT,
        },
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert phone.ask("HEAD", f"/records/{id_of(b'other')}").headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    ("data", "kind", "where"),
    [
        (b"no json", "log", "body"),
        (b"[" * 5000, "log", "body"),
        (b"[1]", "log", "body"),
        (record("walk"), "log", "body.kind"),
        (record(made_at="2026-11-24T08:30:00Z"), "log", "body.made_at"),
        (b'{"kind": "log", "version": 2}', "log", "body.version"),
        (b"plain", "motion", "body"),
    ],
)
def test_content_that_is_not_what_its_head_says_is_refused(
    phone: Phone, data: bytes, kind: str, where: str
) -> None:
    answer = phone.send(data, kind)
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    assert _changes(phone)["records"] == []


@pytest.mark.parametrize("made_at", ["2031-01-01T00:00:00Z", "2027-01-01T00:00:00+14:00"])
def test_a_wrong_clock_is_told(phone: Phone, made_at: str) -> None:
    answer = phone.send(record(made_at=made_at), made_at=made_at)
    assert answer.status_code == 422
    assert "clock is wrong" in answer.json()["what"]
    assert "stays on the phone" in answer.json()["remedy"]


@pytest.mark.parametrize("made_at", ["yesterday", "2026-11-25T08:30:00", "2026-11-25", "\xb2"])
def test_a_time_without_zone_is_no_instant(phone: Phone, made_at: str) -> None:
    headers = {"Record-Made-At": made_at.encode("latin-1")}
    answer = phone.ask(
        "PATCH",
        f"/records/{id_of(b'x')}",
        content=b"x",
        headers={"Upload-Offset": "0", "Upload-Length": "1", "Record-Kind": "log", **headers},
    )
    assert (answer.status_code, answer.json()["where"]) == (422, "Record-Made-At")


def test_too_large_is_refused_before_it_is_read(servers: Servers, phone: Phone, core: Core) -> None:
    length = core.settings.record_bytes + 1

    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    answer = phone.ask(
        "PATCH",
        f"/records/{id_of(b'x')}",
        content=never(),
        headers={
            "Content-Length": str(length),
            "Upload-Offset": "0",
            "Upload-Length": str(length),
            "Record-Kind": "motion",
            "Record-Made-At": MADE_AT,
        },
    )
    assert answer.status_code == 413


def test_more_than_announced_is_refused(phone: Phone, core: Core) -> None:
    data = record()
    answer = phone.ask(
        "PATCH",
        f"/records/{id_of(data)}",
        content=iter([data, b"x" * MIB]),
        headers={
            "Upload-Offset": "0",
            "Upload-Length": str(len(data)),
            "Record-Kind": "log",
            "Record-Made-At": MADE_AT,
        },
    )
    assert (answer.status_code, answer.json()["where"]) == (400, "Upload-Length")
    assert _have(phone, data)["missing"][0]["received"] == 0


def test_a_full_account_says_so(servers: Servers, database_url: str) -> None:
    core = servers.core(
        accounts=True, registration=Registration.OPEN, database=database_url, account_bytes=500
    )
    phone = servers.phone(core)
    phone.register("Anna")
    small, large = record(), record(note="x" * 480)
    assert phone.send(small).status_code == 201
    answer = phone.send(large)
    assert (answer.status_code, "full" in answer.json()["what"]) == (413, True)
    half = motion({"kind": hashlib.sha512(b"x").hexdigest()})
    assert phone.send(half, "motion", until=50).status_code == 204
    assert phone.send(half, "motion", offset=50).status_code == 201


def _begin(url: str, path: str, data: bytes, cut: int, **headers: str) -> HTTPConnection:
    """Send the head of an upload and some bytes of it."""
    link = HTTPConnection(url.removeprefix("http://"), timeout=20)
    link.putrequest("PATCH" if "records" in path else "POST", f"/api/v1{path}")
    for name, value in {"Content-Length": str(len(data)), **headers}.items():
        link.putheader(name.replace("_", "-"), value)
    link.endheaders()
    link.send(data[:cut])
    return link


def test_two_uploads_at_once_do_not_fill_more_than_there_is(tmp_path: Path) -> None:
    data, second = (motion({"kind": secrets.token_hex(600_000)}) for _ in range(2))
    full = f"{len(data) + 2 * len(second) // 3}"
    with running(tmp_path, RETROWALK_ACCOUNT_BYTES=full, RETROWALK_JOBS="no") as server:
        link = _begin(
            server.url,
            f"/records/{id_of(data)}",
            data,
            300_000,
            Upload_Offset="0",
            Upload_Length=str(len(data)),
            Record_Kind="motion",
            Record_Made_At=MADE_AT,
        )
        with httpx.Client(base_url=server.url) as client:
            phone = Phone(client)
            until_s = time.monotonic() + 20
            while not _have(phone, data)["missing"][0]["received"]:
                assert time.monotonic() < until_s
            answer = phone.send(second, "motion")
            assert (answer.status_code, "full" in answer.json()["what"]) == (413, True)
            assert phone.ask("POST", "/files?name=x", content=second).status_code == 413
            link.send(data[300_000:])
            assert link.getresponse().status == 201
            link.close()
            assert phone.ask("GET", "/me").json()["used_bytes"] == len(data)
            # what is cut off gives its room back
            phone.ask("DELETE", f"/records/{id_of(data)}")
            assert phone.send(second, "motion").status_code == 201


def test_a_file_of_unknown_length_takes_the_room_that_is_left(servers: Servers) -> None:
    phone = servers.phone(servers.core(account_bytes=1000))
    parts = [b"x" * 300] * 4
    assert phone.ask("POST", "/files?name=x", content=iter(parts)).status_code == 413
    assert phone.ask("GET", "/me").json()["used_bytes"] == 0
    # read, and found to be no recording
    assert phone.ask("POST", "/files?name=x", content=iter(parts[:2])).status_code == 422


def test_the_number_of_records_is_bounded_too(servers: Servers, database_url: str) -> None:
    core = servers.core(
        accounts=True, registration=Registration.OPEN, database=database_url, account_records=2
    )
    phone = servers.phone(core)
    phone.register("Anna")
    datas = [record(n=n) for n in range(3)]
    assert [phone.send(data).status_code for data in datas] == [201, 201, 413]
    assert phone.ask("DELETE", f"/records/{id_of(b'unknown')}").status_code == 413
    assert phone.ask("DELETE", f"/records/{id_of(datas[0])}").status_code == 204


def test_a_full_disk_is_told_and_loses_nothing(
    servers: Servers, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = servers.phone(core, raise_server_exceptions=False)
    phone.register("Anna")
    data = record()
    assert phone.send(data, until=9).status_code == 204

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(Upload, "write", full)
        answer = phone.send(data, offset=9)
    assert (answer.status_code, "disk is full" in answer.json()["what"]) == (507, True)
    assert phone.send(data, offset=9).status_code == 201


def test_the_same_record_from_many_at_once_is_kept_once(phone: Phone) -> None:
    data = motion({"kind": "y" * 100_000})
    codes: list[int] = []

    def send() -> None:
        codes.append(phone.send(data, "motion").status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {201, 409, 423}
    assert 201 in codes
    assert len(_changes(phone)["records"]) == 1
    assert phone.ask("GET", f"/records/{id_of(data)}").content == data


def test_an_upload_in_progress_is_not_disturbed(phone: Phone, core: Core) -> None:
    data = record()
    account = core.database
    with account.read() as session:
        from sqlalchemy import select

        from retrowalk.server.models import Account

        account_id = session.scalars(select(Account.id).where(Account.name == "Anna")).one()
    with core.blobs.upload(account_id, id_of(data)):
        answer = phone.send(data)
    assert (answer.status_code, answer.headers["Retry-After"]) == (423, "2")
    assert phone.send(data).status_code == 201
