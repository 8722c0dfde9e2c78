"""The plan by e-mail: to a confirmed address only, through a real SMTP server with TLS."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select
from tests.server.conftest import Clock
from tests.server.people import TODAY, train
from tests.server.support import Phone
from tests.server.test_sharing import share
from tests.unit.test_report_mail import FROM, SECRET, Inbox, allowed, certificate, free_port

from retrowalk.server.core import Core
from retrowalk.server.models_sharing import MailAddress, Share
from retrowalk.server.settings import DAY_S

TO = "anna@example.org"


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """Run a mail server with STARTTLS and login, and name it to the server."""
    keys = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*keys)
    box, port = Inbox(), free_port()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True,
        authenticator=allowed, auth_required=True,
    )  # fmt: skip
    controller.start()
    for name, value in {
        "HOST": "127.0.0.1", "PORT": str(port), "USER": "anna", "PASSWORD": SECRET,
        "FROM": FROM, "CA": str(keys[0]),
    }.items():  # fmt: skip
        monkeypatch.setenv(f"RETROWALK_SMTP_{name}", value)
    yield box
    controller.stop()


def letter(inbox: Inbox, at: int = -1) -> EmailMessage:
    message: Any = message_from_bytes(inbox.letters[at], policy=default)
    return message  # type: ignore[no-any-return]


def code_in(message: EmailMessage) -> str:
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", message.get_content())
    assert found is not None
    return found[0]


def named(phone: Phone, address: str = TO, language: str = "en") -> Any:
    return phone.ask("PUT", "/mail/address", json={"address": address, "language": language})


def confirmed(phone: Phone, inbox: Inbox) -> None:
    assert named(phone).status_code == 200
    answer = phone.ask("POST", "/mail/confirmation", json={"code": code_in(letter(inbox))})
    assert answer.status_code == 200


def test_a_plan_reaches_a_confirmed_address(phone: Phone, inbox: Inbox) -> None:
    train(phone)
    confirmed(phone, inbox)
    asked = {"language": "de", "today": TODAY.isoformat()}
    assert phone.ask("POST", "/mail/plan", json=asked).status_code == 204
    message = letter(inbox)
    assert (message["To"], message["Subject"]) == (TO, "Mein Plan: Rückwärtsgehen")
    kinds = [part.get_content_type() for part in message.walk()]
    assert {"text/plain", "text/html", "application/pdf"} <= set(kinds)
    pdf = next(part for part in message.walk() if part.get_content_type() == "application/pdf")
    assert pdf.get_payload(decode=True)[:5] == b"%PDF-"  # type: ignore[index]


def test_nothing_but_the_code_goes_before_the_address_is_confirmed(
    phone: Phone, inbox: Inbox
) -> None:
    train(phone)
    assert phone.ask("POST", "/mail/plan", json={}).status_code == 409
    named(phone)
    assert phone.ask("POST", "/mail/plan", json={}).status_code == 409
    assert len(inbox.letters) == 1
    assert phone.ask("GET", "/mail/address").json() == {"address": TO, "confirmed_at": None}


def test_a_wrong_or_old_code_confirms_nothing(phone: Phone, inbox: Inbox, clock: Clock) -> None:
    named(phone)
    code = code_in(letter(inbox))
    wrong = {"code": "2222-2222-2222"}
    assert phone.ask("POST", "/mail/confirmation", json=wrong).status_code == 422
    clock.now_s += DAY_S
    assert phone.ask("POST", "/mail/confirmation", json={"code": code}).status_code == 422
    named(phone)
    again = {"code": code_in(letter(inbox))}
    assert phone.ask("POST", "/mail/confirmation", json=again).status_code == 200
    assert phone.ask("POST", "/mail/confirmation", json=again).status_code == 422


def test_a_new_address_must_be_confirmed_again(phone: Phone, inbox: Inbox) -> None:
    train(phone)
    confirmed(phone, inbox)
    named(phone, "other@example.org")
    assert phone.ask("POST", "/mail/plan", json={}).status_code == 409


def test_strangers_cannot_be_flooded(phone: Phone, other: Phone, inbox: Inbox) -> None:
    codes = [named(one, TO).status_code for one in (phone, phone, phone, other, other, other)]
    assert codes == [200] * 5 + [429]
    assert [named(phone, f"x{n}@example.org").status_code for n in range(3)] == [200, 200, 429]


def test_codes_cannot_be_tried_out(phone: Phone, inbox: Inbox) -> None:
    named(phone)
    codes = [
        phone.ask("POST", "/mail/confirmation", json={"code": f"2222-2222-22{n:02d}"}).status_code
        for n in range(11)
    ]
    assert codes[-1] == 429


@pytest.mark.parametrize(
    "address", ["no address", "a@b\r\nBcc: c@d.example", "ä@example.org", "a\u0001b@example.org"]
)
def test_what_is_no_address_is_refused(phone: Phone, inbox: Inbox, address: str) -> None:
    assert named(phone, address).status_code == 422
    assert inbox.letters == []


def test_without_a_mail_server_it_is_said(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RETROWALK_SMTP_HOST", raising=False)
    answer = named(phone)
    assert answer.status_code == 409
    assert "RETROWALK_SMTP_HOST" in answer.json()["remedy"]


def test_a_mail_server_that_is_down_is_said_without_paths(
    phone: Phone, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    train(phone)
    confirmed(phone, inbox)
    monkeypatch.setenv("RETROWALK_SMTP_PORT", str(free_port()))
    answer = phone.ask("POST", "/mail/plan", json={})
    assert answer.status_code == 422
    assert SECRET not in answer.text
    assert "/tmp" not in answer.text


def test_there_must_be_a_plan(phone: Phone, inbox: Inbox) -> None:
    confirmed(phone, inbox)
    assert phone.ask("POST", "/mail/plan", json={}).status_code == 409


def test_the_address_is_forgotten(phone: Phone, inbox: Inbox, core: Core) -> None:
    confirmed(phone, inbox)
    assert phone.ask("DELETE", "/mail/address").status_code == 204
    assert phone.ask("GET", "/mail/address").json()["address"] is None
    with core.database.read() as session:
        assert session.scalars(select(MailAddress)).all() == []


def test_a_share_goes_by_mail(phone: Phone, other: Phone, inbox: Inbox, clock: Clock) -> None:
    made = share(phone, clock, email="physio@example.org", language="de")
    assert made["sent"]
    message = letter(inbox)
    assert message["To"] == "physio@example.org"
    assert "Anna" in message.get_content()
    code = code_in(message)
    assert code == made["code"]
    assert other.ask("POST", "/shares/accept", json={"code": code}).status_code == 200


def test_a_share_whose_letter_fails_is_not_made(
    phone: Phone, inbox: Inbox, clock: Clock, core: Core
) -> None:
    ends = datetime.fromtimestamp(clock() + DAY_S, UTC).isoformat()
    body = {"label": "x", "kinds": ["log"], "ends_at": ends, "email": "nobody@example.org"}
    assert phone.ask("POST", "/shares", json=body).status_code == 422
    with core.database.read() as session:
        assert session.scalars(select(Share)).all() == []


def test_local_mode_sends_plans_too(local: Phone, inbox: Inbox) -> None:
    train(local)
    confirmed(local, inbox)
    assert local.ask("POST", "/mail/plan", json={"today": TODAY.isoformat()}).status_code == 204


def test_nothing_of_a_letter_touches_the_disk(
    phone: Phone, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    seen: list[Path] = []
    took = inbox.handle_DATA

    async def looking(*given: Any) -> str:
        seen.extend(folder.rglob("*"))
        return await took(*given)

    monkeypatch.setattr(inbox, "handle_DATA", looking)
    assert named(phone).status_code == 200
    assert len(inbox.letters) == 1
    assert seen == []
