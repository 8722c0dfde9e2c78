"""Passkeys: added, used, removed; what is not signed right, or twice, is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from tests.server.authenticator import Authenticator
from tests.server.conftest import Clock, Servers
from tests.server.support import PASSWORD, SECURE, Phone

from retrowalk.server.core import Core
from retrowalk.server.models import AuditEvent


def _add(phone: Phone, key: Authenticator, name: str = "Phone") -> Any:
    options = phone.ask("POST", "/passkeys/registration/options").json()
    body = {"credential": key.create(options), "name": name}
    return phone.ask("POST", "/passkeys/registration/verification", json=body)


def _log_in(phone: Phone, key: Authenticator) -> Any:
    options = phone.ask("POST", "/passkeys/authentication/options").json()
    answer = phone.ask("POST", "/passkeys/authentication/verification", json=key.get(options))
    phone.csrf = answer.json().get("csrf", "")
    return answer


def test_a_passkey_is_added_used_and_removed(phone: Phone, servers: Servers, core: Core) -> None:
    key = Authenticator(SECURE)
    added = _add(phone, key)
    assert added.status_code == 201
    fresh = servers.phone(core)
    answer = _log_in(fresh, key)
    assert (answer.status_code, answer.json()["name"]) == (200, "Anna")
    assert fresh.ask("GET", "/me").status_code == 200
    (listed,) = fresh.ask("GET", "/passkeys").json()["passkeys"]
    assert (listed["name"], listed["used_at"] is None) == ("Phone", False)
    assert fresh.ask("DELETE", f"/passkeys/{listed['id']}").status_code == 204
    assert fresh.ask("DELETE", f"/passkeys/{listed['id']}").status_code == 404
    assert _log_in(servers.phone(core), key).status_code == 401


def test_the_same_passkey_twice_is_refused(phone: Phone, other: Phone) -> None:
    key = Authenticator(SECURE)
    assert [_add(phone, key).status_code, _add(other, key).status_code] == [201, 409]


def test_a_passkey_that_nobody_knows_is_refused_and_noted(servers: Servers, core: Core) -> None:
    key = Authenticator(SECURE)
    stranger = servers.phone(core)
    stranger.register("Cleo")
    options = stranger.ask("POST", "/passkeys/registration/options").json()
    key.create(options)  # made, and never sent
    assert _log_in(servers.phone(core), key).status_code == 401
    with core.database.read() as session:
        events = session.scalars(select(AuditEvent.event)).all()
    assert list(events).count("passkey refused") == 1


def test_another_site_cannot_use_it(phone: Phone, servers: Servers, core: Core) -> None:
    key = Authenticator(SECURE)
    _add(phone, key)
    key.origin = "https://walk.example.evil"
    assert _log_in(servers.phone(core), key).status_code == 401
    assert _add(phone, Authenticator("https://evil.example")).status_code == 422


def test_a_key_that_did_not_ask_its_person_is_refused(phone: Phone) -> None:
    key = Authenticator(SECURE)
    key.verifies = False
    assert _add(phone, key).status_code == 422


def test_another_key_is_refused(phone: Phone, servers: Servers, core: Core) -> None:
    key, forged = Authenticator(SECURE), Authenticator(SECURE)
    _add(phone, key)
    forged.id = key.id
    assert _log_in(servers.phone(core), forged).status_code == 401


def test_a_copied_key_is_noticed(phone: Phone, servers: Servers, core: Core) -> None:
    key = Authenticator(SECURE)
    _add(phone, key)
    key.count = 9
    assert _log_in(servers.phone(core), key).status_code == 200
    key.count = 4
    assert _log_in(servers.phone(core), key).status_code == 401


def test_a_challenge_is_used_once_and_not_late(
    phone: Phone, servers: Servers, core: Core, clock: Clock
) -> None:
    key = Authenticator(SECURE)
    _add(phone, key)
    fresh = servers.phone(core)
    options = fresh.ask("POST", "/passkeys/authentication/options").json()
    where = "/passkeys/authentication/verification"
    signed = key.get(options)
    assert fresh.ask("POST", where, json=signed).status_code == 200
    assert fresh.ask("POST", where, json=signed).status_code == 422
    options = fresh.ask("POST", "/passkeys/authentication/options").json()
    clock.now_s += 301
    assert fresh.ask("POST", where, json=key.get(options)).status_code == 422


def test_a_challenge_belongs_to_its_account(phone: Phone, other: Phone) -> None:
    options = phone.ask("POST", "/passkeys/registration/options").json()
    body = {"credential": Authenticator(SECURE).create(options)}
    assert other.ask("POST", "/passkeys/registration/verification", json=body).status_code == 422


@pytest.mark.parametrize("client", ["e30", "bm9uZQ", "W10", "eyJjaGFsbGVuZ2UiOiAi4oKsIn0"])
def test_nonsense_is_refused(phone: Phone, client: str) -> None:
    body = {"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": client}}
    where = "/passkeys/authentication/verification"
    assert phone.ask("POST", where, json=body).status_code in (401, 422)


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
@pytest.mark.parametrize("bad", ["AA", "oWNmbXQ", "v2E", "-", "gICAgA"])
def test_a_damaged_answer_is_refused(phone: Phone, part: str, bad: str) -> None:
    options = phone.ask("POST", "/passkeys/registration/options").json()
    credential = Authenticator(SECURE).create(options)
    credential["response"][part] = bad
    body = {"credential": credential}
    assert phone.ask("POST", "/passkeys/registration/verification", json=body).status_code == 422


def test_later_the_password_is_asked_again(phone: Phone, clock: Clock) -> None:
    key = Authenticator(SECURE)
    added = _add(phone, key).json()["id"]
    clock.now_s += 601
    where = "/passkeys/registration/options"
    for body in ({}, {"password": "wrong"}):
        refused = phone.ask("POST", where, json=body)
        assert (refused.status_code, refused.json()["where"]) == (422, "password")
        assert phone.ask("DELETE", f"/passkeys/{added}", json=body).status_code == 422
    body = {"password": PASSWORD}
    assert phone.ask("POST", where, json=body).status_code == 200
    assert phone.ask("DELETE", f"/passkeys/{added}", json=body).status_code == 204


def test_options_are_the_same_for_everybody(phone: Phone, servers: Servers, core: Core) -> None:
    options = servers.phone(core).ask("POST", "/passkeys/authentication/options").json()
    assert options["rpId"] == "walk.example"
    assert options.get("allowCredentials", []) == []


def test_local_mode_has_no_passkeys(local: Phone) -> None:
    assert local.ask("POST", "/passkeys/authentication/options").status_code == 409
    assert local.ask("GET", "/passkeys").json() == {"passkeys": []}
