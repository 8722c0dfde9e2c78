"""What somebody with an account, or without one, could try; each of these worked once."""

from __future__ import annotations

import json
import logging
import re
import time
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import event
from tests.server.conftest import Clock, Servers
from tests.server.people import TODAY, send, train
from tests.server.support import Phone, id_of, record
from tests.server.test_sharing import opened

from retrowalk.coach.logs import LogEntry
from retrowalk.coach.plan.contract import log_to_dict
from retrowalk.server.audit import NoSecrets
from retrowalk.server.blobs import Upload
from retrowalk.server.core import Core
from retrowalk.server.limiter import network_of
from retrowalk.server.models import Account, StoredFile
from retrowalk.server.push import Push

_LARGE = json.dumps({"x": "y" * 3_000_000})


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://localhost\\.fcm.googleapis.com/x", "https://10.0.0.1\\.push.apple.com",
        "https://a%2eb.fcm.googleapis.com/x", "https://.fcm.googleapis.com/x",
        "https://a b.fcm.googleapis.com/x", "https://a_b.push.apple.com/x",
    ],
)  # fmt: skip
def test_one_reader_of_addresses_cannot_be_played_against_another(
    core: Core, endpoint: str
) -> None:
    # urllib3 ends the host at a backslash, urlsplit does not.
    assert not Push(core.settings).allows(endpoint)


@pytest.mark.parametrize("left", ["", "\n", "  "])
def test_an_invitation_that_a_kill_left_empty_lets_nobody_in(servers: Servers, left: str) -> None:
    folder = servers.folder / "server"
    folder.mkdir(parents=True)
    (folder / "invitation").write_text(left)
    core = servers.core(accounts=True)
    assert len(core.invitation) >= 12
    assert servers.phone(core).register("Anna", invitation="").status_code == 403
    assert (folder / "invitation").read_text().strip() == core.invitation


def test_a_week_far_away_costs_nothing(phone: Phone, other: Phone, clock: Clock) -> None:
    train(phone)
    entry = log_to_dict(LogEntry(week=10**9, day=1, date=TODAY, completed_share=1.0))
    send(phone, "log", TODAY, entry=entry)
    id = opened(phone, other, clock)
    began_s = time.monotonic()
    for today in (TODAY.isoformat(), "9999-12-31", "0001-01-01"):
        answer = other.ask("GET", f"/patients/{id}", params={"today": today})
        assert answer.status_code == 200
        assert len(answer.json()["overview"]["adherence"]["weeks"]) <= 104
    assert time.monotonic() - began_s < 5


def test_a_list_of_files_does_not_read_their_walks(phone: Phone, core: Core) -> None:
    with core.database.write() as session:
        account = session.query(Account).filter_by(name="Anna").one()
        session.add(
            StoredFile(account_id=account.id, id="a" * 64, name="x", size=1, received_s=1,
                       walk=_LARGE)
        )  # fmt: skip
    asked: list[str] = []

    def before(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(core.database.engine, "before_cursor_execute", before)
    assert len(phone.ask("GET", "/files").json()["files"]) == 1
    listed = [one for one in asked if "files.name" in one]
    assert listed
    assert not any(re.search(r"files\.walk\b", one) for one in listed)


@pytest.mark.parametrize("what", ["record", "account"])
def test_deleting_what_is_being_sent_is_no_failure(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    phone = servers.phone(servers.core())
    data = record()
    settle = Upload.settle

    def deleted_meanwhile(self: Upload) -> None:
        settle(self)
        path = f"/records/{id_of(data)}" if what == "record" else "/accounts/me"
        assert phone.ask("DELETE", path).status_code == 204

    monkeypatch.setattr(Upload, "settle", deleted_meanwhile)
    assert phone.send(data).status_code == 409
    monkeypatch.undo()
    assert phone.send(data).status_code == (410 if what == "record" else 201)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_an_ipv6_network_is_counted_as_one_address(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_a_trace_tells_no_secrets() -> None:
    out = StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(NoSecrets())
    logger = logging.Logger("a server's")
    logger.addHandler(handler)
    try:
        raise ValueError("password='correct horse' at https://walk.example/?code=123")
    except ValueError:
        logger.exception("it went wrong")
    assert "ValueError" in out.getvalue()
    assert "horse" not in out.getvalue()
    assert "123" not in out.getvalue()
