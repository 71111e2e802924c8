"""When to try again, and when to give up."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_H = 3600
RETRIES = tuple(
    timedelta(seconds=s) for s in (5, 300, 1800, 2 * _H, 5 * _H, 10 * _H, 14 * _H, 20 * _H, 24 * _H)
)
"""The pauses after the first attempt, the second, and so on."""
LONGEST = timedelta(hours=24)
GIVE_UP = timedelta(days=5)
"""An endpoint that takes nothing for so long is disabled."""
_JITTER = 0.1


def next_attempt(tries: int, moment: datetime, retry_after: datetime | None) -> datetime | None:
    """After so many tries, when to try again: never sooner than the receiver asks, or None."""
    if tries > len(RETRIES):
        return None
    pause = RETRIES[tries - 1] * (1 + random.random() * _JITTER)
    due = moment + pause
    if retry_after is not None:
        due = max(due, min(retry_after, moment + LONGEST))
    return due


def read_retry_after(value: str | None, moment: datetime) -> datetime | None:
    """Read seconds or a date, as HTTP has it; what can't be read is no wish."""
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return moment + min(timedelta(seconds=int(value[:9])), LONGEST)
    try:
        wished = parsedate_to_datetime(value)
    except ValueError:
        return None
    return wished if wished.tzinfo else wished.replace(tzinfo=UTC)
