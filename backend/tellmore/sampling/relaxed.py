"""The fairest chances that quotas allow when panels may be fractional: an upper bound.

LEXIMIN over the LP relaxation (Flanigan, Goelz, Gupta, Hennig, Procaccia, Nature 2021, for the
objective): every lottery over panels has its marginal chances inside the relaxation, so a lottery
that reaches these chances is proved optimal. Solved by scipy's HiGHS.
"""

from typing import Any

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import LateError, minimise
from tellmore.sampling.problem import Problem

SLACK = 1e-9
UNHURRIED = 600.0
NEVER = 1e-7


def impossible(problem: Problem, clock: Clock) -> Flags:
    """Kinds (K,) that not even fractional panels can hold, for as long as time lasts."""
    barred = np.zeros(len(problem.size), dtype=np.bool_)
    capped = barred.copy()
    while not barred.all():
        try:
            level, _, tight = _level(problem, np.where(barred, 0.0, np.nan), capped, clock)
        except LateError:
            break
        if level > NEVER:
            break
        barred[tight] = True
    return barred


def most(problem: Problem, barred: Flags) -> float:
    """The largest smallest chance, those of `barred` kinds apart."""
    unknown = np.where(barred, 0.0, np.nan)
    return _level(problem, unknown, np.zeros_like(barred), Clock(UNHURRIED))[0]


def leximin(problem: Problem, barred: Flags, clock: Clock) -> Reals:
    """Chance of each student of each kind (K,), in [0, 1]; `barred` kinds get 0.

    Rows are one per quota and the seats: a kind's share is written n*z + s with s >= 0, so the
    smallest chance z costs no row a kind. A kind whose s has a positive reduced cost is at z in
    every optimum (complementary slackness) and is fixed; each level makes one more quota bind.
    When time is up, the levels known so far, and chances above them that the quotas allow.
    Raises LateError where that is none.
    """
    chance = np.where(barred, 0.0, np.nan)
    capped = np.zeros(len(chance), dtype=np.bool_)
    allowed: Reals | None = None
    while (free := np.isnan(chance)).any():
        try:
            level, extra, tight = _level(problem, chance, capped, clock)
        except LateError:
            if allowed is None:
                raise
            return np.where(free, allowed, chance)
        allowed = chance.copy()
        allowed[free] = level + extra / problem.size[free]
        chance[tight] = level
    return chance


def maximin(problem: Problem, barred: Flags, clock: Clock) -> Reals:
    """Chances (K,) whose smallest is as large as can be, then the largest as small as can be."""
    free = np.flatnonzero(~barred)
    unknown = np.where(barred, 0.0, np.nan)
    least, _, _ = _level(problem, unknown, np.zeros(len(barred), dtype=np.bool_), clock)
    size = problem.size[free].astype(np.float64)
    seats_of = problem.kinds[free].T * size
    at_most = np.column_stack([np.eye(len(free)), -np.ones(len(free))])
    blank = np.zeros((len(seats_of), 1))
    rows = np.block([[seats_of, blank], [-seats_of, blank], [at_most]])
    limits = np.concatenate([problem.high + SLACK, SLACK - problem.low, np.zeros(len(free))])
    bounds = [(max(least - SLACK, 0.0), 1.0)] * len(free) + [(0.0, 1.0)]
    cost = np.append(np.zeros(len(free)), 1.0)
    total = np.append(size, 0.0), float(problem.seats)
    chance = np.zeros(len(barred))
    chance[free] = minimise(cost, (rows, limits), total, bounds, clock).x[:-1]
    return chance


def _level(
    problem: Problem, chance: Reals, capped: Flags, clock: Clock
) -> tuple[float, Reals, Integers]:
    """The next level of chance, seats beyond it (free,), and the kinds that can have no more."""
    free = np.flatnonzero(np.isnan(chance))
    while True:
        result = _solve(problem, chance, free, capped[free], clock)
        level = float(np.clip(result.x[-1], 0.0, 1.0))
        extra = result.x[:-1]
        broken = free[extra > problem.size[free] * (1 - level) + 1e-7]
        if not len(broken):
            break
        capped[broken] = True
    tight = result.lower.marginals[:-1] > SLACK
    if level > 1 - SLACK:
        tight[:] = True
    if not tight.any():
        tight = extra <= extra.min() + SLACK
    return level, extra, free[tight]


def _solve(problem: Problem, chance: Reals, free: Integers, capped: Flags, clock: Clock) -> Any:
    fixed = np.nan_to_num(chance) * problem.size
    seats_of = problem.kinds[free].T.astype(np.float64)
    size = problem.size[free].astype(np.float64)
    rows = np.column_stack([seats_of, seats_of @ size])
    taken = problem.kinds.T @ fixed
    at_cap = np.flatnonzero(capped)
    caps = np.zeros((len(at_cap), len(free) + 1))
    caps[np.arange(len(at_cap)), at_cap] = 1.0
    caps[:, -1] = size[at_cap]
    upper = np.concatenate([rows, -rows, caps])
    limits = np.concatenate([problem.high - taken, taken - problem.low, size[capped]]) + SLACK
    return minimise(
        np.append(np.zeros(len(free)), -1.0),
        (upper, limits),
        (np.append(np.ones(len(free)), size.sum()), problem.seats - fixed.sum()),
        [(0, None)] * len(free) + [(0, 1)],
        clock,
    )
