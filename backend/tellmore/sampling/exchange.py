"""Mend panels by exchanging seats between them: totals stay, broken quotas go.

A move swaps a student of panel P with one of panel Q. Nobody's number of seats changes, so the
chances stay exactly what was dealt, while the excess over the quotas falls to 0. Moves that
change nothing are taken too: they let a fault wander until it meets a panel that can absorb it.
"""

from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Integers, Reals
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

PAIRS = 128  # looked at in one round at least, so that few faults still have many ways out
MOST_SWAPS = 4_000_000  # looked at in one round: bounds the memory
BELOW_ONE_SEAT = 0.5


class Moves(NamedTuple):
    """Swap seat `i` of panel `p` with seat `j` of panel `q`; arrays of one length."""

    p: Integers
    q: Integers
    i: Integers
    j: Integers


def mend(board: Board, clock: Clock, enough: Clock) -> bool:
    """Exchange until no quota is broken (True) or time is up (False).

    Once `enough` is up it stops as soon as few panels are broken: those mend better one by one.
    """
    turn = 0
    few = len(board.seats) // 20
    enough_pairs = max(PAIRS, len(board.seats) // 8)
    while True:
        broken = board.broken
        if not broken.any():
            return True
        if not clock.left or (not enough.left and np.count_nonzero(broken) <= few):
            return False
        most = max(1, min(enough_pairs, MOST_SWAPS // board.problem.seats**2))
        first, others = _pairs(broken, turn, most, board.numbers)
        if not len(first):
            return False
        _apply(board, _best(board, first, others))
        turn += 1


def _pairs(
    broken: Integers, turn: int, most: int, numbers: np.random.Generator
) -> tuple[Integers, Integers]:
    """Panels (h,) to mend and partners (h, r) for each, at most `most` pairs; no panel twice."""
    bad = numbers.permutation(np.flatnonzero(broken))
    good = numbers.permutation(np.flatnonzero(broken == 0))
    each = min(max(1, min(most, PAIRS) // len(bad)), len(good) // len(bad))
    if len(bad) <= min(most, PAIRS) and each:
        return bad, good[: each * len(bad)].reshape(len(bad), each)
    among = np.concatenate([bad, good]) if turn % 2 or len(bad) == 1 else bad
    half = min(most, len(among) // 2)
    return among[:half], among[len(among) - half :, None]


def _best(board: Board, first: Integers, others: Integers) -> Moves:
    """For each panel the best swap with any of its partners, ties broken by chance.

    With 0/1 labels a and b, giving b for a changes P by b.gain + a.lose - (a*b).(gain + lose), and
    Q likewise with the roles exchanged; all pairs of seats come out of one matrix product.
    """
    kinds = board.problem.kinds.astype(np.float32)
    gain_p, lose_p = (step[:, None] for step in board.steps(first))
    gain_q, lose_q = board.steps(others)
    at_p, at_q = kinds[board.seats[first]][:, None], kinds[board.seats[others]]
    gone = at_p @ (lose_p + gain_q)[..., None]
    come = at_q @ (gain_p + lose_q)[..., None]
    shared = (gain_p + lose_p + gain_q + lose_q)[:, :, None, :]
    change: Reals = gone + come.swapaxes(-1, -2) - (at_p * shared) @ at_q.swapaxes(-1, -2)
    change += board.numbers.random(change.shape, dtype=np.float32) * BELOW_ONE_SEAT
    shape = change.shape[1:]
    flat = change.reshape(len(first), -1)
    at = flat.argmin(axis=1)
    row = np.arange(len(first))
    partner, i, j = np.unravel_index(at, shape)
    keep = flat[row, at] < BELOW_ONE_SEAT
    return Moves(first[keep], others[row, partner][keep], i[keep], j[keep])


def _apply(board: Board, moves: Moves) -> None:
    a, b = board.seats[moves.p, moves.i], board.seats[moves.q, moves.j]
    keep = (a != b) & board.room(moves.q, a) & board.room(moves.p, b)
    board.replace(moves.p[keep], moves.i[keep], b[keep])
    board.replace(moves.q[keep], moves.j[keep], a[keep])
