"""Running CP-SAT on a grouping: within its time and memory, and called off when asked.

One worker and a fixed seed: an answer that is proved within the time is the same every time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from tellmore.sampling.clock import Clock
from tellmore.sampling.groups.model import Family, Model
from tellmore.sampling.groups.placing import Placing

POLL = 0.1
MEMORY_MB = 2_000

Tell = Callable[[int, int], None]
"""Hears of the best cost and of the bound."""


@dataclass(frozen=True)
class Answer:
    """What a run came to. `impossible`: no plan keeps every hard rule, which is proved."""

    placing: Placing | None
    bound: int
    impossible: bool


@dataclass(frozen=True)
class Decided:
    """What the variables are; no `value` where that took too long or can't be.

    `effort`: the solver's deterministic seconds that it took.
    """

    value: Callable[[Any], int] | None
    effort: float


def solve(model: Model, clock: Clock, tell: Tell) -> Answer:
    """Seek the least cost, for what is left of the time.

    `tell` hears of each better plan. Raises CancelledError when the search is called off.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  # it takes a second to load

    class Heard(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            tell(round(self.objective_value), round(self.best_objective_bound))

    solver = _solver(clock)
    with _called_off_in_time(solver, clock):
        status = solver.solve(model.cp, Heard())
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Answer(
        placing=model.read(solver.value) if found else None,
        bound=round(solver.best_objective_bound) if found else 0,
        impossible=status == cp_model.INFEASIBLE,
    )


def decide(cp: Any, clock: Clock, effort: float) -> Decided:
    """Seek values for the variables of a model without a goal.

    `effort` in the solver's deterministic seconds, so that the same question ends the same way
    on a slow machine too. Raises CancelledError when the search is called off.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415  # as above

    solver = _solver(clock)
    solver.parameters.max_deterministic_time = effort
    solver.parameters.linearization_level = 0
    with _called_off_in_time(solver, clock):
        status = solver.solve(cp)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Decided(solver.value if found else None, solver.response_proto.deterministic_time)


def conflict(model: Model, clock: Clock) -> tuple[Family, ...]:
    """Families of rules that can't all be kept, while any fewer of them can; as far as time goes.

    Empty where no conflict is proved. The solver's core is shrunk by leaving out one after another
    (deletion; Chinneck and Dravnieks 1991). Raises CancelledError when the search is called off.
    """
    core = _core(model, tuple(Family), clock)
    for family in core:
        if not clock.left:
            break
        fewer = _core(model, tuple(each for each in core if each is not family), clock.part(0.5))
        core = fewer or core
    return core


def possible_without(family: Family, model: Model, clock: Clock) -> bool:
    """Whether it is this family alone that stands in the way; yes where that is not disproved.

    Raises CancelledError when the search is called off.
    """
    return not _core(model, tuple(each for each in Family if each is not family), clock)


def _core(model: Model, kept: tuple[Family, ...], clock: Clock) -> tuple[Family, ...]:
    """Those of `kept` that contradict each other; empty where none is proved to."""
    from ortools.sat.python import cp_model  # noqa: PLC0415  # as above

    model.cp.clear_assumptions()
    model.cp.add_assumptions([model.keeps[family] for family in kept])
    solver = _solver(clock)
    with _called_off_in_time(solver, clock):
        if solver.solve(model.cp) != cp_model.INFEASIBLE:
            return ()
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return tuple(family for family in kept if model.keeps[family].index in named)


def _solver(clock: Clock) -> Any:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # as above

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(clock.left, 0.05)
    solver.parameters.max_memory_in_mb = MEMORY_MB
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    return solver


@contextmanager
def _called_off_in_time(solver: Any, clock: Clock) -> Iterator[None]:
    """Look at the watch while the solver runs: by itself it never does."""
    ended = Event()

    def look() -> None:
        while not ended.wait(POLL):
            if clock.watch.cancelled():
                solver.stop_search()

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        ended.set()
        looking.join()
    _ = clock.left  # raises when it was called off
