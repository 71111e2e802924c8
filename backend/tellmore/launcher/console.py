"""What the person in front of the terminal reads."""

import contextlib
import sys
import time
from collections.abc import Iterator


def say(text: str, end: str = "\n") -> None:
    with contextlib.suppress(OSError):  # a closed terminal is no reason to stop uncleanly
        sys.stdout.write(text + end)
        sys.stdout.flush()


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Name what begins, and say how long it took."""
    say(f"  {title} … ", end="")
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        say("not done")
        raise
    say(f"{time.monotonic() - begun:.1f} s")
