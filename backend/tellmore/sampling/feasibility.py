"""Whether a panel exists, and the smallest change of quotas that makes one exist.

An answer is proved (see `programme`), or it is Undecided when time runs out; a wrong "infeasible"
cannot come out.
"""

from tellmore.sampling.arrays import Integers
from tellmore.sampling.clock import Clock
from tellmore.sampling.guess import guess
from tellmore.sampling.problem import Problem
from tellmore.sampling.refusals import InfeasibleError, PoolTooSmallError


def load_solver() -> None:
    """Import what a hard check needs: a second of work, or several on a busy machine."""
    import tellmore.sampling.programme  # noqa: F401, PLC0415  # CP-SAT loads slowly


def require_panel(problem: Problem, clock: Clock) -> Integers:
    """A panel (K,), by trying, else proved by CP-SAT.

    Raises PoolTooSmallError, InfeasibleError (with the least relaxations), UndecidedError.
    """
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
