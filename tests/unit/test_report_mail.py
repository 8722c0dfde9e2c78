"""A plan by e-mail, to a real SMTP server on this machine that speaks TLS."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.coach_plans import logs, plan, results
from typer.testing import CliRunner

from retrowalk.cli import app
from retrowalk.coach.contract import History, to_json
from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.report.mail import Server, checked_address, deliver, letter, server_from
from retrowalk.report.plan_content import content_of
from retrowalk.report.plan_page import html_text
from retrowalk.report.plan_pdf import pdf_bytes

TO = "anna@example.org"
FROM = "plan@example.org"
SECRET = "richtig-geheim-4711"
WHOLE = History(plan(), logs(), results())


def certificate(folder: Path, host: str = "127.0.0.1") -> tuple[Path, Path]:
    """Make a certificate for a host and its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.KeyUsage(True, False, False, False, False, True, True, False, False), True
        )
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


@dataclass
class Inbox:
    """What the server took."""

    letters: list[bytes] = field(default_factory=list)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(envelope.content)
        return "250 OK"


def allowed(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == SECRET.encode()
    return AuthResult(success=good, handled=False)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def running(keys: tuple[Path, Path]) -> Iterator[tuple[Inbox, Server]]:
    """Run a server with STARTTLS and login; give its inbox and how to reach it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*keys)
    inbox, port = Inbox(), free_port()
    controller = Controller(
        inbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=context,
        require_starttls=True,
        authenticator=allowed,
        auth_required=True,
    )
    controller.start()
    yield inbox, Server("127.0.0.1", port, FROM, "anna", SECRET, keys[0])
    controller.stop()


@pytest.fixture
def plain() -> Iterator[tuple[Inbox, int]]:
    """Run a server without TLS."""
    inbox, port = Inbox(), free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


@pytest.fixture(scope="module")
def the_letter() -> EmailMessage:
    content = content_of(WHOLE, Language.DE, dt.date(2026, 2, 10))
    return letter(content, html_text(content), pdf_bytes(content), FROM, TO)


def refused(message: EmailMessage, server: Server, outbox: Path) -> str:
    """Return the sentence of a delivery that fails; the letter must lie in the outbox."""
    with pytest.raises(RetrowalkError) as told:
        deliver(message, server, outbox)
    sentence = str(told.value)
    assert SECRET not in sentence
    assert "\n" not in sentence
    (kept,) = outbox.glob("*.eml")
    assert f"the letter is kept in {kept}" in sentence
    assert message_from_bytes(kept.read_bytes())["To"] == str(message["To"])
    assert told.value.__cause__ is None
    return sentence


def changed(server: Server, **values: Any) -> Server:
    from dataclasses import replace

    return replace(server, **values)


def test_a_letter_is_delivered_whole(
    running: tuple[Inbox, Server], the_letter: EmailMessage, tmp_path: Path
) -> None:
    inbox, server = running
    deliver(the_letter, server, tmp_path)
    (taken,) = inbox.letters
    message = message_from_bytes(taken, policy=default)
    assert message["Subject"] == "Mein Plan: Rückwärtsgehen"
    assert message["To"] == TO
    plain_text = message.get_body(("plain",))
    page = message.get_body(("html",))
    assert plain_text is not None
    assert page is not None
    assert "Rückwärts am Geländer" in plain_text.get_content()
    assert '<html lang="de">' in page.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == "plan.pdf"
    assert attached.get_content().startswith(b"%PDF")
    assert list(tmp_path.glob("*.eml")) == []


def test_a_wrong_password_is_said(
    running: tuple[Inbox, Server], the_letter: EmailMessage, tmp_path: Path
) -> None:
    inbox, server = running
    wrong = "falsch-4711"
    sentence = refused(the_letter, changed(server, password=wrong), tmp_path)
    assert "refuses user name or password" in sentence
    assert wrong not in sentence
    assert inbox.letters == []


def test_a_refused_recipient_is_said(running: tuple[Inbox, Server], tmp_path: Path) -> None:
    content = content_of(WHOLE, Language.EN, dt.date(2026, 2, 10))
    message = letter(content, html_text(content), b"%PDF", FROM, "nobody@example.org")
    sentence = refused(message, running[1], tmp_path)
    assert "refuses the recipient nobody@example.org" in sentence


def test_a_dead_server_is_said(the_letter: EmailMessage, tmp_path: Path) -> None:
    server = Server("127.0.0.1", free_port(), FROM, "anna", SECRET)
    assert "cannot be reached" in refused(the_letter, server, tmp_path)


def test_a_server_that_hangs_up_is_said(the_letter: EmailMessage, tmp_path: Path) -> None:
    import threading

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen(1)

        def hang_up() -> None:
            one.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        server = Server("127.0.0.1", one.getsockname()[1], FROM, "anna", SECRET)
        assert "hung up" in refused(the_letter, server, tmp_path)
        thread.join()


def test_a_certificate_that_nobody_vouches_for_is_said(
    running: tuple[Inbox, Server], the_letter: EmailMessage, tmp_path: Path
) -> None:
    inbox, server = running
    sentence = refused(the_letter, changed(server, authority=None), tmp_path)
    assert "certificate cannot be trusted" in sentence
    assert inbox.letters == []


def test_a_certificate_of_another_host_is_said(
    running: tuple[Inbox, Server], the_letter: EmailMessage, tmp_path: Path
) -> None:
    sentence = refused(the_letter, changed(running[1], host="localhost"), tmp_path)
    assert "certificate cannot be trusted" in sentence


def test_a_server_without_tls_is_refused_before_the_password(
    plain: tuple[Inbox, int], the_letter: EmailMessage, tmp_path: Path
) -> None:
    inbox, port = plain
    server = Server("127.0.0.1", port, FROM, "anna", SECRET)
    assert "no safe connection (STARTTLS)" in refused(the_letter, server, tmp_path)
    assert inbox.letters == []


def test_only_this_machine_may_be_plain_and_only_when_asked(
    plain: tuple[Inbox, int], the_letter: EmailMessage, tmp_path: Path
) -> None:
    inbox, port = plain
    deliver(the_letter, Server("127.0.0.1", port, FROM, plain_localhost=True), tmp_path)
    assert len(inbox.letters) == 1


def test_authority_that_cannot_be_read_is_said(
    running: tuple[Inbox, Server], the_letter: EmailMessage, tmp_path: Path
) -> None:
    server = changed(running[1], authority=tmp_path / "none.pem")
    assert "cannot be read" in refused(the_letter, server, tmp_path)


ENVIRONMENT = {"RETROWALK_SMTP_HOST": "mail.example.org", "RETROWALK_SMTP_USER": FROM}


def test_the_password_comes_from_environment_or_keyring() -> None:
    server = server_from(ENVIRONMENT | {"RETROWALK_SMTP_PASSWORD": SECRET})
    assert (server.port, server.sender, server.password) == (587, FROM, SECRET)
    assert SECRET not in repr(server)
    kept = server_from(ENVIRONMENT, keyring=lambda user: SECRET if user == FROM else None)
    assert kept.password == SECRET


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "no mail server is named"),
        (ENVIRONMENT | {"RETROWALK_SMTP_PORT": "mail"}, "'mail' is no port"),
        ({"RETROWALK_SMTP_HOST": "mail.example.org"}, "is no e-mail address"),
        (ENVIRONMENT, "no password"),
    ],
)
def test_what_is_missing_is_named(environment: dict[str, str], says: str) -> None:
    with pytest.raises(RetrowalkError, match=says):
        server_from(environment, keyring=lambda user: None)


def test_without_keyring_the_way_to_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import retrowalk.report.mail as mail

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(mail, "import_module", missing)
    with pytest.raises(RetrowalkError, match="pip install keyring"):
        server_from(ENVIRONMENT)


@pytest.mark.parametrize(
    "address", ["", "anna", "a@b@c", "anna@example.org\nBcc: x@y.z", "a b@c.d", "<a@b.c>", "ä@b.c"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(RetrowalkError, match="no e-mail address"):
        checked_address(address)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(to_json(WHOLE), encoding="utf-8")
    return path


def test_a_dry_run_writes_the_letter_and_needs_no_server(plan_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "letter.eml"
    told = CliRunner().invoke(
        app, ["report", str(plan_file), "--email", TO, "--dry-run", str(out), "--lang", "de"]
    )
    assert told.exit_code == 0, told.stderr
    assert message_from_bytes(out.read_bytes())["To"] == TO
    assert "nicht gesendet" in told.stdout


def test_the_command_sends(
    running: tuple[Inbox, Server],
    plan_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox, server = running
    for name, value in (
        ("HOST", server.host),
        ("PORT", str(server.port)),
        ("USER", "anna"),
        ("PASSWORD", SECRET),
        ("FROM", FROM),
        ("CA", str(server.authority)),
    ):
        monkeypatch.setenv(f"RETROWALK_SMTP_{name}", value)
    monkeypatch.setenv("RETROWALK_DATA", str(tmp_path / "data"))
    told = CliRunner().invoke(app, ["report", str(plan_file), "--email", TO])
    assert told.exit_code == 0, told.stderr
    assert f"sent to {TO}" in told.stdout
    assert len(inbox.letters) == 1
    monkeypatch.setenv("RETROWALK_SMTP_PASSWORD", "falsch")
    told = CliRunner().invoke(app, ["report", str(plan_file), "--email", TO])
    assert told.exit_code == 2
    assert str(tmp_path / "data" / "outbox") in told.stderr
    assert len(told.stderr.splitlines()) == 1
