"""Around everything: headers of safety, foreign hosts and origins, old clients, long bodies."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retrowalk.server.problems import Problem, answer
from retrowalk.server.sessions import SAFE
from retrowalk.server.settings import Settings, is_loopback

API = "/api/"
CLIENT_HEADER = "Retrowalk-Client"
PUBLIC = frozenset({"/api/v1/openapi.json", "/api/v1/health"})
OLDEST_CLIENT = (0, 1)
"""Clients below this cannot be served: the records' form would differ."""

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; media-src 'self' blob:; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CSP,
    "Permissions-Policy": "accelerometer=(self), gyroscope=(self), magnetometer=(self), "
    "camera=(self), screen-wake-lock=(self), geolocation=(self), "
    "microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_BODY_MOST = 1024**2
_STREAMED = re.compile(r"^(PATCH /api/v1/records/[^/]+|POST /api/v1/files)$")


class Guard:
    """ASGI middleware; refuses before any route runs.

    Args:
        app: what is guarded.
        settings: of the server.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        secure = (settings.origin or "").startswith("https://")
        self._headers = dict(SECURITY_HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request and pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        body_ended = headers.get("content-length", "0") == "0" and (
            "transfer-encoding" not in headers
        )

        async def receiving() -> Message:
            nonlocal body_ended
            message = await receive()
            body_ended = body_ended or not message.get("more_body", False)
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._harden(message, scope)
                if not body_ended:
                    # What was refused unread is not to be sent to its end.
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        reading: Receive = receiving
        try:
            self._check(scope, headers)
            asked = f"{scope['method']} {scope['path']}"
            if scope["method"] not in SAFE and not _STREAMED.match(asked):
                reading = await _bounded(receiving, headers)
        except Problem as problem:
            await answer(problem)(scope, receiving, sending)
            return
        await self._app(scope, reading, sending)

    def _harden(self, message: MutableMapping[str, Any], scope: Scope) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if scope["path"].startswith(API):
            headers.setdefault("Cache-Control", "no-store")

    def _check(self, scope: Scope, headers: Headers) -> None:
        host = headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        settings = self._settings
        if (not settings.accounts or settings.allowed_hosts) and not (
            is_loopback(name) or name in settings.allowed_hosts
        ):
            raise Problem(
                403,
                "this server does not answer to this name",
                where="Host",
                remedy="open http://localhost, or set RETROWALK_ALLOWED_HOSTS",
            )
        if not scope["path"].startswith(API):
            return
        if scope["method"] not in SAFE:
            self._check_origin(headers, host)
        elif headers.get("sec-fetch-site") == "cross-site" and scope["path"] not in PUBLIC:
            # a look at what is shared is noted: a link elsewhere may not make one
            raise Problem(
                403,
                "a page of another origin may not ask for anything here",
                where="Sec-Fetch-Site",
                remedy="use the app that this server serves",
            )
        _check_client(headers.get(CLIENT_HEADER))

    def _check_origin(self, headers: Headers, host: str) -> None:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        own = self._settings.origin
        foreign = origin is not None and (
            origin != own and urlsplit(origin).netloc.lower() != host.lower()
        )
        if foreign or site not in ("same-origin", "none"):
            raise Problem(
                403,
                "a page of another origin may not change anything here",
                where="Origin",
                remedy="use the app that this server serves",
            )


def _check_client(version: str | None) -> None:
    if version is None:
        return
    parts = re.match(r"(\d{1,6})\.(\d{1,6})", version)
    if parts is None or (int(parts[1]), int(parts[2])) < OLDEST_CLIENT:
        oldest = ".".join(str(part) for part in OLDEST_CLIENT)
        raise Problem(
            426,
            f"this app is too old for the server, which needs {oldest} or newer",
            where=CLIENT_HEADER,
            remedy="reload the app while the network is on; nothing on the phone is lost",
            headers={"Upgrade": f"retrowalk/{oldest}"},
        )


async def _bounded(receive: Receive, headers: Headers) -> Receive:
    """Read a short body whole, so that none can be longer than it may."""
    too_long = Problem(413, f"the request is larger than {_BODY_MOST} bytes", where="body")
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _BODY_MOST:
        raise too_long
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > _BODY_MOST:
            raise too_long
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            break

    async def replay() -> Message:
        return messages.pop(0) if messages else await receive()

    return replay
