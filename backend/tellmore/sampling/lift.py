"""Raise those with the fewest panels to the least that everyone should have."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.balance import arriving, leaving, over_a_third
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

DONORS = 8


def lift(board: Board, least: Integers, clock: Clock) -> bool:
    """Give every kind `least` (K,) seats over all panels, taken from kinds that have more.

    Quotas stay met. True when every kind has its least.
    """
    stuck = np.zeros(len(least), dtype=np.bool_)
    while clock.left:
        short = (least - board.totals) / board.problem.size
        short[stuck] = 0
        poorest = int(short.argmax())
        if short[poorest] <= 0:
            break
        if _direct(board, least, poorest) or _through(board, least, poorest):
            continue
        stuck[poorest] = True
    return bool((board.totals >= least).all())


def _direct(board: Board, least: Integers, poorest: int) -> bool:
    """Replace, in one panel, a student of the kind with most to spare."""
    spare = (board.totals - least) / board.problem.size
    worth = np.where(arriving(board, poorest), spare[board.seats], 0.0)
    panel, place = np.unravel_index(worth.argmax(), worth.shape)
    donor = int(board.seats[panel, place])
    if board.totals[donor] <= least[donor] or not worth[panel, place]:
        return False
    board.move(int(panel), donor, poorest)
    return True


def _through(board: Board, least: Integers, poorest: int) -> bool:
    donors = np.flatnonzero(board.totals > least)
    for donor in board.numbers.permutation(donors)[:DONORS]:
        panels, open_to = leaving(board, int(donor))
        if over_a_third(board, int(donor), poorest, panels, open_to):
            return True
    return False
