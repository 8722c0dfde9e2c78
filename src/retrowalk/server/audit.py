"""What happened to an account, without a secret in it; and logs without secrets."""

from __future__ import annotations

import logging
import re
from enum import StrEnum

from sqlalchemy.orm import Session

from retrowalk.server.models import AuditEvent


class Event(StrEnum):
    """What is written down."""

    CREATED = "account created"
    DELETED = "account deleted"
    LOGIN = "login by password"
    PASSKEY_LOGIN = "login by passkey"
    LOGIN_REFUSED = "login refused"
    LOGOUT = "logout"
    SESSION_REVOKED = "session revoked"
    PASSWORD_CHANGED = "password changed"
    PASSWORD_REFUSED = "password change refused"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    PASSKEY_REFUSED = "passkey refused"
    RECORD_DELETED = "record deleted"
    FILE_DELETED = "file deleted"


def note(session: Session, event: str, account_id: str | None, address: str, now_s: int) -> None:
    """Add an event to the transaction."""
    session.add(AuditEvent(at_s=now_s, account_id=account_id, event=event, address=address[:64]))


_SECRET = re.compile(
    r"""(?ix)
    ( (?:set-)?cookie | authorization | x-retrowalk-csrf | password | token | invitation | code
      | secret | __host-retrowalk )
    (["']?\s*[:=]\s*) (?: "[^"]*" | '[^']*' | [^\s"',;&}]+ )
    """
)
_QUERY = re.compile(r"\?[^\s\"']+")


def _cleaned(text: str) -> str:
    return _QUERY.sub("?…", _SECRET.sub(r"\1\2…", text))


class NoSecrets(logging.Filter):
    """Takes values of secret fields and the query of addresses out of lines and traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; never drop it."""
        if record.exc_info and record.exc_info[0] is not None:
            # a formatter shows this text in place of the trace
            record.exc_text = _cleaned(logging.Formatter().formatException(record.exc_info))
        text = record.getMessage()
        clean = _cleaned(text)
        # One line stays one line, whatever a client put into it.
        clean = "".join(
            c if c.isprintable() else c.encode("unicode_escape").decode() for c in clean
        )
        if clean != text:
            record.msg, record.args = clean, None
        return True
