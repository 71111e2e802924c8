"""From kinds to people: who of those who are alike takes a seat."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.problem import Problem


def seat_people(problem: Problem, panels: Integers) -> Integers:
    """Row numbers (M, seats), ascending, for panels (M, K) of kind counts.

    Students of one kind take turns through the panels, so their appearances differ by at most one;
    who comes first is left to chance.
    """
    numbers = np.random.default_rng(0)
    order = numbers.permutation(len(panels))
    out = np.empty((len(panels), problem.seats), dtype=np.int64)
    used = np.zeros(len(panels), dtype=np.int64)
    for kind in range(len(problem.size)):
        people = numbers.permutation(np.flatnonzero(problem.kind_of == kind))
        each = panels[order, kind]
        rows = np.repeat(order, each)
        places = used[rows] + np.arange(len(rows)) - np.repeat(np.cumsum(each) - each, each)
        out[rows, places] = people[np.arange(len(rows)) % len(people)]
        used[order] += each
    return np.sort(out, axis=1)
