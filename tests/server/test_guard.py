"""Foreign hosts, foreign origins, old clients, long bodies; headers on every answer."""

from __future__ import annotations

import pytest
from tests.server.conftest import Servers
from tests.server.support import Phone

from retrowalk.errors import RetrowalkError
from retrowalk.server import Settings
from retrowalk.server.core import Core


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.2:8000", "127.0.0.1.evil", ""]
)
def test_local_mode_answers_to_its_own_name_only(local: Phone, host: str) -> None:
    for path in ("/api/v1/me", "/"):
        answer = local.client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.json()["where"]) == (403, "Host")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "localhost:1"])
def test_loopback_has_many_names(local: Phone, host: str) -> None:
    assert local.client.get("/api/v1/me", headers={"Host": host}).status_code == 200


def test_a_name_can_be_allowed(servers: Servers) -> None:
    phone = servers.phone(servers.core(allowed_hosts=("walk.home",)))
    assert phone.client.get("/api/v1/me", headers={"Host": "walk.home"}).status_code == 200
    assert phone.client.get("/api/v1/me", headers={"Host": "evil.home"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost:9"},
     {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
def test_a_foreign_page_changes_nothing(local: Phone, headers: dict[str, str]) -> None:
    for method, path in (("POST", "/records/have"), ("DELETE", "/accounts/me"), ("POST", "/files")):
        answer = local.ask(method, path, headers=headers)
        assert (answer.status_code, answer.json()["where"]) == (403, "Origin")


def test_a_link_elsewhere_asks_for_nothing(local: Phone) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    for path in ("/patients", "/records", "/export"):
        answer = local.ask("GET", path, headers=cross)
        assert (answer.status_code, answer.json()["where"]) == (403, "Sec-Fetch-Site")
    for path in ("/health", "/openapi.json"):
        assert local.ask("GET", path, headers=cross).status_code == 200
    # the app itself opens from everywhere
    assert local.client.get("/", headers=cross).status_code != 403


def test_a_name_in_an_address_has_bounds(phone: Phone) -> None:
    for path in ("/sessions", "/passkeys"):
        assert phone.ask("DELETE", f"{path}/{'x' * 2000}").status_code == 422


def test_a_foreign_page_cannot_log_a_browser_in(servers: Servers, core: Core) -> None:
    phone = servers.phone(core)
    phone.headers = {"Origin": "https://evil.example"}
    assert phone.register("Anna").status_code == 403
    phone.headers = {"Origin": "https://walk.example", "Sec-Fetch-Site": "same-origin"}
    assert phone.register("Anna").status_code == 201


@pytest.mark.parametrize("version", ["0.0.9", "0", "old", ""])
def test_an_old_client_is_told(local: Phone, version: str) -> None:
    answer = local.ask("GET", "/me", headers={"Retrowalk-Client": version})
    assert (answer.status_code, answer.headers["Upgrade"]) == (426, "retrowalk/0.1")
    assert "too old" in answer.json()["what"]
    assert "nothing on the phone is lost" in answer.json()["remedy"]
    # the page itself is given, built or not: it is what brings the newer app
    page = local.client.get("/", headers={"Retrowalk-Client": version})
    assert page.status_code in (200, 503)


@pytest.mark.parametrize("version", ["0.1.0", "1.2", "10.0.1-beta"])
def test_a_newer_client_is_welcome(local: Phone, version: str) -> None:
    assert local.ask("GET", "/me", headers={"Retrowalk-Client": version}).status_code == 200


@pytest.mark.parametrize("length", ["10000000000", "-1", "x"])
def test_a_long_body_is_refused_before_it_is_read(local: Phone, length: str) -> None:
    def never() -> object:
        raise AssertionError("the body was read")
        yield b""

    answer = local.client.post(
        "/api/v1/records/have", content=never(), headers={"Content-Length": length}
    )
    assert answer.status_code == 413


def test_a_long_body_without_a_length_is_cut(local: Phone) -> None:
    answer = local.client.post("/api/v1/records/have", content=(b"x" * 65536 for _ in range(100)))
    assert answer.status_code == 413


def test_every_answer_has_the_headers(local: Phone) -> None:
    for path in ("/", "/api/v1/me", "/api/v1/none", "/none.js", "/api/v1/openapi.json"):
        headers = local.client.get(path).headers
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        for feature in ("accelerometer", "gyroscope", "camera", "screen-wake-lock"):
            assert f"{feature}=(self)" in headers["permissions-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert local.client.get("/api/v1/me").headers["cache-control"] == "no-store"


def test_https_is_remembered_where_it_is_used(servers: Servers) -> None:
    phone = servers.phone(servers.core(accounts=True, origin="https://walk.example"))
    assert "max-age" in phone.client.get("/").headers["strict-transport-security"]


def test_a_failure_tells_nothing_of_its_inside(servers: Servers) -> None:
    core = servers.core()
    phone = servers.phone(core, raise_server_exceptions=False)
    core.database.migrate("base")
    answer = phone.ask("GET", "/me")
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (500, "nosniff")
    assert "sqlite" not in answer.text.lower()
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_accounts_no_other_machine_is_served() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.2", "walk.example"):
        with pytest.raises(RetrowalkError, match="only listens on this machine"):
            Settings(host=host)
        assert Settings(host=host, accounts=True).host == host
    for host in ("127.0.0.1", "::1", "localhost", "127.1.2.3"):
        assert Settings(host=host).host == host
