"""E-mails without an account, locked as any account is: else a lock-out tells who has one.

There is no district to keep them in, so each process keeps its own, by a hash, and forgets the
oldest first.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_KEPT = 10_000


@dataclass
class Stranger:
    failed: int = 0
    locked_until: datetime | None = None


class Strangers:
    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Stranger] = OrderedDict()

    def locked_until(self, email: str) -> datetime | None:
        known = self._kept.get(_key(email))
        return known.locked_until if known else None

    def fail(self, email: str, at: datetime, *, most: int, lock: timedelta) -> None:
        key = _key(email)
        one = self._kept.setdefault(key, Stranger())
        self._kept.move_to_end(key)
        one.failed += 1
        if one.failed >= most:
            one.failed, one.locked_until = 0, at + lock
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _key(email: str) -> bytes:
    return hashlib.sha256(email.encode()).digest()
