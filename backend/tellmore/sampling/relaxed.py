"""The fairest chances that quotas allow when panels may be fractional: an upper bound.

LEXIMIN over the LP relaxation (Flanigan, Goelz, Gupta, Hennig, Procaccia, Nature 2021, for the
objective): every lottery over panels has its marginal chances inside the relaxation, so a lottery
that reaches these chances is proved optimal. Solved by scipy's HiGHS.
"""

import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.problem import Problem

SLACK = 1e-9


class NoChancesError(Exception):
    """The relaxation itself is empty, so no panel exists."""


def leximin(problem: Problem, barred: Flags) -> Reals:
    """Chance of each student of each kind (K,), in [0, 1]; `barred` kinds get 0.

    Rows are one per quota and the seats: a kind's share is written n*z + s with s >= 0, so the
    smallest chance z costs no row a kind. A kind whose s has a positive reduced cost is at z in
    every optimum (complementary slackness) and is fixed; each level makes one more quota bind.
    """
    chance = np.where(barred, 0.0, np.nan)
    capped = np.zeros(len(chance), dtype=np.bool_)
    while np.isnan(chance).any():
        level, tight = _level(problem, chance, capped)
        chance[tight] = level
    return chance


def maximin(problem: Problem, barred: Flags) -> Reals:
    """Chances (K,) whose smallest is as large as can be, then the largest as small as can be."""
    free = np.flatnonzero(~barred)
    least, _ = _level(problem, np.where(barred, 0.0, np.nan), np.zeros(len(barred), np.bool_))
    size = problem.size[free].astype(np.float64)
    seats_of = csr_array(problem.kinds[free].T * size)
    blank = csr_array((seats_of.shape[0], 1))
    caps = hstack([eye_array(len(free)), -np.ones((len(free), 1))])
    result = linprog(
        np.append(np.zeros(len(free)), 1.0),
        A_ub=vstack([hstack([seats_of, blank]), hstack([-seats_of, blank]), caps]),
        b_ub=np.concatenate([problem.high + SLACK, SLACK - problem.low, np.zeros(len(free))]),
        A_eq=np.append(size, 0.0)[None],
        b_eq=[problem.seats],
        bounds=[(max(least - SLACK, 0.0), 1)] * len(free) + [(0, 1)],
        method="highs",
    )
    if result.status != 0:
        raise NoChancesError(result.message)
    chance = np.zeros(len(barred))
    chance[free] = result.x[:-1]
    return chance


def _level(problem: Problem, chance: Reals, capped: Flags) -> tuple[float, Integers]:
    """The next level of chance, and the kinds that can have no more."""
    free = np.flatnonzero(np.isnan(chance))
    while True:
        result = _solve(problem, chance, free, capped[free])
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
    return level, free[tight]


def _solve(problem: Problem, chance: Reals, free: Integers, capped: Flags) -> OptimizeResult:
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
    result = linprog(
        np.append(np.zeros(len(free)), -1.0),
        A_ub=upper,
        b_ub=limits,
        A_eq=np.append(np.ones(len(free)), size.sum())[None],
        b_eq=[problem.seats - fixed.sum()],
        bounds=[(0, None)] * len(free) + [(0, 1)],
        method="highs",
    )
    if result.status != 0:
        raise NoChancesError(result.message)
    return result
