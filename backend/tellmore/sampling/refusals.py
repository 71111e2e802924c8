"""Why there is no panel, and the least that would have to give."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellmore.sampling.quotas import Quota


class UndecidedError(Exception):
    """Time ran out before the solver could prove an answer."""


@dataclass(frozen=True)
class Relaxation:
    """The bounds to change, with their new values, and how many seats the change is in all."""

    changes: tuple[Quota, ...]
    cost: int
    sentence: str


class PoolTooSmallError(Exception):
    """There are fewer eligible students than seats."""

    def __init__(self, students: int, seats: int) -> None:
        super().__init__(f"{seats} seats were asked for, but the pool has {students} students.")
        self.students = students
        self.seats = seats


class InfeasibleError(Exception):
    """No panel meets the quotas; `relaxations` are the least changes, each of the same cost."""

    def __init__(self, relaxations: Sequence[Relaxation]) -> None:
        super().__init__(sentence(relaxations))
        self.relaxations = tuple(relaxations)


def sentence(relaxations: Sequence[Relaxation]) -> str:
    """What would make the quotas possible, in plain words: each of `relaxations` by itself does."""
    ways = ", or ".join(r.sentence for r in relaxations)
    return f"No panel meets these quotas. The smallest change that would do: {ways}."
