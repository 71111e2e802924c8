"""Exact lotteries by column generation, for pools where the relaxation promises too much.

Maximin with CP-SAT pricing: an LP weighs the panels known, its dual prices ask for the panel that
would help most, until none helps (proved) or time is up. Any prices y >= 0 give a bound by weak
duality: no lottery's smallest chance exceeds max over panels of y.x, divided by y.size.
"""

from typing import Any

import numpy as np

from tellmore.sampling.aim import Aim
from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import UndecidedError
from tellmore.sampling.linear import LateError, NoChancesError, minimise
from tellmore.sampling.lots import Lots
from tellmore.sampling.problem import Problem, counts_of, seats_of
from tellmore.sampling.programme import Model, some_panel
from tellmore.sampling.watch import Phase

SCALE = 1_000_000
CLOSE = 1e-7


def unreachable(
    problem: Problem, missing: Flags, barred: Flags, clock: Clock
) -> tuple[Flags, list[Integers]]:
    """Those of the `missing` kinds (K,) proved to sit in no panel, and panels (K,) with others.

    `barred` (K,) are known to sit in none. A kind that time does not suffice for stays allowed.
    """
    out, missing = np.zeros_like(barred), missing.copy()
    found: list[Integers] = []
    for kind in np.flatnonzero(missing):
        if not missing[kind] or not clock.left:
            continue
        try:
            panel = some_panel(problem, clock.part(0.5), int(kind), barred | out)
        except UndecidedError:
            continue
        if panel is None:
            out[kind] = True
        else:
            missing &= panel == 0
            found.append(panel)
    return out, found


def fairest(aim: Aim, panels: Integers, clock: Clock) -> tuple[Lots, float]:
    """The lottery with the largest smallest chance, then the next as far as its panels allow.

    `panels` (M, seats) are known ones to begin with. Also a bound, the aim's or a better one.
    """
    problem, bound = aim.problem, aim.bound
    known = np.unique(counts_of(panels, len(problem.size)), axis=0)
    searching = clock.part(0.8)
    open_kinds = np.flatnonzero(~aim.barred)
    floors = np.full(len(problem.size), np.nan)
    while searching.left:
        try:
            master = _master(problem, known, open_kinds, floors, searching)
        except (LateError, NoChancesError):
            break
        clock.tell(Phase.PRICING, bound, float(master.x[-1]))
        prices = np.maximum(-master.ineqlin.marginals, 0.0) / problem.size[open_kinds]
        found = _price(problem, prices, open_kinds, aim.barred, searching)
        if found is None:
            break
        bound = min(bound, found[1])
        reached = bound - master.x[-1] <= CLOSE * max(bound, CLOSE)
        if reached or (known == found[0]).all(axis=1).any():
            break
        known = np.concatenate([known, found[0][None]])
    return Lots(seats_of(known), _levels(problem, known, aim.barred, clock)), bound


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
        try:
            master = _master(problem, panels, open_kinds, floors, clock)
        except (LateError, NoChancesError):
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
) -> Any:
    """Maximise z: `open_kinds` have at least chance z, the others at least their floor (K,)."""
    count = len(panels)
    fixed = np.flatnonzero(~np.isnan(floors))
    rows = np.concatenate([open_kinds, fixed])
    share = panels[:, rows].T / problem.size[rows, None]
    counts_z = np.append(np.ones(len(open_kinds)), np.zeros(len(fixed)))
    return minimise(
        np.append(np.zeros(count), -1.0),
        (
            np.column_stack([-share, counts_z]),
            np.append(np.zeros(len(open_kinds)), CLOSE * 0.01 - floors[fixed]),
        ),
        (np.append(np.ones(count), 0.0), 1.0),
        [(0, None)] * count + [(0, 1)],
        clock,
    )
