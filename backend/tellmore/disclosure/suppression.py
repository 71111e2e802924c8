"""Which cells of a table must be withheld, so that none can be worked out from the others.

A table is taken with its totals as one array: the last column holds row totals, the last row
column totals (a table of one row has no column totals). Cells are counts of distinct students.
Primary suppression withholds what is below the minimum and what is 0 % or 100 % of its row or
column. Complementary suppression then withholds more until an attacker, who knows every
published number and that counts aren't negative, can narrow no withheld cell to fewer than
`minimum` + 1 values. The two ends of that range are linear programmes; a two-way table with
totals is a network, so their solutions are whole numbers.

Sources: A. Hundepool et al., "Statistical Disclosure Control" (2012), chapters 4 and 5; the
minimum and the 0 % / 100 % rule are those of the U.S. Department of Education's guidance.
Not modelled: knowledge from outside, or of how this algorithm chooses.
"""

from collections.abc import Callable
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
            bounds=(0, 2 * int(table.max()) + 1),
            method="highs",
        )
        ends.append(sign * solved.fun)
    return round(float(ends[1] - ends[0]))


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

    pending = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    while pending and not hidden.all():
        place = min(pending, key=order)
        if width(table, hidden, place) >= minimum:
            pending.remove(place)
            continue
        for more in _more(hidden, place, order):
            hidden[more] = True
            pending.append(more)
    return hidden
