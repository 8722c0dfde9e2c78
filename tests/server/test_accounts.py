"""Accounts and sessions: who gets in, for how long, and what nobody can find out."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select
from tests.server.conftest import Clock, Servers
from tests.server.support import PASSWORD, Phone, id_of, record

from retrowalk.server import Registration
from retrowalk.server.audit import NoSecrets
from retrowalk.server.core import Core
from retrowalk.server.models import Account, AuditEvent, Login
from retrowalk.server.passwords import Passwords, check_password
from retrowalk.server.problems import Problem
from retrowalk.server.sessions import COOKIE
from retrowalk.server.settings import DAY_S


def test_an_account_is_made_and_logged_in(phone: Phone) -> None:
    told = phone.ask("GET", "/me").json()
    assert (told["mode"], told["name"], told["csrf"]) == ("account", "Anna", phone.csrf)
    assert phone.ask("GET", "/health").json()["mode"] == "account"


def test_the_cookie_is_out_of_reach(servers: Servers, core: Core) -> None:
    said = servers.phone(core).register("Anna").headers["set-cookie"]
    assert said.startswith("__Host-retrowalk=")
    for word in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
        assert word in said
    assert "Domain" not in said


def test_nothing_secret_is_stored(phone: Phone, core: Core) -> None:
    token = phone.client.cookies[COOKIE]
    with core.database.read() as session:
        login = session.scalars(select(Login)).one()
        hashed = session.scalars(select(Account.password_hash).where(Account.name == "Anna")).one()
    assert token not in login.token_hash
    assert hashed is not None
    assert hashed.startswith("$argon2id$")
    stored = b"".join(
        file.read_bytes() for file in core.settings.folder.rglob("*") if file.is_file()
    )
    for secret in (token, phone.csrf, PASSWORD):
        assert secret.encode() not in stored


def test_the_real_parameters_are_those_of_owasp() -> None:
    hashed = Passwords().hash(PASSWORD)
    assert "argon2id" in hashed
    assert "m=65536,t=3" in hashed


@pytest.mark.parametrize("name", ["Anna", "ANNA", " anna ", "Ａｎｎａ"])
def test_a_name_is_taken_however_it_is_written(phone: Phone, other: Phone, name: str) -> None:
    answer = other.register(name)
    assert (answer.status_code, answer.json()["where"]) == (409, "name")
    assert other.log_in(name).status_code == 200


@pytest.mark.parametrize("name", ["", "  ", "a\u0000b", "a\u202eb", "x" * 65])
def test_names_that_cannot_be_seen_are_refused(other: Phone, name: str) -> None:
    assert other.register(name).status_code == 422


@pytest.mark.parametrize(
    "password",
    ["short", "password1234", "Passwort2026!", "123456789012", "qwertzuiopas", "aaaaaaaaaaaaaaa",
     "anna1234567890", "retrowalk2026", "x" * 12, "monkeydragon", "y1" * 100],
)  # fmt: skip
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(Problem) as told:
        check_password(password, "Anna")
    assert (told.value.status, told.value.body.where) == (422, "password")


@pytest.mark.parametrize(
    "password", [PASSWORD, "zwölf grüne Äpfel", "x" * 100 + "abcd 12", "пароль мой длинный"]
)
def test_any_characters_make_a_good_password(password: str) -> None:
    check_password(password, "Anna")


def test_a_wrong_password_and_an_unknown_name_sound_alike(phone: Phone, other: Phone) -> None:
    wrong = other.log_in("Anna", PASSWORD + "x")
    unknown = other.log_in("Nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


def test_a_session_ends_when_unused(phone: Phone, clock: Clock, core: Core) -> None:
    for _ in range(3):
        clock.now_s += core.settings.session_idle_s - 10
        assert phone.ask("GET", "/me").status_code == 200
    clock.now_s += core.settings.session_idle_s
    assert phone.ask("GET", "/me").status_code == 401
    with core.database.read() as session:
        assert session.scalars(select(Login)).all() == []


def test_a_session_ends_in_any_case(phone: Phone, clock: Clock, core: Core) -> None:
    began_s = clock.now_s
    while clock.now_s - began_s < core.settings.session_absolute_s - DAY_S:
        assert phone.ask("GET", "/me").status_code == 200
        clock.now_s += DAY_S
    clock.now_s = began_s + core.settings.session_absolute_s
    assert phone.ask("GET", "/me").status_code == 401


def test_logging_in_gives_a_new_session_and_ends_the_old_one(phone: Phone) -> None:
    old = phone.client.cookies[COOKIE]
    assert phone.log_in("Anna").status_code == 200
    assert phone.client.cookies[COOKIE] != old
    assert len(phone.ask("GET", "/sessions").json()["sessions"]) == 1


def test_sessions_are_listed_and_ended(phone: Phone, servers: Servers, core: Core) -> None:
    second = servers.phone(core)
    second.headers = {"User-Agent": "Second phone"}
    second.log_in("Anna")
    listed = phone.ask("GET", "/sessions").json()["sessions"]
    assert {one["agent"]: one["current"] for one in listed} == {
        "testclient": True,
        "Second phone": False,
    }
    other_id = next(one["id"] for one in listed if not one["current"])
    assert phone.ask("DELETE", f"/sessions/{other_id}").status_code == 204
    assert second.ask("GET", "/me").status_code == 401
    assert phone.ask("DELETE", f"/sessions/{other_id}").status_code == 404
    assert phone.ask("DELETE", "/session").status_code == 204
    assert phone.ask("GET", "/me").status_code == 401


def test_a_change_needs_the_csrf_header(phone: Phone) -> None:
    csrf, phone.csrf = phone.csrf, ""
    for wrong in ("", "x", csrf[:-1] + "é"):
        answer = phone.client.delete(
            "/api/v1/session", headers={"X-Retrowalk-CSRF": wrong.encode("latin-1")}
        )
        assert (answer.status_code, answer.json()["where"]) == (403, "X-Retrowalk-CSRF")
    assert phone.ask("GET", "/me").status_code == 200


def test_a_new_password_ends_all_other_sessions(phone: Phone, servers: Servers, core: Core) -> None:
    second = servers.phone(core)
    second.log_in("Anna")
    new = "another set of words, longer"
    wrong = phone.ask("POST", "/accounts/me/password", json={"current": "no", "new": new})
    assert (wrong.status_code, wrong.json()["where"]) == (422, "current")
    answer = phone.ask("POST", "/accounts/me/password", json={"current": PASSWORD, "new": new})
    assert answer.status_code == 200
    phone.csrf = answer.json()["csrf"]
    assert second.ask("GET", "/me").status_code == 401
    assert phone.ask("GET", "/sessions").status_code == 200
    assert second.log_in("Anna", PASSWORD).status_code == 401
    assert second.log_in("Anna", new).status_code == 200


def test_a_deleted_account_leaves_nothing(phone: Phone, other: Phone, core: Core) -> None:
    data = record(note="words that are searched for")
    phone.send(data)
    phone.send(record(n=2), until=5)
    other.send(data)
    assert phone.ask("DELETE", "/accounts/me").status_code == 422
    assert phone.ask("DELETE", "/accounts/me", json={"password": PASSWORD}).status_code == 204
    assert phone.ask("GET", "/me").status_code == 401
    assert phone.log_in("Anna").status_code == 401
    assert other.ask("GET", f"/records/{id_of(data)}").content == data
    assert len(core.blobs.accounts()) == 1
    other.ask("DELETE", "/accounts/me", json={"password": PASSWORD})
    for file in core.settings.folder.rglob("*"):
        if file.is_file():
            found = file.read_bytes()
            assert b"searched for" not in found
            assert b"Anna" not in found, file
    with core.database.read() as session:
        events = session.scalars(select(AuditEvent)).all()
    assert {(one.account_id, one.address) for one in events if one.event == "account deleted"} == {
        (None, "")
    }


def test_too_many_logins_are_slowed_down(servers: Servers) -> None:
    core = servers.core(
        accounts=True, registration=Registration.OPEN, limit_login_account="3/minute"
    )
    phone = servers.phone(core)
    phone.register("Anna")
    for name in ("Anna", "Nobody"):
        codes = [phone.log_in(name, "wrong").status_code for _ in range(4)]
        assert codes == [401, 401, 401, 429]
    answer = phone.log_in("Anna")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61


def test_one_address_cannot_try_many_names(servers: Servers) -> None:
    core = servers.core(
        accounts=True, registration=Registration.OPEN, limit_login_address="3/minute",
        limit_registration="1/minute",
    )  # fmt: skip
    phone = servers.phone(core)
    assert [phone.log_in(f"n{n}", "w").status_code for n in range(4)] == [401, 401, 401, 429]
    assert [phone.register(f"n{n}").status_code for n in range(2)] == [201, 429]


def test_an_account_cannot_ask_without_end(servers: Servers) -> None:
    core = servers.core(accounts=True, registration=Registration.OPEN, limit_requests="5/minute")
    phone = servers.phone(core)
    phone.register("Anna")
    assert [phone.ask("GET", "/me").status_code for _ in range(6)] == [200] * 5 + [429]


def test_an_invitation_is_needed_where_it_is_asked_for(servers: Servers) -> None:
    core = servers.core(accounts=True)
    phone = servers.phone(core)
    assert phone.register("Anna").status_code == 403
    assert phone.register("Anna", invitation="wrong é").json()["where"] == "invitation"
    assert phone.register("Anna", invitation=core.invitation).status_code == 201
    kept = core.settings.folder / "invitation"
    assert kept.stat().st_mode & 0o077 == 0


def test_a_closed_server_takes_nobody(servers: Servers) -> None:
    core = servers.core(accounts=True, registration=Registration.CLOSED)
    assert servers.phone(core).register("Anna", invitation=core.invitation).status_code == 403


def test_local_mode_has_no_login(local: Phone) -> None:
    assert local.ask("GET", "/me").json()["mode"] == "local"
    assert local.register("Anna").status_code == 409
    assert local.log_in("Anna").status_code == 409
    assert local.ask("GET", "/sessions").json() == {"sessions": []}
    local.send(record())
    known = local.ask("GET", "/records").json()["next"]
    assert local.ask("DELETE", "/accounts/me").status_code == 204
    assert local.ask("GET", "/records").json()["records"] == []
    assert local.send(record()).status_code == 201
    assert len(local.ask("GET", f"/records?after={known}").json()["records"]) == 1


def test_nobody_logs_in_as_the_local_person(servers: Servers, core: Core) -> None:
    phone = servers.phone(core)
    for password in ("", "x", "\n"):
        assert phone.log_in("local", password).status_code in (401, 422)
    assert phone.register("local").status_code == 201
    assert phone.ask("GET", "/records").json()["records"] == []


def test_what_happens_to_an_account_is_written_down(phone: Phone, core: Core) -> None:
    phone.ask("DELETE", f"/records/{id_of(b'x')}")
    phone.log_in("Anna", "wrong")
    phone.log_in("Anna")
    with core.database.read() as session:
        events = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)).all()
    assert events == ["account created", "record deleted", "login refused", "login by password"]


@pytest.mark.parametrize(
    "line",
    ["GET /api/v1/files?name=secret HTTP/1.1", "Cookie: __Host-retrowalk=secret",
     '{"password": "secret"}', "x-retrowalk-csrf: secret", "token=secret"],
)  # fmt: skip
def test_logs_have_no_secrets(line: str) -> None:
    one = logging.LogRecord("x", logging.INFO, "x", 1, "%s", (line,), None)
    assert NoSecrets().filter(one)
    assert "secret" not in one.getMessage()


def test_a_line_of_the_log_stays_one_line() -> None:
    one = logging.LogRecord(
        "x", logging.INFO, "x", 1, "name %r %s", ("a", "b\nforged\x1b[2K"), None
    )
    assert NoSecrets().filter(one)
    assert one.getMessage() == "name 'a' b\\nforged\\x1b[2K"
