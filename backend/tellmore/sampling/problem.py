"""The integer programme behind every draw: panels as counts of students who are alike."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.pool import Label, Pool
from tellmore.sampling.quotas import Quotas

MOST_FREE = 100
"""Values of a criterion that tell students apart though they have no quota: the draw then spreads
panels over them."""


@dataclass(frozen=True)
class Problem:
    """Students with equal values are one kind, for no fair lottery tells them apart.

    kinds (K, V) 0/1; size (K,) students of each kind; kind_of (students,); low, high (V,) seats;
    asked (V,): the most as it was asked for, which may be above all seats, while `high` never is;
    labels (V,): those of the pool that tell students apart, then those that only a quota names.
    A panel is an integer vector x (K,), 0 <= x <= size, sum(x) = seats, low <= kinds.T @ x <= high.
    """

    kinds: Integers
    size: Integers
    kind_of: Integers
    low: Integers
    high: Integers
    asked: Integers
    seats: int
    labels: tuple[Label, ...]

    def counting(self, label: Label, held: Flags, seats: int) -> "Problem":
        """The same with one label more, of the kinds that have it (K,), for exactly so many seats.

        It comes first, as the rarest thing to have.
        """
        return replace(
            self,
            kinds=np.column_stack([held.astype(np.int64), self.kinds]),
            low=np.append(seats, self.low),
            high=np.append(seats, self.high),
            asked=np.append(seats, self.asked),
            labels=(label, *self.labels),
        )

    def excess(self, counts: Integers) -> Integers:
        """Seats by which counts (..., V) break each bound."""
        over, under = counts - self.high, self.low - counts
        return np.asarray(np.maximum(over, 0) + np.maximum(under, 0))

    def filled(self, panels: Integers) -> Integers:
        """Seats of each label (..., V) in panels (..., seats) of kinds."""
        return np.asarray(self.kinds.astype(np.int8)[panels].sum(axis=-2, dtype=np.int64))

    def steps(self, filled: Integers) -> tuple[Reals, Reals]:
        """Change of the excess when a label of `filled` (..., V) gains, or loses, one seat."""
        gain = (filled >= self.high).astype(np.float32) - (filled < self.low)
        lose = (filled <= self.low).astype(np.float32) - (filled > self.high)
        return gain.astype(np.float32), lose.astype(np.float32)

    @cached_property
    def marked(self) -> Reals:
        """Labels of the kinds (K, V + 2), with two columns of ones to put something in."""
        return np.asarray(np.pad(self.kinds, ((0, 0), (0, 2)), constant_values=1), np.float32)

    def holds(self, panel: Integers) -> bool:
        """Whether kind counts (K,) are a panel."""
        inside = bool(((panel >= 0) & (panel <= self.size)).all())
        return (
            inside and int(panel.sum()) == self.seats and not self.excess(panel @ self.kinds).any()
        )


def changing(problem: Problem, sitting: Integers, leaving: Reals, coming: Reals) -> Reals:
    """What the excess changes by when others take the seats of those `sitting` (..., seats).

    As factors (..., seats, V + 2): times the other's labels, 1, and what else is to be added.
    `leaving`, `coming` (..., V): the change by each label that leaves and that comes. With 0/1
    labels a and b it is a.leaving + b.coming - (a*b).(leaving + coming), for what both have stays.
    """
    labels = problem.marked.take(sitting, axis=0)[..., :-2]
    gone = labels @ leaving[..., None]
    made = np.ones((*gone.shape[:-1], problem.marked.shape[1]), dtype=np.float32)
    kept = labels * (leaving + coming)[..., None, :]
    np.subtract(coming[..., None, :], kept, out=made[..., :-2])
    made[..., -2] = gone[..., 0]
    return made


def pose(pool: Pool, quotas: Quotas) -> Problem:
    """Put pool and quotas together. Free values get the bounds 0 and `seats`.

    Those of a criterion with more than `MOST_FREE` values do not make students unlike each other:
    an address would make everybody a kind of their own, and no quota asks for it.
    """
    bounds = {q.label: q for q in quotas.bounds}
    numbers = _telling(pool, bounds)
    extra = tuple(label for label in bounds if label not in pool.counts)
    labels = tuple(pool.labels[number] for number in numbers) + extra
    absent = np.zeros((len(pool.ids), len(extra)), dtype=np.int64)
    kinds, kind_of, size = _alike(np.concatenate([pool.incidence(numbers), absent], axis=1))
    low = [bounds[label].low if label in bounds else 0 for label in labels]
    most = [bounds[label].high if label in bounds else quotas.seats for label in labels]
    asked = np.array(most, dtype=np.int64)
    return Problem(
        kinds,
        size,
        kind_of,
        np.array(low, dtype=np.int64),
        np.minimum(asked, quotas.seats),
        asked,
        quotas.seats,
        labels,
    )


def _telling(pool: Pool, bounds: Collection[Label]) -> list[int]:
    """The numbers of the labels by which students are told apart."""
    values = Counter(label.criterion for label in pool.labels)
    return [
        number
        for number, label in enumerate(pool.labels)
        if label in bounds or values[label.criterion] <= MOST_FREE
    ]


def _alike(incidence: Integers) -> tuple[Integers, Integers, Integers]:
    """The unlike rows (K, V) in ascending order, which of them each row is, and how often it is.

    As numpy's `unique`, but rows are compared as bytes and not label by label.
    """
    rows = [bits.tobytes() for bits in np.packbits(incidence.astype(np.bool_), axis=1)]
    first = {key: row for row, key in reversed(list(enumerate(rows)))}
    place = {key: at for at, key in enumerate(sorted(first))}
    kind_of = np.array([place[key] for key in rows], dtype=np.int64)
    kinds = incidence[[first[key] for key in place]]
    return kinds, kind_of, np.bincount(kind_of, minlength=len(place))


def nobody(problem: Problem) -> Flags:
    """A mask over kinds that bars none."""
    return np.zeros(len(problem.size), dtype=np.bool_)


def seats_of(panels: Iterable[Integers]) -> Integers:
    """Kind counts (K,) as kinds (m, seats)."""
    return np.array([np.repeat(np.arange(len(panel)), panel) for panel in panels])


def counts_of(panels: Integers, kinds: int) -> Integers:
    """Kinds (M, seats) as kind counts (M, K)."""
    cells = panels + kinds * np.arange(len(panels))[:, None]
    return np.bincount(cells.ravel(), minlength=len(panels) * kinds).reshape(len(panels), kinds)
