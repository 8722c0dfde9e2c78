"""The application on a socket: bound first, logs without secrets, stopped in order."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import uvicorn

from retrowalk.errors import RetrowalkError
from retrowalk.server.audit import NoSecrets
from retrowalk.server.core import Core
from retrowalk.server.factory import create_app, opened
from retrowalk.server.settings import Settings
from retrowalk.server.tls import HouseTls

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_STOPPING_S = 10


def serve(
    settings: Settings,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
    tls: HouseTls | None = None,
    ready: Callable[[str, Core], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; open requests get ten seconds to end.

    Args:
        settings: of the server.
        certificate: PEM of the certificate and its chain, for HTTPS.
        key: PEM of its private key.
        tls: the house's own certificates instead, kept fresh while it runs.
        ready: told the address once the server listens.

    Raises:
        RetrowalkError: the address is taken, or folder or database cannot be used.
    """
    if tls is not None:
        certificate, key = tls.certificate_file, tls.key_file
    with opened(settings) as core, _listening(settings) as listener:
        _log_without_secrets()
        config = uvicorn.Config(
            create_app(settings, core=core),
            log_config=None,
            access_log=settings.access_log,
            server_header=False,
            http="h11",  # whatever else is installed: it refuses ambiguous lengths
            ws="none",
            timeout_keep_alive=20,
            timeout_graceful_shutdown=_STOPPING_S,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        if ready is not None:
            scheme = "http" if certificate is None else "https"
            ready(f"{scheme}://{_shown(settings.host)}:{listener.getsockname()[1]}", core)
        with ExitStack() as stack:
            if tls is not None:
                config.load()
                assert config.ssl is not None
                stack.callback(tls.keep_fresh(config.ssl))
            try:
                uvicorn.Server(config).run(sockets=[listener])
            except KeyboardInterrupt:
                return


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server(
            (settings.host.strip("[]"), settings.port), family=family, backlog=1024
        )
    except OSError as error:
        raise RetrowalkError(
            f"the server cannot listen there ({error.strerror})",
            where=f"{settings.host}:{settings.port}",
            remedy="choose another --port, or stop what uses it",
        ) from error
    # asyncio sets it only on sockets that name their protocol; without it the body of an
    # answer waits some 40 ms for the browser to acknowledge its head
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _shown(host: str) -> str:
    return f"[{host.strip('[]')}]" if ":" in host else host


def _log_without_secrets() -> None:
    """Send what is logged to stderr; the filter sees every line."""
    handler = logging.StreamHandler()
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(NoSecrets())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").setLevel(logging.INFO)
