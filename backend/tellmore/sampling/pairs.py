"""Two members of a panel for two outsiders with the same values between them.

Where quotas are so tight that hardly any single replacement keeps them, two for two do: a grade 9
from North and a grade 10 from South for a grade 9 from South and a grade 10 from North. All pairs
of kinds are sorted by the sum of their labels once; then every exchange of every pair is a look-up.
No quota's seats change.
"""

from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.problem import Problem

MOST_KINDS = 2000
"""Of a pool with more, a random part takes part: bounds the memory."""
AT_ONCE = 128
"""Panels that climb by the same worths; the next ones get their own."""
NONE = -1e9
CLEAR = 1e-9


class Exchanges(NamedTuple):
    """In panel `row`: kind `c` into `place`, kind `d` into `other`; `gain`: worth more after."""

    row: Integers
    place: Integers
    other: Integers
    c: Integers
    d: Integers
    gain: Reals

    def only(self, keep: Flags) -> "Exchanges":
        row, place, other, c, d, gain = self
        return Exchanges(row[keep], place[keep], other[keep], c[keep], d[keep], gain[keep])

    def apply(self, panels: Integers) -> None:
        """To `panels` (M, seats), in place; rows must not repeat."""
        panels[self.row, self.place] = self.c
        panels[self.row, self.other] = self.d


class Pairs:
    """Groups of pairs of kinds with equal sums: `left` and `right` (n,), sorted by group."""

    def __init__(self, problem: Problem, numbers: np.random.Generator) -> None:
        self.problem = problem
        self.numbers = numbers
        count = len(problem.size)
        kinds = np.sort(numbers.permutation(count)[:MOST_KINDS])
        left, right = (kinds[side] for side in np.triu_indices(len(kinds)))
        real = (left != right) | (problem.size[left] > 1)
        left, right = left[real], right[real]
        mark = problem.kinds @ numbers.integers(-(2**56), 2**56, problem.kinds.shape[1])
        order = np.argsort(mark[left] + mark[right], kind="stable")
        self.left, self.right = left[order], right[order]
        sums = mark[self.left] + mark[self.right]
        fresh = np.append(np.ones(min(len(sums), 1), dtype=np.bool_), sums[1:] != sums[:-1])
        self.start = np.flatnonzero(fresh)
        self.group = np.cumsum(fresh) - 1
        self.of = np.full((count, count), -1, dtype=np.int32)
        self.of[self.left, self.right] = self.of[self.right, self.left] = self.group
        self.places = np.triu_indices(problem.seats, 1)

    def top(self, worth: Reals) -> Integers:
        """The pair worth most in each group."""
        values = worth[self.left] + worth[self.right]
        most = np.maximum.reduceat(values, self.start)
        hits = np.flatnonzero(values >= most[self.group])
        at = np.zeros(len(most), dtype=np.int64)
        at[self.group[hits]] = hits
        return at

    def climb(
        self, panels: Integers, worth: Reals, noise: float, steps: int, clock: Clock
    ) -> Integers:
        """Panels (M, seats) with more `worth` (K,), and chance."""
        made = panels.copy()
        if not len(self.left):
            return made
        for part in np.array_split(np.arange(len(made)), 1 + len(made) // AT_ONCE):
            own = worth + self.numbers.normal(size=len(worth)) * noise
            top, live = self.top(own), part
            for _ in range(steps):
                if not len(live) or not clock.left:
                    break
                found = self.find(made, live, own, top)
                found.apply(made)
                live = found.row
        return made

    def find(self, panels: Integers, rows: Integers, worth: Reals, top: Integers) -> Exchanges:
        """The best exchange in each of `panels[rows]`, where one gains."""
        one, two = self.places
        a, b = panels[rows][:, one], panels[rows][:, two]
        group = self.of[a, b]
        pair = top[group]
        c, d = self.left[pair], self.right[pair]
        gain = worth[c] + worth[d] - worth[a] - worth[b]
        counts = np.zeros((len(rows), len(worth)), dtype=np.int64)
        np.add.at(counts, (np.arange(len(rows))[:, None], panels[rows]), 1)
        gain[(group < 0) | ~self.room(counts, (a, b), (c, d))] = NONE
        each, at = np.arange(len(rows)), gain.argmax(axis=1)
        found = Exchanges(rows, one[at], two[at], c[each, at], d[each, at], gain[each, at])
        return found.only(found.gain > CLEAR)

    def room(
        self, counts: Integers, old: tuple[Integers, Integers], new: tuple[Integers, Integers]
    ) -> Flags:
        """Whether there are students enough of both new kinds once the old have left."""
        (a, b), (c, d) = old, new
        rows = np.arange(len(counts))[:, None]
        free = self.problem.size - counts
        needed = 1 + (c == d)
        fits_c = free[rows, c] + (c == a) + (c == b) >= needed
        return np.asarray(fits_c & (free[rows, d] + (d == a) + (d == b) >= needed))
