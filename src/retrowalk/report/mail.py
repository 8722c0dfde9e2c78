"""A plan by e-mail, through any SMTP server that speaks TLS.

    letter ── kept in the outbox as .eml ── STARTTLS ── login ── handed over ── outbox emptied
                                               └ anything fails: one sentence, the .eml stays

Credentials come from the environment or the keyring, never from the command line, and are in no
message and no log.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from importlib import import_module
from pathlib import Path

from retrowalk.errors import RetrowalkError, writing
from retrowalk.language import Phrase
from retrowalk.report.plan_content import Content

HOST = "RETROWALK_SMTP_HOST"
PORT = "RETROWALK_SMTP_PORT"
USER = "RETROWALK_SMTP_USER"
PASSWORD = "RETROWALK_SMTP_PASSWORD"
SENDER = "RETROWALK_SMTP_FROM"
AUTHORITY = "RETROWALK_SMTP_CA"
KEYRING_SERVICE = "retrowalk"
STARTTLS_PORT = 587
TLS_PORT = 465
TIMEOUT_S = 20.0

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS = re.compile(r"[^\s@<>,;:\"\\]+@[^\s@<>,;:\"\\]+")
_GREETING = Phrase(
    "your plan for walking backward is attached as a PDF.",
    "Ihr Plan zum Rückwärtsgehen liegt als PDF bei.",
)
_HELLO = Phrase("Hello,", "Guten Tag,")


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over.

    Attributes:
        host: name of the server.
        port: 587 for STARTTLS, 465 for TLS from the first byte.
        sender: address that letters come from.
        user: name to log in with, or None for no login.
        password: or None; never shown.
        authority: file of certificates to trust besides the system's, or None.
        plain_localhost: allow a server on this machine without TLS, for tests.
    """

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authority: Path | None = None
    plain_localhost: bool = False


def server_from(
    environment: Mapping[str, str],
    *,
    plain_localhost: bool = False,
    keyring: Callable[[str], str | None] | None = None,
) -> Server:
    """Return the server that the environment names.

    Args:
        environment: usually `os.environ`.
        plain_localhost: allow a server on this machine without TLS.
        keyring: returns the password of a user; None for the system's keyring.

    Raises:
        RetrowalkError: something that is needed is missing or cannot be.
    """
    host = environment.get(HOST, "").strip()
    if not host:
        raise RetrowalkError(
            "no mail server is named", where="e-mail", remedy=f"set {HOST}, {USER} and {PASSWORD}"
        )
    port_text = environment.get(PORT, str(STARTTLS_PORT))
    if not port_text.isascii() or not port_text.isdigit() or not 0 < int(port_text) < 65536:
        raise RetrowalkError(f"'{port_text}' is no port", where=PORT, remedy="587 or 465 is usual")
    user = environment.get(USER) or None
    sender = environment.get(SENDER) or user or ""
    checked_address(sender, SENDER)
    password = environment.get(PASSWORD) or None
    if user is not None and password is None:
        password = (keyring or _from_keyring)(user)
    if user is not None and password is None:
        raise RetrowalkError(
            "there is no password for the mail server",
            where="e-mail",
            remedy=f"set {PASSWORD}, or keep it in the keyring as '{KEYRING_SERVICE}' with your"
            " user name",
        )
    authority = environment.get(AUTHORITY)
    return Server(
        host,
        int(port_text),
        sender,
        user,
        password,
        Path(authority) if authority else None,
        plain_localhost,
    )


def _from_keyring(user: str) -> str | None:
    """Return the password from the system's keyring; `keyring` need not be installed."""
    try:
        store = import_module("keyring")
    except ModuleNotFoundError:
        raise RetrowalkError(
            "there is no password for the mail server",
            where="e-mail",
            remedy=f"set {PASSWORD}, or install keyring (pip install keyring)",
        ) from None
    found = store.get_password(KEYRING_SERVICE, user)
    return None if found is None else str(found)


def checked_address(address: str, where: str = "--email") -> str:
    """Return an address that a letter can go to.

    Raises:
        RetrowalkError: it is none.
    """
    if not _ADDRESS.fullmatch(address) or not address.isascii():
        raise RetrowalkError(
            f"'{address}' is no e-mail address", where=where, remedy="write name@example.org"
        )
    return address


