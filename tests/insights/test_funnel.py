"""The mathematics of the funnel: steps that hold each other, counts that tell of nobody."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellmore.insights import funnel

STUDENTS = st.sets(st.integers(0, 30))
STEPS = st.lists(STUDENTS, min_size=1, max_size=5)

COUNTED = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.integers(0, 40), min_size=5, max_size=5).map(lambda n: sorted(n, reverse=True)),
    min_size=1,
)
"""By value, how many came to each of five steps."""


@given(STEPS)
def test_each_step_holds_the_next_and_nobody_is_lost(steps: list[set[int]]) -> None:
    held = funnel.narrowing(steps)
    assert all(before >= after for before, after in pairwise(held))
    assert all(step <= found for step, found in zip(steps, held, strict=True))
    assert held[0] == frozenset().union(*steps)
    assert held[-1] == frozenset(steps[-1])


@given(STEPS)
def test_the_counts_of_a_criterion_add_up_to_the_step(steps: list[set[int]]) -> None:
    features = {n: {"grade": str(n % 3)} if n % 4 else {} for n in range(31)}
    held = funnel.narrowing(steps)
    counted = funnel.counts(held, features, "grade")
    sums = [sum(row[step] for row in counted.values()) for step in range(len(held))]
    assert sums == [len(step) for step in held] or not any(map(len, held))
    assert set(counted) <= {"0", "1", "2", "unknown"}


@settings(deadline=None)
@given(COUNTED, st.integers(2, 10))
def test_no_count_below_the_minimum_is_shown_and_none_lost_on_the_way(
    counted: dict[str, list[int]], minimum: int
) -> None:
    hidden = funnel.withheld(counted, minimum)
    for value in counted.keys() - hidden:
        row = counted[value]
        for step, count in enumerate(row):
            anybody = any(other[step] for other in counted.values())
            assert count >= minimum or not anybody
        for step, (before, after) in enumerate(pairwise(row)):
            lost = any(r[step] - r[step + 1] for r in counted.values())
            assert before - after >= minimum or not lost


@pytest.mark.parametrize(
    ("totals", "shown"),
    [
        ([600, 40, 30, 25, 20], [600, 40, 30, 25, 20]),
        ([600, 40, 38, 30, 20], [600, 40, None, None, None]),
        ([600, 40, 40, 30, 4], [600, 40, 40, 30, None]),
        ([3, 2, 1, 0, 0], [None, None, None, 0, 0]),
        ([600, 40, 0, 0, 0], [600, 40, 0, 0, 0]),
        ([600, 40, 38, 0, 0], [600, 40, None, 0, 0]),
        ([4, 4, 4, 4, 4], [None] * 5),
        ([], []),
    ],
)
def test_a_total_is_shown_where_neither_step_nor_loss_is_small(
    totals: list[int], shown: list[int | None]
) -> None:
    assert funnel.shown_totals(totals, 5) == shown


@settings(deadline=None)
@given(COUNTED, st.integers(2, 10))
def test_nobody_is_told_of_all_alike_and_never_of_one_value(
    counted: dict[str, list[int]], minimum: int
) -> None:
    sizes = [sum(row[step] for row in counted.values()) for step in range(5)]
    hidden = funnel.withheld(counted, minimum)
    nothing = funnel.unreached(sizes)
    totals = funnel.shown_totals(sizes, minimum)
    for step, size in enumerate(sizes):
        told = [nothing[step] if v in hidden else row[step] for v, row in counted.items()]
        if size == 0:
            assert {totals[step], *told} == {0}
        else:
            assert 0 not in told


def test_a_total_that_grows_is_refused() -> None:
    with pytest.raises(ValueError, match="exceed"):
        funnel.shown_totals([10, 20], 5)


def test_a_criterion_that_nobody_has_is_not_shown() -> None:
    rows = [{"grade": "9"}, {"grade": "10", "program": "AVID"}]
    assert funnel.criteria(rows, ["program", "house", "program"], 2) == ["program"]


def test_a_criterion_of_too_many_values_is_not_shown() -> None:
    rows = [{"grade": "9", "bus": "1"}, {"grade": "10", "bus": "2"}, {"grade": "9", "bus": "3"}]
    assert funnel.criteria(rows, ["bus", "grade"], 2) == ["grade"]


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 9)),
    st.dictionaries(
        st.sampled_from("abcd"),
        st.lists(st.integers(0, 9), min_size=3, max_size=3).map(lambda n: sorted(n, reverse=True)),
    ),
)
def test_the_pool_of_the_draw_holds_every_step_after_it(
    pool: dict[str, int], steps: dict[str, list[int]]
) -> None:
    counted = funnel.with_pool(pool, {value: [1, *row] for value, row in steps.items()})
    assert counted.keys() == pool.keys() | steps.keys()
    for value, (first, *rest) in counted.items():
        assert rest == steps.get(value, rest)
        assert first >= max([*rest, pool.get(value, 0) + (value in steps)])
