"""The fairest chances that quotas allow when panels may be fractional: an upper bound.

LEXIMIN over the LP relaxation (Flanigan, Goelz, Gupta, Hennig, Procaccia, Nature 2021, for the
objective): every lottery over panels has its marginal chances inside the relaxation, so a lottery
that reaches these chances is proved optimal. Solved by scipy's HiGHS.
"""

from typing import Any, NamedTuple

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import LateError, NoChancesError, minimise, upward
from tellmore.sampling.problem import Problem

SLACK = 1e-9
MORE_SLACK = 1e-8
"""In the last of many levels the rounding of those before may leave no solution without."""
BEYOND = 1e-7
NEVER = 1e-7


def impossible(problem: Problem, clock: Clock) -> Flags:
    """Kinds (K,) that not even fractional panels can hold, for as long as time lasts."""
    barred = np.zeros(len(problem.size), dtype=np.bool_)
    while not barred.all():
        try:
            level = _level(problem, np.where(barred, 0.0, np.nan), clock)
        except LateError:
            break
        if level.chance > NEVER:
            break
        barred[level.tight] = True
    return barred


class Fair(NamedTuple):
    """chance (K,) of each student of a kind, in [0, 1]; bound: no lottery's smallest is above it.

    `barred` kinds apart, who have 0. The bound is proved, while a chance has its solver's rounding.
    """

    chance: Reals
    bound: float


def most(problem: Problem, barred: Flags, clock: Clock) -> float:
    """The bound of `Fair` alone, of a chance, in (0, 1]. Raises LateError, NoChancesError."""
    level = _level(problem, np.where(barred, 0.0, np.nan), clock)
    return _proved(problem, np.flatnonzero(~barred), level.solved)


def leximin(problem: Problem, barred: Flags, clock: Clock) -> Fair:
    """The smallest chance as large as can be, then the next, level by level.

    Rows are one per quota and the seats: a kind's share is written n*z + s with s >= 0, so the
    smallest chance z costs no row a kind. A kind whose s has a positive reduced cost is at z in
    every optimum (complementary slackness) and is fixed; each level makes one more quota bind.
    When time is up, the levels known so far, and chances above them that the quotas allow.
    Raises LateError where that is none, and NoChancesError.
    """
    chance = np.where(barred, 0.0, np.nan)
    level = _level(problem, chance, clock)
    bound = _proved(problem, np.flatnonzero(~barred), level.solved)
    while True:
        free = np.isnan(chance)
        allowed = chance.copy()
        allowed[free] = level.chance + level.extra / problem.size[free]
        chance[level.tight] = level.chance
        if not np.isnan(chance).any():
            return Fair(chance, bound)
        try:
            level = _level(problem, chance, clock, level.chance)
        except LateError:
            return Fair(np.where(np.isnan(chance), allowed, chance), bound)


def maximin(problem: Problem, barred: Flags, clock: Clock) -> Fair:
    """The smallest chance as large as can be, then the largest as small as can be.

    Raises LateError, NoChancesError.
    """
    free = np.flatnonzero(~barred)
    level = _level(problem, np.where(barred, 0.0, np.nan), clock)
    size = problem.size[free].astype(np.float64)
    seats_of = problem.kinds[free].T * size
    at_most = np.column_stack([np.eye(len(free)), -np.ones(len(free))])
    blank = np.zeros((len(seats_of), 1))
    rows = np.block([[seats_of, blank], [-seats_of, blank], [at_most]])
    limits = np.concatenate([problem.high + SLACK, SLACK - problem.low, np.zeros(len(free))])
    bounds = [(max(level.chance - SLACK, 0.0), 1.0)] * len(free) + [(0.0, 1.0)]
    cost = np.append(np.zeros(len(free)), 1.0)
    total = np.append(size, 0.0), float(problem.seats)
    chance = np.zeros(len(barred))
    chance[free] = minimise(cost, (rows, limits), total, bounds, clock).x[:-1]
    return Fair(chance, _proved(problem, free, level.solved))


class _Level(NamedTuple):
    """chance: the next level; extra (free,): seats beyond it; tight: kinds that can have no more.

    solved: by the linear programme, with its prices.
    """

    chance: float
    extra: Reals
    tight: Integers
    solved: Any


