"""What a search strives for: a chance for everybody, and what these chances ask of every panel."""

from dataclasses import dataclass, replace

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import LateError
from tellmore.sampling.pool import Label
from tellmore.sampling.problem import Problem
from tellmore.sampling.rake import rake
from tellmore.sampling.relaxed import Fair, leximin, maximin, most

ROUNDING = 1e-6
MOST = 0.8
CERTAIN = Label("", "certain")
"""Those whose chance is 1: they sit in every panel, which is counted like a quota."""


@dataclass(frozen=True)
class Aim:
    """chance (K,): wanted for each student of a kind; barred (K,): kinds in no panel.

    bound: no lottery gives its least lucky student more, those of barred kinds apart.
    face: the problem, with bounds narrowed to what every panel of a lottery with these chances
    must have. A quota that the chances fill to its most on average is at its most in each, and
    those with a chance of 1 have one of their own.
    """

    problem: Problem
    chance: Reals
    barred: Flags
    bound: float
    face: Problem

    @property
    def wanted(self) -> Reals:
        """Chances (students,)."""
        return self.chance[self.problem.kind_of]

    def room(self, panels: Integers) -> Problem:
        """The face where all `panels` (M, seats) are on it, else the problem."""
        beyond = self.face.excess(self.face.filled(panels)).any()
        return self.problem if beyond else self.face


def strive(problem: Problem, barred: Flags, algorithm: Algorithm, clock: Clock) -> Aim:
    """Solve the relaxation for what `algorithm` asks; kinds that are `barred` (K,) get nothing.

    When time is up before the first level is solved, the same chance for everybody.
    Raises NoChancesError where the quotas leave no chances at all.
    """
    if algorithm is Algorithm.STRATIFIED:
        chance, bound = _even(problem, barred, clock)
    else:
        chance, bound = _fair(problem, barred, algorithm, clock)
    chance = chance * (problem.seats / (chance @ problem.size))
    face = problem if algorithm is Algorithm.STRATIFIED else _face(problem, chance)
    return Aim(problem, chance, barred, bound, face)


def _fair(problem: Problem, barred: Flags, algorithm: Algorithm, clock: Clock) -> Fair:
    solve = leximin if algorithm is Algorithm.LEXIMIN else maximin
    try:
        return solve(problem, barred, clock)
    except LateError:
        mean = _mean(problem, barred)
        return Fair(np.where(barred, 0.0, mean), mean)


def _even(problem: Problem, barred: Flags, clock: Clock) -> Fair:
    try:
        bound = most(problem, barred, clock)
    except LateError:
        bound = _mean(problem, barred)
    return Fair(rake(problem, barred), bound)


def _mean(problem: Problem, barred: Flags) -> float:
    """The chance of those who are not barred on average, which is a bound of the smallest too."""
    return problem.seats / float(problem.size[~barred].sum())


def _face(problem: Problem, chance: Reals) -> Problem:
    mean = (chance * problem.size) @ problem.kinds
    least = (mean < problem.low + ROUNDING) & (mean > problem.low - ROUNDING)
    most = (mean > problem.high - ROUNDING) & (mean < problem.high + ROUNDING)
    low = np.where(most, problem.high, problem.low)
    face = replace(problem, low=low, high=np.where(least, problem.low, problem.high))
    certain = chance > 1 - ROUNDING
    return face.counting(CERTAIN, certain, int(problem.size[certain].sum()))


def whole_totals(aim: Aim, panels: int, numbers: np.random.Generator) -> Integers:
    """Round `panels` * size * chance (K,) up or down so that sums and quotas hold on average.

    Nobody's count falls under the whole part of panels * chance. Which kinds are rounded up is
    left to chance. Where the quotas leave no such rounding, the seats alone are kept.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # loads slowly

    most = panels * aim.problem.size  # a chance of 1 may come out of its solver a little larger
    exact = np.minimum(most * aim.chance, most)
    base = np.floor(exact + ROUNDING)
    rest = np.where(exact - base > ROUNDING, 1.0, 0.0)
    result = milp(
        numbers.random(len(base)),
        integrality=np.ones(len(base)),
        bounds=Bounds(0, rest),
        constraints=LinearConstraint(*_left_of_quotas(aim.problem, base, panels)),
        options={"time_limit": 1.0},
    )
    if result.x is None:
        return _by_remainder(aim.problem, exact, panels)
    return np.asarray(base + np.round(result.x), dtype=np.int64)


def least_of(aim: Aim, panels: int) -> Integers:
    """Seats of each kind (K,) so that each student sits in as many panels as the luckless can."""
    lowest = aim.chance[~aim.barred].min(initial=1.0)
    wanted = np.floor(panels * np.minimum(aim.chance, lowest) + ROUNDING)
    return np.asarray(wanted * aim.problem.size, dtype=np.int64)


def turns_of(aim: Aim, panels: int) -> Integers:
    """Seats of each kind (K,) so that each student sits in most of the panels that they should.

    In one at least, where there are seats enough for that.
    """
    whole = np.floor(MOST * panels * aim.chance + ROUNDING)
    once = np.where(aim.barred, 0.0, np.maximum(whole, 1.0))
    fits = once @ aim.problem.size <= panels * aim.problem.seats
    return np.asarray((once if fits else whole) * aim.problem.size, dtype=np.int64)


def _left_of_quotas(problem: Problem, base: Reals, panels: int) -> tuple[Reals, Reals, Reals]:
    rows = np.vstack([problem.kinds.T, np.ones((1, len(base)))])
    held = rows @ base
    least = panels * np.append(problem.low, problem.seats) - held
    most = panels * np.append(problem.high, problem.seats) - held
    return rows, least, most


def _by_remainder(problem: Problem, exact: Reals, panels: int) -> Integers:
    base = np.floor(exact + ROUNDING).astype(np.int64)
    room = panels * problem.size - base
    order = np.argsort(base - exact, kind="stable")
    order = order[room[order] > 0]
    short = panels * problem.seats - int(base.sum())
    base[order[:short]] += 1
    return base
