"""Pools too large to enumerate: what is planted is found, and what is refused is impossible."""

import random

import numpy as np
import pytest

from draw_cases import Case
from lottery_checker import chances, meets, relaxed_bound
from pools import Bounds, Rows, bounds_about, school_rows
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.lottery import begin, lottery
from tellmore.sampling.pairs import Pairs
from tellmore.sampling.problem import nobody, pose
from tellmore.sampling.proposal import relax
from tellmore.sampling.refusals import InfeasibleError
from tellmore.sampling.relaxed import leximin

# A solve ends once it has its proof, and on a busy machine that takes its time.
pytestmark = pytest.mark.timeout(600)


def planted(students: int, seats: int, seed: int) -> tuple[Rows, Bounds]:
    """Exact quotas that one panel at least meets: that of some students picked by lot."""
    rows = school_rows(students, 1 + students // 50, seed)
    bounds: Bounds = {(c, row[c]): (0, 0) for row in rows for c in row}
    for row in random.Random(seed).sample(rows, seats):
        for label in row.items():
            low, high = bounds[label]
            bounds[label] = low + 1, high + 1
    return rows, bounds


@pytest.mark.parametrize("seed", range(12))
def test_quotas_that_a_panel_meets_are_never_called_infeasible(seed: int) -> None:
    rows, bounds = planted(60 + 20 * seed, 10 + 3 * seed, seed)
    case = Case(rows, bounds, 10 + 3 * seed)
    problem = pose(case.pool, case.quotas)
    assert problem.holds(require_panel(problem, Clock(20)))


@pytest.mark.parametrize("seed", range(4))
def test_a_seat_more_than_there_are_is_refused_and_the_least_change_mends_it(seed: int) -> None:
    rows, bounds = planted(100, 15, seed)
    short = min(bounds, key=lambda label: sum(row[label[0]] == label[1] for row in rows))
    there = sum(row[short[0]] == short[1] for row in rows)
    case = Case(rows, {**bounds, short: (there + 1, there + 1)}, 15)
    with pytest.raises(InfeasibleError) as refused:
        require_panel(pose(case.pool, case.quotas), Clock(20))
    for way in refused.value.relaxations:
        mended = relax(case.quotas, way.changes)
        problem = pose(case.pool, mended)
        assert problem.holds(require_panel(problem, Clock(20)))


def test_equal_panels_under_floor_and_ceiling_are_the_best_there_are() -> None:
    rows = school_rows(200, 3, 1)
    bounds = bounds_about(rows, 24, 0, seed=1)
    case = Case(rows, bounds, 24)
    made = lottery(case.pool, case.quotas, 500, time_limit=60)
    assert all(meets(rows, bounds, panel) for panel in made.panels.tolist())
    best = relaxed_bound(rows, bounds, 24)
    assert min(chances(made.panels.tolist(), 200)) >= int(500 * best + 1e-6) / 500
    assert made.proved


def test_a_stratified_draw_under_tight_quotas_leaves_nobody_without_a_chance() -> None:
    rows = school_rows(200, 3, 4)
    bounds = bounds_about(rows, 24, 0, seed=4)
    case = Case(rows, bounds, 24)
    made = lottery(case.pool, case.quotas, 500, 60, algorithm=Algorithm.STRATIFIED)
    assert all(meets(rows, bounds, panel) for panel in made.panels.tolist())
    got = np.array(chances(made.panels.tolist(), 200))
    assert list(got == 0) == made.excluded.tolist()
    assert len(np.unique(made.panels, axis=0)) > 450


def test_the_last_of_many_levels_has_a_solution_in_spite_of_rounding() -> None:
    rows = school_rows(1000, 6, 14)
    case = Case(rows, bounds_about(rows, 50, 0, seed=14), 50)
    problem = pose(case.pool, case.quotas)
    chance = leximin(problem, nobody(problem), Clock(60)).chance
    assert float(chance @ problem.size) == pytest.approx(50, abs=1e-5)
    assert not problem.excess(np.round((chance * problem.size) @ problem.kinds, 5)).any()


def test_memory_grows_with_the_part_of_a_large_pool_that_is_looked_at_not_with_its_square(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = school_rows(300, 3, 2)
    case = Case(rows, bounds_about(rows, 20, 1), 20)
    problem = pose(case.pool, case.quotas)
    panels = np.array([np.repeat(np.arange(len(problem.size)), require_panel(problem, Clock(20)))])
    panels = np.repeat(panels, 30, axis=0)
    whole = Pairs(problem, np.random.default_rng(0)).every(panels)
    monkeypatch.setattr("tellmore.sampling.pairs.MOST_CELLS", 2000)
    in_parts = Pairs(problem, np.random.default_rng(0)).every(panels)
    assert all((one == other).all() for one, other in zip(whole, in_parts, strict=True))
    monkeypatch.setattr("tellmore.sampling.pairs.MOST_KINDS", 40)
    some = Pairs(problem, np.random.default_rng(0))
    assert len(problem.size) > 200
    assert some.of.size < 2000
    found = some.every(panels)
    for at in range(0, len(found.row), 97):
        made = panels.copy()
        found.only(np.array([at])).apply(made)
        assert not problem.excess(problem.filled(made)).any()


def test_mending_totals_breaks_no_quota_where_some_sit_in_every_panel() -> None:
    rows = school_rows(500, 5, 11)
    case = Case(rows, bounds_about(rows, 40, 0, seed=11), 40)
    search = begin(case.pool, case.quotas, Algorithm.LEXIMIN, Clock(60))
    assert search.aim.chance.max() == pytest.approx(1)
    settled = search.settle(search.build(1000))
    assert not search.problem.excess(search.problem.filled(settled)).any()
