"""Letters of the server: codes, and the plan as a PDF, through the operator's SMTP server.

    RETROWALK_SMTP_HOST, … as for `retrowalk report --email` (docs/reports.md)

What cannot be sent is not kept: a letter holds what a person asked for just now, and asking again
is easier than a folder of old health data. Nothing of the server's disk is in an answer.
"""

from __future__ import annotations

import os
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase
from retrowalk.report.mail import HOST, Server, checked_address, hand_over, server_from
from retrowalk.server.problems import Problem

_SUBJECT_CONFIRM = Phrase("Your code for Retrowalk", "Ihr Code für Retrowalk")
_SUBJECT_SHARE = Phrase("Shared with you in Retrowalk", "Für Sie freigegeben in Retrowalk")
_HELLO = Phrase("Hello,", "Guten Tag,")
_CONFIRM = Phrase(
    "somebody wants plans of Retrowalk to be sent to this address. If that was you, enter this"
    " code in the app:",
    "jemand möchte Pläne von Retrowalk an diese Adresse senden lassen. Wenn Sie das waren,"
    " geben Sie diesen Code in der App ein:",
)
_CONFIRM_NOT = Phrase(
    "It is good for one day. If it was not you, do nothing: no further letter comes.",
    "Er gilt einen Tag. Wenn Sie es nicht waren, ist nichts zu tun: Es kommt kein weiterer Brief.",
)
_SHARE = Phrase(
    "{name} shows you data from training with Retrowalk. Sign in to Retrowalk, choose Patients,"
    " and enter this code:",
    "{name} gibt Ihnen Daten aus dem Training mit Retrowalk frei. Melden Sie sich bei Retrowalk"
    " an, wählen Sie „Patienten“ und geben Sie diesen Code ein:",
)
_SHARE_NOT = Phrase(
    "It works once, within seven days. The person sees each time you look.",
    "Er gilt einmal, innerhalb von sieben Tagen. Die Person sieht jede Einsicht.",
)
_LINK = Phrase("Or open:", "Oder öffnen Sie:")


def mail_server() -> Server:
    """Return where letters are handed over.

    Raises:
        Problem: 409, the operator named no server, or not all of it.
    """
    try:
        return server_from(os.environ)
    except RetrowalkError:
        raise Problem(
            409,
            "this server sends no letters",
            remedy=f"whoever runs it must name a mail server ({HOST})",
        ) from None


def mail_address(address: str) -> str:
    """Return an address that a letter can go to.

    Raises:
        Problem: 422, it is none.
    """
    try:
        given = checked_address(address, "address")
    except RetrowalkError as error:
        raise Problem(422, error.what, where=error.where, remedy=error.remedy) from None
    if not given.isprintable():
        raise Problem(422, "this is no e-mail address", where="address")
    return given


def send(message: EmailMessage, server: Server) -> None:
    """Hand a letter over; nothing of it touches the disk.

    Raises:
        Problem: 422, the mail server did not take it.
    """
    try:
        hand_over(message, server)
    except RetrowalkError as error:
        raise Problem(
            422, f"the letter was not sent: {error.what}", where="e-mail", remedy="try again later"
        ) from None


def send_confirmation(address: str, code: str, language: Language) -> None:
    """Send the code that confirms an address.

    Raises:
        Problem: it cannot be sent.
    """
    text = "\n".join(
        (
            _HELLO.said(language), "", _CONFIRM.said(language), "", f"    {code}", "",
            _CONFIRM_NOT.said(language), "",
        )
    )  # fmt: skip
    _send_text(address, _SUBJECT_CONFIRM.said(language), text, language)


def send_invitation(
    address: str, name: str, code: str, link: str | None, language: Language
) -> None:
    """Send the code of a share.

    Raises:
        Problem: it cannot be sent.
    """
    lines = [_HELLO.said(language), "", _SHARE.said(language).format(name=name), ""]
    lines += [f"    {code}", ""]
    if link is not None:
        lines += [_LINK.said(language), f"    {link}", ""]
    lines += [_SHARE_NOT.said(language), ""]
    _send_text(address, _SUBJECT_SHARE.said(language), "\n".join(lines), language)


def _send_text(address: str, subject: str, text: str, language: Language) -> None:
    server = mail_server()
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = server.sender
    message["To"] = mail_address(address)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain="retrowalk.invalid")
    message["Content-Language"] = language.value
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    send(message, server)
