"""Whether a panel exists, and the smallest change of quotas that makes one exist.

An answer is proved (see `programme`), or it is Undecided when time runs out; a wrong "infeasible"
cannot come out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tellmore.sampling.arrays import Integers
from tellmore.sampling.clock import Clock
from tellmore.sampling.guess import guess
from tellmore.sampling.problem import Problem
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


def load_solver() -> None:
    """Import what a hard check needs: a second of work, or several on a busy machine."""
    import tellmore.sampling.programme  # noqa: F401, PLC0415  # CP-SAT loads slowly


def require_panel(problem: Problem, clock: Clock) -> Integers:
    """A panel (K,). Raises PoolTooSmallError or InfeasibleError with the least relaxations."""
    students = int(problem.size.sum())
    if students < problem.seats:
        raise PoolTooSmallError(students, problem.seats)
    panel = guess(problem, clock)
    if panel is not None:
        return panel
    from tellmore.sampling.programme import relaxations, some_panel  # noqa: PLC0415  # CP-SAT loads slowly

    panel = some_panel(problem, clock.part(0.6))
    if panel is None:
        raise InfeasibleError(relaxations(problem, clock))
    return panel


def sentence(relaxations: Sequence[Relaxation]) -> str:
    """What would make the quotas possible, in plain words."""
    ways = ", or ".join(r.sentence for r in relaxations)
    return f"No panel meets these quotas. The smallest change that would do: {ways}."
