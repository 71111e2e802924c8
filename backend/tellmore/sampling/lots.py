"""Panels of kinds, and how likely each is."""

from dataclasses import dataclass

import numpy as np

from tellmore.sampling.arrays import Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.problem import Problem


@dataclass(frozen=True)
class Lots:
    """kinds (M, seats); weights (M,), sum 1."""

    kinds: Integers
    weights: Reals

    def chance(self, problem: Problem) -> Reals:
        """Of each student of each kind (K,)."""
        each = np.repeat(self.weights, self.kinds.shape[1])
        seats = np.bincount(self.kinds.ravel(), weights=each, minlength=len(problem.size))
        return np.asarray(seats / problem.size)

    def herd(self, problem: Problem, chance: Reals, panels: int, clock: Clock) -> Integers:
        """`panels` of them, one after the other the one that makes good most of what is owed.

        Herding (Welling 2009): what is owed stays bounded, so the mean comes to the chances (K,)
        as fast as 1/M, not as 1/sqrt(M) like panels by lot. When time is up, the rest are copies.
        """
        seats = chance * problem.size
        owed, picks = np.zeros(len(seats)), list[int]()
        while len(picks) < panels and clock.left:
            owed += seats
            picks.append(int(owed[self.kinds].sum(axis=1).argmax()))
            np.subtract.at(owed, self.kinds[picks[-1]], 1.0)
        herded = self.kinds[np.array(picks, dtype=np.int64)]
        return np.concatenate([herded, self.copies(panels - len(picks))])

    def copies(self, panels: int) -> Integers:
        """`panels` of them (systematic picks), each as often as its weight says, nearly."""
        ticks = (np.arange(panels) + 0.5) / panels
        picks = np.searchsorted(np.cumsum(self.weights), ticks)
        return np.asarray(self.kinds[picks.clip(0, len(self.kinds) - 1)])
