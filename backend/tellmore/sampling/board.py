"""Many panels at once: who (by kind) sits in which seat of which panel."""

from dataclasses import dataclass, field

import numpy as np

from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.problem import Problem


@dataclass
class Board:
    """`seats` (M, seats) holds kinds; `filled` (M, V) the seats of each label in each panel.

    `broken` (M,): seats by which each panel breaks its quotas. All are changed in place. `numbers`
    is the source of chance for the search.
    """

    problem: Problem
    seats: Integers
    filled: Integers
    numbers: np.random.Generator
    broken: Integers = field(init=False)

    def __post_init__(self) -> None:
        self.broken = self.problem.excess(self.filled).sum(axis=1)

    @classmethod
    def deal(
        cls, problem: Problem, totals: Integers, panels: int, numbers: np.random.Generator
    ) -> "Board":
        """Deal `totals` (K,) seats, sum `panels` * seats, round the panels in order of labels.

        Dealing a sorted list gives each panel every M-th of it, a systematic sample, so the first
        criteria come out nearly even; and no kind sits in a panel more often than it has students.
        """
        order = numbers.permutation(len(totals))
        if problem.labels:
            order = order[np.lexsort(problem.kinds[order].T[::-1])]
        seats = np.repeat(order, totals[order]).reshape(problem.seats, panels).T.copy()
        _shuffle(seats, totals, numbers)
        return cls(problem, seats, problem.filled(seats), numbers)

    def room(self, panels: Integers, kinds: Integers) -> Flags:
        """Whether panel i can take one more student of kind i."""
        taken = (self.seats[panels] == kinds[:, None]).sum(axis=1)
        return np.asarray(taken < self.problem.size[kinds])

    def replace(self, panels: Integers, places: Integers, kinds: Integers) -> None:
        """Put kind i into seat `places[i]` of `panels[i]`; panels must not repeat."""
        old = self.seats[panels, places]
        self.seats[panels, places] = kinds
        self.filled[panels] += self.problem.kinds[kinds] - self.problem.kinds[old]
        self.broken[panels] = self.problem.excess(self.filled[panels]).sum(axis=1)


def _shuffle(seats: Integers, totals: Integers, numbers: np.random.Generator) -> None:
    """Mix each place of dealt seats (M, seats) over the panels.

    Without it students whose turns coincide in the list would always be drawn together. Those of
    one place are neighbours in the list, so the even spread of the first criteria stays. A kind
    that reaches into another place stays where it was dealt, lest it sit twice in a panel.
    """
    for place in range(seats.shape[1]):
        column = seats[:, place]
        here = np.bincount(column, minlength=len(totals))
        free = np.flatnonzero((here == totals)[column])
        column[free] = column[numbers.permutation(free)]
