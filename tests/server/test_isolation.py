"""Every route of the OpenAPI, tried without a login and as another user: no foreign data."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.server.authenticator import Authenticator
from tests.server.conftest import Servers
from tests.server.support import MADE_AT, SECURE, Phone, id_of, motion, record
from tests.server.test_openapi import OPERATIONS

from retrowalk.server.core import Core

PUBLIC = {
    ("GET", "/api/v1/health"),
    ("POST", "/api/v1/accounts"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/passkeys/authentication/options"),
    ("POST", "/api/v1/passkeys/authentication/verification"),
}
MARK = "words of Anna alone"


class Anna:
    """What Anna has, and the names by which others could ask for it."""

    def __init__(self, phone: Phone, core: Core) -> None:
        self.phone = phone
        self.log = record(note=MARK)
        self.motion = motion({"note": MARK})
        self.file = f"{MARK}, in a file".encode()
        assert phone.send(self.log).status_code == 201
        assert phone.send(self.motion, "motion").status_code == 201
        phone.ask("POST", "/files?name=words-of-anna.csv", content=self.file)
        options = phone.ask("POST", "/passkeys/registration/options").json()
        made = phone.ask(
            "POST",
            "/passkeys/registration/verification",
            json={"credential": Authenticator(SECURE).create(options), "name": MARK},
        )
        analyses = core.jobs.analyses
        for account_id, id in analyses.outdated():
            analyses.analyse(account_id, id)
        ends = datetime.fromtimestamp(core.clock(), UTC) + timedelta(days=7)
        share = phone.ask(
            "POST",
            "/shares",
            json={"label": MARK, "kinds": ["log"], "ends_at": ends.isoformat()},
        )
        self.ids = [
            share.json()["share"]["id"],
            id_of(self.log),
            id_of(self.motion),
            id_of(self.file),
            made.json()["id"],
            phone.ask("GET", "/sessions").json()["sessions"][0]["id"],
        ]
        self.before = self.state()

    def state(self) -> list[Any]:
        """Return everything that Anna sees."""
        paths = ("/records", "/files", "/analyses", "/passkeys", "/sessions", "/shares")
        return [self.phone.ask("GET", path).json() for path in paths] + [
            self.phone.ask("GET", f"/records/{id_of(self.log)}").content,
            self.phone.ask("GET", f"/files/{id_of(self.file)}/bytes").content,
        ]

    def is_told_in(self, text: str) -> bool:
        """Tell whether an answer has anything of Anna in it."""
        return any(word in text for word in (MARK, "words-of-anna", "Anna"))


@pytest.fixture
def anna(phone: Phone, core: Core) -> Anna:
    return Anna(phone, core)


def _tries(method: str, path: str, anna: Anna) -> list[tuple[str, dict[str, Any]]]:
    """Return addresses and arguments with which the route could give Anna's things away."""
    rest: dict[str, Any] = {}
    if method == "PATCH":
        rest = {
            "content": b"x",
            "headers": {
                "Upload-Offset": "0",
                "Upload-Length": "1",
                "Record-Kind": "log",
                "Record-Made-At": MADE_AT,
            },
        }
    elif path.endswith("/have"):
        heads = [
            {"id": id, "kind": "log", "made_at": MADE_AT, "size": 9}
            for id in anna.ids
            if len(id) == 64 and id.islower()
        ]
        rest = {"json": {"records": heads}}
    elif method in ("POST", "PUT"):
        rest = {"json": {}}
    path = path.removeprefix("/api/v1")
    if "{" not in path:
        return [(f"{path}?after=0&name=x", rest)]
    filled = [re.sub(r"\{\w+\}", id, path) for id in anna.ids]
    # Where two things are named, the share is the first.
    filled += [re.sub(r"\{\w+\}", id, path.replace("{share}", anna.ids[0])) for id in anna.ids]
    return [(one, rest) for one in dict.fromkeys(filled)]


@pytest.mark.parametrize("who", ["stranger", "other", "forged"])
def test_no_route_gives_anything_away(
    anna: Anna, other: Phone, servers: Servers, core: Core, who: str
) -> None:
    asking = other if who == "other" else servers.phone(core)
    if who == "forged":
        asking.client.cookies.set("__Host-retrowalk", "x" * 43, domain="walk.example")
        asking.csrf = anna.phone.csrf
    seen = 0
    order = sorted(OPERATIONS, key=lambda one: (one[0] == "DELETE", one[1].endswith("session")))
    for method, path in order:
        if (method, path) == ("DELETE", "/api/v1/session"):
            continue
        for address, rest in _tries(method, path, anna):
            answer = asking.ask(method, address, **rest)
            seen += 1
            assert answer.status_code < 500, (method, address, answer.text)
            assert not anna.is_told_in(answer.text), (method, address, answer.text)
            assert not anna.is_told_in(json.dumps(dict(answer.headers)))
            if who != "other" and (method, path) not in PUBLIC:
                assert answer.status_code == 401, (method, address, answer.text)
    assert seen > len(OPERATIONS)
    assert anna.state() == anna.before, "something of Anna was changed"


def test_the_other_person_really_is_logged_in(other: Phone) -> None:
    assert other.ask("GET", "/me").json()["name"] == "Bert"
