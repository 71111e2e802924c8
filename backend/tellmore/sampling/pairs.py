"""Two members of a panel for two outsiders with the same values between them.

Where quotas are so tight that hardly any single replacement keeps them, two for two do: a grade 9
from North and a grade 10 from South for a grade 9 from South and a grade 10 from North. All pairs
of kinds are sorted by the sum of their labels once; then every exchange of every pair is a look-up.
No quota's seats change.
"""

from functools import reduce
from typing import Any, NamedTuple

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.clock import Clock
from tellmore.sampling.problem import Problem, counts_of

MOST_KINDS = 2000
"""Of a pool with more, a random part takes part: bounds the memory."""
MOST_CELLS = 20_000_000
"""Panels by kinds, or by places, looked at together: bounds the memory."""
AT_ONCE = 128
"""Panels that climb by the same worths; the next ones get their own."""
CLEAR = 1e-9


class Exchanges(NamedTuple):
    """In panel `row`: kind `c` into `place`, kind `d` into `other`; `gain`: worth more after."""

    row: Integers
    place: Integers
    other: Integers
    c: Integers
    d: Integers
    gain: Reals

    def only(self, keep: Flags | Integers) -> "Exchanges":
        """Those of the flags (n,), or of the numbers (m,) in their order."""
        row, place, other, c, d, gain = self
        return Exchanges(row[keep], place[keep], other[keep], c[keep], d[keep], gain[keep])

    def apply(self, panels: Integers) -> None:
        """To `panels` (M, seats), in place; rows must not repeat."""
        panels[self.row, self.place] = self.c
        panels[self.row, self.other] = self.d

    def change(self, panels: Integers, kinds: int) -> Any:
        """Seats that each kind gains by each exchange: sparse (K, n)."""
        from scipy.sparse import csr_array  # noqa: PLC0415  # the server starts faster without it

        each = np.arange(len(self.row))
        two = self.place != self.other
        came = np.concatenate([self.c, self.d[two]])
        left = np.concatenate([panels[self.row, self.place], panels[self.row, self.other][two]])
        seats = np.repeat([1.0, -1.0], [len(came), len(left)])
        turn = np.concatenate([each, each[two]])
        at = np.concatenate([came, left]), np.concatenate([turn, turn])
        return csr_array((seats, at), shape=(kinds, len(each)))

    def best(self) -> "Exchanges":
        """Of each row, which are in order, the one that gains most."""
        order = np.lexsort((-self.gain, self.row))
        first = np.diff(self.row[order], prepend=-1) > 0
        return self.only(order[first])

    def joined(self, more: "Exchanges") -> "Exchanges":
        """These (n,), then `more` (m,): (n + m,), for the same panels."""
        gain = np.append(self.gain, more.gain)
        places = (np.concatenate(both) for both in zip(self[:5], more[:5], strict=True))
        return self._replace(gain=gain, **dict(zip(self._fields, places, strict=False)))


class Pairs:
    """Pairs of kinds whose labels sum to the same: `left` and `right` (n,), sorted by group.

    Pairs that are alone with their sum are left out: they can't be exchanged. `face`: with labels
    of its own besides, which exchanges keep too.
    """

    def __init__(
        self, problem: Problem, numbers: np.random.Generator, face: Problem | None = None
    ) -> None:
        self.problem = problem
        self.numbers = numbers
        count = len(problem.size)
        kinds = np.sort(numbers.permutation(count)[:MOST_KINDS])
        left, right = (kinds[side] for side in np.triu_indices(len(kinds)))
        real = (left != right) | (problem.size[left] > 1)
        left, right = left[real], right[real]
        labels = (face or problem).kinds
        mark = labels @ numbers.integers(-(2**56), 2**56, labels.shape[1])
        sums = mark[left] + mark[right]
        order = np.argsort(sums, kind="stable")
        fresh = np.diff(sums[order], prepend=sums[order][:1] - 1) != 0
        alike = np.bincount(np.cumsum(fresh) - 1)
        useful = alike[np.cumsum(fresh) - 1] > 1
        self.left, self.right = left[order][useful], right[order][useful]
        self.start = np.flatnonzero(fresh[useful])
        self.group = np.cumsum(fresh[useful]) - 1
        self.length = np.diff(np.append(self.start, len(self.group)))
        self.at = np.full(count, len(kinds), dtype=np.int64)
        self.at[kinds] = np.arange(len(kinds))
        self.of = np.full((len(kinds) + 1, len(kinds) + 1), -1, dtype=np.int64)
        one, two = self.at[self.left], self.at[self.right]
        self.of[one, two] = self.of[two, one] = self.group
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
        row, place, other, group = self.open(panels[rows])
        pair = top[group]
        a, b = panels[rows[row], place], panels[rows[row], other]
        c, d = self.left[pair], self.right[pair]
        gain = worth[c] + worth[d] - worth[a] - worth[b]
        counts = counts_of(panels[rows], len(worth))
        found = Exchanges(row, place, other, c, d, gain)
        found = found.only((gain > CLEAR) & self.room(counts, (a, b), (c, d), row)).best()
        return found._replace(row=rows[found.row])

    def open(self, panels: Integers) -> tuple[Integers, Integers, Integers, Integers]:
        """Two places of each panel whose kinds have others to take their turn, and their group."""
        one, two = self.places
        at = self.at[panels]
        group = self.of[at[:, one], at[:, two]]
        row, pair = np.nonzero(group >= 0)
        return row, one[pair], two[pair], group[row, pair]

    def every(self, panels: Integers) -> Exchanges:
        """All exchanges of two in each of `panels` (M, seats)."""
        cells = len(panels) * max(len(self.problem.size), len(self.places[0]))
        parts = np.array_split(np.arange(len(panels)), 1 + cells // MOST_CELLS)
        found = [self._every(panels[part], part) for part in parts]
        return reduce(Exchanges.joined, found)

    def _every(self, panels: Integers, rows: Integers) -> Exchanges:
        row, place, other, group = self.open(panels)
        length = self.length[group]
        each = np.repeat(np.arange(len(row)), length)
        turn = np.arange(len(each)) - np.repeat(np.cumsum(length) - length, length)
        pair = self.start[group[each]] + turn
        row, place, other = row[each], place[each], other[each]
        c, d = self.left[pair], self.right[pair]
        a, b = panels[row, place], panels[row, other]
        same = ((a == c) & (b == d)) | ((a == d) & (b == c))
        counts = counts_of(panels, len(self.problem.size))
        fits = self.room(counts, (a, b), (c, d), row)
        found = Exchanges(rows[row], place, other, c, d, np.zeros(len(row)))
        return found.only(fits & ~same)

    def room(
        self,
        counts: Integers,
        old: tuple[Integers, Integers],
        new: tuple[Integers, Integers],
        rows: Integers,
    ) -> Flags:
        """Whether there are students enough of both new kinds once the old have left."""
        (a, b), (c, d) = old, new
        free = self.problem.size - counts
        needed = 1 + (c == d)
        fits_c = free[rows, c] + (c == a) + (c == b) >= needed
        return np.asarray(fits_c & (free[rows, d] + (d == a) + (d == b) >= needed))