def letter(content: Content, html: str, pdf: bytes, sender: str, recipient: str) -> EmailMessage:
    """Return the letter: text, the same as HTML, and the PDF.

    Raises:
        RetrowalkError: an address that is none.
    """
    language = content.language
    message = EmailMessage()
    message["Subject"] = content.title
    message["From"] = checked_address(sender, SENDER)
    message["To"] = checked_address(recipient)
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain="retrowalk.invalid")
    message["Content-Language"] = language.value
    message.set_content(text_of(content))
    message.add_alternative(html, subtype="html")
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename="plan.pdf")
    return message


def text_of(content: Content) -> str:
    """Return the plan as plain text, for readers without HTML."""
    language = content.language
    lines = [_HELLO.said(language), "", _GREETING.said(language), ""]
    lines += [content.title, content.made, ""]
    if content.warning:
        lines += [content.warning.upper(), ""]
    lines += [*content.lead, ""]
    for title, items in content.lists:
        lines += [title, *(f"- {item}" for item in items), ""]
    for section in content.sections[:1]:
        lines += [section.title, *section.lead]
        for table in section.tables:
            for row in table.rows:
                cells = [cell.replace("\n", "; ") for cell in row if cell]
                lines.append(f"- {' | '.join(cells)}")
        lines.append("")
    lines += ["-- ", content.disclaimer, ""]
    return "\n".join(lines)


def written(message: EmailMessage, path: Path) -> Path:
    """Write a letter as .eml.

    Raises:
        RetrowalkError: a place that cannot be written.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(message.as_bytes())
        path.chmod(0o600)
    return path


def deliver(message: EmailMessage, server: Server, outbox: Path) -> None:
    """Hand a letter to the server; it stays in the outbox until the server has taken it.

    Raises:
        RetrowalkError: it was not delivered; the sentence says why and where the letter lies.
    """
    name = re.sub(r"[^\w.-]+", "", str(message["Message-ID"]))
    kept = written(message, outbox / f"{name}.eml")
    try:
        hand_over(message, server)
    except RetrowalkError as error:
        where = f"{server.host}:{server.port}"
        raise RetrowalkError(
            error.what,
            where=where,
            remedy=f"{error.remedy}; the letter is kept in {kept}",
        ) from None
    kept.unlink(missing_ok=True)


def hand_over(message: EmailMessage, server: Server) -> None:
    """Hand a letter to the server; nothing of it touches the disk.

    Raises:
        RetrowalkError: it was not taken; one sentence without secrets.
    """
    try:
        with _connected(server) as session:
            if server.user is not None and server.password is not None:
                session.login(server.user, server.password)
            session.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise RetrowalkError(
            "the server refuses user name or password", remedy=f"check {USER} and {PASSWORD}"
        ) from None
    except smtplib.SMTPRecipientsRefused as error:
        refused = ", ".join(error.recipients)
        raise RetrowalkError(
            f"the server refuses the recipient {refused}", remedy="check the address"
        ) from None
    except smtplib.SMTPSenderRefused:
        raise RetrowalkError(
            f"the server refuses the sender {server.sender}", remedy=f"check {SENDER}"
        ) from None
    except ssl.SSLCertVerificationError:
        raise RetrowalkError(
            "the server's certificate cannot be trusted",
            remedy=f"check the host name, or name its authority in {AUTHORITY}",
        ) from None
    except ssl.SSLError:
        raise RetrowalkError(
            "no safe connection with the server came about", remedy=f"check {PORT}"
        ) from None
    except smtplib.SMTPServerDisconnected:
        raise RetrowalkError("the server hung up", remedy="try again later") from None
    except smtplib.SMTPException as error:
        raise RetrowalkError(
            f"the server does not take the letter ({type(error).__name__})",
            remedy="try again later",
        ) from None
    except OSError as error:
        raise RetrowalkError(
            f"the server cannot be reached ({error.strerror or type(error).__name__})",
            remedy=f"check {HOST} and {PORT} and the network",
        ) from None


def _connected(server: Server) -> smtplib.SMTP:
    """Return a session that is safe to log in with."""
    context = _trust(server)
    if server.port == TLS_PORT:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    session = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        session.ehlo()
        if session.has_extn("starttls"):
            session.starttls(context=context)
            session.ehlo()
        elif not (server.plain_localhost and server.host in _LOCAL):
            raise RetrowalkError(
                "the server offers no safe connection (STARTTLS)",
                remedy="use another server or port",
            )
    except BaseException:
        session.close()
        raise
    return session


def _trust(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if server.authority is not None:
        try:
            context.load_verify_locations(server.authority)
        except (OSError, ssl.SSLError):
            raise RetrowalkError(
                f"the certificates in {server.authority} cannot be read",
                remedy=f"check {AUTHORITY}",
            ) from None
    return context
