"""The certificates themselves: an authority bound to the house, and what it signs."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from retrowalk.server.addresses import PRIVATE_NETWORKS, PRIVATE_SUFFIXES, Names

AUTHORITY_YEARS = 5
SERVER_DAYS = 30
_EARLIER = timedelta(days=1)  # a phone's clock may be behind


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs.

    Attributes:
        certificate: what phones trust.
        key: its secret.
    """

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> bytes:
        """Return the certificate as phones take it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 fingerprint, as phones show it: pairs of digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(" ").upper()

    def speaks_for(self, host: str) -> bool:
        """Tell whether this name may stand in a certificate of this authority."""
        bounds = self.certificate.extensions.get_extension_for_class(x509.NameConstraints)
        return any(
            isinstance(tree, x509.DNSName)
            and (host == tree.value or host.endswith(f".{tree.value}"))
            for tree in bounds.value.permitted_subtrees or ()
        )


def new_authority(names: Names, now: datetime) -> Authority:
    """Make an authority that can speak for this machine's names and private addresses only."""
    key = ec.generate_private_key(ec.SECP256R1())
    # The name is what people look for in a phone's list.
    name = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, f"Retrowalk at home ({names.hosts[-1]})"[:64])]
    )
    own = [host for host in names.hosts if host not in PRIVATE_SUFFIXES]
    permitted: list[x509.GeneralName] = [
        x509.DNSName(host) for host in dict.fromkeys((*PRIVATE_SUFFIXES, *own))
    ]
    permitted += [x509.IPAddress(network) for network in PRIVATE_NETWORKS]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.NameConstraints(permitted, excluded_subtrees=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def server_certificate(
    authority: Authority, key: ec.EllipticCurvePrivateKey, names: Names, now: datetime
) -> x509.Certificate:
    """Sign a short certificate for a server's key."""
    spoken: list[x509.GeneralName] = [x509.DNSName(host) for host in names.hosts]
    spoken += [x509.IPAddress(ipaddress.ip_address(one)) for one in names.addresses]
    public = authority.key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Retrowalk")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(
            min(now + timedelta(days=SERVER_DAYS), authority.certificate.not_valid_after_utc)
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(spoken), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(authority.key, hashes.SHA256())
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
