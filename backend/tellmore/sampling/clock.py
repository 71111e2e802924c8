"""A time limit that is handed down, so that every solve is bounded and can be called off."""

import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tellmore.sampling.watch import UNWATCHED, CancelledError, Phase, Progress, Watch


@dataclass(frozen=True)
class Clock:
    """`limit` in seconds of wall time from its making. Asking what is left looks at the watch.

    Raises CancelledError from `left` (and so from `part`) when the search is called off.
    """

    limit: float
    watch: Watch = UNWATCHED
    start: float = field(default_factory=monotonic)
    begun: float | None = None

    @property
    def spent(self) -> float:
        """Seconds since its making."""
        return monotonic() - self.start

    @property
    def left(self) -> float:
        """Seconds until the limit, 0 when it has passed. Raises CancelledError."""
        if self.watch.cancelled():
            raise CancelledError
        return max(self.limit - self.spent, 0.0)

    def part(self, share: float) -> "Clock":
        """A clock with a share of what is left."""
        return self.at_most(self.left * share)

    def at_most(self, seconds: float) -> "Clock":
        """A clock that ends after `seconds`, or with this one."""
        begun = self.start if self.begun is None else self.begun
        return Clock(min(seconds, self.left), self.watch, begun=begun)

    def tell(self, phase: Phase, bound: float | None = None, best: float | None = None) -> None:
        """Report how far the search is, in seconds since the first clock."""
        begun = self.start if self.begun is None else self.begun
        self.watch.report(Progress(phase, monotonic() - begun, bound, best))


def age_of_process() -> float:
    """Seconds of wall time since this process began, its imports included.

    From Linux' /proc (field 22 of stat: the start in ticks since the machine started); elsewhere
    the processor's seconds, which are fewer.
    """
    with suppress(OSError, AttributeError, ValueError, IndexError):
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        begun = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return max(time.clock_gettime(time.CLOCK_BOOTTIME) - begun, 0.0)
    return time.process_time()
