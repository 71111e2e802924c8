"""Wrong passwords by where they come from: one password may be tried on many accounts.

There is no district to keep them in, as with e-mails without an account: each process keeps its
own, by a hash, and forgets the oldest first.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

MOST_WRONG = 100
"""A whole school signs in from one address, and some of it mistypes on a Monday morning."""
WITHIN = timedelta(minutes=15)
MOST_KEPT = 10_000


@dataclass
class Window:
    began: datetime
    wrong: int = 0
    """Those under way are among them until they turn out right."""

    @property
    def ends(self) -> datetime:
        return self.began + WITHIN


class Addresses:
    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Window] = OrderedDict()

    def window(self, address: str, at: datetime) -> Window:
        key = hashlib.sha256(_place(address).encode()).digest()
        known = self._kept.get(key)
        if known is None or known.ends <= at:
            known = self._kept[key] = Window(at)
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return known


def _place(address: str) -> str:
    """Of IPv6 the network: whoever has one address has all of its billions."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Network((int(known), 64), strict=False))
