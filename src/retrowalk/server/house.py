"""`serve --https`: the server in the house, with its own authority and the page to trust it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

from retrowalk.language import Language
from retrowalk.server.core import Core
from retrowalk.server.run import serve
from retrowalk.server.settings import Settings
from retrowalk.server.tls import HouseTls
from retrowalk.server.trust_page import Trust, serve_trust_page, terminal_text

PORT = 8443
TRUST_PORT = 8080
EVERYWHERE = "0.0.0.0"


def serve_house(
    settings: Settings,
    *,
    trust_port: int,
    language: Language,
    ready: Callable[[str, Core], None],
    say: Callable[[str], None],
) -> None:
    """Serve over https, and beside it, without https, the page that hands out the certificate.

    Args:
        settings: of the server.
        trust_port: of that page.
        language: of what the terminal says.
        ready: told the address once the server listens.
        say: told how the phone gets there.

    Raises:
        RetrowalkError: as `run.serve`, or the authority's files are damaged.
    """
    tls = HouseTls(settings.folder)
    lan = tls.names.lan
    name = lan[0] if lan and settings.host == EVERYWHERE else "localhost"
    host = f"[{name}]" if ":" in name else name
    with ExitStack() as stack:

        def begun(address: str, core: Core) -> None:
            app_url = f"https://{host}:{urlsplit(address).port}/"
            trust = Trust(tls.authority.der, tls.authority.fingerprint, app_url)
            page = serve_trust_page(settings.host, trust_port, trust)
            stack.callback(page.end)
            ready(address, core)
            say(terminal_text(f"http://{host}:{page.port}/", trust, language))

        serve(settings, tls=tls, ready=begun)