def _level(problem: Problem, chance: Reals, clock: Clock, floor: float = 0.0) -> _Level:
    """Of those whose `chance` (K,) is not a number yet. `floor`: a level that it is not below."""
    free = np.flatnonzero(np.isnan(chance))
    try:
        result = _capped(problem, chance, free, From(floor, SLACK), clock)
    except NoChancesError:
        result = _capped(problem, chance, free, From(floor, MORE_SLACK), clock)
    level = float(np.clip(result.x[-1], 0.0, 1.0))
    tight = result.lower.marginals[:-1] > SLACK
    if level > 1 - SLACK:
        tight[:] = True
    if not tight.any():
        tight = result.x[:-1] <= result.x[:-1].min() + SLACK
    return _Level(level, result.x[:-1], free[tight], result)


def _proved(problem: Problem, free: Integers, solved: Any) -> float:
    """What the first level's prices prove of it, whatever its solver rounded: weak duality.

    With any worth y >= 0 of a kind's seats, no lottery's smallest chance is above the most that
    y.x comes to over the relaxation's panels x, divided by y.size; and that most is not above what
    any prices of labels and seats make of the bounds.
    """
    worth = np.maximum(solved.lower.marginals[:-1], 0.0)
    size, count = problem.size[free], len(problem.labels)
    whole = float(worth @ size)
    if whole < SLACK:
        return 1.0
    rows = solved.ineqlin.marginals
    prices, seat = rows[count : 2 * count] - rows[:count], -float(solved.eqlin.marginals[0])
    beyond = np.maximum(worth - seat - problem.kinds[free] @ prices, 0.0)
    labels = np.maximum(prices, 0.0) @ problem.high - np.maximum(-prices, 0.0) @ problem.low
    return upward(min((seat * problem.seats + labels + beyond @ size) / whole, 1.0))


class From(NamedTuple):
    """A level that the next is not below, and what rounding may add to a limit."""

    level: float
    slack: float


def _capped(problem: Problem, chance: Reals, free: Integers, start: From, clock: Clock) -> Any:
    """The level's solution in which nobody's chance passes 1.

    Seats beyond a level z are at most n * (1 - z): a row a kind. With z first taken too low, then
    as it comes out, they are mere bounds, and when it comes out the same these are the rows' own.
    Else rows are added for the kinds that need them.
    """
    size = problem.size[free]
    rows = np.zeros(len(free), dtype=np.bool_)
    first = _solve(problem, chance, (free, rows), start, clock)
    level = float(first.x[-1])
    try:
        again = _solve(problem, chance, (free, rows), start._replace(level=level), clock)
    except NoChancesError:
        again = None
    if again is not None and again.x[-1] >= level - SLACK:
        return again
    while True:
        broken = first.x[:-1] > size * (1 - first.x[-1]) + BEYOND
        if not broken.any():
            return first
        rows |= broken
        first = _solve(problem, chance, (free, rows), start, clock)


def _solve(
    problem: Problem, chance: Reals, kinds: tuple[Integers, Flags], start: From, clock: Clock
) -> Any:
    """`kinds`: the free ones (free,), and which of them have a row of their own."""
    free, capped = kinds
    fixed = np.nan_to_num(chance) * problem.size
    seats_of = problem.kinds[free].T.astype(np.float64)
    size = problem.size[free].astype(np.float64)
    rows = np.column_stack([seats_of, seats_of @ size])
    caps = np.column_stack([_chosen(capped), size[capped]])
    full = problem.kinds.T @ fixed
    limits = np.concatenate([problem.high - full, full - problem.low, size[capped]]) + start.slack
    return minimise(
        np.append(np.zeros(len(free)), -1.0),
        (np.concatenate([rows, -rows, caps]), limits),
        (np.append(np.ones(len(free)), size.sum()), problem.seats - fixed.sum()),
        [(0.0, float(most)) for most in size * max(1 - start.level, 0.0)] + [(0.0, 1.0)],
        clock,
    )


def _chosen(flags: Flags) -> Reals:
    """A row for each flag that is set, with a 1 at its place."""
    at = np.flatnonzero(flags)
    rows = np.zeros((len(at), len(flags)))
    rows[np.arange(len(at)), at] = 1.0
    return rows
