"""Exact lotteries by column generation, for pools where the relaxation promises too much.

Maximin with CP-SAT pricing: an LP weighs the panels known, its dual prices ask for the panel that
would help most, until none helps (proved) or time is up. Any prices y >= 0 give a bound by weak
duality: no lottery's smallest chance exceeds max over panels of y.x, divided by y.size.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import Model, UndecidedError, some_panel
from tellmore.sampling.problem import Problem

SCALE = 1_000_000
CLOSE = 1e-7


@dataclass(frozen=True)
class Weighted:
    """Panels (M, K) of kind counts with weights (M,), sum 1; `bound` is on the smallest chance."""

    panels: Integers
    weights: Reals
    bound: float


def unreachable(
    problem: Problem, covered: Flags, barred: Flags, clock: Clock
) -> tuple[Flags, list[Integers]]:
    """Kinds (K,) proved to sit in no panel, and a panel (K,) for each kind found to sit in one.

    `covered` (K,) are known to sit in one. A kind that time does not suffice for stays allowed.
    """
    shut, covered = barred.copy(), covered.copy()
    found: list[Integers] = []
    for kind in np.flatnonzero(~covered & ~barred):
        if covered[kind] or not clock.left:
            continue
        try:
            panel = some_panel(problem, clock.part(0.5), int(kind), shut)
        except UndecidedError:
            continue
        if panel is None:
            shut[kind] = True
        else:
            covered |= panel > 0
            found.append(panel)
    return shut, found


def fairest(
    problem: Problem, panels: Integers, barred: Flags, bound: float, clock: Clock
) -> Weighted:
    """The lottery with the largest smallest chance, then the next as far as `panels` allow.

    `panels` (M, K) are known ones to begin with; `bound` is one known already.
    """
    panels, searching = np.unique(panels, axis=0), clock.part(0.8)
    open_kinds = np.flatnonzero(~barred)
    floors = np.full(len(problem.size), np.nan)
    while searching.left:
        master = _master(problem, panels, open_kinds, floors, searching)
        if master.status != 0:
            break
        prices = np.maximum(-master.ineqlin.marginals, 0.0) / problem.size[open_kinds]
        found = _price(problem, prices, open_kinds, barred, searching)
        if found is None:
            break
        fresh, limit = found
        bound = min(bound, limit)
        reached = bound - master.x[-1] <= CLOSE * max(bound, CLOSE)
        if reached or (panels == fresh).all(axis=1).any():
            break
        panels = np.concatenate([panels, fresh[None]])
    return Weighted(panels, _levels(problem, panels, barred, clock), bound)


def _price(
    problem: Problem, prices: Reals, kinds: Integers, barred: Flags, clock: Clock
) -> tuple[Integers, float] | None:
    """The panel worth most at these prices, and the bound that the prices prove."""
    whole = np.round(prices / prices.max() * SCALE).astype(np.int64)
    model = Model(problem, barred).bound()
    model.cp.maximize(sum(int(p) * model.x[t] for p, t in zip(whole, kinds, strict=True) if p))
    try:
        solver, found = model.solve(clock)
    except UndecidedError:
        return None
    if not found:
        return None
    worth = float(whole @ problem.size[kinds])
    return model.panel(solver), solver.best_objective_bound / worth


def _levels(problem: Problem, panels: Integers, barred: Flags, clock: Clock) -> Reals:
    """Weights (M,) that are leximin among these panels, level by level while time lasts."""
    floors = np.full(len(problem.size), np.nan)
    open_kinds = np.flatnonzero(~barred)
    weights = np.full(len(panels), 1 / len(panels))
    while len(open_kinds):
        master = _master(problem, panels, open_kinds, floors, clock)
        if master.status != 0:
            break
        weights = np.maximum(master.x[:-1], 0.0)
        tight = -master.ineqlin.marginals[: len(open_kinds)] > CLOSE
        floors[open_kinds[tight]] = master.x[-1]
        open_kinds = open_kinds[~tight]
        if not clock.left or not tight.any():
            break
    return np.asarray(weights / weights.sum())


def _master(
    problem: Problem, panels: Integers, open_kinds: Integers, floors: Reals, clock: Clock
) -> OptimizeResult:
    """Maximise z: `open_kinds` have at least chance z, the others at least their floor (K,)."""
    count = len(panels)
    fixed = np.flatnonzero(~np.isnan(floors))
    rows = np.concatenate([open_kinds, fixed])
    share = panels[:, rows].T / problem.size[rows, None]
    counts_z = np.append(np.ones(len(open_kinds)), np.zeros(len(fixed)))
    return linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.column_stack([-share, counts_z]),
        b_ub=np.append(np.zeros(len(open_kinds)), CLOSE * 0.01 - floors[fixed]),
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * count + [(0, 1)],
        method="highs",
        options={"time_limit": max(clock.left, 0.05)},
    )
