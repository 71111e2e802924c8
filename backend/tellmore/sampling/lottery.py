"""The lottery: the panels that may be drawn, each student's chance, and what is proved of it."""

import hashlib
import json
from dataclasses import dataclass
from math import floor

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.people import seat_people
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import pose
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.search import Search
from tellmore.sampling.watch import UNWATCHED, Phase, Watch

VERSION = "7"
PANELS = 1000
EXACT = 1e-6
FEWEST_TURNS = 10
MOST_SEATS = 1_000_000


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
    algorithm: Algorithm = Algorithm.LEXIMIN

    @property
    def weights(self) -> Reals:
        """How likely each panel is (M,), sum 1."""
        return np.full(len(self.panels), 1 / len(self.panels))

    @property
    def chance(self) -> Reals:
        """Of each student (students,), in [0, 1]; the excluded have 0."""
        return np.asarray(self.appearances / len(self.panels))

    @property
    def min_chance(self) -> float:
        """Of those who are not excluded."""
        eligible = self.appearances[~self.excluded]
        return int(eligible.min()) / len(self.panels)

    @property
    def gap(self) -> float:
        """How far the smallest chance is below the bound, as a part of the bound."""
        return max(0.0, 1 - self.min_chance / self.bound)

    @property
    def proved(self) -> bool:
        """Whether the least lucky sit in as many panels as the bound allows of so many."""
        return round(self.min_chance * len(self.panels)) >= most_turns(len(self.panels), self.bound)

    @property
    def proof(self) -> str:
        """What is proved: of so many equally likely panels, none have a larger smallest chance."""
        return "smallest chance of equal panels" if self.proved else ""

    @property
    def panels_hash(self) -> str:
        """SHA-256 (hex), as of `hash_panels`: known before the seed, which goes by it."""
        return hash_panels(self.panels)


def hash_panels(panels: Integers) -> str:
    """SHA-256 (hex) of the panels as compact JSON: a list of ascending lists of row numbers."""
    text = json.dumps(panels.tolist(), separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def most_turns(panels: int, bound: float) -> int:
    """In how many of so many equally likely panels the least lucky can sit at most.

    `bound`: of their chance, in [0, 1]; the rounding of its solver counts for nothing.
    """
    return floor(panels * bound + EXACT)


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
    After Flanigan, Kehne, Procaccia (2021): that equal panels can be near the best chances.
    Raises ValueError for more panels than `MOST_SEATS` have room for, PoolTooSmallError,
    InfeasibleError (with the least relaxations), UndecidedError, and CancelledError when `watch`
    calls it off.
    """
    require_few(panels or 0, quotas.seats)
    clock = Clock(time_limit, watch)
    search = begin(pool, quotas, algorithm, clock)
    count = panels or _enough_panels(search.aim.bound, quotas.seats)
    best = _even(search, count)
    seated = seat_people(search.problem, best)
    appearances = np.bincount(seated.ravel(), minlength=len(pool.ids))
    excluded = search.barred[search.problem.kind_of]
    return Lottery(seated, appearances, excluded, search.aim.bound, algorithm)


def require_few(panels: int, seats: int) -> None:
    """Time and memory grow with the seats of all panels. Raises ValueError."""
    if panels * seats > MOST_SEATS:
        raise ValueError(
            f"{panels} panels of {seats} seats are too many: {MOST_SEATS // seats} at most."
        )


def begin(pool: Pool, quotas: Quotas, algorithm: Algorithm, clock: Clock) -> Search:
    """Make sure that a panel exists, and find what to strive for. Raises what `lottery` raises."""
    clock.tell(Phase.QUOTAS)
    problem = pose(pool, quotas)
    spare = require_panel(problem, clock.part(0.5))
    return Search(problem, algorithm, clock, [spare])


def _enough_panels(bound: float, seats: int) -> int:
    """So many that the least lucky has turns enough for rounding not to matter much."""
    more = 10 * PANELS
    few_turns = PANELS * bound < FEWEST_TURNS
    return more if few_turns and more * seats <= MOST_SEATS else PANELS


def _even(search: Search, count: int) -> Integers:
    """Panels (M, seats) of kinds: those built, else from weights, else by exact pricing."""
    if search.algorithm is Algorithm.STRATIFIED:
        return search.sample(count)
    best = built = search.build(count)
    for mended in (lambda panels: panels, search.settle):
        built = mended(built)
        ready = search.level(built) if search.nearly(built) else built
        best = max(best, ready, key=search.least)
        if _done(search, best):
            return best
    made = search.weigh(built)
    best = max(best, search.even(made.lots, count), key=search.least)
    if made.reached or _done(search, best):
        return best
    exact = search.even(search.price(made.kinds), count)
    return max(best, exact, key=search.least)


def _done(search: Search, panels: Integers) -> bool:
    """Whether the least lucky cannot sit in more of so many panels, or there is no time for it."""
    search.clock.tell(Phase.PANELS, search.aim.bound, search.least(panels) / len(panels))
    best = search.least(panels) >= most_turns(len(panels), search.aim.bound)
    return best or not search.clock.left
