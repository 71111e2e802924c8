"""Chances as even as the quotas allow, as surveys are weighted: raking.

Of all chances that keep the quotas on average, those nearest to equal ones by relative entropy:
every value's students are made likelier or less likely by one factor, until its quota holds
(Deming, Stephan 1940; with bounds, Ireland, Kullback 1968). So everybody whom the quotas leave any
room has a chance above nothing. The factors' logarithms maximise a smooth concave dual, which
L-BFGS-B solves (Byrd, Lu, Nocedal, Zhu 1995).
"""

import numpy as np

from tellmore.sampling.arrays import Flags, Reals
from tellmore.sampling.problem import Problem

STEPS = 2000
CLOSE = 1e-9
FARTHEST = 40.0
"""Of a logarithm of a chance: what is less likely than that is as good as nobody."""


def rake(problem: Problem, barred: Flags) -> Reals:
    """Chance of each student of each kind (K,); `barred` kinds get 0."""
    from scipy.optimize import minimize  # noqa: PLC0415  # the server starts faster without it

    size = np.where(barred, 0.0, problem.size)
    equal = problem.seats / size.sum()
    limits = np.concatenate([-problem.high, problem.low, [problem.seats, -problem.seats]])
    sides = np.concatenate([-problem.kinds, problem.kinds], axis=1).astype(np.float64)
    sides = np.column_stack([sides, np.ones(len(size)), -np.ones(len(size))])

    def chances(factors: Reals) -> Reals:
        return np.asarray(equal * np.exp(np.clip(sides @ factors, -FARTHEST, FARTHEST)))

    def dual(factors: Reals) -> tuple[float, Reals]:
        """Its negative, and slope. A chance of 1 is never passed, and counts on as a line."""
        free = chances(factors)
        chance = np.minimum(free, 1.0)
        beyond = np.where(free > 1.0, np.log(free), 0.0)
        value = float(size @ (chance + beyond) - factors @ limits)
        return value, (size * chance) @ sides - limits

    start = np.zeros(len(limits))
    options = {"maxiter": STEPS, "maxfun": STEPS, "ftol": 0.0, "gtol": CLOSE}
    found = minimize(dual, start, jac=True, bounds=[(0, None)] * len(start), options=options)
    return np.where(barred, 0.0, np.minimum(chances(found.x), 1.0))
