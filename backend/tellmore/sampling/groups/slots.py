"""Slots for all groups, chosen before anybody has a seat, so that everybody has several to go to.

Exchanges one slot for another while that leaves fewer members with few slots to go to, and fewer
slots with hardly enough holders of a value.
"""

import random
from collections.abc import Sequence

import numpy as np

from tellmore.sampling.arrays import Reals
from tellmore.sampling.groups.board import Board

LESS = 3.0
"""A member's last slots but one weigh so many times the slots before."""
STUCK, SCARCE = 10.0, 4.0
"""What a member without any slot weighs, and each holder that a slot lacks for an even spread."""
UNLIKE = 0.5
"""By how much members' weights differ by chance, so that other numbers lead to other slots."""


def roomy(board: Board, numbers: random.Random) -> tuple[int, ...] | None:
    """The number of the slot of each group; None where there are too few slots.

    A local search that ends where no exchange is for the better; other `numbers`, other slots.
    Only seats without any price count as somewhere to go.
    """
    free = (np.array(board.price) == 0).astype(float)
    shared = np.array([slot.shared for slot in board.slots])
    order = list(range(len(board.slots)))
    numbers.shuffle(order)
    chosen = order[: board.count]
    if len(chosen) < board.count:
        if not shared.all():
            return None
        chosen = [order[g % len(order)] for g in range(board.count)]
    weights = np.array([1 + UNLIKE * numbers.random() for _ in board.members]) * STUCK
    scarce = _scarcity(board, free)
    while True:
        gain: Reals = _gains(free, chosen, weights) + scarce[chosen][:, None] - scarce[None, :]
        gain[:, [s for s in chosen if not shared[s]]] = 0
        here, slot = np.unravel_index(np.argmax(gain), gain.shape)
        if gain[here, slot] <= 1e-9:  # noqa: PLR2004  # rounding, which could exchange for ever
            return tuple(chosen)
        chosen[int(here)] = int(slot)


def _gains(free: Reals, chosen: Sequence[int], weights: Reals) -> Reals:
    """By how much members are better off with a slot (column) in a chosen one's place (row)."""
    count = free[:, chosen].sum(axis=1)
    now = weights * LESS**-count
    more, fewer = now * (1 - 1 / LESS), now * (LESS - 1)
    out = free[:, chosen].T
    return np.asarray((1 - out) @ (free * more[:, None]) - (out * fewer) @ (1 - free))


def _scarcity(board: Board, free: Reals) -> Reals:
    """For each slot, how hard it is to have an even number of each value in it."""
    total = np.zeros(len(board.slots))
    for spread in board.spreads:
        spare = free[list(spread.holders)].sum(axis=0) - spread.high
        total += np.where(spare < 0, -SCARCE * spare, 2.0 ** -np.maximum(spare, 0))
    return total
