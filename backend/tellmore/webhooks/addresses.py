"""Where a webhook may be sent: to the open internet only, never into a network that we stand in.

A name is resolved anew at every attempt, every address that it has must be allowed, and the
connection goes to an address that was checked: otherwise a name could change in between.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

# Beside what is_global says: networks that hide another address in theirs, and old relays.
_DISGUISES = tuple(
    ip_network(block)
    for block in (
        "::ffff:0:0/96",  # IPv4-mapped
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 within one network
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "2001::/23",  # Teredo, ORCHID and other protocols
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "240.0.0.0/4",
    )
)
_GLOBAL_UNICAST = ip_network("2000::/3")
MAX_URL = 2000


class UrlRefusedError(Exception):
    """The URL itself is not one that we send to."""


class AddressRefusedError(Exception):
    """The name leads to an address that we do not send to."""


class NameNotFoundError(Exception):
    """The name has no address now."""


def check_url(url: str, *, development: bool) -> str:
    """Refuse what is not https, or holds a user's name; return the host."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise UrlRefusedError("This is not a URL.") from error
    if not host or len(url) > MAX_URL or any(c.isspace() or not c.isprintable() for c in url):
        raise UrlRefusedError("This is not a URL with a host.")
    if parts.username is not None or parts.password is not None:
        raise UrlRefusedError("A URL with a user name or password is not taken.")
    if parts.fragment:
        raise UrlRefusedError("A URL with a fragment (#) is not taken.")
    if parts.scheme == "https" or (development and parts.scheme == "http" and _is_loopback(host)):
        return host
    raise UrlRefusedError("The URL must begin with https://.")


async def resolve(host: str, port: int, *, development: bool) -> list[Address]:
    """Find every address of the host, each of them allowed, or refuse."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameNotFoundError from error
    addresses = list(dict.fromkeys(ip_address(str(info[4][0])) for info in found))
    for address in addresses:
        if not is_allowed(address, development=development):
            raise AddressRefusedError
    return addresses


def is_allowed(address: Address, *, development: bool) -> bool:
    """Whether it is a global unicast address; this machine itself counts in development."""
    if development and address.is_loopback:
        return True
    if any(address in block for block in _DISGUISES if block.version == address.version):
        return False
    if address.version == 6 and address not in _GLOBAL_UNICAST:  # noqa: PLR2004  # IPv6
        return False
    return address.is_global and not address.is_multicast


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
