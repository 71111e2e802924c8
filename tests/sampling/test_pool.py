"""The pool: told apart by what quotas may ask for, and hashed as it always was."""

import hashlib
import json
import tracemalloc

import pytest

from draw_cases import Case, school_pool
from lottery_checker import meets
from tellmore.sampling.certificate import draw
from tellmore.sampling.lottery import lottery
from tellmore.sampling.pool import Attribute, Label, Pool
from tellmore.sampling.problem import pose
from tellmore.sampling.quotas import Quota, Quotas

MEGABYTE = 2**20


def test_the_hash_of_a_pool_stays_what_it_was() -> None:
    """Taken from the code that kept a table of students by labels."""
    rows: list[dict[str, Attribute]] = [
        {"grade": "9", "program": ["Arts", " CTE "]},
        {"grade": " "},
        {"grade": "Élan"},
    ]
    pool = Pool.read(["a", "b", "ç"], rows, ["program", "grade"])
    assert pool.digest == "573554b12a941fdc3b24983a880d2c0fe1c1cd86eb603ffa84efc327eb38eef3"
    assert pool.counts[Label("program", "unknown")] == 2


def test_a_value_of_each_students_own_does_not_square_the_pool() -> None:
    rows = [{"home": f"home {number}"} for number in range(3000)]
    tracemalloc.start()
    pool = Pool.read([str(number) for number in range(3000)], rows, ["home"])
    problem = pose(pool, Quotas(40, (Quota("home", "home 7", 0, 1),)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.size.tolist() == [2999, 1]
    assert peak < 20 * MEGABYTE


def test_of_a_wide_criterion_only_the_values_with_a_quota_are_drawn_by() -> None:
    rows = [{**row, "home": f"home {at}"} for at, row in enumerate(school_pool(150))]
    bounds = {("EL", "yes"): (1, 2), ("home", "home 3"): (1, 1)}
    case = Case(rows, bounds, 10)
    made = lottery(case.pool, case.quotas, panels=100, time_limit=20)
    assert all(meets(rows, bounds, panel) for panel in made.panels.tolist())
    results = {r.value: r for r in draw(case.pool, case.quotas, made, "dice", 2).results}
    assert (results["home 3"].pool, results["home 3"].actual) == (1, 1)


def test_its_text_is_what_the_hash_is_of_and_makes_the_pool_again() -> None:
    pool = Case(school_pool(30), {}, 5).pool
    assert hashlib.sha256(pool.text.encode()).hexdigest() == pool.digest
    assert Pool.parse(pool.text) == pool
    assert Pool.parse(pool.text + "\n").digest == pool.digest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[[],[]] more",
        "[" * 100_000,
        '[[["grade","9"]],[["a",[0]],["a",[0]]]]',
        '[[["grade","9"],["grade","9"]],[["a",[0]]]]',
        '[[["grade","9"]],[["a",[1]]]]',
        '[[["grade","9"]],[["a",[-1]]]]',
        '[[["grade","9"]],[["a",[0,0]]]]',
        '[[["grade","9"]],[["a",[false]]]]',
        '[[["grade","9"]],[["a",[0.0]]]]',
        '[[["grade","9"]],[[1,[0]]]]',
        '[[["grade",9]],[["a",[0]]]]',
        '[["ab"],[["a",[0]]]]',
        '[[["grade",[]]],[["a",[0]]]]',
        '[[["grade","9","x"]],[["a",[0]]]]',
    ],
)
def test_what_is_no_pool_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="This is no pool"):
        Pool.parse(text)


def test_a_pool_that_an_editor_laid_out_anew_is_refused_for_its_hash_is_another() -> None:
    text = Case(school_pool(30), {}, 5).pool.text
    with pytest.raises(ValueError, match="This is no pool"):
        Pool.parse(json.dumps(json.loads(text), indent=1))
