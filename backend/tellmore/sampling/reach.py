"""From panels near the chances wanted to weights that give exactly these chances."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tellmore.sampling.aim import Aim
from tellmore.sampling.arrays import Integers
from tellmore.sampling.climb import climb
from tellmore.sampling.clock import Clock
from tellmore.sampling.entropy import Weighed, weigh
from tellmore.sampling.lots import Lots
from tellmore.sampling.pairs import Pairs
from tellmore.sampling.people import seat_people
from tellmore.sampling.watch import Phase

REACHED = 5e-7
"""Relative error of each chance: the rounding of the linear programmes is no smaller."""
NOISE = 0.3
"""Of the spread of the prices: so that new panels differ."""
FEWEST, SINGLY, STEPS = 400, 8, 5
"""New panels in a round; one in `SINGLY` begins with single replacements; steps of each."""
PATIENCE = 4
"""Rounds that may pass without the error falling by `LITTLE`."""
LITTLE = 0.8


@dataclass(frozen=True)
class Reach:
    """kinds and people (M, seats) of the same panels; `weighed`: their weights and chances."""

    kinds: Integers
    people: Integers
    weighed: Weighed

    @property
    def lots(self) -> Lots:
        """The panels as kinds, with their weights."""
        return Lots(self.kinds, self.weighed.weights)

    @property
    def reached(self) -> bool:
        """Whether everybody has the chance wanted, to `REACHED` of it."""
        return self.weighed.missed <= REACHED

    def least(self, aim: Aim) -> float:
        """The smallest chance of those who are not barred."""
        return float(self.weighed.chance[~aim.barred[aim.problem.kind_of]].min())


def reach(aim: Aim, panels: Integers, pairs: Callable[[], Pairs], clock: Clock) -> Reach:
    """Weigh `panels` (M, seats) of kinds, and add panels along the prices until it comes out.

    `pairs` are made when they are needed: that takes longer than many a lottery.
    """
    best = made = weighed(aim, panels, clock)
    stalled = 0
    while not best.reached and clock.left and stalled < PATIENCE:
        clock.tell(Phase.WEIGHTS, aim.bound, best.least(aim))
        fresh = _better(aim, made, pairs(), clock)
        known = np.unique(np.sort(np.concatenate([made.kinds, fresh]), axis=1), axis=0)
        if len(known) == len(made.kinds):
            break
        made = weighed(aim, known, clock)
        stalled = 0 if made.weighed.missed < LITTLE * best.weighed.missed else stalled + 1
        best = min(best, made, key=lambda one: one.weighed.missed)
    return best


def weighed(aim: Aim, kinds: Integers, clock: Clock) -> Reach:
    """Weights on `kinds` (M, seats) alone."""
    people = seat_people(aim.problem, kinds)
    return Reach(kinds, people, weigh(people, aim.wanted, clock))


def _better(aim: Aim, made: Reach, pairs: Pairs, clock: Clock) -> Integers:
    """Panels (m, seats) within the quotas that are worth more at the prices than known ones."""
    problem, numbers = aim.problem, pairs.numbers
    worth = np.bincount(problem.kind_of, weights=made.weighed.prices) / problem.size
    noise = NOISE * worth.std()
    some = made.kinds[numbers.integers(0, len(made.kinds), max(FEWEST, len(worth) // 2))]
    singly = numbers.permutation(len(some)) < len(some) // SINGLY
    some[singly] = climb(
        aim.room(some), some[singly], worth + numbers.normal(size=len(worth)) * noise, STEPS, clock
    )
    return pairs.climb(some, worth, noise, STEPS, clock)
