"""Which cells of a table must be withheld, so that none can be worked out from the others.

A table is taken with its totals as one array: the last column holds row totals, the last row
column totals (a table of one row has no column totals). Cells are counts of distinct students.
Primary suppression withholds what is below the minimum and what is 0 % or 100 % of its row or
column. Complementary suppression then withholds more until an attacker, who knows every
published number and that counts aren't negative, can narrow no withheld cell to fewer than
`minimum` + 1 values. The two ends of that range are linear programmes; a two-way table with
totals is a network, so their solutions are whole numbers. In a table of one row they are sums.

Sources: A. Hundepool et al., "Statistical Disclosure Control" (2012), chapters 4 and 5; the
minimum and the 0 % / 100 % rule are those of the U.S. Department of Education's guidance.
Not modelled: knowledge from outside, or of how this algorithm chooses.
"""

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

Place = tuple[int, int]
Order = Callable[[Place], tuple[Any, ...]]


def with_totals(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Append row totals and, to two rows or more, column totals. Shape (r, c) → (r+1 or 1, c+1)."""
    table = np.hstack([counts, counts.sum(axis=1, keepdims=True)])
    return table if len(counts) == 1 else np.vstack([table, table.sum(axis=0, keepdims=True)])


def _primary(table: NDArray[np.int64], minimum: int) -> NDArray[np.bool_]:
    hidden = table < minimum
    hidden[:, :-1] |= table[:, :-1] == table[:, -1:]
    if len(table) > 1:
        hidden[:-1, :] |= table[:-1, :] == table[-1:, :]
    return hidden


def _equations(shape: tuple[int, int]) -> NDArray[np.float64]:
    """One row per sum that the reader knows to hold: parts less total = 0."""
    rows, columns = shape
    sums = []
    for row in range(rows):
        equation = np.zeros(shape)
        equation[row, :-1], equation[row, -1] = 1, -1
        sums.append(equation.ravel())
    for column in range(columns if rows > 1 else 0):
        equation = np.zeros(shape)
        equation[:-1, column], equation[-1, column] = 1, -1
        sums.append(equation.ravel())
    return np.array(sums)


def width(table: NDArray[np.int64], hidden: NDArray[np.bool_], place: Place) -> int:
    """How far apart the smallest and the largest value are that a withheld cell could have.

    `table` and `hidden` have the shape of `with_totals`; `place` is (row, column) of a withheld
    cell. The unit is students; a cell without any bound counts as twice the table's largest.
    """
    most = 2 * int(table.max()) + 1
    if len(table) == 1:
        return _width_in_row(table[0], hidden[0], most)
    from scipy.optimize import linprog  # noqa: PLC0415  # the server starts faster without it

    unknown = hidden.ravel()
    equations = _equations(table.shape)
    known_part = equations[:, ~unknown] @ table.ravel()[~unknown]
    aim = np.zeros(table.shape)
    aim[place] = 1
    ends = []
    for sign in (1, -1):
        solved = linprog(
            sign * aim.ravel()[unknown],
            A_eq=equations[:, unknown],
            b_eq=-known_part,
            bounds=(0, most),
            method="highs",
        )
        ends.append(sign * solved.fun)
    return round(float(ends[1] - ends[0]))


def _width_in_row(row: NDArray[np.int64], hidden: NDArray[np.bool_], most: int) -> int:
    """The same for any withheld cell of a table of one row, where a programme has one sum to hold.

    Withheld parts share what the total leaves, and one alone is all of it. Where the total is
    withheld too, nothing but `most` ends it or a part.
    """
    parts = row[:-1][hidden[:-1]]
    if hidden[-1]:
        return most - int(row[-1] - parts.sum()) if len(parts) else 0
    return int(parts.sum()) if len(parts) > 1 else 0


def _more(hidden: NDArray[np.bool_], place: Place, order: Order) -> list[Place]:
    """The next cells to withhold for an open one: the smallest in its row and in its column."""
    free = [(int(row), int(column)) for row, column in np.argwhere(~hidden)]
    same_row = [each for each in free if each[0] == place[0]]
    same_column = [each for each in free if each[1] == place[1]]
    chosen = [min(group, key=order) for group in (same_row, same_column) if group]
    return chosen or [min(free, key=order)]


def suppress(
    table: NDArray[np.int64], minimum: int, names: Callable[[Place], tuple[str, ...]]
) -> NDArray[np.bool_]:
    """True where a cell or total must be withheld; the shape of `with_totals`.

    `names` gives the labels of a place: ties are broken by them, so that the same table asked
    for in another order, or turned on its side, withholds the same cells.
    """
    hidden = _primary(table, minimum)

    def order(place: Place) -> tuple[Any, ...]:
        return (int(table[place]), sorted(names(place)))

    found = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    pending = [(order(place), place) for place in found]
    heapify(pending)
    while pending and not hidden.all():
        _, place = pending[0]
        if width(table, hidden, place) >= minimum:
            heappop(pending)
            continue
        for more in _more(hidden, place, order):
            hidden[more] = True
            heappush(pending, (order(more), more))
    return hidden
