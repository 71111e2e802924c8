"""Disclosure: minimum cells, complementary suppression, no 0 % or 100 %, no second query."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellmore.disclosure.alike import withheld
from tellmore.disclosure.suppression import suppress, width, with_totals
from tellmore.disclosure.tables import (
    INSIDE,
    OUTSIDE,
    Rate,
    count,
    filter_allowed,
    one_way,
    rates,
    two_way,
)

CELLS = st.integers(0, 40)
TABLES = st.integers(2, 4).flatmap(
    lambda columns: st.lists(
        st.lists(CELLS, min_size=columns, max_size=columns), min_size=2, max_size=4
    )
)
COUNTS = st.dictionaries(st.sampled_from("abcdef"), CELLS, min_size=1)


def labelled(rows: list[list[int]]) -> dict[tuple[str, str], int]:
    return {(f"r{i}", f"c{j}"): value for i, row in enumerate(rows) for j, value in enumerate(row)}


def test_the_minimum_is_10_outside_and_5_inside() -> None:
    assert (OUTSIDE, INSIDE) == (10, 5)
    assert count(9, OUTSIDE) is None
    assert count(10, OUTSIDE) == 10
    assert count(4, INSIDE) is None
    assert count(5, INSIDE) == 5


def test_a_single_group_of_10_publishes_no_subgroup_cells() -> None:
    for split in range(11):
        table = one_way({"a": split, "b": 10 - split}, OUTSIDE)
        assert set(table.cells.values()) == {None}
    assert one_way({"a": 10}, OUTSIDE).cells == {"a": None}


def test_one_small_cell_takes_a_second_with_it() -> None:
    table = one_way({"a": 3, "b": 30, "c": 40}, OUTSIDE)
    assert table.cells == {"a": None, "b": None, "c": 40}
    assert table.total == 73


def test_nothing_is_withheld_without_need() -> None:
    counts = {("a", "x"): 20, ("a", "y"): 30, ("b", "x"): 25, ("b", "y"): 15}
    table = two_way(counts, OUTSIDE)
    assert table.cells == counts
    assert table.rows == {"a": 50, "b": 40}
    assert table.columns == {"x": 45, "y": 45}
    assert table.total == 90


def test_never_exactly_0_or_100_percent_of_a_group() -> None:
    table = two_way({("a", "x"): 30, ("a", "y"): 0, ("b", "x"): 20, ("b", "y"): 25}, OUTSIDE)
    assert table.cells["a", "x"] is None
    assert table.cells["a", "y"] is None
    assert rates({"a": (0, 40), "b": (20, 40), "c": (15, 40)}, OUTSIDE)["a"] is None
    assert rates({"a": (40, 40), "b": (20, 40), "c": (15, 40)}, OUTSIDE)["a"] is None


def test_a_rate_needs_enough_who_did_and_enough_who_did_not() -> None:
    groups = {"a": (20, 45), "b": (15, 30), "c": (12, 26)}
    assert rates(groups, OUTSIDE) == {key: Rate(*value) for key, value in groups.items()}
    assert rates({**groups, "a": (41, 45)}, OUTSIDE)["a"] is None


def test_a_filter_is_refused_when_the_rest_would_be_too_few() -> None:
    assert filter_allowed(40, 40, OUTSIDE)
    assert filter_allowed(40, 30, OUTSIDE)
    assert not filter_allowed(40, 31, OUTSIDE)
    assert not filter_allowed(40, 9, OUTSIDE)
    with pytest.raises(ValueError, match="exceed"):
        filter_allowed(4, 5, OUTSIDE)


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        one_way({"a": -1}, OUTSIDE)
    with pytest.raises(ValueError, match="2 or more"):
        one_way({"a": 1}, 1)
    with pytest.raises(ValueError, match="heard"):
        rates({"a": (2, 1)}, OUTSIDE)


def test_an_empty_table_is_empty() -> None:
    assert one_way({}, OUTSIDE).total is None
    assert two_way({}, OUTSIDE).cells == {}


@given(COUNTS, st.sampled_from([INSIDE, OUTSIDE]))
def test_no_published_number_is_below_the_minimum(counts: dict[str, int], minimum: int) -> None:
    table = one_way(counts, minimum)
    shown = [value for value in (*table.cells.values(), table.total) if value is not None]
    assert all(value >= minimum for value in shown)


@given(COUNTS, st.sampled_from([INSIDE, OUTSIDE]))
def test_a_total_gives_no_suppressed_cell_back(counts: dict[str, int], minimum: int) -> None:
    table = one_way(counts, minimum)
    hidden = [label for label, value in table.cells.items() if value is None]
    if hidden and table.total is not None:
        rest = table.total - sum(value for value in table.cells.values() if value is not None)
        assert len(hidden) > 1 or counts[hidden[0]] == table.total
        assert rest >= minimum


@settings(max_examples=40, deadline=None)
@given(TABLES, st.sampled_from([INSIDE, OUTSIDE]))
def test_no_suppressed_cell_of_a_two_way_table_can_be_worked_out(
    rows: list[list[int]], minimum: int
) -> None:
    table = with_totals(np.array(rows, dtype=np.int64))
    hidden = suppress(table, minimum, lambda place: (f"r{place[0]}", f"c{place[1]}"))
    assert all(table[~hidden] >= minimum)
    if not hidden.all():
        for row, column in np.argwhere(hidden):
            assert width(table, hidden, (int(row), int(column))) >= minimum


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2))
def test_the_range_that_an_attacker_finds_is_the_true_one(rows: list[list[int]]) -> None:
    """Against brute force: every table of the same published numbers is tried."""
    table = with_totals(np.array(rows, dtype=np.int64))
    hidden = np.zeros(table.shape, dtype=np.bool_)
    hidden[:2, :2] = True
    found = {
        a
        for a, b, c, d in itertools.product(range(13), repeat=4)
        if (a + b, c + d, a + c, b + d) == (table[0, 2], table[1, 2], table[2, 0], table[2, 1])
    }
    assert width(table, hidden, (0, 0)) == max(found) - min(found)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=3), st.booleans())
def test_the_range_in_a_single_row_is_the_true_one(
    cells: list[tuple[int, bool]], total_hidden: bool
) -> None:
    """Against brute force, too, each number at most twice the largest and one."""
    table = with_totals(np.array([[value for value, _ in cells]], dtype=np.int64))
    hidden = np.array([[*(each for _, each in cells), total_hidden]])
    values = range(2 * int(table.max()) + 2)
    tried = [
        (*parts, sum(parts))
        for parts in itertools.product(values, repeat=len(cells))
        if sum(parts) in values
    ]
    seen = [row for row in tried if (np.array(row) == table[0])[~hidden[0]].all()]
    for place in np.flatnonzero(hidden[0]):
        found = {row[place] for row in seen}
        assert width(table, hidden, (0, int(place))) == max(found) - min(found)


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_asking_the_other_way_round_gives_the_same_cells(rows: list[list[int]]) -> None:
    """Else two answers, each safe, would together give a suppressed cell back."""
    counts = labelled(rows)
    turned = {(column, row): value for (row, column), value in reversed(counts.items())}
    one, other = two_way(counts, OUTSIDE), two_way(turned, OUTSIDE)
    assert one.cells == {(row, column): value for (column, row), value in other.cells.items()}
    assert (one.rows, one.columns, one.total) == (other.columns, other.rows, other.total)


@given(pool=COUNTS, share=st.integers(1, 8))
@settings(deadline=None, max_examples=60)
def test_columns_that_follow_from_each_other_withhold_the_same_rows(
    pool: dict[str, int], share: int
) -> None:
    seats = {label: students // share for label, students in pool.items()}
    hidden = withheld([pool, seats], INSIDE)
    for column in (pool, seats):
        assert {label for label, students in column.items() if students < INSIDE} <= hidden
        shown = one_way(column, INSIDE).cells
        assert {label for label, students in shown.items() if students is None} <= hidden
