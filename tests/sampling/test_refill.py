"""Alternates and replacements keep the quotas as close as can be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from draw_cases import Case, cases, school_pool
from lottery_checker import excess, meets
from tellmore.sampling.alternates import alternates
from tellmore.sampling.pick import REPLACEMENT, number
from tellmore.sampling.refill import NobodyLeftError, Refill, refill


@settings(max_examples=60, deadline=None)
@given(cases(max_people=8), st.data())
def test_the_replacement_keeps_the_quotas_as_close_as_can_be(
    case: Case, data: st.DataObject
) -> None:
    people = data.draw(st.permutations(range(len(case.rows))))
    panel, left = people[: case.seats], people[case.seats :]
    assume(left)
    gone = panel[: data.draw(st.integers(1, min(2, len(left), len(panel))))]
    staying = [p for p in panel if p not in gone]
    known = data.draw(st.lists(st.sampled_from(left), max_size=3, unique=True))
    found = refill(
        case.pool,
        case.quotas,
        staying=staying,
        barred=gone,
        preferred=known,
        panels_hash="",
        seed="1",
    )
    best, strangers = min(
        (excess(case.rows, case.bounds, [*staying, *new]), len(set(new) - set(known)))
        for new in combinations(left, len(gone))
    )
    assert len(set(found.chosen)) == len(gone)
    assert set(found.chosen) <= set(left)
    assert found.excess == best == excess(case.rows, case.bounds, [*staying, *found.chosen])
    assert len(set(found.chosen) - set(known)) == strangers


def test_the_first_of_the_queue_come_where_everybody_would_do() -> None:
    case = Case([{"grade": "9"}] * 300, {("grade", "9"): (5, 5)}, 5)
    found = refill(
        case.pool, case.quotas, staying=[0, 1], barred=[2], preferred=[], panels_hash="", seed="x"
    )
    lots = {r: number(REPLACEMENT, "", "x", f"s{r}") for r in range(3, 300)}
    assert found.chosen == tuple(sorted(sorted(lots, key=lots.__getitem__)[:3]))


def test_a_refill_is_found_at_the_end_of_a_long_queue() -> None:
    rows = [{"grade": "9", "EL": "no"}] * 398 + [{"grade": "10", "EL": "yes"}] * 2
    bounds = {("grade", "9"): (1, 1), ("grade", "10"): (1, 1), ("EL", "yes"): (0, 1)}
    case = Case(rows, bounds, 2)
    found = refill(
        case.pool, case.quotas, staying=[0], barred=[398], preferred=[9], panels_hash="", seed="x"
    )
    assert found == Refill((399,), 0)


def test_alternates_come_before_others_who_fit_as_well() -> None:
    case = Case([{"grade": "9"}] * 8, {("grade", "9"): (3, 3)}, 3)
    found = refill(
        case.pool,
        case.quotas,
        staying=[0, 1],
        barred=[2],
        preferred=[6, 5],
        panels_hash="",
        seed="x",
    )
    assert found.chosen == (6,)
    assert found.excess == 0


def test_an_alternate_who_breaks_a_quota_waits_behind_one_who_does_not() -> None:
    rows = [{"grade": "9"}, {"grade": "10"}, {"grade": "9"}, {"grade": "10"}]
    case = Case(rows, {("grade", "9"): (1, 1), ("grade", "10"): (1, 1)}, 2)
    found = refill(
        case.pool, case.quotas, staying=[1], barred=[0], preferred=[3], panels_hash="", seed="x"
    )
    assert found.chosen == (2,)


def test_nobody_left_is_said() -> None:
    case = Case([{"grade": "9"}] * 2, {}, 2)
    with pytest.raises(NobodyLeftError):
        refill(
            case.pool, case.quotas, staying=[0], barred=[1], preferred=[], panels_hash="", seed="x"
        )


def test_every_member_has_an_alternate_who_keeps_the_quotas_where_one_exists() -> None:
    rows = school_pool(80)
    bounds = {("grade", g): (2, 3) for g in ("9", "10", "11", "12")} | {("EL", "yes"): (1, 2)}
    case = Case(rows, bounds, 10)
    panel = next(
        p
        for p in (np.random.default_rng(i).permutation(80)[:10].tolist() for i in range(100_000))
        if meets(rows, bounds, p)
    )
    nobody = np.zeros(80, dtype=np.bool_)
    reserve = alternates(
        case.pool, case.quotas, np.array(panel), 8, excluded=nobody, panels_hash="h", seed="s"
    )
    assert len(set(reserve)) == 8
    assert not set(reserve) & set(panel)
    for member in panel:
        rest = [p for p in panel if p != member]
        others = [p for p in range(80) if p not in panel]
        possible = any(meets(rows, bounds, [*rest, p]) for p in others)
        assert any(meets(rows, bounds, [*rest, p]) for p in reserve) == possible
