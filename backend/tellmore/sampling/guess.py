"""A panel by trying: milliseconds where quotas are loose, and no answer where they are not."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.board import Board
from tellmore.sampling.problem import Problem
from tellmore.sampling.repair import mend_one

TRIES = 8


def guess(problem: Problem) -> Integers | None:
    """A panel (K,) that meets the quotas, if single replacements lead to one."""
    numbers = np.random.default_rng(0)
    people = [numbers.permutation(problem.kind_of)[: problem.seats] for _ in range(TRIES)]
    board = Board(problem, np.array(people), problem.kinds[people].sum(axis=1), numbers)
    for panel in range(TRIES):
        mend_one(board, panel, tries=problem.seats)
        if not board.problem.excess(board.filled[panel]).any():
            return np.bincount(board.seats[panel], minlength=len(problem.size))
    return None
