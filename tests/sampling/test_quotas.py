"""Quotas: shares, floors, "unknown", and the smallest change where they can't be met."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draw_cases import Case, cases, school_pool
from lottery_checker import all_panels, excess, meets
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import require_panel
from tellmore.sampling.pool import Label, Pool
from tellmore.sampling.problem import pose
from tellmore.sampling.proposal import propose, relax
from tellmore.sampling.quotas import Criterion, InvalidQuotasError, Quota, Quotas, shares
from tellmore.sampling.refusals import InfeasibleError, PoolTooSmallError


def test_unknown_is_a_value_of_its_own_never_no() -> None:
    pool = Pool.read(["1", "2", "3"], [{"EL": "no"}, {"EL": None}, {"EL": " "}], ["EL"])
    assert pool.counts == {Label("EL", "no"): 1, Label("EL", "unknown"): 2}


def test_two_programs_count_for_both() -> None:
    pool = Pool.read(["1", "2"], [{"program": ["AVID", "CTE"]}, {"program": "CTE"}], ["program"])
    assert pool.counts == {Label("program", "AVID"): 1, Label("program", "CTE"): 2}


def test_the_same_student_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="one id of its own"):
        Pool.read(["1", "1"], [{}, {}], [])


def test_shares_follow_the_largest_remainder() -> None:
    assert shares([50, 30, 20], 7) == [4, 2, 1]
    assert shares([], 3) == []


@given(st.lists(st.integers(1, 500), min_size=1, max_size=9), st.integers(1, 60))
def test_shares_sum_to_the_seats_and_stay_within_one(counts: list[int], seats: int) -> None:
    given_seats = shares(counts, seats)
    assert sum(given_seats) == seats
    for count, got in zip(counts, given_seats, strict=True):
        assert abs(got - seats * count / sum(counts)) < 1


CRITERIA = [
    Criterion("grade"),
    Criterion("school", floor=1),
    Criterion("gender"),
    Criterion("EL"),
    Criterion("program", floor=1),
]


@pytest.mark.parametrize("seats", [6, 12, 24])
def test_targets_default_to_the_share_in_the_pool_and_a_panel_can_meet_them(seats: int) -> None:
    rows = school_pool(120)
    case = Case(rows, {}, seats)
    proposal = propose(case.pool, seats, CRITERIA)
    require_panel(pose(case.pool, proposal.quotas), Clock(5))
    for criterion in CRITERIA:
        of = [n for label, n in proposal.targets.items() if label.criterion == criterion.name]
        assert sum(of) == seats


def test_at_least_one_from_each_program_and_each_school_when_seats_allow() -> None:
    proposal = propose(Case(school_pool(120), {}, 12).pool, 12, CRITERIA)
    lows = {q.label: q.low for q in proposal.quotas.bounds}
    assert proposal.notes == ()
    for label, low in lows.items():
        if label.criterion in {"school", "program"}:
            assert low >= 1


def test_says_when_the_seats_do_not_allow_one_from_each() -> None:
    rows = [{"program": f"P{i}"} for i in range(6)]
    proposal = propose(Case(rows, {}, 4).pool, 4, [Criterion("program", floor=1)])
    assert proposal.notes[0] == (
        "program: 6 groups are more than 4 seats can hold, so not every group has a seat."
    )
    assert sum(q.low for q in proposal.quotas.bounds) == 4


def test_infeasible_quotas_get_the_smallest_relaxation_in_plain_words() -> None:
    rows = [{"grade": "11", "school": "North"} for _ in range(5)]
    rows += [{"grade": "10", "school": "South"} for _ in range(5)]
    case = Case(rows, {("grade", "11"): (0, 2), ("school", "North"): (3, 4)}, 4)
    with pytest.raises(InfeasibleError) as error:
        require_panel(pose(case.pool, case.quotas), Clock(5))
    assert {r.cost for r in error.value.relaxations} == {1}
    assert {c for r in error.value.relaxations for c in r.changes} == {
        Quota("grade", "11", 0, 3),
        Quota("school", "North", 2, 4),
    }
    assert "1 seat more allowed for grade 11" in str(error.value)
    assert "1 seat fewer required from school North" in str(error.value)


def test_a_quota_for_a_value_that_nobody_has_is_named() -> None:
    case = Case([{"grade": "9"}] * 4, {("grade", "13"): (2, 3)}, 3)
    with pytest.raises(InfeasibleError) as error:
        require_panel(pose(case.pool, case.quotas), Clock(5))
    assert error.value.relaxations[0].changes == (Quota("grade", "13", 0, 3),)


def test_a_pool_smaller_than_the_panel_is_said_so() -> None:
    case = Case([{"grade": "9"}] * 4, {}, 5)
    with pytest.raises(PoolTooSmallError, match="the pool has 4 students"):
        require_panel(pose(case.pool, case.quotas), Clock(5))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Quotas(0, ()),
        lambda: Quotas(2, (Quota("a", "x", 2, 1),)),
        lambda: Quotas(2, (Quota("a", "x", -1, 1),)),
        lambda: Quotas(2, (Quota("a", "x", 0, 1), Quota("a", "x", 0, 2))),
    ],
)
def test_quotas_that_contradict_themselves_are_refused(make: object) -> None:
    with pytest.raises(InvalidQuotasError):
        make()  # type: ignore[operator]  # a lambda from the table above


@settings(max_examples=80, deadline=None)
@given(cases())
def test_never_a_wrong_infeasible_and_every_relaxation_is_least_and_does(case: Case) -> None:
    possible = all_panels(case.rows, case.bounds, case.seats)
    try:
        panel = require_panel(pose(case.pool, case.quotas), Clock(10))
    except InfeasibleError as error:
        assert not possible
        for relaxation in error.relaxations:
            wider = relax(case.quotas, relaxation.changes)
            assert require_panel(pose(case.pool, wider), Clock(10)).sum() == case.seats
            assert relaxation.cost == least_change(case)
    else:
        assert possible
        assert pose(case.pool, case.quotas).holds(panel)


def least_change(case: Case) -> int:
    """The least excess of any set of that many students: what bounds must move by."""

    people = range(len(case.rows))
    assert not any(meets(case.rows, case.bounds, p) for p in combinations(people, case.seats))
    return min(excess(case.rows, case.bounds, p) for p in combinations(people, case.seats))
