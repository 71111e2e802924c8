"""Exact lotteries by column generation, for pools where the relaxation promises too much.

LEXIMIN with CP-SAT pricing: an LP weighs the panels known, its dual prices ask for the panel that
would help most, until none helps (proved) or time is up. Any prices y >= 0 give a bound by weak
duality: no lottery's smallest chance exceeds max over panels of y.x, divided by y.size.
"""

from typing import Any, NamedTuple

import numpy as np

from tellmore.sampling.aim import Aim
from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import LateError, NoChancesError, minimise, upward
from tellmore.sampling.lots import Lots
from tellmore.sampling.problem import Problem, counts_of, seats_of
from tellmore.sampling.programme import Model, some_panel
from tellmore.sampling.refusals import UndecidedError
from tellmore.sampling.watch import Phase

SCALE = 1_000_000
MOST_CELLS = 20_000_000
"""Panels by kinds to begin with: bounds the memory."""
CLOSE = 1e-7
TINY = 1e-12


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
    """The lottery with the largest smallest chance, then the next, level by level.

    `panels` (M, seats) are known ones to begin with. At each level panels are added until none
    helps, while those of the levels before keep theirs; when time is up, the levels left are the
    best among the panels known. Also a bound of the smallest chance, the aim's or a better one.
    Column generation for LEXIMIN: Flanigan, Goelz, Gupta, Hennig, Procaccia (Nature 2021).
    """
    problem, bound = aim.problem, aim.bound
    known = np.unique(np.sort(panels, axis=1), axis=0)[: MOST_CELLS // len(problem.size)]
    known = counts_of(known, len(problem.size))
    searching = clock.part(0.8)
    stage = _Stage(np.flatnonzero(~aim.barred), np.full(len(problem.size), np.nan))
    while len(stage.kinds) and searching.left:
        level = _generate(aim, known, stage, searching)
        known = level.panels
        bound = min(bound, level.bound) if stage.first else bound
        if not level.tight.any():
            break
        stage = stage.without(level.tight, level.chance)
    return Lots(seats_of(known), _levels(problem, known, aim.barred, clock)), bound


class _Stage(NamedTuple):
    """kinds (k,): those whose chance is still to be raised; floors (K,): of those settled."""

    kinds: Integers
    floors: Reals

    @property
    def first(self) -> bool:
        return bool(np.isnan(self.floors).all())

    def without(self, tight: Flags, chance: float) -> "_Stage":
        """`tight` (k,) are settled at `chance`."""
        floors = self.floors.copy()
        floors[self.kinds[tight]] = chance
        return _Stage(self.kinds[~tight], floors)


class _Level(NamedTuple):
    """panels (M, K) known by now; bound: of `chance`, which the least lucky have.

    tight (k,): those who can have no more; nobody when it is late.
    """

    panels: Integers
    tight: Flags
    chance: float
    bound: float


def _generate(aim: Aim, known: Integers, stage: _Stage, clock: Clock) -> _Level:
    """Add panels until the least lucky of the stage have the most that they can."""
    start = aim.bound if stage.first else 1.0
    late = _Level(known, np.zeros(len(stage.kinds), dtype=np.bool_), 0.0, start)
    while clock.left:
        try:
            master = _master(aim.problem, late.panels, stage.kinds, stage.floors, clock)
        except (LateError, NoChancesError):
            break
        chance = float(master.x[-1])
        if stage.first:
            clock.tell(Phase.PRICING, late.bound, chance)
        prices = np.maximum(-master.ineqlin.marginals, 0.0)
        found = _price(aim, stage, prices, clock)
        if found is None:
            break
        late = late._replace(bound=min(late.bound, found[1]))
        reached = late.bound - chance <= CLOSE * max(late.bound, CLOSE)
        if reached or (late.panels == found[0]).all(axis=1).any():
            return late._replace(tight=prices[: len(stage.kinds)] > CLOSE, chance=chance)
        late = late._replace(panels=np.concatenate([late.panels, found[0][None]]))
    return late


def _price(aim: Aim, stage: _Stage, prices: Reals, clock: Clock) -> tuple[Integers, float] | None:
    """The panel worth most at `prices` (of the stage's kinds, then of those settled), and a bound.

    No lottery is worth more than this panel; what the settled have of it is theirs already.
    """
    problem, settled = aim.problem, np.flatnonzero(~np.isnan(stage.floors))
    worth = np.zeros(len(problem.size))
    worth[np.append(stage.kinds, settled)] = prices
    worth /= problem.size
    whole = np.round(worth / max(worth.max(), TINY) * SCALE).astype(np.int64)
    model = Model(problem, aim.barred).bound()
    model.cp.maximize(sum(int(whole[t]) * model.x[t] for t in np.flatnonzero(whole)))
    try:
        solver, found = model.solve(clock)
    except UndecidedError:
        return None
    seats = whole * problem.size
    open_worth = float(seats[stage.kinds].sum())
    if not found or not open_worth:
        return None
    held = float(seats[settled] @ stage.floors[settled])
    return model.panel(solver), upward((solver.best_objective_bound - held) / open_worth)


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
