"""Mend panels one by one with students from outside them; totals may shift."""

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

TRIES = 12
BELOW_ONE_SEAT = 0.5


def repair(board: Board, spare: Integers, clock: Clock) -> None:
    """Make every panel meet its quotas by single replacements, else copy one that does.

    `spare` (K,) is a panel that meets them, for a board on which none does. Panels that time does
    not suffice for are copied over too.
    """
    for panel in np.flatnonzero(board.broken):
        if not clock.left:
            break
        mend_one(board, int(panel))
    broken = board.broken > 0
    if broken.all():
        board.seats[0] = np.repeat(np.arange(len(spare)), spare)
        board.filled[0] = spare @ board.problem.kinds
        broken[0] = False
    sources = board.numbers.choice(np.flatnonzero(~broken), int(broken.sum()))
    board.seats[broken] = board.seats[sources]
    board.filled[broken] = board.filled[sources]


def mend_one(board: Board, panel: int, tries: int = TRIES) -> None:
    """Best single replacements while the excess does not rise."""
    kinds = board.problem.kinds.astype(np.float32)
    for _ in range(tries):
        if not board.problem.excess(board.filled[panel]).any():
            return
        gain, lose = board.steps(np.array(panel))
        sitting = kinds[board.seats[panel]]
        change = (sitting @ lose)[:, None] + (kinds @ gain)[None]
        change = change - (sitting * (gain + lose)) @ kinds.T
        change += board.numbers.random(change.shape, dtype=np.float32) * BELOW_ONE_SEAT
        taken = np.bincount(board.seats[panel], minlength=len(kinds))
        change[:, taken >= board.problem.size] = np.inf
        place, kind = np.unravel_index(change.argmin(), change.shape)
        if change[place, kind] >= BELOW_ONE_SEAT:
            return
        board.replace(np.array([panel]), np.array([place]), np.array([kind]))


def force(board: Board, totals: Integers, clock: Clock) -> None:
    """Bring totals to `totals` (K,) at once, breaking as little as can be, for `mend` to go on."""
    off = board.totals - totals
    kinds = np.arange(len(off))
    under = board.numbers.permutation(np.repeat(kinds, np.maximum(-off, 0)))
    for old, new in zip(np.repeat(kinds, np.maximum(off, 0)), under, strict=True):
        panels = np.flatnonzero((board.seats == old).any(axis=1))
        panels = panels[board.room(panels, np.full(len(panels), new))]
        if not len(panels) or not clock.left:
            continue
        change = board.problem.kinds[new] - board.problem.kinds[old]
        excess = board.problem.excess(board.filled[panels] + change).sum(axis=1)
        best = excess + board.numbers.random(len(panels)) * BELOW_ONE_SEAT
        board.move(int(panels[best.argmin()]), int(old), int(new))
