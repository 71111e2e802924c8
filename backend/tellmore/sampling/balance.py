"""Bring panels that all meet their quotas to the totals wanted, one seat at a time.

A kind with too many seats passes one on to a kind with too few: in one panel, or over a third
kind in two panels, each panel staying within its quotas. Where neither exists the surplus wanders.
"""

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.board import Board
from tellmore.sampling.clock import Clock

STALL = 40


def balance(board: Board, totals: Integers, urgency: Reals, clock: Clock) -> bool:
    """Move seats until kinds have `totals` (K,); False when time is up or nothing more helps.

    Kinds with a low `urgency` (K,), their wanted chance, are served first.
    """
    stalled = 0
    while clock.left and stalled < STALL:
        off = board.totals - totals
        if not off.any():
            return True
        over = int(board.numbers.choice(np.flatnonzero(off > 0)))
        under = np.flatnonzero(off < 0)
        under = under[np.argsort(urgency[under], kind="stable")]
        stalled = 0 if _pass_on(board, over, under) else stalled + 1
    return not (board.totals - totals).any()


def _pass_on(board: Board, over: int, under: Integers) -> bool:
    """Take one seat from `over` and, if it can be, give it to one of `under`."""
    panels, open_to = leaving(board, over)
    hits = under[open_to[:, under].any(axis=0)]
    if len(hits):
        board.move(int(board.numbers.choice(panels[open_to[:, hits[0]]])), over, int(hits[0]))
        return True
    wanted = int(board.numbers.choice(under[: 1 + len(under) // 2]))
    if over_a_third(board, over, wanted, panels, open_to):
        return True
    reach = np.flatnonzero(open_to.any(axis=0))
    if len(reach):
        third = int(board.numbers.choice(reach))
        board.move(int(board.numbers.choice(panels[open_to[:, third]])), over, third)
    return False


def over_a_third(board: Board, over: int, wanted: int, panels: Integers, open_to: Flags) -> bool:
    """Pass from over to a third in one panel, from the third to wanted in another."""
    links = arriving(board, wanted) & np.asarray(open_to.any(axis=0))[board.seats]
    rows, places = np.nonzero(links)
    for at in board.numbers.permutation(len(rows))[:10]:
        row = int(rows[at])
        third = int(board.seats[row, places[at]])
        ways = panels[open_to[:, third]]
        ways = ways[ways != row]
        if len(ways):
            board.move(row, third, wanted)
            board.move(int(board.numbers.choice(ways)), over, third)
            return True
    return False


def leaving(board: Board, kind: int) -> tuple[Integers, Flags]:
    """Panels (h,) with `kind`, and (h, K): by whom it can be replaced within the quotas."""
    problem, has = board.problem, board.problem.kinds[kind]
    panels = np.flatnonzero((board.seats == kind).any(axis=1))
    filled = board.filled[panels]
    full = (filled + 1 > problem.high) & (has == 0)
    least = (filled - 1 < problem.low) & (has == 1)
    faults = (full.astype(np.float32) - least) @ problem.kinds.T.astype(np.float32)
    faults += least.sum(axis=1)[:, None]
    taken = np.zeros(faults.shape, dtype=np.int64)
    np.add.at(taken, (np.arange(len(panels))[:, None], board.seats[panels]), 1)
    return panels, (faults < 1) & (taken < problem.size)


def arriving(board: Board, kind: int) -> Flags:
    """Seats (M, seats) whose student can be replaced by one of `kind` within the quotas."""
    problem, has = board.problem, board.problem.kinds[kind]
    full = (board.filled + 1 > problem.high) * has
    least = (board.filled - 1 < problem.low) * (1 - has)
    weight = (least - full).astype(np.float32)[..., None]
    faults = (problem.kinds[board.seats].astype(np.float32) @ weight)[..., 0]
    faults += full.sum(axis=1)[:, None]
    room = (board.seats == kind).sum(axis=1) < problem.size[kind]
    return np.asarray((faults < 1) & room[:, None] & (board.seats != kind))
