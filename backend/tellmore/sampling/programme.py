"""One panel as an integer programme, solved by CP-SAT (OR-Tools).

Exact: an answer is proved, or time runs out. Importing the solver takes a third of a second, so
nothing imports this file before it is needed.
"""

import numpy as np
from ortools.sat.python import cp_model

from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.clock import Clock
from tellmore.sampling.pool import Label
from tellmore.sampling.problem import Problem, nobody
from tellmore.sampling.quotas import Quota
from tellmore.sampling.refusals import Relaxation, UndecidedError

ALTERNATIVES = 3
MEMORY_MB = 2_000
LEAST = 0.5
"""Seconds for the first least change where no time is left, as on a busy machine."""


class Model:
    """A CP-SAT model of one panel: `x` are the kind counts, `filled` the seats of each label."""

    def __init__(self, problem: Problem, barred: Flags | None = None) -> None:
        shut = nobody(problem) if barred is None else barred
        self.cp = cp_model.CpModel()
        self.problem = problem
        self.x = [
            self.cp.new_int_var(0, 0 if shut[t] else int(size), f"x{t}")
            for t, size in enumerate(problem.size)
        ]
        self.filled = [
            sum(self.x[t] for t in np.flatnonzero(problem.kinds[:, v]))
            for v in range(len(problem.labels))
        ]
        self.cp.add(sum(self.x) == problem.seats)

    def bound(self) -> "Model":
        """Add the quotas."""
        for filled, low, high in zip(self.filled, self.problem.low, self.problem.high, strict=True):
            self.cp.add(filled >= int(low))
            self.cp.add(filled <= int(high))
        return self

    def solve(self, clock: Clock) -> tuple[cp_model.CpSolver, bool]:
        """As `solve` of this file, which raises UndecidedError."""
        return solve(self.cp, clock)

    def panel(self, solver: cp_model.CpSolver) -> Integers:
        """Kind counts (K,) of the solution that `solver` found."""
        return np.array([solver.value(x) for x in self.x], dtype=np.int64)


def solve(cp: cp_model.CpModel, clock: Clock) -> tuple[cp_model.CpSolver, bool]:
    """Run; True with a solution (perhaps not the best), False when proved to have none.

    One worker and a fixed seed, so that an answer within the time can be had again.
    Raises UndecidedError when time or memory runs out first.
    """
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(clock.left, 0.05)
    solver.parameters.max_memory_in_mb = MEMORY_MB
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    status = solver.solve(cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return solver, True
    if status == cp_model.INFEASIBLE:
        return solver, False
    raise UndecidedError("No panel was found in the time allowed, and none was ruled out.")


def some_panel(
    problem: Problem, clock: Clock, kind: int | None = None, barred: Flags | None = None
) -> Integers | None:
    """A panel (K,), with at least one student of `kind` where one is named; None if none exists.

    Without those of `barred` (K,) kinds. Raises UndecidedError.
    """
    model = Model(problem, barred).bound()
    if kind is not None:
        model.cp.add(model.x[kind] >= 1)
    solver, found = model.solve(clock)
    return model.panel(solver) if found else None


def relaxations(problem: Problem, clock: Clock) -> list[Relaxation]:
    """The least changes of bounds that admit a panel, up to three of equal cost.

    Cost is the sum of seats by which bounds move. Alternatives touch no bound set that a
    former one touched whole. Raises UndecidedError where not even one is proved in time.
    """
    model = Model(problem)
    slack = _loosen(model)
    model.cp.minimize(sum(slack))
    found: list[Relaxation] = []
    while len(found) < ALTERNATIVES:
        part = clock.part(0.5)
        values = _least(model, slack, part if found else Clock(max(part.left, LEAST), clock.watch))
        if values is None or (found and values.sum() > found[0].cost):
            break
        found.append(_relaxation(problem, values, int(values.sum())))
        used = [_used(model, s) for s, seats in zip(slack, values, strict=True) if seats]
        model.cp.add(sum(used) <= len(used) - 1)
    if not found:
        raise UndecidedError("The quotas cannot be met; the least change was not found in time.")
    return found


def _least(model: Model, slack: list[cp_model.IntVar], clock: Clock) -> Integers | None:
    """The slack of a least change; None where there is none, or none is proved in time."""
    try:
        solver, solved = model.solve(clock)
    except UndecidedError:
        return None
    if not solved or solver.objective_value > solver.best_objective_bound:
        return None
    return np.array([solver.value(s) for s in slack], dtype=np.int64)


def _loosen(model: Model) -> list[cp_model.IntVar]:
    """Slack variables: first below each low, then above each high."""
    problem = model.problem
    seats = problem.seats
    under = [model.cp.new_int_var(0, int(low), f"u{v}") for v, low in enumerate(problem.low)]
    over = [
        model.cp.new_int_var(0, seats - min(int(high), seats), f"o{v}")
        for v, high in enumerate(problem.high)
    ]
    for v, filled in enumerate(model.filled):
        model.cp.add(filled >= int(problem.low[v]) - under[v])
        model.cp.add(filled <= int(problem.high[v]) + over[v])
    return under + over


def _used(model: Model, slack: cp_model.IntVar) -> cp_model.IntVar:
    used = model.cp.new_bool_var("")
    model.cp.add(slack == 0).only_enforce_if(~used)
    return used


def _relaxation(problem: Problem, slack: Integers, cost: int) -> Relaxation:
    count = len(problem.labels)
    under, over = slack[:count], slack[count:]
    most = np.where(over > 0, problem.high + over, problem.asked)
    changes = tuple(
        Quota(*problem.labels[v], int(problem.low[v] - under[v]), int(most[v]))
        for v in range(count)
        if under[v] or over[v]
    )
    parts = [
        part
        for v in range(count)
        for part in (
            _phrase(int(under[v]), "fewer required from", problem.labels[v]),
            _phrase(int(over[v]), "more allowed for", problem.labels[v]),
        )
        if part
    ]
    return Relaxation(changes, cost, " and ".join(parts))


def _phrase(seats: int, words: str, label: Label) -> str:
    if not seats:
        return ""
    return f"{seats} {'seat' if seats == 1 else 'seats'} {words} {label.criterion} {label.value}"
