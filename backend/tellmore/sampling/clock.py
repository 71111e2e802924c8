"""A time limit that is handed down, so that every solve is bounded."""

from dataclasses import dataclass, field
from time import monotonic


@dataclass(frozen=True)
class Clock:
    """`limit` in seconds of wall time from its making."""

    limit: float
    start: float = field(default_factory=monotonic)

    @property
    def spent(self) -> float:
        return monotonic() - self.start

    @property
    def left(self) -> float:
        return max(self.limit - self.spent, 0.0)

    def part(self, share: float) -> "Clock":
        """A clock with a share of what is left."""
        return Clock(self.left * share)
