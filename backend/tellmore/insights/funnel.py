"""Who is left at each step from the pool to the voices, by each value of a criterion. Pure."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeVar

from tellmore.disclosure import alike, tables

Key = TypeVar("Key", bound=Hashable)
Features = Mapping[str, str]
UNKNOWN: Final = "unknown"


def narrowing(steps: Sequence[Collection[Key]]) -> list[frozenset[Key]]:
    """Steps that hold each other: who came further came through every step before.

    Shape: any number of sets of students, in the order of the steps → as many, each within the one
    before it. A student in a later set alone is put into the earlier ones: somebody whose consent
    was withdrawn after speaking had it when speaking. Raises nothing.
    """
    held: list[frozenset[Key]] = []
    beyond: frozenset[Key] = frozenset()
    for step in reversed(steps):
        beyond |= frozenset(step)
        held.append(beyond)
    return held[::-1]


def counts(
    steps: Sequence[Collection[Key]], features: Mapping[Key, Features], criterion: str
) -> dict[str, list[int]]:
    """Distinct students by value and step.

    Shape: `steps` as `narrowing` returns them; `features` of everyone in the first. → value → one
    count a step. Whose value is not known counts under "unknown". Raises KeyError for a student
    without features.
    """
    by_step = [Counter(features[each].get(criterion, UNKNOWN) for each in step) for step in steps]
    values = sorted({value for counted in by_step for value in counted})
    return {value: [counted[value] for counted in by_step] for value in values}


def with_pool(
    pool: Mapping[str, int], counted: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """Put the pool, as it was counted at the draw, before the steps.

    Shape: `pool` value → students; `counted` value → those who joined the pool later, then a count
    a step. → value → a count a step, the pool's first. Unit: distinct students. A late comer who
    was in the pool under another value can make a step larger than its pool: the pool then gives
    way, as in `narrowing`. Raises nothing.
    """
    steps = len(next(iter(counted.values()), (0,)))
    found = {}
    for value in sorted(pool.keys() | counted.keys()):
        late, *rest = counted.get(value, [0] * steps)
        found[value] = [max([pool.get(value, 0) + late, *rest[:1]]), *rest]
    return found


def withheld(counted: Mapping[str, Sequence[int]], minimum: int) -> frozenset[str]:
    """The values whose row must not be shown to somebody who may not see small counts.

    Each step is a table of its own, and so is what lies between two steps, which a reader has by
    subtraction. One to which nobody belongs at all tells of no value more than of another, and is
    told as it is (`unreached`). Unit: distinct students. Raises ValueError for a minimum below 2.
    Source: the domain's minimum cell, with complementary suppression (`disclosure`).
    """
    columns: list[dict[str, int]] = []
    for step in range(len(next(iter(counted.values()), ()))):
        columns.append({value: row[step] for value, row in counted.items()})
        if step:
            columns.append({v: row[step - 1] - row[step] for v, row in counted.items()})
    return alike.withheld((column for column in columns if any(column.values())), minimum)


def shown_totals(totals: Sequence[int], minimum: int) -> list[int | None]:
    """How many came to each step; None from the first step on that would tell of too few.

    Neither those who came nor those who were lost on the way may be fewer than the minimum, but
    for none lost; a step that nobody came to is 0. Raises ValueError for totals that grow.
    """
    shown: list[int | None] = []
    safe = True
    for before, after in pairwise([*totals[:1], *totals]):
        safe = tables.filter_allowed(before, after, minimum) and safe
        shown.append(after if safe or after == 0 else None)
    return shown


def unreached(totals: Sequence[int]) -> list[int | None]:
    """A withheld row: 0 at each step that nobody at all came to, as in the total; else None.

    That no session was held yet is no secret of any group. That a group has nobody where another
    has somebody is one, and is withheld with its row.
    """
    return [None if total else 0 for total in totals]


def criteria(rows: Iterable[Features], wanted: Sequence[str], most: int) -> list[str]:
    """Those asked for that anybody has a value of, and that have no more values than `most`."""
    values: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            values.setdefault(name, set()).add(value)
    return [name for name in dict.fromkeys(wanted) if 0 < len(values.get(name, ())) <= most]
