"""Many exchanges at once, chosen by a linear programme: how the last who are short get their seats.

One exchange after the other stalls where a seat has to pass over several kinds and panels. Here
the replacements of one member, and of two, that keep the quotas of their panel are looked at
together, at most one a panel, and the programme finds chains of any length through them: a very
large neighbourhood, searched as a whole (Ahuja, Ergun, Orlin, Punnen 2002). A column touches two
or four kinds, nearly a flow, so that most of a solution is whole; of its columns the best whole
choice is taken, and the next round looks at others. For kinds that hardly any exchange brings in,
panels that hold them may take the place of others.
"""

from typing import Any, NamedTuple

import numpy as np

from tellmore.sampling import climb
from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.linear import SHORTEST
from tellmore.sampling.pairs import Exchanges, Pairs
from tellmore.sampling.problem import counts_of
from tellmore.sampling.settle import turn_of

CLEAR, HALF = 1e-6, 0.5
CELLS = 6_000_000
"""Single replacements looked at in a round, half of them for the needy: bounds time and memory."""
ALIKE, FIRST = 3, 30_000
"""Of the replacements of one kind by another so many are kept; of all exchanges so many at first,
and as many more after each round in vain."""
WHOLE = 2000
"""Whole panels to choose from, for all such kinds together."""
STEP, WHOLE_STEP = 1e-3, 1e-2
"""What an exchange, or a whole panel, costs: none is made in vain."""
RARE = 20
"""Ways to bring in a kind that are too few to go without whole panels."""
NEEDY = 1.3
"""The cost of lacking a seat still, against 1 for lacking one then: so that a want that cannot be
met moves on, to where it can."""
LONGEST = 8.0
"""Seconds that one programme may take."""
ROUNDING = 2.0
"""Seconds for the whole choice: among some hundred columns it takes few."""


class Columns(NamedTuple):
    """exchanges: in single panels; rows, panels (r,) and (r, seats): panels for whole rows."""

    exchanges: Exchanges
    rows: Integers
    panels: Integers

    @property
    def row(self) -> Integers:
        """The panel that each column changes (n,): exchanges first, as everywhere here."""
        return np.concatenate([self.exchanges.row, self.rows])

    @property
    def costs(self) -> Reals:
        """Of each column (n,), in seats."""
        return np.repeat([STEP, WHOLE_STEP], [len(self.exchanges.row), len(self.rows)])

    def change(self, made: Integers, kinds: int) -> Any:
        """Seats that each kind gains: sparse (K, n)."""
        from scipy.sparse import csr_array, hstack  # noqa: PLC0415  # the server starts faster

        whole = counts_of(self.panels, kinds) - counts_of(made[self.rows], kinds)
        return hstack([self.exchanges.change(made, kinds), csr_array(whole.T)]).tocsc()

    def apply(self, made: Integers, chosen: Flags) -> Integers:
        """`made` (M, seats) with the `chosen` columns (n,), at most one a panel, in a copy."""
        after, split = made.copy(), len(self.exchanges.row)
        self.exchanges.only(chosen[:split]).apply(after)
        after[self.rows[chosen[split:]]] = self.panels[chosen[split:]]
        return after


def level(
    panels: Integers, least: Integers, known: Integers, pairs: Pairs, *, patience: int, clock: Clock
) -> Integers:
    """`panels` (M, seats) changed until each kind has `least` (K,) seats, or it helps no more.

    `known` (N, seats) are panels to take instead of some. All keep the quotas. `patience`: rounds,
    each with other columns, that may pass without a seat gained.
    """
    made, stuck = panels, 0
    while stuck < patience:
        short = least - np.bincount(made.ravel(), minlength=len(least))
        if not clock.left or short.max(initial=0) <= 0:
            break
        after = _at_once(made, short, pairs)
        if after is made:
            columns = _columns(made, short, known, pairs, FIRST * (1 + stuck))
            after = columns.apply(made, _choose(columns, short, made, clock.at_most(LONGEST)))
        gained = lacking(least, made) - lacking(least, after)
        made, stuck = (after if gained >= 0 else made), (0 if gained > 0 else stuck + 1)
    return made


def _at_once(made: Integers, short: Integers, pairs: Pairs) -> Integers:
    """The needy take the places of those with seats to spare, one in a panel, where they can."""
    needy = pairs.numbers.permutation(np.flatnonzero(short > 0))
    served = needy[: max(CELLS // made.size, 1)]
    found = climb.allowed(pairs.problem, made, np.arange(len(made)), served)
    found = found.only(short[made[found.row, found.place]] < 0)
    found = found._replace(gain=pairs.numbers.random(len(found.row))).best()
    left = made[found.row, found.place]
    found = found.only((turn_of(found.c) < short[found.c]) & (turn_of(left) < -short[left]))
    if not len(found.row):
        return made
    after = made.copy()
    found.apply(after)
    return after


def lacking(least: Integers, panels: Integers) -> int:
    """Seats that kinds have under their `least` (K,), over all panels."""
    return int((least - np.bincount(panels.ravel(), minlength=len(least))).clip(0).sum())


def _columns(made: Integers, short: Integers, known: Integers, pairs: Pairs, most: int) -> Columns:
    """Exchanges of two in all panels, of one in some, and panels that hold kinds in need."""
    problem, numbers = pairs.problem, pairs.numbers
    kinds, needy = len(short), np.flatnonzero(short > 0)
    some = numbers.permutation(len(made))
    some = some[np.argsort((short[made[some]] >= 0).all(axis=1), kind="stable")]
    in_all, in_some = CELLS // 2 // made.size, CELLS // (made.shape[1] * kinds)
    served = numbers.permutation(needy)[: max(in_all, 1)]
    single = climb.allowed(problem, made, some[:in_some], np.arange(kinds))
    single = climb.allowed(problem, made, some[in_some:], served).joined(single)
    arc = made[single.row, single.place] * kinds + single.c
    exchanges = single.only(_first(arc, numbers)).joined(pairs.every(made))
    exchanges = exchanges.only(_useful(exchanges, short, numbers, most))
    ways = np.bincount(np.append(exchanges.c, exchanges.d), minlength=kinds)
    rare = needy[ways[needy] < RARE]
    held = [numbers.permutation(np.flatnonzero((known == t).any(axis=1))) for t in rare]
    panels = np.concatenate([np.resize(h, WHOLE // len(held)) for h in held if len(h)] + [some[:0]])
    return Columns(exchanges, numbers.integers(0, len(made), len(panels)), known[panels])


def _first(arc: Integers, numbers: np.random.Generator) -> Flags:
    """At random, as many of each value as are kept."""
    order = numbers.permutation(len(arc))
    order = order[np.argsort(arc[order], kind="stable")]
    ranked = arc[order]
    keep = np.zeros(len(arc), dtype=np.bool_)
    keep[order] = np.arange(len(arc)) - np.searchsorted(ranked, ranked) < ALIKE
    return keep


def _useful(
    exchanges: Exchanges, short: Integers, numbers: np.random.Generator, most: int
) -> Flags:
    """Of too many, some of those that bring in the needy, and of the others, at random."""
    helps = (short[exchanges.c] > 0) | (short[exchanges.d] > 0)
    keep = np.zeros(len(helps), dtype=np.bool_)
    for part in (np.flatnonzero(helps), np.flatnonzero(~helps)):
        keep[numbers.permutation(part)[: most // 2]] = True
    return keep


def _choose(columns: Columns, short: Integers, made: Integers, clock: Clock) -> Flags:
    """Which columns to take, at most one a panel, so that the fewest seats are lacking."""
    every = np.ones(len(columns.row), dtype=np.bool_)
    share = _solve(columns, short, made, every, clock, whole=False)
    some = share > CLEAR
    if np.abs(share[some] - 1).max(initial=0.0) <= CLEAR:
        return some
    some[some] = _solve(columns, short, made, some, clock.at_most(ROUNDING), whole=True) > HALF
    return some


def _solve(
    columns: Columns, short: Integers, made: Integers, some: Flags, clock: Clock, *, whole: bool
) -> Reals:
    """What part of each of `some` columns (n,) to take; none where time is too short."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # loads slowly
    from scipy.sparse import csr_array, eye_array, hstack  # noqa: PLC0415  # as above

    row, kinds = columns.row[some], len(short)
    count = len(row)
    one = csr_array((np.ones(count), (row, np.arange(count))), shape=(len(made), count + kinds))
    given = hstack([columns.change(made, kinds)[:, some], eye_array(kinds)]).tocsr()
    result = milp(
        np.append(columns.costs[some], np.where(short > 0, NEEDY, 1.0)),
        integrality=np.arange(count + kinds) < (count if whole else 0),
        bounds=Bounds(0, np.append(np.ones(count), np.full(kinds, np.inf))),
        constraints=[LinearConstraint(given, short, np.inf), LinearConstraint(one, -np.inf, 1)],
        options={"time_limit": max(clock.left, SHORTEST)},
    )
    return np.zeros(count) if result.x is None else np.asarray(result.x[:count])
