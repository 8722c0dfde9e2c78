"""Foreign files: kept first, read in a bounded process; one clear answer for each bad one."""

from __future__ import annotations

import gzip
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.recordings import swinging_leg
from tests.server.conftest import Servers
from tests.server.support import Phone, id_of, running

import retrowalk
from retrowalk.server import Settings
from retrowalk.server.core import Core
from retrowalk.server.reading import Reading
from retrowalk.server.settings import MIB
from retrowalk.server.sweep import Sweeper
from retrowalk.tracker.contract import from_dict


@pytest.fixture(scope="module")
def walk_csv(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("csv") / "walk.csv"
    recording, _ = retrowalk.simulate("stand 3, forward 14, stand 3, backward 20", seed=1)
    retrowalk.write(recording, path)
    return path.read_bytes()


def _post(phone: Phone, data: bytes, name: str, **params: str) -> tuple[int, dict[str, object]]:
    answer = phone.ask("POST", "/files", content=data, params={"name": name, **params})
    return answer.status_code, answer.json()


def test_a_file_becomes_a_walk(phone: Phone, walk_csv: bytes) -> None:
    status, told = _post(phone, walk_csv, "walk.csv", placement="pocket")
    assert status == 201
    assert told["id"] == id_of(walk_csv)
    walk = from_dict(told["walk"])  # type: ignore[arg-type]
    assert walk.summary.backward.steps.value
    path = f"/files/{told['id']}"
    original = phone.ask("GET", f"{path}/bytes")
    assert original.content == walk_csv
    assert original.headers["content-disposition"] == "attachment; filename*=UTF-8''walk.csv"
    kept = phone.ask("GET", path).json()
    assert (kept["name"], kept["walk"], kept["error"]) == ("walk.csv", told["walk"], None)
    (listed,) = phone.ask("GET", "/files").json()["files"]
    assert (listed["id"], listed["size"], listed["walk"]) == (told["id"], len(walk_csv), None)
    assert _post(phone, walk_csv, "walk.csv")[0] == 201
    assert len(phone.ask("GET", "/files").json()["files"]) == 1


def test_a_file_can_be_deleted(phone: Phone, other: Phone, core: Core) -> None:
    for one in (phone, other):
        _post(one, b"words that are searched for", "x.csv")
    path = f"/files/{id_of(b'words that are searched for')}"
    assert [phone.ask("DELETE", path).status_code for _ in range(2)] == [204, 404]
    assert phone.ask("GET", path).status_code == 404
    assert other.ask("GET", path).status_code == 200
    left = [p for p in core.blobs.root.rglob("*") if p.is_file()]
    assert len(left) == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"a,b\n1,2\n", "walk.fit"),
        (b"PK\x03\x04 broken", "walk.zip"),
        (b"\x00" * 1000, "walk.csv"),
        (b'{"kind": "retrowalk.recording"', "walk.json"),
        (b"[" * 100_000, "walk.json"),
        (b"time,ax,ay,az\n1,2", "walk.csv"),
    ],
)
def test_what_cannot_be_read_is_kept_and_told(phone: Phone, data: bytes, name: str) -> None:
    status, told = _post(phone, data, name)
    assert status == 422
    assert told["id"] == id_of(data)
    for word in ("what", "where", "remedy"):
        assert told[word], told
    assert name in str(told["where"])
    assert "retrowalk-" not in str(told), "no path of the server is told"
    assert phone.ask("GET", f"/files/{told['id']}/bytes").content == data
    assert phone.ask("GET", f"/files/{told['id']}").json()["error"]["what"] == told["what"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\walk.csv", "walk.csv"),
        ("a\u0000b\u202e.csv", "a_b_.csv"),
        ("...", "file"),
        ("ä" * 200, "ä" * 100),
    ],
)
def test_a_name_is_only_a_name(phone: Phone, name: str, kept: str) -> None:
    assert _post(phone, name.encode(), name)[0] == 422
    assert phone.ask("GET", "/files").json()["files"][0]["name"] == kept


def test_sending_and_deleting_at_once_never_loses_what_is_listed(servers: Servers) -> None:
    from dataclasses import replace

    from tests.server.test_openapi import Quick

    core = servers.core()
    phone = servers.phone(replace(core, reading=Quick(core.settings)))
    data = b"the same file again and again"
    path = f"/files/{id_of(data)}"

    def delete() -> None:
        for _ in range(20):
            phone.ask("DELETE", path)

    thread = threading.Thread(target=delete)
    thread.start()
    for _ in range(20):
        assert _post(phone, data, "x.csv")[0] == 422
    thread.join()
    listed = bool(phone.ask("GET", "/files").json()["files"])
    kept = core.blobs.path("local", "files", id_of(data)).exists()
    assert listed == kept


