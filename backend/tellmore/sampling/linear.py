"""Linear programmes, by scipy's HiGHS, which is imported when first needed: it loads slowly."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from tellmore.sampling.arrays import Reals
from tellmore.sampling.clock import Clock

PLACES, NOISE = 1e12, 1e-3
SHORTEST = 0.05
OUT_OF_TIME = 1


class NoChancesError(Exception):
    """The programme has no solution, so no panel exists."""


class LateError(Exception):
    """Time was up before the programme was solved."""


def minimise(
    cost: Reals,
    rows: tuple[Any, Reals],
    total: tuple[Reals, float],
    bounds: Sequence[tuple[float, float | None]],
    clock: Clock,
) -> Any:
    """Minimise cost.x where A x <= b for `rows` (A, b), t.x = s for `total` (t, s), within bounds.

    Raises LateError, NoChancesError.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  # the server starts faster without it

    result = linprog(
        cost,
        A_ub=rows[0],
        b_ub=rows[1],
        A_eq=total[0][None],
        b_eq=[total[1]],
        bounds=bounds,
        method="highs",
        options={"time_limit": max(clock.left, SHORTEST)},
    )
    if result.status == OUT_OF_TIME:
        raise LateError
    if result.status != 0:
        raise NoChancesError(result.message)
    return result


def upward(bound: float) -> float:
    """`bound` rounded up to twelve places, so that it stays one; the noise of a double is not."""
    return ceil(bound * PLACES - NOISE) / PLACES
