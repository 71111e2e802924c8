"""A panel by trying: milliseconds where quotas are loose, and no answer where they are not."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.climb import mend
from tellmore.sampling.clock import Clock
from tellmore.sampling.problem import Problem, counts_of

TRIES = 8
LEAST = 0.5
"""Seconds that guessing may take where no time is left at all."""


def guess(problem: Problem, clock: Clock) -> Integers | None:
    """A panel (K,) that meets the quotas, if single replacements lead to one."""
    numbers = np.random.default_rng(0)
    tries = np.array([numbers.permutation(problem.kind_of)[: problem.seats] for _ in range(TRIES)])
    totals = np.bincount(tries.ravel(), minlength=len(problem.size))
    hurry = Clock(max(clock.left, LEAST), clock.watch)
    found = mend(problem, tries, totals, hurry)
    return counts_of(found[:1], len(problem.size))[0] if len(found) else None
