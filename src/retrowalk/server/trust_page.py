"""The one page without https: it hands out the authority's certificate and says how to trust it.

The terminal shows a QR code with its address and the authority's fingerprint; the phone shows the
same fingerprint before it trusts, so that nobody on the same network can hand out another one.
Nothing else is answered here, and nothing is taken.
"""

from __future__ import annotations

import html
import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import segno

from retrowalk.errors import RetrowalkError
from retrowalk.language import Language, Phrase

CERTIFICATE_PATH = "/retrowalk-authority.crt"
STYLE_PATH = "/style.css"
TIMEOUT_S = 10.0

TITLE = Phrase("Trust Retrowalk on this phone", "Retrowalk auf diesem Telefon vertrauen")
WHY = Phrase(
    "Browsers give the motion sensors only to safe pages. The computer that serves Retrowalk in"
    " your house has made its own certificate for that. It speaks for this house only, not for"
    " any page on the internet.",
    "Browser geben die Bewegungssensoren nur an sichere Seiten. Der Computer, auf dem Retrowalk"
    " bei Ihnen läuft, hat dafür ein eigenes Zertifikat erstellt. Es gilt nur in Ihrem Haus,"
    " nicht für Seiten im Internet.",
)
FETCH = Phrase("1. Fetch the certificate", "1. Zertifikat laden")
COMPARE = Phrase("2. Compare", "2. Vergleichen")
SAME = Phrase(
    "The phone shows the certificate's fingerprint (SHA-256) among its details. It must be the"
    " one that the computer's screen shows:",
    "Das Telefon zeigt in den Details den Fingerabdruck (SHA-256) des Zertifikats. Er muss mit"
    " dem auf dem Bildschirm des Computers übereinstimmen:",
)
IPHONE = Phrase("3. On an iPhone or iPad", "3. Auf iPhone oder iPad")
IPHONE_STEPS = (
    Phrase(
        "Open this page in Safari, fetch the certificate, and allow the profile to be loaded.",
        "Diese Seite in Safari öffnen, das Zertifikat laden und das Laden des Profils erlauben.",
    ),
    Phrase(
        "Settings, General, VPN & Device Management: choose the profile “Retrowalk at home”,"
        " compare the fingerprint under More Details, then Install.",
        "Einstellungen, Allgemein, VPN und Geräteverwaltung: das Profil „Retrowalk at home“"
        " wählen, unter „Mehr Details“ den Fingerabdruck vergleichen, dann „Installieren“.",
    ),
    Phrase(
        "Settings, General, About, Certificate Trust Settings: switch “Retrowalk at home” on.",
        "Einstellungen, Allgemein, Info, Zertifikatsvertrauenseinstellungen: „Retrowalk at"
        " home“ einschalten.",
    ),
)
ANDROID = Phrase("3. On Android, in Chrome", "3. Auf Android, in Chrome")
ANDROID_STEPS = (
    Phrase(
        "Fetch the certificate; it lands in Downloads.",
        "Das Zertifikat laden; es liegt dann unter „Downloads“.",
    ),
    Phrase(
        "Settings, Security, Encryption & credentials, Install a certificate, CA certificate."
        " Names differ between makers: search the settings for “certificate”.",
        "Einstellungen, Sicherheit, Verschlüsselung und Anmeldedaten, Zertifikat installieren,"
        " CA-Zertifikat. Die Namen unterscheiden sich je nach Hersteller: in den Einstellungen"
        " nach „Zertifikat“ suchen.",
    ),
    Phrase(
        "Confirm the warning, and choose the file retrowalk-authority.crt. Under Trusted"
        " credentials, User, the fingerprint can be compared.",
        "Die Warnung bestätigen und die Datei retrowalk-authority.crt wählen. Unter"
        " „Vertrauenswürdige Anmeldedaten“, „Nutzer“, lässt sich der Fingerabdruck vergleichen.",
    ),
)
OPEN = Phrase("4. Open Retrowalk", "4. Retrowalk öffnen")
REMOVE = Phrase(
    "To take the trust back, delete the profile (iPhone) or the user certificate (Android) in"
    " the same place.",
    "Um das Vertrauen zurückzunehmen, an derselben Stelle das Profil (iPhone) oder das"
    " Nutzerzertifikat (Android) löschen.",
)
SCAN = Phrase("Scan this with the phone:", "Mit dem Telefon einlesen:")
PRINT = Phrase(
    "Fingerprint of the certificate (SHA-256):", "Fingerabdruck des Zertifikats (SHA-256):"
)
PLAIN = Phrase("If the phone trusts it already, open", "Wenn das Telefon schon vertraut, öffnen:")

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.15rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 0 auto; padding: 1rem; }
a.button { display: block; padding: 1rem; text-align: center; border: 2px solid currentColor;
  border-radius: .75rem; font-weight: 600; min-height: 1.5rem; }
