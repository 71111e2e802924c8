"""A `tellmore` command in a process of its own, and what it took."""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple


class Done(NamedTuple):
    """wall, processor: seconds, loading included; failed: why there is no result, or ""."""

    wall: float
    processor: float
    failed: str


def timed(asked: Sequence[str]) -> Done:
    before, start = _processor(), time.perf_counter()
    done = subprocess.run(  # noqa: S603  # our own interpreter and files
        [sys.executable, "-m", "tellmore.cli", *asked], check=False, capture_output=True
    )
    wall, spent = time.perf_counter() - start, _processor() - before
    failed = f"exit {done.returncode}: {done.stderr.decode()[-80:]}" if done.returncode else ""
    return Done(wall, spent, failed)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
