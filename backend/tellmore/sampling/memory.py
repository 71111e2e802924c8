"""Memory for a process that draws once and ends."""

import ctypes
from contextlib import suppress

TRIM, PAD, MAPPED = -1, -2, -3
"""Of `mallopt`, as in glibc's malloc.h."""
KEPT, AHEAD, LARGE = 1 << 30, 1 << 26, 1 << 25
"""Bytes: freed ones to keep, to fetch at a time, and from which on an array has its own mapping."""


def keep_freed() -> None:
    """Have the C library keep freed memory for the next array.

    By default glibc gives arrays beyond 128 kB back to the system and has them filled with zeros
    again, page by page: a third of a draw's time. Other C libraries are left as they are.
    """
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, size in ((TRIM, KEPT), (PAD, AHEAD), (MAPPED, LARGE)):
            mallopt(parameter, size)