def test_an_empty_file_is_refused(phone: Phone) -> None:
    status, told = _post(phone, b"", "walk.csv")
    assert (status, told["what"]) == (422, "the file is empty")


def test_a_large_file_is_refused_by_its_length(phone: Phone) -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    answer = phone.ask(
        "POST", "/files?name=x.csv", content=never(), headers={"Content-Length": str(10 * 1000**3)}
    )
    assert answer.status_code == 413
    assert "at most" in answer.json()["what"]


def test_a_large_file_without_a_length_is_cut(servers: Servers) -> None:
    core = servers.core(file_bytes=MIB)
    phone = servers.phone(core)
    answer = phone.ask("POST", "/files?name=x.csv", content=(b"x" * 65536 for _ in range(1000)))
    assert answer.status_code == 413
    assert [p for p in core.blobs.root.rglob("*") if p.is_file()] == []


def test_ten_gigabytes_take_no_memory(tmp_path: Path) -> None:
    """Sent for real, in parts, without a length: cut at the limit, and the server stays small."""
    import http.client

    with running(tmp_path) as server:
        host = server.url.removeprefix("http://")
        link = http.client.HTTPConnection(host, timeout=60)
        link.putrequest("POST", "/api/v1/files?name=x.csv")
        link.putheader("Transfer-Encoding", "chunked")
        link.endheaders()
        part = b"100000\r\n" + b"x" * MIB + b"\r\n"
        sent = 0
        try:
            while sent < 10_000:
                link.send(part)
                sent += 1
        except OSError:
            pass
        assert sent < 200, "the server reads on"
        answer = link.getresponse()
        assert (answer.status, b"at most" in answer.read()) == (413, True)
        status = Path(f"/proc/{server.process.pid}/status").read_text()
        peak_kb = next(int(x.split()[1]) for x in status.splitlines() if x.startswith("VmHWM"))
        assert peak_kb < 250_000
        link.close()


def test_reading_is_bounded_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "walk.json"
    path.write_bytes(b"[" + b"1.5," * 10_000_000 + b"1]")
    told = Reading(Settings(data=tmp_path, reading_bytes=500 * MIB)).read(path, "walk.json")
    assert told.walk is None
    assert told.problem
    assert "memory" in told.problem["what"]


def test_reading_is_bounded_in_time(tmp_path: Path) -> None:
    path = tmp_path / "walk.csv"
    retrowalk.write(swinging_leg(duration_s=3600.0), path)
    told = Reading(Settings(data=tmp_path, reading_s=1)).read(path, "walk.csv")
    assert told.problem
    assert "longer" in told.problem["what"]


def test_what_is_unpacked_lies_in_the_servers_own_folder(
    servers: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.setattr("tempfile.tempdir", None)
    core = servers.core()
    folder = core.settings.folder / "reading"
    packed = tmp_path / "walk.json.gz"
    packed.write_bytes(gzip.compress(b"[" + b"1.5," * 3_000_000 + b"1]"))
    seen: list[Path] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.01):
            seen.extend(path for place in (folder, elsewhere) for path in place.glob("*"))

    thread = threading.Thread(target=look)
    thread.start()
    for is_motion in (True, False):
        core.reading.read(packed, "walk.json.gz", is_motion=is_motion)
    ended.set()
    thread.join()
    assert {path.parent for path in seen} == {folder}
    assert folder.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == []


def test_what_a_killed_reading_left_goes_at_start_and_later(servers: Servers) -> None:
    left = servers.folder / "server" / "reading" / "one-x"
    left.mkdir(parents=True)
    (left / "motion.json").write_bytes(b"a walk")
    core = servers.core()
    assert not left.exists()
    sweeper = Sweeper([core.reading.sweep], every_s=0.05)
    sweeper.start()
    left.mkdir()
    until_s = time.monotonic() + 10
    while left.exists() and time.monotonic() < until_s:
        time.sleep(0.05)
    sweeper.stop()
    assert not left.exists()


def test_a_reader_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, str] = {}
    monkeypatch.setenv("RETROWALK_DATABASE", "postgresql://me:secret@host/db")

    class Popen:
        def __init__(self, *_: object, env: dict[str, str], **__: object) -> None:
            seen.update(env)
            raise OSError("none")

    monkeypatch.setattr("retrowalk.server.reading.subprocess.Popen", Popen)
    with pytest.raises(OSError, match="none"):
        Reading(Settings(data=tmp_path)).read(tmp_path, "x")
    assert "me:secret" not in str(seen)
    assert "RETROWALK_DATABASE" not in seen
    assert os.environ["RETROWALK_DATABASE"]


def test_reading_waits_its_turn(servers: Servers) -> None:
    core = servers.core(readings=1, reading_s=1)
    phone = servers.phone(core)
    with core.reading.turn():
        status, told = _post(phone, b"time", "x.csv")
    assert status == 429
    assert told["id"] == id_of(b"time")
