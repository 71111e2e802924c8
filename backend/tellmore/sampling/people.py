"""From kinds to people: who of those who are alike takes a seat."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.problem import Problem


def seat_people(problem: Problem, panels: Integers) -> Integers:
    """Row numbers (M, seats), ascending, for panels (M, seats) of kinds.

    Students of one kind take turns through the panels, so their appearances differ by at most one;
    who comes first is left to chance. A panel holds no more of a kind than there are, so nobody
    has two turns in it.
    """
    numbers = np.random.default_rng(0)
    order = numbers.permutation(len(panels))
    kinds = panels[order].ravel()
    people = numbers.permutation(len(problem.kind_of))
    people = people[np.argsort(problem.kind_of[people], kind="stable")]
    first = np.cumsum(problem.size) - problem.size
    by_kind = np.argsort(kinds, kind="stable")
    turns = np.bincount(kinds, minlength=len(problem.size))
    turn = np.empty_like(kinds)
    turn[by_kind] = np.arange(len(kinds)) - np.repeat(np.cumsum(turns) - turns, turns)
    seated = np.empty_like(panels)
    seated[order] = people[first[kinds] + turn % problem.size[kinds]].reshape(panels.shape)
    return np.sort(seated, axis=1)
