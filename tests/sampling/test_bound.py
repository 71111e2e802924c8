"""The bound: no lottery gives its least lucky student more, not even by a rounding."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from draw_cases import Case, cases, school_pool
from lottery_checker import all_panels, best_smallest_chance
from tellmore.sampling.aim import strive
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.lottery import lottery
from tellmore.sampling.problem import pose
from tellmore.sampling.weighted import weighted

EVERY = pytest.mark.parametrize("algorithm", Algorithm)
ALIKE = Case([{"grade": "9"}] * 20, {("grade", "9"): (0, 5)}, 5)


@EVERY
def test_it_is_not_below_what_a_lottery_reaches(algorithm: Algorithm) -> None:
    """Five of twenty who are alike: a quarter each, and the bound is just that."""
    even = lottery(ALIKE.pool, ALIKE.quotas, 100, 10, algorithm=algorithm)
    uneven = weighted(ALIKE.pool, ALIKE.quotas, 10, algorithm=algorithm)
    assert (even.bound, uneven.bound) == (0.25, 0.25)


@EVERY
@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_it_is_the_relaxations_or_above_by_less_than_rounding(
    algorithm: Algorithm, case: Case
) -> None:
    possible = all_panels(case.rows, case.bounds, case.seats)
    if not possible:
        return
    sitting = sorted({person for panel in possible for person in panel})
    problem = pose(case.pool, case.quotas)
    barred = np.ones(len(problem.size), dtype=np.bool_)
    barred[problem.kind_of[sitting]] = False
    aim = strive(problem, barred, algorithm, Clock(20))
    assert aim.bound <= 1
    assert aim.bound >= best_smallest_chance(possible, sitting) - 1e-12
    assert aim.bound <= min(aim.chance[~barred].max(), 1) + 1e-8


def test_a_third_is_rounded_up_and_not_down() -> None:
    case = Case([{"grade": "9"}] * 30, {}, 10)
    aim = strive(
        pose(case.pool, case.quotas), np.zeros(1, dtype=np.bool_), Algorithm.MAXIMIN, Clock(9)
    )
    assert 0 <= Fraction(aim.bound) - Fraction(1, 3) < Fraction(1, 10**11)


def test_a_chance_never_passes_one() -> None:
    """Whoever must sit in every panel has the sum of all weights."""
    rows = [{**row, "council": "yes" if at < 2 else "no"} for at, row in enumerate(school_pool(60))]
    case = Case(rows, {("council", "yes"): (2, 2), ("EL", "yes"): (1, 3)}, 10)
    for algorithm in Algorithm:
        made = weighted(case.pool, case.quotas, 20, algorithm=algorithm)
        assert made.chance.max() == pytest.approx(1)
        assert made.chance.max() <= 1
