"""https in the house: an authority of one's own, and short certificates signed by it.

    tls/authority.key  0600, never leaves the machine     tls/authority.crt  trusted on the phone
    tls/server.key     0600, new with each certificate    tls/server.crt     30 days, renewed itself

Browsers give motion sensors and offline use to https pages only, and no public authority signs
for 192.168.1.20. The authority is bound (name constraints) to private addresses and names, so
that even a stolen key could not speak for any site on the internet.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from retrowalk.errors import RetrowalkError, writing
from retrowalk.server.addresses import Names, names_of_this_machine
from retrowalk.server.certificates import Authority, new_authority, server_certificate

FOLDER = "tls"
RENEW_DAYS = 10  # left, when a new one is made
LOOK_AGAIN_S = 3600.0


class HouseTls:
    """The certificates of a data folder, kept fresh.

    Args:
        data: the data folder; `tls/` is made in it.
        now: the time, for tests.
        names: the machine's names, for tests; asked again at every look.
    """

    def __init__(
        self,
        data: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        names: Callable[[], Names] = names_of_this_machine,
    ) -> None:
        self._folder = data / FOLDER
        self._now = now
        self._names = names
        with writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.authority = self._authority()
        self.renew()

    @property
    def names(self) -> Names:
        """Return what the certificate speaks for just now."""
        return self._spoken_for()

    @property
    def certificate_file(self) -> Path:
        """Return the server's certificate with its authority's behind it."""
        return self._folder / "server.crt"

    @property
    def key_file(self) -> Path:
        """Return the server's key."""
        return self._folder / "server.key"

    def renew(self) -> bool:
        """Make a new server certificate where the old one is old, damaged or of other names.

        Returns:
            whether there is a new one.
        """
        names = self._spoken_for()
        if self._still_good(names):
            return False
        key = ec.generate_private_key(ec.SECP256R1())
        made = server_certificate(self.authority, key, names, self._now())
        chain = made.public_bytes(serialization.Encoding.PEM) + _pem(self.authority.certificate)
        # The certificate last: a crash in between leaves a pair that does not match, which is
        # seen and made again.
        _write(self.key_file, _key_pem(key), mode=0o600)
        _write(self.certificate_file, chain, mode=0o644)
        return True

    def context(self) -> ssl.SSLContext:
        """Return what the server speaks TLS with: 1.2 or newer."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate_file, self.key_file)
        return context

    def keep_fresh(self, context: ssl.SSLContext) -> Callable[[], None]:
        """Look every hour, and give new connections the new certificate without a restart.

        Returns:
            a function that ends it.
        """
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(LOOK_AGAIN_S):
                self.refresh(context)

        threading.Thread(target=watch, name="certificates", daemon=True).start()
        return ended.set

    def refresh(self, context: ssl.SSLContext) -> None:
        """Renew where it is time, and load what is new into a context in use."""
        try:
            if self.renew():
                context.load_cert_chain(self.certificate_file, self.key_file)
        except RetrowalkError:  # a full disk: the old one still holds, and the next look tries
            return

    def _spoken_for(self) -> Names:
        names = self._names()
        return Names(
            tuple(host for host in names.hosts if self.authority.speaks_for(host)), names.addresses
        )

    def _authority(self) -> Authority:
        certificate_file = self._folder / "authority.crt"
        key_file = self._folder / "authority.key"
        if not key_file.exists() and not certificate_file.exists():
            made = new_authority(self._names(), self._now())
            _write(key_file, _key_pem(made.key), mode=0o600)
            _write(certificate_file, _pem(made.certificate), mode=0o644)
            return made
        _must_be_private(key_file)
        found = _read_authority(certificate_file, key_file)
        if found.certificate.not_valid_after_utc <= self._now():
            raise RetrowalkError(
                "the authority has ended",
                where=str(certificate_file),
                remedy=f"delete the folder {self._folder}, and trust the new authority on each"
                " phone",
            )
        return found

    def _still_good(self, names: Names) -> bool:
        try:
            _must_be_private(self.key_file)
            old = x509.load_pem_x509_certificate(self.certificate_file.read_bytes())
            key = serialization.load_pem_private_key(self.key_file.read_bytes(), None)
            old.verify_directly_issued_by(self.authority.certificate)
            spoken = old.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except (OSError, ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
            return False
        except RetrowalkError:  # others could read it: made anew
            return False
        return (
            key.public_key() == old.public_key()
            and old.not_valid_before_utc <= self._now()
            and old.not_valid_after_utc - self._now() > timedelta(days=RENEW_DAYS)
            and set(spoken.get_values_for_type(x509.DNSName)) == set(names.hosts)
            and {str(one) for one in spoken.get_values_for_type(x509.IPAddress)}
            == set(names.addresses)
        )


def _read_authority(certificate_file: Path, key_file: Path) -> Authority:
    try:
        certificate = x509.load_pem_x509_certificate(certificate_file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), None)
        certificate.extensions.get_extension_for_class(x509.NameConstraints)
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound) as error:
        raise _damaged(key_file.parent) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise _damaged(key_file.parent)
    if key.public_key() != certificate.public_key():
        raise _damaged(key_file.parent)
    return Authority(certificate, key)


def _damaged(folder: Path) -> RetrowalkError:
    return RetrowalkError(
        "the authority's files are damaged or do not belong together",
        where=str(folder),
        remedy="put a copy back, or delete the folder and trust the new authority on each phone",
    )


def _must_be_private(key_file: Path) -> None:
    """Refuse a key that other users of the machine can read."""
    if os.name != "posix" or not key_file.exists():
        return
    if key_file.stat().st_mode & 0o077:
        raise RetrowalkError(
            "other users of this machine can read this key",
            where=str(key_file),
            remedy="delete its folder and trust the new authority on each phone; if nobody else"
            f" uses the machine, chmod 600 {key_file.name} is enough",
        )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file whole or not at all, with its rights from the first byte on."""
    part = path.with_name(f"{path.name}.part")
    with writing(path):
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
