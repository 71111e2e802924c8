"""Lotteries whose panels are not equally likely: with weights they come to the very chances."""

from dataclasses import dataclass, replace

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.entropy import weigh
from tellmore.sampling.lottery import EXACT, PANELS, begin, hash_panels
from tellmore.sampling.people import seat_people
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.reach import Reach
from tellmore.sampling.search import Search
from tellmore.sampling.watch import UNWATCHED, Watch

NEGLIGIBLE = 1e-12
PER_STUDENT = 2.5
"""Panels to weigh: with half as many, weights that give everybody their chance may not exist."""


@dataclass(frozen=True)
class WeightedLottery:
    """panels (M, seats): row numbers, ascending; weights (M,): how likely each is, sum 1.

    excluded (students,): proved to sit in no panel. wanted (students,): the chances strived for;
    bound: no lottery gives its least lucky student (the excluded apart) more.
    """

    panels: Integers
    weights: Reals
    excluded: Flags
    wanted: Reals
    bound: float
    algorithm: Algorithm

    @property
    def chance(self) -> Reals:
        """Of each student (students,), in [0, 1]: the weights of the panels that hold them."""
        spread = np.repeat(self.weights, self.panels.shape[1])
        counted = np.bincount(self.panels.ravel(), weights=spread, minlength=len(self.wanted))
        return np.minimum(counted, 1.0)  # weights sum to a little more than 1 here and there

    @property
    def min_chance(self) -> float:
        """Of those who are not excluded."""
        return float(self.chance[~self.excluded].min())

    @property
    def gap(self) -> float:
        """How far the smallest chance is below the bound, as a part of the bound."""
        return max(0.0, 1 - self.min_chance / self.bound)

    @property
    def proof(self) -> str:
        """What is proved: "leximin", "smallest chance", or nothing ("").

        leximin: everybody's chance is that of the relaxed LEXIMIN, to a millionth of it; all
        lotteries are among what the relaxation allows, so none is better at any place. smallest
        chance: the smallest is the bound, so none has a larger one; the others may not be best.
        """
        hoped = self.wanted > 0
        off = np.abs(self.chance - self.wanted)[hoped] / self.wanted[hoped]
        if self.algorithm is Algorithm.LEXIMIN and off.max(initial=0.0) <= EXACT:
            return "leximin"
        return "smallest chance" if self.gap <= EXACT else ""

    @property
    def proved(self) -> bool:
        """Whether anything is: see `proof`."""
        return bool(self.proof)

    @property
    def panels_hash(self) -> str:
        """SHA-256 (hex) of the panels alone, as of `hash_panels`; the weights are not in it."""
        return hash_panels(self.panels)


def weighted(
    pool: Pool,
    quotas: Quotas,
    time_limit: float = 20.0,
    *,
    algorithm: Algorithm = Algorithm.LEXIMIN,
    watch: Watch = UNWATCHED,
) -> WeightedLottery:
    """The fairest lottery found within `time_limit` seconds, with as many panels as it needs.

    LEXIMIN after Flanigan, Goelz, Gupta, Hennig, Procaccia (Nature 2021), by another way (see
    docs/decisions/the-draw.md). Raises what `lottery` raises.
    """
    search = begin(pool, quotas, algorithm, Clock(time_limit, watch))
    count = max(PANELS, round(PER_STUDENT * len(pool.ids)))
    if algorithm is Algorithm.STRATIFIED:
        people = seat_people(search.problem, search.sample(count))
        return _made(search, people, np.full(count, 1 / count))
    made = search.weigh(search.build(count))
    best = _made(search, made.people, made.lots.weights)
    if made.reached or not search.clock.left:
        return best
    exact = _exact(search, made, count)
    return max(replace(best, bound=exact.bound), exact, key=lambda each: each.min_chance)


def _exact(search: Search, made: Reach, count: int) -> WeightedLottery:
    """By exact pricing; those of a kind take turns in copies of each panel."""
    exact = search.price(made.kinds)
    chance = exact.chance(search.problem)[search.problem.kind_of]
    people = seat_people(search.problem, exact.copies(count))
    return _made(search, people, weigh(people, chance, search.clock).weights)


def _made(search: Search, people: Integers, weights: Reals) -> WeightedLottery:
    kept = weights > NEGLIGIBLE / len(weights)
    of, aim = search.problem.kind_of, search.aim
    share = weights[kept] / weights[kept].sum()
    return WeightedLottery(
        people[kept], share, search.barred[of], aim.wanted, aim.bound, search.algorithm
    )
