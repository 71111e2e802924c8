"""The lottery: the panels that may be drawn, each student's chance, and what is proved of it."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from math import floor

import numpy as np

from tellmore.sampling.arrange import Aim, arrange, counts_of, least_of, sample, settle
from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock
from tellmore.sampling.exact import Weighted, fairest, unreachable
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.people import seat_people
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import Problem, nobody, pose
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.relaxed import leximin, maximin
from tellmore.sampling.watch import UNWATCHED, Phase, Watch

VERSION = "2"
PANELS = 1000
EXACT = 1e-6
WORTHWHILE = 0.2  # seconds
FEWEST_TURNS = 10
MOST_SEATS = 1_000_000
FEW_KINDS = 400


class Algorithm(StrEnum):
    """What a lottery strives for. Every panel of each meets the quotas."""

    LEXIMIN = "leximin"
    """The smallest chance as large as can be, then the next smallest, and so on."""
    MAXIMIN = "maximin"
    """The smallest chance as large as can be, then the largest as small as can be."""
    STRATIFIED = "stratified"
    """Systematic samples of the pool sorted by its criteria, corrected until the quotas hold.
    Nothing is done for the least lucky."""


@dataclass(frozen=True)
class Lottery:
    """Equally likely panels.

    panels (M, seats): row numbers of the pool, ascending. appearances (students,): panels that a
    student sits in; a chance is appearances / M. excluded (students,): proved to sit in no panel
    that meets the quotas. bound: no lottery gives its least lucky student (the excluded apart)
    more. proved: no M equally likely panels could have a larger smallest chance.
    """

    panels: Integers
    appearances: Integers
    excluded: Flags
    bound: float
    wanted: Reals
    """The chances strived for (students,): the best that fractional panels would give."""
    algorithm: Algorithm = Algorithm.LEXIMIN

    @property
    def min_chance(self) -> float:
        eligible = self.appearances[~self.excluded]
        return int(eligible.min()) / len(self.panels)

    @property
    def gap(self) -> float:
        """How far the smallest chance is below the bound, as a part of the bound."""
        return max(0.0, 1 - self.min_chance / self.bound)

    @property
    def proved(self) -> bool:
        best = floor(len(self.panels) * self.bound + EXACT)
        return round(self.min_chance * len(self.panels)) >= best

    @property
    def panels_hash(self) -> str:
        return hash_panels(self.panels)


def hash_panels(panels: Integers) -> str:
    """SHA-256 (hex) of the panels as compact JSON: a list of ascending lists of row numbers."""
    text = json.dumps(panels.tolist(), separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lottery(
    pool: Pool,
    quotas: Quotas,
    panels: int | None = None,
    time_limit: float = 20.0,
    *,
    algorithm: Algorithm = Algorithm.LEXIMIN,
    watch: Watch = UNWATCHED,
) -> Lottery:
    """The fairest lottery of equally likely panels found within `time_limit` seconds.

    `panels`: how many; by default 1,000, or 10,000 where a thousand are too few to give everybody
    a like number of turns.
    Raises PoolTooSmallError, InfeasibleError (with the least relaxations), UndecidedError, and
    CancelledError when `watch` calls it off.
    Method: relaxed LEXIMIN for the chances wanted and a bound; panels dealt and exchanged to meet
    them; where that is not proved the best, column generation with exact pricing.
    """
    clock = Clock(time_limit, watch)
    problem = pose(pool, quotas)
    clock.tell(Phase.QUOTAS)
    spare = require_panel(problem, clock.part(0.5))
    found = _search(problem, spare, panels, clock, algorithm)
    return _lottery(problem, found, algorithm)


@dataclass(frozen=True)
class _Found:
    """panels (M, seats) of kinds; barred (K,) sit in none; wanted (K,) chances."""

    panels: Integers
    barred: Flags
    bound: float
    wanted: Reals

    def least(self, problem: Problem) -> int:
        """The smallest number of panels that anybody who is not barred sits in."""
        totals = np.bincount(self.panels.ravel(), minlength=len(problem.size))
        return int((totals // problem.size)[~self.barred].min())

    def proved(self, problem: Problem) -> bool:
        return self.least(problem) >= floor(len(self.panels) * self.bound + EXACT)


def _search(
    problem: Problem, spare: Integers, panels: int | None, clock: Clock, algorithm: Algorithm
) -> _Found:
    barred = nobody(problem)
    extra = [spare]
    share = 0.5 if _small(problem) else 0.85
    while True:
        clock.tell(Phase.CHANCES)
        chance, bound = _strive(problem, barred, algorithm)
        clock.tell(Phase.PANELS, bound)
        count = panels or _enough_panels(bound, problem.seats)
        make = sample if algorithm is Algorithm.STRATIFIED else arrange
        made = make(problem, chance, spare, count, clock.part(share))
        covered = np.bincount(made.ravel(), minlength=len(barred)) + sum(extra) > 0
        wider, more = unreachable(problem, covered, barred, clock.part(0.5))
        extra += more
        if (wider == barred).all():
            break
        barred = wider
    found = _Found(made, barred, bound, chance)
    clock.tell(Phase.PRICING, bound, found.least(problem) / count)
    done = found.proved(problem) or algorithm is Algorithm.STRATIFIED
    if done or not _small(problem) or clock.left < WORTHWHILE:
        return found
    return _by_pricing(problem, found, extra, clock)


def _strive(problem: Problem, barred: Flags, algorithm: Algorithm) -> tuple[Reals, float]:
    """The chances to strive for (K,), and the bound on the smallest."""
    if algorithm is Algorithm.LEXIMIN:
        chance = leximin(problem, barred)
        return chance, float(chance[~barred].min())
    chance = maximin(problem, barred)
    bound = float(chance[~barred].min())
    if algorithm is Algorithm.STRATIFIED:
        chance = np.where(barred, 0.0, problem.seats / problem.size[~barred].sum())
    return chance, bound


def _small(problem: Problem) -> bool:
    """Whether exact pricing pays in seconds, so that it is left time."""
    return len(problem.size) <= FEW_KINDS


def _enough_panels(bound: float, seats: int) -> int:
    """So many that the least lucky has turns enough for rounding not to matter much."""
    more = 10 * PANELS
    few_turns = PANELS * bound < FEWEST_TURNS
    return more if few_turns and more * seats <= MOST_SEATS else PANELS


def _by_pricing(problem: Problem, found: _Found, extra: list[Integers], clock: Clock) -> _Found:
    """Better panels by exact pricing, or those found with the better bound."""
    known = np.concatenate([counts_of(found.panels, len(problem.size)), np.array(extra)])
    best = fairest(problem, known, found.barred, found.bound, clock.part(0.7))
    chance = best.weights @ best.panels / problem.size
    made = _even(problem, best, len(found.panels), chance, clock)
    exact = _Found(made, found.barred, best.bound, found.wanted)
    same = _Found(found.panels, found.barred, best.bound, found.wanted)
    return max(exact, same, key=lambda f: f.least(problem))


def _even(problem: Problem, best: Weighted, panels: int, chance: Reals, clock: Clock) -> Integers:
    """Equally likely panels near a weighted lottery: systematic picks, then settled."""
    ticks = (np.arange(panels) + 0.5) / panels
    picks = np.searchsorted(np.cumsum(best.weights), ticks).clip(0, len(best.panels) - 1)
    rows = best.panels[picks]
    seats = np.array([np.repeat(np.arange(rows.shape[1]), row) for row in rows])
    numbers = np.random.default_rng(0)
    board = Board(problem, seats, rows @ problem.kinds, numbers)
    wanted = _whole(chance * problem.size, panels, problem.seats)
    aim = Aim(chance, wanted, least_of(problem, chance, panels))
    return settle(board, aim, rows[0], clock)


def _whole(exact: Reals, panels: int, seats: int) -> Integers:
    """Largest remainder: whole totals that sum to all seats."""
    totals = np.floor(exact * panels + EXACT).astype(np.int64)
    short = panels * seats - int(totals.sum())
    totals[np.argsort(totals - exact * panels, kind="stable")[:short]] += 1
    return totals


def _lottery(problem: Problem, found: _Found, algorithm: Algorithm) -> Lottery:
    seated = seat_people(problem, found.panels)
    appearances = np.bincount(seated.ravel(), minlength=len(problem.kind_of))
    of = problem.kind_of
    wanted = found.wanted[of]
    return Lottery(seated, appearances, found.barred[of], found.bound, wanted, algorithm)
