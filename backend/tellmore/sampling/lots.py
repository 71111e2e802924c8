"""Panels of kinds, and how likely each is."""

from dataclasses import dataclass

import numpy as np

from tellmore.sampling.arrays import Integers, Reals
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

    def herd(self, problem: Problem, chance: Reals, panels: int) -> Integers:
        """`panels` of them, one after the other the one that makes good most of what is owed.

        Herding (Welling 2009): what is owed stays bounded, so the mean comes to the chances (K,)
        as fast as 1/M, not as 1/sqrt(M) like panels by lot.
        """
        seats = chance * problem.size
        owed, picks = np.zeros(len(seats)), np.empty(panels, dtype=np.int64)
        for turn in range(panels):
            owed += seats
            picks[turn] = owed[self.kinds].sum(axis=1).argmax()
            np.subtract.at(owed, self.kinds[picks[turn]], 1.0)
        return np.asarray(self.kinds[picks])

    def copies(self, panels: int) -> Integers:
        """`panels` of them (systematic picks), each as often as its weight says, nearly."""
        ticks = (np.arange(panels) + 0.5) / panels
        picks = np.searchsorted(np.cumsum(self.weights), ticks)
        return np.asarray(self.kinds[picks.clip(0, len(self.kinds) - 1)])
