"""Panels in plenty whose chances come near those wanted."""

import numpy as np

from tellmore.sampling import climb, exchange
from tellmore.sampling.aim import Aim
from tellmore.sampling.arrays import Integers
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

FEW = 0.03
"""The part of the panels that may be left to mend one by one."""


def build(aim: Aim, totals: Integers, spare: Integers, panels: int, clock: Clock) -> Integers:
    """`panels` panels (M, seats) of kinds within the quotas, near `totals` (K,) altogether.

    All are dealt at once with these totals; then seats are exchanged, which keeps totals, and
    the last few mended one by one. Those that resist become copies of others (at worst of `spare`,
    kind counts (K,) of any panel).
    """
    numbers = np.random.default_rng(0)
    board = Board.deal(aim.face, totals, panels, numbers)
    exchange.mend(board, clock.part(0.5), round(FEW * panels))
    owed = (totals - board.totals) / aim.problem.size + numbers.random(len(totals))
    whole = climb.mend(aim.face, board.seats, owed, clock.part(0.6))
    if not len(whole):
        whole = np.repeat(np.arange(len(spare)), spare)[None]
    copies = whole[numbers.integers(0, len(whole), panels - len(whole))]
    return np.concatenate([whole, copies])
