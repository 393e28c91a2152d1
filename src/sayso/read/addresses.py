"""Which addresses may be asked: what a person typed may be anywhere, what a server names must be public."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

SCHEMES = {"http": 80, "https": 443}
# IPv6 addresses of which the last four bytes are one of IPv4.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Origin(NamedTuple):
    """A server: its name and port."""

    host: str
    port: int


def read_origin(url: str) -> Origin | None:
    """The server of an http or https address; None for any other."""
    try:
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".").lower()
        port = parts.port or SCHEMES.get(scheme, 0)
    except ValueError:
        return None
    return Origin(host, port) if scheme in SCHEMES and host else None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open net: no loopback, no private network, no machine's own."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast
