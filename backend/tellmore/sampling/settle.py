"""Bring panels that all meet their quotas nearer to the totals wanted, many at a time."""

import numpy as np

from tellmore.sampling import climb
from tellmore.sampling.arrays import Integers
from tellmore.sampling.clock import Clock
from tellmore.sampling.pairs import Exchanges, Pairs
from tellmore.sampling.problem import Problem

AT_ONCE = 128
SINGLES = 64
PATIENCE, LITTLE = 80, 0.95
"""Turns in which what is owed must fall, to this part at most."""
MOST_OWED = 8
PAIR, SINGLE = 2.0, 1.0
"""Seats owed that an exchange of two, or of one, must make good to be an improvement: half the
squares of what is owed fall by the gain less this."""


def settle(
    problem: Problem, panels: Integers, totals: Integers, pairs: Pairs, clock: Clock
) -> Integers:
    """Exchange members of `panels` (M, seats) until kinds have `totals` (K,) or it stalls.

    Quotas stay met. Each turn takes the best exchanges of some panels by what is owed at its start,
    and of those that would overshoot only as many as are owed.
    """
    made = panels.copy()
    turn, since, last = 0, 0, 2 * made.size
    while clock.left and turn - since < PATIENCE:
        owed = totals - np.bincount(made.ravel(), minlength=len(totals))
        off = int(np.abs(owed).sum())
        if not off:
            break
        if off <= LITTLE * last:
            since, last = turn, off
        found = _improving(problem, made, owed, pairs, single=turn % 4 == 0)
        _enough(found, made, owed).apply(made)
        turn += 1
    return made


def _improving(
    problem: Problem, made: Integers, owed: Integers, pairs: Pairs, *, single: bool
) -> Exchanges:
    """The best exchange of each of some panels, where it makes good enough of what is owed."""
    some = pairs.numbers.permutation(len(made))
    worth = owed.clip(-MOST_OWED, MOST_OWED) + 0.4 * pairs.numbers.random(len(owed))
    if single or not len(pairs.left):
        found = climb.find(problem, made, some[:SINGLES], worth)
        return found.only(found.gain > SINGLE)
    found = pairs.find(made, some[:AT_ONCE], worth, pairs.top(worth))
    return found.only(found.gain > PAIR)


def _enough(found: Exchanges, panels: Integers, owed: Integers) -> Exchanges:
    """As many as are owed of each kind that comes, and too many of each that goes."""
    leaving = panels[found.row, found.place], panels[found.row, found.other]
    keep = np.ones(len(found.row), dtype=np.bool_)
    for kinds, sign in ((found.c, 1), (found.d, 1), (leaving[0], -1), (leaving[1], -1)):
        keep &= turn_of(kinds) < np.maximum(sign * owed[kinds], 1)
    return found.only(keep)


def turn_of(kinds: Integers) -> Integers:
    """How many times each entry has come before."""
    order = np.argsort(kinds, kind="stable")
    ranked = kinds[order]
    first = np.searchsorted(ranked, ranked)
    turn = np.empty_like(order)
    turn[order] = np.arange(len(order)) - first
    return turn
