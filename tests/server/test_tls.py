"""The house's own authority: real TLS connections, bounds, rights of files, renewal."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.server.support import API, start, until_ready

from retrowalk.errors import RetrowalkError
from retrowalk.language import Language
from retrowalk.server.addresses import Names, is_private, names_of_this_machine
from retrowalk.server.certificates import SERVER_DAYS, Authority
from retrowalk.server.tls import HouseTls
from retrowalk.server.trust_page import (
    CERTIFICATE_PATH,
    Trust,
    page_text,
    qr_text,
    serve_trust_page,
    terminal_text,
)

HOUSE = Names(("localhost", "attic", "attic.local"), ("127.0.0.1", "::1", "192.168.1.20"))
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def house(folder: Path, now: datetime = NOON, names: Names = HOUSE) -> HouseTls:
    return HouseTls(folder, now=lambda: now, names=lambda: names)


def trusting(authority: Authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    context.load_verify_locations(cadata=authority.der)
    return context


@contextmanager
def answering(context: ssl.SSLContext) -> Iterator[int]:
    """Serve TLS on a free port of this machine; every connection hears one word."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as safe:
                    safe.sendall(b"hello")
            except (ssl.SSLError, OSError):
                plain.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def heard(port: int, context: ssl.SSLContext, name: str) -> tuple[bytes, bytes]:
    """Connect as if the server had this name; return the word and its certificate."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=name) as safe,
    ):
        return safe.recv(5), safe.getpeercert(binary_form=True) or b""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "attic.local", "attic", "192.168.1.20"])
def test_whoever_trusts_the_authority_reaches_the_server_by_each_name(
    tmp_path: Path, name: str
) -> None:
    tls = house(tmp_path, datetime.now(UTC))
    with answering(tls.context()) as port:
        word, _ = heard(port, trusting(tls.authority), name)
    assert word == b"hello"


def test_whoever_trusts_another_authority_does_not(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    tls, other = house(tmp_path / "a", now), house(tmp_path / "b", now)
    with answering(tls.context()) as port, pytest.raises(ssl.SSLCertVerificationError):
        heard(port, trusting(other.authority), "localhost")


def test_a_stolen_key_cannot_speak_for_the_internet(tmp_path: Path) -> None:
    tls = house(tmp_path, datetime.now(UTC))
    for name in (x509.DNSName("bank.example"), x509.DNSName("notlocalhost")):
        forged = forged_context(tls.authority, name, tmp_path)
        with answering(forged) as port, pytest.raises(ssl.SSLCertVerificationError) as refused:
            heard(port, trusting(tls.authority), name.value)
        assert "permitted subtree" in str(refused.value)


def forged_context(authority: Authority, name: x509.DNSName, folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    file = folder / "forged.pem"
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    tls = house(tmp_path)
    assert tls.key_file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "tls" / "authority.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "tls").stat().st_mode & 0o777 == 0o700


def test_an_authority_that_others_could_read_is_refused(tmp_path: Path) -> None:
    house(tmp_path)
    os.chmod(tmp_path / "tls" / "authority.key", 0o644)
    with pytest.raises(RetrowalkError, match="other users of this machine can read this key"):
        house(tmp_path)


def test_the_authority_stays_and_the_certificate_is_renewed(tmp_path: Path) -> None:
    first = house(tmp_path)
    before = first.certificate_file.read_bytes()
    assert not first.renew()
    later = house(tmp_path, NOON + timedelta(days=SERVER_DAYS - 9))
    assert later.authority.fingerprint == first.authority.fingerprint
    assert later.certificate_file.read_bytes() != before


def test_a_new_address_brings_a_new_certificate(tmp_path: Path) -> None:
    house(tmp_path)
    moved = Names(HOUSE.hosts, ("127.0.0.1", "::1", "10.0.0.7"))
    tls = house(tmp_path, NOON, moved)
    found = x509.load_pem_x509_certificate(tls.certificate_file.read_bytes())
    spoken = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "10.0.0.7" in [str(one) for one in spoken.get_values_for_type(x509.IPAddress)]


def test_a_new_name_outside_the_bounds_is_left_out(tmp_path: Path) -> None:
    house(tmp_path)
    renamed = Names(("localhost", "cellar", "cellar.local"), HOUSE.addresses)
    assert house(tmp_path, NOON, renamed).names.hosts == ("localhost", "cellar.local")


def test_a_running_server_takes_the_new_certificate_without_a_restart(tmp_path: Path) -> None:
    now = [datetime.now(UTC)]
    names = [HOUSE]
    tls = HouseTls(tmp_path, now=lambda: now[0], names=lambda: names[0])
    context = tls.context()
    with answering(context) as port:
        _, before = heard(port, trusting(tls.authority), "localhost")
        names[0] = Names(HOUSE.hosts, ("127.0.0.1", "::1", "10.0.0.7"))
        tls.refresh(context)
        _, after = heard(port, trusting(tls.authority), "10.0.0.7")
    assert before != after


@pytest.mark.parametrize("name", ["authority.key", "authority.crt"])
def test_a_damaged_authority_is_said_and_left(tmp_path: Path, name: str) -> None:
    house(tmp_path)
    file = tmp_path / "tls" / name
    file.write_bytes(b"not a key")
    with pytest.raises(RetrowalkError, match="damaged or do not belong together"):
        house(tmp_path)
    assert file.read_bytes() == b"not a key"


def test_a_damaged_server_certificate_is_made_anew(tmp_path: Path) -> None:
    tls = house(tmp_path)
    tls.certificate_file.write_bytes(b"half")
    assert house(tmp_path).certificate_file.read_bytes().startswith(b"-----BEGIN CERT")


def test_an_authority_at_its_end_says_what_to_do(tmp_path: Path) -> None:
    house(tmp_path)
    with pytest.raises(RetrowalkError, match="trust the new authority on each phone"):
        house(tmp_path, NOON + timedelta(days=365 * 6))


def test_only_private_addresses_are_spoken_for() -> None:
    found = names_of_this_machine(("93.184.216.34", "192.168.7.7", "no name!", "Attic.Local"))
    assert "93.184.216.34" not in found.addresses
    assert "192.168.7.7" in found.addresses
    assert "attic.local" in found.hosts
    assert found.hosts[0] == "localhost"
    assert all(is_private(one) for one in found.addresses)
    assert HOUSE.lan == ("192.168.1.20",)


@pytest.fixture
def trust(tmp_path: Path) -> Trust:
    authority = house(tmp_path).authority
    return Trust(authority.der, authority.fingerprint, "https://192.168.1.20:8443/")


def test_the_page_hands_out_the_certificate_and_nothing_else(trust: Trust) -> None:
    page = serve_trust_page("127.0.0.1", 0, trust)
    try:
        answers = {
            (method, path): asked(page.port, method, path)
            for method in ("GET", "HEAD", "POST")
            for path in ("/", CERTIFICATE_PATH, "/style.css", "/../tls/authority.key", "/api/v1/me")
        }
    finally:
        page.end()
    status, body, headers = answers["GET", CERTIFICATE_PATH]
    assert status == 200
    assert body == trust.certificate
    assert headers["Content-Type"] == "application/x-x509-ca-cert"
    status, body, headers = answers["GET", "/"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert b"<script" not in body
    assert b"style=" not in body
    assert answers["GET", "/../tls/authority.key"][0] == 404
    assert answers["GET", "/api/v1/me"][0] == 404
    assert answers["POST", "/"][0] == 501


def asked(port: int, method: str, path: str) -> tuple[int, bytes, dict[str, str]]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request(method, path)
        answer = link.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    finally:
        link.close()


def test_a_taken_port_is_said(trust: Trust) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RetrowalkError, match="cannot be served"):
            serve_trust_page("127.0.0.1", port, trust)


def test_the_page_speaks_both_languages_and_shows_the_fingerprint(trust: Trust) -> None:
    page = page_text(trust, Language.DE)
    assert page.index("Telefon vertrauen") < page.index("Trust Retrowalk")
    assert trust.fingerprint.split(" ")[0] in page
    assert len(trust.fingerprint.split(" ")) == 32
    assert trust.app_url in page


def test_the_terminal_shows_a_code_the_address_and_the_fingerprint(trust: Trust) -> None:
    said = terminal_text("http://192.168.1.20:8080/", trust, Language.EN)
    assert qr_text("http://192.168.1.20:8080/") in said
    assert "http://192.168.1.20:8080/" in said
    assert trust.fingerprint[:23] in said


def test_serve_with_https_is_reached_by_whoever_trusts_it(tmp_path: Path) -> None:
    process = start(tmp_path, "--https", "--trust-port", "0", "--host", "127.0.0.1")
    try:
        url = until_ready(process)
        authority = x509.load_pem_x509_certificate(
            (tmp_path / "server" / "tls" / "authority.crt").read_bytes()
        )
        context = ssl.create_default_context(
            cadata=authority.public_bytes(serialization.Encoding.DER)
        )
        with httpx.Client(base_url=url, verify=context) as client:
            health = client.get(f"{API}/health").json()
            assert health["mode"] == "account"
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}{API}/health")
        fingerprint = authority.fingerprint(hashes.SHA256()).hex(" ").upper()[:23]
        said = _said_until(process, fingerprint)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert "http://" in said
    assert "█" in said
    assert process.returncode == 0


def _said_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what it says, up to the line with these words; an end without them is an error."""
    assert process.stderr is not None
    said = ""
    while words not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    return said
