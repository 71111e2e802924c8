"""Safe tables of distinct students, with labels. None stands for "too few to show"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from tellmore.disclosure.suppression import suppress, with_totals

OUTSIDE: Final = 10  # the default minimum for what leaves the school
INSIDE: Final = 5  # the default minimum inside it
_TOTAL: Final = "\uffff"  # sorts after every label
_RAISED: Final = "raised"
_NOT_RAISED: Final = "not raised"


@dataclass(frozen=True, slots=True)
class OneWay:
    """Students per label, and all of them."""

    cells: dict[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class TwoWay:
    """Students per pair of labels, per row, per column, and all of them."""

    cells: dict[tuple[str, str], int | None]
    rows: dict[str, int | None]
    columns: dict[str, int | None]
    total: int | None


@dataclass(frozen=True, slots=True)
class Rate:
    """`raised` students of the `heard` students of a group."""

    raised: int
    heard: int


def _check(counts: Mapping[str, int] | Mapping[tuple[str, str], int], minimum: int) -> None:
    if minimum < 2:  # noqa: PLR2004 - a cell of one is a person
        raise ValueError("the minimum cell must be 2 or more")
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count of students can't be negative")


def count(students: int, minimum: int) -> int | None:
    """One number of distinct students, or None below the minimum."""
    _check({"": students}, minimum)
    return students if students >= minimum else None


def filter_allowed(whole: int, part: int, minimum: int) -> bool:
    """Whether a filtered answer may stand beside the unfiltered one.

    Both are numbers of distinct students, `part` among `whole`. Whoever subtracts the answers
    sees those that the filter left out, so these too must be none or at least the minimum.
    Raises ValueError when `part` exceeds `whole`.
    """
    _check({"": part}, minimum)
    if part > whole:
        raise ValueError("a part can't exceed the whole")
    return part >= minimum and (part == whole or whole - part >= minimum)


def one_way(counts: Mapping[str, int], minimum: int) -> OneWay:
    """Distinct students per label → the same, with unsafe cells None.

    Each student counts under exactly one label. Raises ValueError for a negative count or a
    minimum below 2.
    """
    _check(counts, minimum)
    if not counts:
        return OneWay({}, None)
    labels = sorted(counts)
    table = with_totals(np.array([[counts[label] for label in labels]], dtype=np.int64))
    hidden = suppress(table, minimum, lambda place: ([*labels, _TOTAL][place[1]],))
    shown = [None if hide else int(value) for value, hide in zip(table[0], hidden[0], strict=True)]
    return OneWay(dict(zip(labels, shown, strict=False)), shown[-1])


def two_way(counts: Mapping[tuple[str, str], int], minimum: int) -> TwoWay:
    """Distinct students per (row label, column label) → the same, with unsafe cells None.

    Each student counts in exactly one cell; a missing pair is 0. A table of one row or one
    column is a one-way table. Raises ValueError as `one_way` does.
    """
    _check(counts, minimum)
    rows = sorted({row for row, _ in counts})
    columns = sorted({column for _, column in counts})
    if len(rows) < 2 or len(columns) < 2:  # noqa: PLR2004 - two make a table
        return _flat(counts, rows, columns, minimum)
    values = [[counts.get((row, column), 0) for column in columns] for row in rows]
    table = with_totals(np.array(values, dtype=np.int64))
    down, across = [*rows, _TOTAL], [*columns, _TOTAL]
    hidden = suppress(table, minimum, lambda place: (down[place[0]], across[place[1]]))
    shown = table.astype(object)
    shown[hidden] = None
    return TwoWay(
        {(r, c): shown[i, j] for i, r in enumerate(rows) for j, c in enumerate(columns)},
        {row: shown[i, -1] for i, row in enumerate(rows)},
        {column: shown[-1, j] for j, column in enumerate(columns)},
        shown[-1, -1],
    )


def _flat(
    counts: Mapping[tuple[str, str], int], rows: list[str], columns: list[str], minimum: int
) -> TwoWay:
    """A table of one row or one column: its cells are the totals of the other side."""
    by_row = len(columns) < 2  # noqa: PLR2004 - two make a table
    flat = one_way({(row if by_row else column): n for (row, column), n in counts.items()}, minimum)
    cells = {pair: flat.cells[pair[0] if by_row else pair[1]] for pair in counts}
    across: dict[str, int | None] = dict.fromkeys(columns if by_row else rows, flat.total)
    return TwoWay(
        cells,
        flat.cells if by_row else across,
        across if by_row else flat.cells,
        flat.total,
    )


def rates(groups: Mapping[str, tuple[int, int]], minimum: int) -> dict[str, Rate | None]:
    """Per group, (students who raised a thing, students heard) → the rate, or None.

    Those who didn't raise it are a cell too: with the group's size and the rate they could be
    had by subtraction. Each student is in exactly one group. Raises ValueError as `one_way`
    does, and when more raised it than were heard.
    """
    if any(raised > heard for raised, heard in groups.values()):
        raise ValueError("more students raised it than were heard")
    counts = {
        (group, column): value
        for group, (raised, heard) in groups.items()
        for column, value in ((_RAISED, raised), (_NOT_RAISED, heard - raised))
    }
    table = two_way(counts, minimum)
    return {
        group: None
        if None in {table.cells[group, _RAISED], table.cells[group, _NOT_RAISED], table.rows[group]}
        else Rate(*groups[group])
        for group in groups
    }