code { font-size: 1.1rem; overflow-wrap: anywhere; }
section { border-top: 1px solid; margin-top: 2rem; }
li { margin: .5rem 0; }
"""
_POLICY = (
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none';"
    " form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Trust:
    """What the page hands out and says.

    Attributes:
        certificate: of the authority, DER.
        fingerprint: of it, as phones show it.
        app_url: where the app is, https.
    """

    certificate: bytes
    fingerprint: str
    app_url: str


def qr_text(url: str) -> str:
    """Return a QR code for a terminal, in half blocks."""
    drawn = io.StringIO()
    segno.make(url, error="m").terminal(drawn, border=2, compact=True)
    return drawn.getvalue()


def terminal_text(page_url: str, trust: Trust, language: Language) -> str:
    """Return what the terminal says when the server has begun."""
    lines = [SCAN.said(language), "", qr_text(page_url), f"  {page_url}", ""]
    lines += [PRINT.said(language), *_in_rows(trust.fingerprint), ""]
    lines += [PLAIN.said(language), f"  {trust.app_url}"]
    return "\n".join(lines)


def page_text(trust: Trust, language: Language) -> str:
    """Return the page: this language first, the other below it."""
    order = [language, *(one for one in Language if one is not language)]
    body = "".join(_part(trust, one) for one in order)
    title = html.escape(TITLE.said(language))
    return (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{STYLE_PATH}"></head>'
        f"<body><main>{body}</main></body></html>"
    )


def _part(trust: Trust, language: Language) -> str:
    def said(phrase: Phrase) -> str:
        return html.escape(phrase.said(language))

    def steps(phrases: tuple[Phrase, ...]) -> str:
        return f"<ol>{''.join(f'<li>{said(one)}</li>' for one in phrases)}</ol>"

    fingerprint = "<br>".join(row.strip() for row in _in_rows(trust.fingerprint))
    url = html.escape(trust.app_url, quote=True)
    return (
        f'<article lang="{language.value}"><h1>{said(TITLE)}</h1><p>{said(WHY)}</p>'
        f"<section><h2>{said(FETCH)}</h2>"
        f'<a class="button" href="{CERTIFICATE_PATH}">retrowalk-authority.crt</a></section>'
        f"<section><h2>{said(COMPARE)}</h2><p>{said(SAME)}</p>"
        f"<p><code>{fingerprint}</code></p></section>"
        f"<section><h2>{said(IPHONE)}</h2>{steps(IPHONE_STEPS)}</section>"
        f"<section><h2>{said(ANDROID)}</h2>{steps(ANDROID_STEPS)}</section>"
        f'<section><h2>{said(OPEN)}</h2><a class="button" href="{url}">{url}</a>'
        f"<p>{said(REMOVE)}</p></section></article>"
    )


def _in_rows(fingerprint: str) -> tuple[str, ...]:
    """Break a fingerprint into rows of eight pairs, which an eye can compare."""
    pairs = fingerprint.split(" ")
    return tuple("  " + " ".join(pairs[at : at + 8]) for at in range(0, len(pairs), 8))


@dataclass(frozen=True, slots=True)
class Served:
    """A page that is served.

    Attributes:
        port: where.
        end: ends it.
    """

    port: int
    end: Callable[[], None]


def serve_trust_page(host: str, port: int, trust: Trust) -> Served:
    """Serve the page in a thread of its own; port 0 takes a free one.

    Raises:
        RetrowalkError: the port is taken.
    """
    try:
        server = _server(host, port, trust)
    except OSError as error:
        raise RetrowalkError(
            f"the page with the certificate cannot be served ({error.strerror})",
            where=f"{host}:{port}",
            remedy="end the other program, or name another port",
        ) from error
    thread = threading.Thread(target=server.serve_forever, name="trust page", daemon=True)
    thread.start()

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return Served(server.server_address[1], end)


def _server(host: str, port: int, trust: Trust) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        timeout = TIMEOUT_S
        server_version = "Retrowalk"
        sys_version = ""

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: who opens the page is nobody's business."""

        def _answer(self, *, with_body: bool) -> None:
            path = self.path.split("?", maxsplit=1)[0]
            if path == "/":
                kind, body = "text/html; charset=utf-8", page_text(trust, self._language()).encode()
            elif path == CERTIFICATE_PATH:
                kind, body = "application/x-x509-ca-cert", trust.certificate
            elif path == STYLE_PATH:
                kind, body = "text/css; charset=utf-8", _STYLE.encode()
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", _POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def _language(self) -> Language:
            wanted = self.headers.get("Accept-Language", "").strip().lower()
            return Language.DE if wanted.startswith("de") else Language.EN

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True

    return Server((host, port), Handler)
