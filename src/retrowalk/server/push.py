"""Web push: the server's own key, and one message to one browser.

A message is encrypted for the browser; the push service (of the browser's maker) sees when and to
whom, not what. Only services that the operator allows are ever spoken to: the address comes from
the browser, and must not lead the server into its own network.
"""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from retrowalk.errors import RetrowalkError, writing
from retrowalk.server.settings import Settings

KEY_FILE = "push.key"
# Readers of addresses differ in what ends a host (a backslash, say): only plain names pass.
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]+")
TIMEOUT_S = 10.0
LIFE_S = 600  # a break that was due ten minutes ago is none


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    GONE = "gone"
    FAILED = "failed"


class NoRedirects(requests.Session):
    """Speaks to the address it was given and to no other."""

    def request(self, *args: Any, **more: Any) -> requests.Response:
        """Make a request without following where it is sent."""
        more["allow_redirects"] = False
        return super().request(*args, **more)


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a browser listens, and its keys."""

    endpoint: str
    p256dh: str
    auth: str


class Push:
    """Sends messages in the server's name.

    Args:
        settings: of the server.
        session: speaks HTTP; another one in tests.

    Raises:
        RetrowalkError: the key cannot be made or read.
    """

    def __init__(self, settings: Settings, session: requests.Session | None = None) -> None:
        self._hosts = settings.push_hosts
        self._contact = contact_of(settings)
        self._session = NoRedirects() if session is None else session
        self._key = _key(settings.folder / KEY_FILE)

    @property
    def is_on(self) -> bool:
        """Whether the operator said who runs the server; push services ask for it."""
        return self._contact is not None

    @property
    def public_key(self) -> str:
        """Return the key that browsers subscribe with (base64url)."""
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return base64.urlsafe_b64encode(point).rstrip(b"=").decode("ascii")

    def allows(self, endpoint: str) -> bool:
        """Tell whether an address is one of a push service that may be spoken to."""
        try:
            parts = urlsplit(endpoint)
            port = parts.port
        except ValueError:
            return False
        host = (parts.hostname or "").lower()
        known = any(host == one or host.endswith(f".{one}") for one in self._hosts)
        return (
            parts.scheme == "https"
            and known
            and _HOST.fullmatch(host) is not None
            and port in (None, 443)
            and parts.username is None
            and parts.password is None
        )

    def send(self, browser: Browser, message: dict[str, str]) -> Outcome:
        """Send one message; what fails is told, never raised."""
        if self._contact is None or not self.allows(browser.endpoint):
            return Outcome.FAILED
        # a tenth of the time that a server takes to start
        from py_vapid import Vapid02
        from pywebpush import WebPushException, webpush

        try:
            answer = webpush(
                {
                    "endpoint": browser.endpoint,
                    "keys": {"p256dh": browser.p256dh, "auth": browser.auth},
                },
                json.dumps(message),
                vapid_private_key=Vapid02.from_pem(_pem(self._key)),
                vapid_claims={"sub": self._contact},
                ttl=LIFE_S,
                headers={"Urgency": "normal", "Topic": "break"},
                timeout=TIMEOUT_S,
                requests_session=self._session,
            )
        except WebPushException as error:
            status = None if error.response is None else error.response.status_code
            return Outcome.GONE if status in (404, 410) else Outcome.FAILED
        except (requests.RequestException, ValueError):  # no network, or keys that are none
            return Outcome.FAILED
        if isinstance(answer, requests.Response) and answer.status_code >= 300:
            return Outcome.FAILED
        return Outcome.SENT


def contact_of(settings: Settings) -> str | None:
    """Return who runs the server, as push services want it, or None."""
    if settings.push_contact is not None:
        if not settings.push_contact.startswith(("mailto:", "https://")):
            raise RetrowalkError(
                f"'{settings.push_contact}' is no contact",
                where="RETROWALK_PUSH_CONTACT",
                remedy="write it like mailto:name@example.org",
            )
        return settings.push_contact
    origin = settings.origin
    return origin if origin is not None and origin.startswith("https://") else None


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    """Return the server's key, made where there is none; only its owner may read it."""
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1())
        part = path.with_name(f"{path.name}.part")
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.unlink(missing_ok=True)
            handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(_pem(made))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        return made
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise _damaged(path) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise _damaged(path)
    return key


def _damaged(path: Path) -> RetrowalkError:
    return RetrowalkError(
        "the key for reminders is damaged",
        where=str(path),
        remedy="put a copy back, or delete it: people then switch reminders on again",
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
