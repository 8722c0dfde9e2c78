"""How often: moving windows in memory, one process."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from retrowalk.errors import RetrowalkError
from retrowalk.server.problems import Problem


class Limiter:
    """Counts, and says when to come again."""

    def __init__(self) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, rule: str, *of: str) -> None:
        """Count one use.

        Args:
            rule: such as ``10/15minutes``.
            of: what is counted, such as a route and an address.

        Raises:
            Problem: 429 with Retry-After when the rule is used up.
        """
        item = parse(rule)
        if not self._windows.hit(item, *of):
            self._refuse(rule, *of)

    def check(self, rule: str, *of: str) -> None:
        """Refuse as `hit` does, but count nothing."""
        if not self._windows.test(parse(rule), *of):
            self._refuse(rule, *of)

    def _refuse(self, rule: str, *of: str) -> None:
        reset_s = self._windows.get_window_stats(parse(rule), *of).reset_time
        wait_s = max(1, math.ceil(reset_s - time.time()))
        raise Problem(
            429,
            "too many attempts",
            remedy=f"wait {wait_s} s",
            headers={"Retry-After": str(wait_s)},
        )


def network_of(address: str) -> str:
    """Return what is counted of an address: all of an IPv6 /64 is one household's.

    What is no address, such as that of a socket file, is counted as it is.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def check_rule(rule: str, variable: str) -> None:
    """Refuse a rule that cannot be read.

    Raises:
        RetrowalkError: it names the variable.
    """
    try:
        parse(rule)
    except ValueError:
        raise RetrowalkError(
            f"'{rule}' is no limit", where=variable, remedy="write it like 10/15minutes"
        ) from None
