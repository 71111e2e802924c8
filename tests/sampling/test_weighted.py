"""Weighted lotteries, the choices besides LEXIMIN, and that a draw can be had again."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from draw_cases import Case, cases, folder, run, school_pool
from lottery_checker import (
    all_panels,
    best_smallest_chance,
    gini,
    meets,
    relaxed_bound,
    weighted_chances,
)
from pools import bounds_about, school_rows
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.lottery import lottery
from tellmore.sampling.refusals import InfeasibleError
from tellmore.sampling.weighted import WeightedLottery, weighted

# A solve ends once it has its proof, and on a busy machine that takes its time.
pytestmark = pytest.mark.timeout(600)


def judge(case: Case, made: WeightedLottery) -> list[float]:
    """What must hold of every weighted lottery; returns the chances."""
    panels = made.panels.tolist()
    for panel in panels:
        assert len(set(panel)) == case.seats
        assert meets(case.rows, case.bounds, panel)
    assert min(made.weights) >= 0
    assert sum(made.weights) == pytest.approx(1)
    got = weighted_chances(panels, made.weights.tolist(), len(case.rows))
    assert got == pytest.approx(made.chance.tolist())
    assert made.min_chance <= made.bound + 1e-6
    return got


@settings(max_examples=40, deadline=None)
@given(cases())
def test_no_lottery_at_all_has_a_larger_smallest_chance(case: Case) -> None:
    possible = all_panels(case.rows, case.bounds, case.seats)
    try:
        made = weighted(case.pool, case.quotas, time_limit=10)
    except InfeasibleError:
        assert not possible
        return
    judge(case, made)
    reachable = {person for panel in possible for person in panel}
    assert {i for i, out in enumerate(made.excluded) if not out} == reachable
    best = best_smallest_chance(possible, reachable)
    assert made.min_chance == pytest.approx(best, rel=2e-3)
    if made.proved:
        assert made.min_chance == pytest.approx(best, rel=1e-5)


@pytest.mark.parametrize("slack", [0, 1])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_fresh_school_comes_to_the_bound(seed: int, slack: int) -> None:
    """With bounds of one seat too, which hardly any single replacement keeps."""
    rows = school_rows(160, 3, seed)
    case = Case(rows, bounds_about(rows, 20, slack), 20)
    made = weighted(case.pool, case.quotas, time_limit=120)
    got = judge(case, made)
    bound = relaxed_bound(rows, case.bounds, 20)
    assert made.bound == pytest.approx(bound, rel=1e-6)
    assert min(got) == pytest.approx(bound, rel=1e-6)
    assert made.proof == "leximin"


def test_nobody_of_a_household_is_drawn_with_another_of_it() -> None:
    rows = [{**row, "household": f"H{i // 2}"} for i, row in enumerate(school_pool(40))]
    bounds = {("household", f"H{i}"): (0, 1) for i in range(20)} | {("EL", "yes"): (1, 2)}
    case = Case(rows, bounds, 8)
    got = judge(case, weighted(case.pool, case.quotas, time_limit=60))
    assert min(got) == pytest.approx(relaxed_bound(rows, bounds, 8), rel=1e-6)


def test_a_value_that_is_missing_is_unknown_and_has_quotas_of_its_own(tmp_path: Path) -> None:
    rows = [{"EL": ("yes", "", "no")[i % 3]} for i in range(30)]
    path = folder(tmp_path, rows, {("EL", "unknown"): (2, 2), ("EL", "no"): (1, 1)})
    made = run(path, size=6)[1]
    for panel in made["panels"]:
        assert sum(rows[person]["EL"] == "" for person in panel) == 2
        assert sum(rows[person]["EL"] == "no" for person in panel) == 1


def test_maximin_has_the_same_smallest_chance_and_leximin_is_no_less_even() -> None:
    case = Case(school_pool(80), {("grade", "9"): (6, 6), ("EL", "yes"): (4, 5)}, 10)
    chances = {
        aim: judge(case, weighted(case.pool, case.quotas, 20, algorithm=aim))
        for aim in (Algorithm.LEXIMIN, Algorithm.MAXIMIN)
    }
    least = relaxed_bound(case.rows, case.bounds, 10)
    for got in chances.values():
        assert min(got) == pytest.approx(least, rel=1e-6)
    assert sorted(chances[Algorithm.LEXIMIN]) >= sorted(
        c - 1e-6 for c in chances[Algorithm.MAXIMIN]
    )
    assert gini(chances[Algorithm.LEXIMIN]) < 1


def test_nobody_takes_two_seats_of_a_panel_where_rounding_passes_a_chance_of_one() -> None:
    """Four have no choice but to be drawn, and come out of the raking at a trifle above 1."""
    people = (8, 4, 63, 51, 31, 16, 21, 13, 56, 36)
    rows = [{f"f{i}": digit for i, digit in enumerate(f"{one:06b}")} for one in people]
    bounds = {("f0", "1"): (2, 2), ("f1", "1"): (3, 5), ("f2", "1"): (2, 2)}
    bounds |= {("f3", "1"): (4, 4), ("f4", "1"): (2, 2), ("f5", "1"): (4, 5)}
    case = Case(rows, bounds, 6)
    judge(case, weighted(case.pool, case.quotas, 20, algorithm=Algorithm.STRATIFIED))


def test_a_stratified_sample_has_each_criterions_share_and_claims_no_more() -> None:
    rows = [{"grade": "9"}] * 30 + [{"grade": "10"}] * 10
    case = Case(rows, {("grade", "9"): (1, 7)}, 8)
    made = weighted(case.pool, case.quotas, 20, algorithm=Algorithm.STRATIFIED)
    got = judge(case, made)
    assert sum(got[:30]) == pytest.approx(6, abs=0.1)
    skewed = Case(rows, {("grade", "9"): (1, 1)}, 8)
    made = weighted(skewed.pool, skewed.quotas, 20, algorithm=Algorithm.STRATIFIED)
    judge(skewed, made)
    assert made.proof != "leximin"
    even = lottery(skewed.pool, skewed.quotas, 50, algorithm=Algorithm.STRATIFIED)
    assert len(even.panels) == 50


SCRIPT = """
import sys
from tellmore.sampling.commands import app
app(sys.argv[1:])
"""


def _drawn(path: Path, hash_seed: str, seed: str) -> Any:
    out = path / f"{hash_seed}-{seed}.json"
    asked = ["draw", str(path), "--size", "12", "--seed", seed, "--out", str(out)]
    places = os.pathsep.join(sys.path)
    subprocess.run(  # noqa: S603  # our own interpreter and files
        [sys.executable, "-c", SCRIPT, *asked],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": places},
        check=True,
    )
    return json.loads(out.read_text())


@pytest.mark.slow
def test_the_same_pool_and_seed_draw_the_same_students_in_any_process(tmp_path: Path) -> None:
    rows = school_rows(90, 2, 3)
    path = folder(tmp_path, rows, bounds_about(rows, 12, 1))
    first, again, other = (_drawn(path, h, s) for h, s in (("1", "a"), ("2", "a"), ("2", "b")))
    timeless = {"seconds": None}
    assert {**first, **timeless} == {**again, **timeless}
    assert first["panels_hash"] == other["panels_hash"]
    assert first["drawn"] != other["drawn"]
    assert np.isclose(sum(first["weights"]), 1)


def test_a_bound_that_exact_prices_lower_is_kept_where_they_find_no_better_panels() -> None:
    """A ring of three who exclude each other: half of each on paper, and one of three in truth."""
    ring = ["110", "011", "101", "000", "000", "000"]
    rows = [dict(zip("pqr", digits, strict=True)) for digits in ring]
    case = Case(rows, {(name, "1"): (0, 1) for name in "pqr"}, 3)
    for algorithm in (Algorithm.LEXIMIN, Algorithm.MAXIMIN):
        made = weighted(case.pool, case.quotas, time_limit=20, algorithm=algorithm)
        assert made.bound == pytest.approx(1 / 3)
        assert made.proof == "smallest chance"


def test_those_whom_every_panel_must_hold_are_in_each_that_has_weight() -> None:
    rows = school_rows(150, 2, 3)
    for number, row in enumerate(rows):
        row["council"] = "yes" if number in {7, 80} else "no"
    bounds = bounds_about(rows, 20, 1, seed=3) | {("council", "yes"): (2, 2)}
    bounds["council", "no"] = (18, 18)
    case = Case(rows, bounds, 20)
    made = weighted(case.pool, case.quotas, time_limit=60)
    got = judge(case, made)
    assert [got[7], got[80]] == pytest.approx([1, 1])
    assert made.proof == "leximin"


def test_quotas_unlike_the_shares_of_a_thousand_students_leave_no_gap() -> None:
    rows = school_rows(1000, 6, 31)
    case = Case(rows, bounds_about(rows, 50, 1, seed=31), 50)
    made = weighted(case.pool, case.quotas, time_limit=120)
    judge(case, made)
    assert made.min_chance >= relaxed_bound(rows, case.bounds, 50) * (1 - 1e-6)
    assert made.proof == "leximin"
