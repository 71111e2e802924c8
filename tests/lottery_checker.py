"""An independent judge of lotteries: its own code, from rows, bounds and panels alone.

It shares nothing with the package: quotas are recounted with dictionaries, every panel of a small
pool is enumerated, and optima come from scipy's linprog over those panels.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

Rows = Sequence[Mapping[str, str]]
Bounds = Mapping[tuple[str, str], tuple[int, int]]


def meets(rows: Rows, bounds: Bounds, panel: Iterable[int]) -> bool:
    seats: Counter[tuple[str, str]] = Counter()
    for person in panel:
        seats.update(rows[person].items())
    return all(low <= seats[value] <= high for value, (low, high) in bounds.items())


def excess(rows: Rows, bounds: Bounds, panel: Iterable[int]) -> int:
    seats: Counter[tuple[str, str]] = Counter()
    for person in panel:
        seats.update(rows[person].items())
    return sum(
        max(low - seats[value], seats[value] - high, 0) for value, (low, high) in bounds.items()
    )


def all_panels(rows: Rows, bounds: Bounds, seats: int) -> list[tuple[int, ...]]:
    return [p for p in combinations(range(len(rows)), seats) if meets(rows, bounds, p)]


def best_smallest_chance(panels: Sequence[Sequence[int]], people: Iterable[int]) -> float:
    """The maximin optimum over all lotteries on `panels`, for `people`."""
    people = list(people)
    matrix = [[-1.0 if person in panel else 0.0 for panel in panels] + [1.0] for person in people]
    result = linprog(
        [0.0] * len(panels) + [-1.0],
        A_ub=matrix,
        b_ub=[0.0] * len(people),
        A_eq=[[1.0] * len(panels) + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * (len(panels) + 1),
    )
    return float(-result.fun)


def chances(panels: Sequence[Sequence[int]], people: int) -> list[float]:
    seats = Counter(person for panel in panels for person in panel)
    return [seats[person] / len(panels) for person in range(people)]


def relaxed_bound(rows: Rows, bounds: Bounds, seats: int) -> float:
    """The largest smallest chance when panels may be fractional: above every lottery's."""
    people = len(rows)
    upper, limits = [], []
    for (criterion, value), (low, high) in bounds.items():
        has = [1.0 if row.get(criterion) == value else 0.0 for row in rows]
        upper += [[*has, 0.0], [*(-h for h in has), 0.0]]
        limits += [float(high), -float(low)]
    each = hstack([-eye_array(people), np.ones((people, 1))])
    result = linprog(
        [0.0] * people + [-1.0],
        A_ub=vstack([csr_array(np.array(upper)), each]) if upper else each,
        b_ub=[*limits, *[0.0] * people],
        A_eq=[[1.0] * people + [0.0]],
        b_eq=[float(seats)],
        bounds=[(0, 1)] * (people + 1),
    )
    return float(-result.fun)


def weighted_chances(
    panels: Sequence[Sequence[int]], weights: Sequence[float], people: int
) -> list[float]:
    total = [0.0] * people
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            total[person] += weight
    return total


def gini(chances: Sequence[float]) -> float:
    """0 where all are equal; near 1 where one has everything."""
    ranked = sorted(chances)
    weighed = sum((2 * rank - len(ranked) + 1) * c for rank, c in enumerate(ranked))
    return weighed / (len(ranked) * sum(ranked))


def leximin_chances(panels: Sequence[Sequence[int]], people: Sequence[int]) -> list[float]:
    """The fairest chances of `people` over all lotteries on `panels`, in ascending order.

    Level by level: whoever cannot have more than the level, while nobody has less, stays there.
    """
    settled: dict[int, float] = {}
    while len(settled) < len(people):
        level = _raised(panels, people, settled, 0.0, None)
        for person in people:
            fixed = person in settled
            if not fixed and _raised(panels, people, settled, level, person) <= level + 1e-7:
                settled[person] = level
    return sorted(settled.values())


def _raised(
    panels: Sequence[Sequence[int]],
    people: Sequence[int],
    settled: Mapping[int, float],
    level: float,
    one: int | None,
) -> float:
    """The most that `one`, or else the least lucky of those not settled, can have."""
    upper, limits = [], []
    for person in people:
        counted = one == person or (one is None and person not in settled)
        upper.append([*(-float(person in panel) for panel in panels), float(counted)])
        least = settled.get(person, 0.0 if counted else level)
        limits.append(0.0 if counted else 1e-9 - least)
    result = linprog(
        [0.0] * len(panels) + [-1.0],
        A_ub=upper,
        b_ub=limits,
        A_eq=[[1.0] * len(panels) + [0.0]],
        b_eq=[1.0],
        bounds=[(0, None)] * len(panels) + [(0, 1)],
    )
    return float(-result.fun)
