"""Panels in plenty whose chances come near those wanted."""

import numpy as np

from tellmore.sampling import climb, exchange
from tellmore.sampling.aim import Aim
from tellmore.sampling.arrays import Integers
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

ROUGH, FINE = 3.0, 0.3
"""Seats a panel by which quotas may be broken on average when exchanging ends: what is left is
mended sooner by replacements. Fewer where no quota is at its bound: then exchanges go on well."""


def build(aim: Aim, totals: Integers, spare: Integers, panels: int, clock: Clock) -> Integers:
    """`panels` panels (M, seats) of kinds within the quotas, near `totals` (K,) altogether.

    All are dealt at once with these totals; then seats are exchanged, which keeps totals, until few
    quotas are broken, and members replaced by others who are short of seats. In the place of those
    that resist come copies that are short of seats too (at worst of `spare`, kind counts (K,) of
    any panel).
    """
    numbers = np.random.default_rng(0)
    board = Board.deal(aim.face, totals, panels, numbers)
    bound = (aim.face.low == aim.face.high) & aim.face.kinds.any(axis=0)
    enough = ROUGH if bound.any() else FINE
    exchange.mend(board, clock.part(0.5), round(enough * panels))
    whole = climb.mend(aim.face, board.seats, totals, clock.part(0.6))
    if not len(whole):
        whole = np.repeat(np.arange(len(spare)), spare)[None]
    return np.concatenate([whole, whole[_owed_most(whole, totals, panels - len(whole), clock)]])


def _owed_most(panels: Integers, totals: Integers, count: int, clock: Clock) -> Integers:
    """Numbers of `count` of `panels`, each the one whose members are then short of most seats.

    When time is up, the rest are simply the next in order.
    """
    owed = totals - np.bincount(panels.ravel(), minlength=len(totals))
    picks = np.arange(count) % len(panels)
    for turn in range(count):
        if not clock.left:
            break
        picks[turn] = owed[panels].sum(axis=1).argmax()
        np.subtract.at(owed, panels[picks[turn]], 1)
    return picks
