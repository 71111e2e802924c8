"""Exact pricing, on pools where fractional panels promise what whole ones cannot give."""

import random

import numpy as np
import pytest

from draw_cases import Case
from lottery_checker import all_panels, leximin_chances
from tellmore.sampling.aim import strive
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.exact import fairest
from tellmore.sampling.problem import pose


def odd_cycles(seed: int) -> Case:
    """Students some of whom cannot sit together, in rings of three to seven.

    Half of a ring of five is two and a half on paper, and two in a panel.
    """
    numbers = random.Random(seed)
    rows: list[dict[str, str]] = [{} for _ in range(numbers.randint(8, 11))]
    for ring in range(numbers.randint(2, 3)):
        around = numbers.sample(range(len(rows)), numbers.choice([3, 5, 7]))
        for place, one in enumerate(around):
            pair = {one, around[place - 1]}
            for person, row in enumerate(rows):
                row[f"{ring}.{place}"] = "yes" if person in pair else "no"
    return Case(rows, {(c, "yes"): (0, 1) for c in rows[0]}, numbers.randint(2, 4))


@pytest.mark.parametrize("seed", range(24))
def test_from_one_panel_it_comes_to_the_fairest_lottery_over_all(seed: int) -> None:
    case = odd_cycles(seed)
    possible = all_panels(case.rows, case.bounds, case.seats)
    assert possible, "a case without a panel asks nothing"
    reachable = sorted({person for panel in possible for person in panel})
    problem = pose(case.pool, case.quotas)
    barred = np.ones(len(problem.size), dtype=np.bool_)
    barred[problem.kind_of[reachable]] = False
    aim = strive(problem, barred, Algorithm.LEXIMIN, Clock(20))
    made, bound = fairest(aim, problem.kind_of[np.array(possible[:1])], Clock(60))
    got = made.chance(problem)[problem.kind_of[reachable]]
    best = leximin_chances(possible, reachable)
    assert sorted(got) == pytest.approx(best, abs=1e-5)
    assert bound >= best[0] - 1e-6
