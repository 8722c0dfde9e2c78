"""By which names and addresses other devices in the house reach this machine.

Only private ones are told: an authority that a phone trusts must never speak for the open internet.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PRIVATE_NETWORKS: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",  # of carriers, and of tailnets
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
PRIVATE_SUFFIXES = ("localhost", "local", "home.arpa", "internal", "lan")
LOOPBACK = ("127.0.0.1", "::1")

# One target in each private network: asking for the way there sends nothing.
_TARGETS = ("10.255.255.254", "172.16.255.254", "192.168.255.254", "100.100.100.100", "192.0.2.1")
_TARGETS_V6 = ("fd00::1", "2001:db8::1")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Names:
    """What a certificate speaks for.

    Attributes:
        hosts: names, lower case, `localhost` first.
        addresses: IP addresses as text, loopback first.
    """

    hosts: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def lan(self) -> tuple[str, ...]:
        """Return the addresses that other devices can use, IPv4 first."""
        return tuple(
            sorted(
                (one for one in self.addresses if not ipaddress.ip_address(one).is_loopback),
                key=lambda one: ":" in one,
            )
        )


def is_private(address: str) -> bool:
    """Tell whether this is an address of the house, not of the internet."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(known.version == net.version and known in net for net in PRIVATE_NETWORKS)


def names_of_this_machine(extra: tuple[str, ...] = ()) -> Names:
    """Return the names and private addresses of this machine.

    Args:
        extra: further names or addresses that the operator says; those that are no names, or
            addresses of the internet, are left out.
    """
    hosts = ["localhost"]
    addresses = list(LOOPBACK)
    for address in (*_own_addresses(), *extra):
        if is_private(address) and address not in addresses:
            addresses.append(address)
    for name in (*_own_names(), *extra):
        host = name.lower().rstrip(".")
        if _is_host(host) and host not in hosts:
            hosts.append(host)
    return Names(tuple(hosts), tuple(addresses))


def _own_names() -> tuple[str, ...]:
    own = socket.gethostname().lower().rstrip(".")
    short = own.split(".", maxsplit=1)[0]
    return (own, short, f"{short}.local")


def _own_addresses() -> tuple[str, ...]:
    found: list[str] = []
    for family, targets in ((socket.AF_INET, _TARGETS), (socket.AF_INET6, _TARGETS_V6)):
        for target in targets:
            try:
                with socket.socket(family, socket.SOCK_DGRAM) as way:
                    way.connect((target, 9))
                    own = str(way.getsockname()[0]).split("%", maxsplit=1)[0]
            except OSError:  # no way there, or no such family
                continue
            if own not in found:
                found.append(own)
    return tuple(found)


def _is_host(text: str) -> bool:
    labels = text.split(".")
    if len(text) > 253 or labels[-1].isdigit():
        return False
    return all(_LABEL.fullmatch(label) is not None for label in labels)
