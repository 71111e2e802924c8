"""Mend panels by exchanging seats between them: totals stay, broken quotas go.

A move swaps a student of panel P with one of panel Q. Nobody's number of seats changes, so the
chances stay exactly what was dealt, while the excess over the quotas falls to 0. Moves that
change nothing are taken too: they let a fault wander until it meets a panel that can absorb it.
"""

from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Integers
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock
from tellmore.sampling.problem import changing

PAIRS = 256
"""Looked at in one round: so many that chance evens out, and so few that they fit the cache."""
MOST_SWAPS = 2_000_000
TIE = 0.24
"""The most that chance adds to a change, twice: less than half a seat."""
WHOLE_FALL = 0.5
PATIENCE, LITTLE = 0.03, 0.9
"""Rounds a panel in which the excess must fall, to this part at most.

Not seconds: the same pool gives the same panels, on a busy machine too.
"""


class Moves(NamedTuple):
    """Swap seat `i` of panel `p` with seat `j` of panel `q`; arrays of one length."""

    p: Integers
    q: Integers
    i: Integers
    j: Integers


def mend(board: Board, clock: Clock, enough: int) -> None:
    """Exchange until quotas are broken by `enough` seats in all, or it hardly helps any more."""
    most = max(1, min(PAIRS, MOST_SWAPS // board.problem.seats**2))
    turn, since, last = 0, 0, int(board.broken.sum())
    while clock.left:
        broken = board.broken
        excess = int(broken.sum())
        if excess <= enough:
            break
        if excess <= LITTLE * last:
            since, last = turn, excess
        first, others = _pairs(board, broken, turn, most)
        if not len(first) or turn - since > PATIENCE * len(board.seats):
            break
        _apply(board, _best(board, first, others))
        turn += 1


def _pairs(board: Board, broken: Integers, turn: int, most: int) -> tuple[Integers, Integers]:
    """Panels (h,) to mend and partners (h, r) for each, at most `most` pairs; no panel twice.

    By turns with each other, and with panels where nothing is broken.
    """
    numbers = board.numbers
    bad = numbers.permutation(np.flatnonzero(broken))
    if turn % 2 == 0 and 1 < len(bad) <= most:
        return _opposed(board, bad)
    good = numbers.permutation(np.flatnonzero(broken == 0))
    each = min(most // max(len(bad), 1), len(good) // max(len(bad), 1))
    if each:
        return bad, good[: each * len(bad)].reshape(len(bad), each)
    among = np.concatenate([bad, good]) if turn % 2 or len(bad) == 1 else bad
    half = min(most, len(among) // 2, len(bad))
    return among[:half], among[len(among) - half :, None]


def _opposed(board: Board, bad: Integers) -> tuple[Integers, Integers]:
    """Pairs of broken panels, one with too many of what the other has too few, if there are."""
    problem, filled = board.problem, board.filled[bad]
    over = np.maximum(filled - problem.high, 0).astype(np.float32)
    under = np.maximum(problem.low - filled, 0).astype(np.float32)
    fit = over @ under.T
    fit += fit.T + WHOLE_FALL * board.numbers.random(fit.shape, dtype=np.float32)
    free = np.ones(len(bad), dtype=np.bool_)
    pairs = []
    for one in range(len(bad)):
        if free[one]:
            free[one] = False
            other = int(np.where(free, fit[one], -1.0).argmax())
            if free[other]:
                free[other] = False
                pairs.append((one, other))
    first, second = np.array(pairs).T
    return bad[first], bad[second][:, None]


def _best(board: Board, first: Integers, others: Integers) -> Moves:
    """For each panel the best swap with any of its partners, ties broken by chance.

    With 0/1 labels a and b, giving b for a changes P by b.gain + a.lose - (a*b).(gain + lose), and
    Q likewise with the roles exchanged; all pairs of seats come out of one matrix product.
    """
    gain_p, lose_p = (s[:, None] for s in board.problem.steps(board.filled[first]))
    gain_q, lose_q = board.problem.steps(board.filled[others])
    leaving, coming = lose_p + gain_q, gain_p + lose_q
    left = changing(board.problem, board.seats[first][:, None], leaving, coming)
    right = board.problem.marked.take(board.seats[others], axis=0)
    left[..., -2] += TIE * board.numbers.random(left.shape[:-1], dtype=np.float32)
    right[..., -1] = TIE * board.numbers.random(right.shape[:-1], dtype=np.float32)
    change = left @ right.swapaxes(-1, -2)
    flat = change.reshape(len(first), -1)
    at, row = flat.argmin(axis=1), np.arange(len(first))
    partner, i, j = np.unravel_index(at, change.shape[1:])
    keep = flat[row, at] < WHOLE_FALL
    return Moves(first[keep], others[row, partner][keep], i[keep], j[keep])


def _apply(board: Board, moves: Moves) -> None:
    a, b = board.seats[moves.p, moves.i], board.seats[moves.q, moves.j]
    keep = (a != b) & board.room(moves.q, a) & board.room(moves.p, b)
    board.replace(moves.p[keep], moves.i[keep], b[keep])
    board.replace(moves.q[keep], moves.j[keep], a[keep])
