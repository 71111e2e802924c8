"""Build M equally likely panels whose chances are the ones wanted, to within 1/M."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tellmore.sampling.arrays import Integers, Reals
from tellmore.sampling.balance import balance
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock
from tellmore.sampling.exchange import mend
from tellmore.sampling.lift import lift
from tellmore.sampling.problem import Problem
from tellmore.sampling.repair import force, repair

STEP = 0.7  # seconds
LIFTING = 5.0  # seconds that the end needs at most
ROUNDING = 1e-6


@dataclass(frozen=True)
class Aim:
    """What the panels should add up to.

    chance (K,): wanted for each student of a kind; totals (K,): seats of each kind over all
    panels, as whole numbers; least (K,): seats that no kind should go without.
    """

    chance: Reals
    totals: Integers
    least: Integers


def arrange(
    problem: Problem, chance: Reals, spare: Integers, panels: int, clock: Clock
) -> Integers:
    """Panels (M, seats) of kinds, each within its quotas, near `chance` (K,) on average.

    Exact up to rounding where the search ends before `clock`; `spare` is any panel.
    """
    numbers = np.random.default_rng(0)
    totals = whole_totals(problem, chance, panels, numbers)
    board = Board.deal(problem, totals, panels, numbers)
    return settle(board, Aim(chance, totals, least_of(problem, chance, panels)), spare, clock)


def sample(problem: Problem, chance: Reals, spare: Integers, panels: int, clock: Clock) -> Integers:
    """Systematic samples (M, seats) of kinds, corrected until each meets its quotas, and no more.

    Students are sorted by their criteria and every M-th is taken, so each criterion has nearly its
    share (implicit stratification). The correction may move chances away from `chance` (K,).
    """
    numbers = np.random.default_rng(0)
    totals = whole_totals(problem, chance, panels, numbers)
    board = Board.deal(problem, totals, panels, numbers)
    mend(board, clock.part(0.7), clock.at_most(STEP))
    repair(board, spare, clock)
    return board.seats


def least_of(problem: Problem, chance: Reals, panels: int) -> Integers:
    """Seats of each kind (K,) so that each student sits in as many panels as the luckless can."""
    lowest = chance[chance > ROUNDING].min(initial=1.0)
    wanted = np.floor(panels * np.minimum(chance, lowest) + ROUNDING)
    return np.asarray(wanted * problem.size, dtype=np.int64)


def settle(board: Board, aim: Aim, spare: Integers, clock: Clock) -> Integers:
    """Alternate between exact totals (mend) and exact quotas (repair, balance) until both hold.

    When time is up, the panels closest to the totals, with the luckless lifted as far as can be.
    """
    step = min(STEP, clock.left / 4)
    searching = clock.at_most(max(clock.left * 0.7, clock.left - LIFTING))
    best: tuple[int, Integers] | None = None
    while not _exact(board, aim, searching, step):
        repair(board, spare, clock.at_most(step))
        balance(board, aim.totals, aim.chance, clock.at_most(step / 2))
        off = int(np.maximum(aim.totals - board.totals, 0).sum())
        if best is None or off < best[0]:
            best = off, board.seats.copy()
        if not off or searching.left <= step / 2:
            board.seat(best[1])
            lift(board, aim.least, clock)
            break
        force(board, aim.totals, searching)
    return board.seats


def _exact(board: Board, aim: Aim, clock: Clock, step: float) -> bool:
    mended = mend(board, clock.part(0.7), clock.at_most(step))
    return mended and bool((board.totals == aim.totals).all())


def counts_of(seats: Integers, kinds: int) -> Integers:
    """Seats (M, seats) of kinds as kind counts (M, K)."""
    panels = np.zeros((len(seats), kinds), dtype=np.int64)
    np.add.at(panels, (np.arange(len(seats))[:, None], seats), 1)
    return panels


def whole_totals(
    problem: Problem, chance: Reals, panels: int, numbers: np.random.Generator
) -> Integers:
    """Round `panels` * size * chance (K,) up or down so that sums and quotas hold on average.

    Nobody's count falls under the whole part of panels * chance. Which kinds are rounded up is
    left to chance. Where the quotas leave no such rounding, the seats alone are kept.
    """
    exact = panels * problem.size * chance
    base = np.floor(exact + ROUNDING)
    rest = np.where(exact - base > ROUNDING, 1.0, 0.0)
    result = milp(
        numbers.random(len(base)),
        integrality=np.ones(len(base)),
        bounds=Bounds(0, rest),
        constraints=_left_of_quotas(problem, base, panels),
        options={"time_limit": 1.0},
    )
    if result.x is None:
        return _by_remainder(problem, exact, panels)
    return np.asarray(base + np.round(result.x), dtype=np.int64)


def _left_of_quotas(problem: Problem, base: Reals, panels: int) -> LinearConstraint:
    rows = np.vstack([problem.kinds.T, np.ones((1, len(base)))])
    held = rows @ base
    least = panels * np.append(problem.low, problem.seats) - held
    most = panels * np.append(problem.high, problem.seats) - held
    return LinearConstraint(rows, least, most)


def _by_remainder(problem: Problem, exact: Reals, panels: int) -> Integers:
    base = np.floor(exact + ROUNDING).astype(np.int64)
    room = panels * problem.size - base
    order = np.argsort(base - exact, kind="stable")
    order = order[room[order] > 0]
    short = panels * problem.seats - int(base.sum())
    base[order[:short]] += 1
    return base
