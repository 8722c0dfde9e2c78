"""Reminders: only when asked for, by the person's hours, to known services, never twice."""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime
from typing import Any

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select
from tests.server.conftest import Clock, Servers
from tests.server.people import send, train
from tests.server.support import Phone, record

from retrowalk.errors import RetrowalkError
from retrowalk.server import Registration, Settings
from retrowalk.server.core import Core
from retrowalk.server.models_sharing import PushSubscription
from retrowalk.server.push import KEY_FILE, NoRedirects, Push
from retrowalk.server.reminders import FAILURES_MOST, Reminders

ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/abc"
# Thursday 26 November 2026, 09:45 in Berlin: the first break of a day that begins at nine
FIRST_BREAK = datetime(2026, 11, 26, 8, 45, tzinfo=UTC).timestamp()


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """The keys of a browser, which alone can read what is sent."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        self.point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    def asks(self, endpoint: str = ENDPOINT, **more: Any) -> dict[str, Any]:
        keys = {"p256dh": base64url(self.point), "auth": base64url(self.auth)}
        return {"endpoint": endpoint, "keys": keys, "zone": "Europe/Berlin", **more}

    def read(self, body: bytes) -> Any:
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth)
        return json.loads(text)


class Service(requests.Session):
    """A push service that never leaves this process."""

    def __init__(self) -> None:
        super().__init__()
        self.status = 201
        self.heard: list[tuple[str, dict[str, str], bytes]] = []

    def post(self, url: Any, data: Any = None, json: Any = None, **more: Any) -> requests.Response:
        self.heard.append((str(url), dict(more["headers"]), data))
        answer = requests.Response()
        answer.status_code = self.status
        return answer


@pytest.fixture
def core(servers: Servers) -> Core:
    return servers.core(
        accounts=True, registration=Registration.OPEN, push_contact="mailto:op@example.org"
    )


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def reminders(core: Core, service: Service) -> Reminders:
    return Reminders(core, Push(core.settings, service))


def subscribed(phone: Phone, browser: Browser, **more: Any) -> int:
    answer = phone.ask("POST", "/push/subscription", json=browser.asks(**more))
    return answer.status_code


def rows(core: Core) -> list[PushSubscription]:
    with core.database.read() as session:
        return list(session.scalars(select(PushSubscription)).all())


def test_a_break_is_told_once_and_only_the_browser_can_read_it(
    phone: Phone, browser: Browser, service: Service, reminders: Reminders, clock: Clock
) -> None:
    clock.now_s = FIRST_BREAK - 60
    assert subscribed(phone, browser, language="de") == 204
    assert reminders.tick() == 0
    clock.now_s = FIRST_BREAK + 10
    assert reminders.tick() == 1
    assert reminders.tick() == 0
    url, headers, body = service.heard[0]
    assert url == ENDPOINT
    assert headers["authorization"].startswith("vapid t=")
    assert b"Aufstehen" not in body
    told = browser.read(body)
    assert told["title"] == "Aufstehen und bewegen"
    assert told["open"].startswith("#/")


def test_nobody_is_told_who_did_not_ask(
    phone: Phone, reminders: Reminders, service: Service, clock: Clock
) -> None:
    clock.now_s = FIRST_BREAK + 10
    assert reminders.tick() == 0
    assert service.heard == []


def test_quiet_hours_weekends_and_nights_are_kept(
    phone: Phone, browser: Browser, reminders: Reminders, clock: Clock
) -> None:
    clock.now_s = FIRST_BREAK - 3600
    assert subscribed(phone, browser, quiet=[["09:40", "10:00"]]) == 204
    for later_s in (0, 16 * 3600, 2 * 86_400):  # quiet, the middle of the night, Saturday
        clock.now_s = FIRST_BREAK + later_s + 10
        assert reminders.tick() == 0
    clock.now_s = FIRST_BREAK + 45 * 60 + 10
    assert reminders.tick() == 1


def test_what_was_missed_stays_missed(
    phone: Phone, browser: Browser, reminders: Reminders, clock: Clock
) -> None:
    clock.now_s = FIRST_BREAK - 60
    subscribed(phone, browser)
    clock.now_s = FIRST_BREAK + 301
    assert reminders.tick() == 0


def test_who_has_just_walked_is_left_alone(
    phone: Phone, browser: Browser, reminders: Reminders, clock: Clock
) -> None:
    train(phone)
    clock.now_s = FIRST_BREAK - 60
    subscribed(phone, browser)
    at = datetime.fromtimestamp(FIRST_BREAK - 600, UTC).isoformat()
    assert phone.send(record("walk", at, walk={}), "walk", made_at=at).status_code == 201
    clock.now_s = FIRST_BREAK + 10
    assert reminders.tick() == 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    phone: Phone, browser: Browser, reminders: Reminders, service: Service, clock: Clock,
    core: Core, status: int,
) -> None:  # fmt: skip
    clock.now_s = FIRST_BREAK - 60
    subscribed(phone, browser)
    service.status = status
    clock.now_s = FIRST_BREAK + 10
    assert reminders.tick() == 0
    assert rows(core) == []


def test_a_service_that_fails_again_and_again_is_given_up(
    phone: Phone, browser: Browser, reminders: Reminders, service: Service, clock: Clock,
    core: Core,
) -> None:  # fmt: skip
    clock.now_s = FIRST_BREAK - 60
    subscribed(phone, browser, weekdays=[0, 1, 2, 3, 4, 5, 6])
    service.status = 500
    for day in range(FAILURES_MOST):
        assert len(rows(core)) == 1
        clock.now_s = FIRST_BREAK + day * 86_400 + 10
        reminders.tick()
    assert rows(core) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://localhost/x", "https://192.168.1.1/x", "https://example.org/x",
        "https://evilpush.apple.com.example/x", "https://web.push.apple.com:8443/x",
        "https://user:pw@web.push.apple.com/x", "https://xpush.apple.com/x",
        "https://[::1]/x", "https://fcm.googleapis.com@10.0.0.1/x", "https://[x/",
    ],
)  # fmt: skip
def test_the_server_speaks_to_known_services_only(
    phone: Phone, browser: Browser, core: Core, endpoint: str
) -> None:
    assert subscribed(phone, browser, endpoint=endpoint) == 422
    assert not Push(core.settings).allows(endpoint)


@pytest.mark.parametrize("host", ["web.push.apple.com", "fcm.googleapis.com"])
def test_the_services_of_the_browsers_are_known(core: Core, host: str) -> None:
    assert Push(core.settings).allows(f"https://{host}/abc")


def test_redirects_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def request(self: Any, *args: Any, **more: Any) -> requests.Response:
        seen.append(more["allow_redirects"])
        return requests.Response()

    monkeypatch.setattr(requests.Session, "request", request)
    NoRedirects().post("https://fcm.googleapis.com/x")
    assert seen == [False]


@pytest.mark.parametrize(
    "more",
    [
        {"zone": "Mars/Base"}, {"zone": "../../etc/passwd"}, {"begin": "17:00", "end": "09:00"},
        {"begin": "9"}, {"weekdays": [7]}, {"quiet": [["12:00", "11:00"]]}, {"after_min": 5},
    ],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused(
    phone: Phone, browser: Browser, more: dict[str, Any]
) -> None:
    assert subscribed(phone, browser, **more) == 422


def test_asking_again_changes_the_rules(phone: Phone, browser: Browser, core: Core) -> None:
    subscribed(phone, browser)
    subscribed(phone, browser, after_min=60)
    assert [json.loads(row.rules)["after_min"] for row in rows(core)] == [60]
    assert phone.ask("GET", "/push/subscription").json() == {"browsers": 1}


def test_a_browser_is_reminded_for_one_person(
    phone: Phone, other: Phone, browser: Browser, core: Core
) -> None:
    subscribed(phone, browser)
    subscribed(other, browser)
    assert len(rows(core)) == 1
    assert phone.ask("GET", "/push/subscription").json() == {"browsers": 0}


def test_it_ends_when_asked(phone: Phone, browser: Browser, core: Core) -> None:
    subscribed(phone, browser)
    body = {"endpoint": ENDPOINT}
    assert phone.ask("DELETE", "/push/subscription", json=body).status_code == 204
    assert rows(core) == []
    subscribed(phone, browser)
    assert phone.ask("DELETE", "/push/subscription").status_code == 204
    assert rows(core) == []


def test_the_key_stays_and_is_the_owners_alone(phone: Phone, core: Core) -> None:
    told = phone.ask("GET", "/push/key").json()["key"]
    assert Push(core.settings).public_key == told
    assert len(base64.urlsafe_b64decode(told + "==")) == 65
    file = core.settings.folder / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_damaged_key_is_said(core: Core) -> None:
    (core.settings.folder / KEY_FILE).write_bytes(b"x")
    with pytest.raises(RetrowalkError, match="damaged"):
        Push(core.settings)


def test_without_a_contact_there_are_no_reminders(local: Phone) -> None:
    answer = local.ask("GET", "/push/key")
    assert answer.status_code == 409
    assert "RETROWALK_PUSH_CONTACT" in answer.json()["remedy"]


def test_a_contact_that_is_none_is_refused(tmp_path: Any) -> None:
    with pytest.raises(RetrowalkError, match="no contact"):
        Push(Settings(data=tmp_path, push_contact="me"))


def test_a_screening_chooses_the_snack(
    phone: Phone, browser: Browser, reminders: Reminders, service: Service, clock: Clock
) -> None:
    train(phone)
    send(phone, "settings", datetime(2026, 11, 24, tzinfo=UTC).date(), values={})
    clock.now_s = FIRST_BREAK - 60
    subscribed(phone, browser)
    clock.now_s = FIRST_BREAK + 10
    assert reminders.tick() == 1
    assert browser.read(service.heard[0][2])["open"].startswith("#/exercises/")
