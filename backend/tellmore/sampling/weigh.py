"""Unequal weights on panels, where equal ones only come within 1/M of the chances wanted."""

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.optimize import linprog

from tellmore.sampling.arrays import Integers, Reals
from tellmore.sampling.clock import Clock

RIDGE = 1e-9
CLOSE = 1e-7
REFINEMENTS = 4
LARGEST_PROGRAMME = 1_500_000


def weigh(panels: Integers, wanted: Reals, clock: Clock) -> Reals:
    """Weights (M,), none negative and with sum 1, that bring chances (students,) to `wanted`.

    First the smallest change of equal weights that does it exactly (least squares): with more
    panels than students it exists and moves no weight below 0, when equal weights come near.
    Else the largest z for which everybody has z times the chance wanted (LP). Else equal weights.
    """
    sits = np.zeros((len(panels), len(wanted)))
    np.put_along_axis(sits, panels, 1.0, axis=1)
    equal = np.full(len(panels), 1 / len(panels))
    exact = _least_change(sits, equal, wanted)
    if exact is not None:
        return exact
    if sits.size > LARGEST_PROGRAMME or not clock.left:
        return equal
    return _as_near_as_can_be(sits, wanted, clock, equal)


def _least_change(sits: Reals, equal: Reals, wanted: Reals) -> Reals | None:
    gram = sits.T @ sits
    gram[np.diag_indices_from(gram)] += RIDGE * len(sits)
    try:
        factor = cho_factor(gram)
    except LinAlgError:
        return None
    weights = equal
    for _ in range(REFINEMENTS):
        weights = weights + sits @ cho_solve(factor, wanted - weights @ sits)
    missed = np.abs(weights @ sits - wanted).max()
    if weights.min() < 0 or missed > CLOSE * wanted[wanted > CLOSE].min():
        return None
    return np.asarray(weights / weights.sum())


def _as_near_as_can_be(sits: Reals, wanted: Reals, clock: Clock, equal: Reals) -> Reals:
    count = len(sits)
    result = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.column_stack([-sits.T, wanted]),
        b_ub=np.zeros(len(wanted)),
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * (count + 1),
        method="highs",
        options={"time_limit": max(clock.left, 0.05)},
    )
    if result.status != 0:
        return equal
    weights = np.maximum(result.x[:-1], 0.0)
    return np.asarray(weights / weights.sum())
