"""Replacing those who decline: the quotas stay as close as they can be. Exact, by CP-SAT.

The least excess is sought from below: first one that arithmetic does not rule out, and only among
those who can have a part in it. The lot puts everybody in a queue, and the first 64 of it are asked
about, then 128 and so on, until a refill is among them: so the solver proves small things, many of
them in milliseconds, where one programme over the whole pool took seconds.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tellmore.sampling.arrays import Flags, Integers
from tellmore.sampling.clock import Clock
from tellmore.sampling.feasibility import load_solver
from tellmore.sampling.pick import REPLACEMENT, number
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import Problem, pose
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.refusals import UndecidedError

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

FIRST = 64
"""Of the queue; then twice as many, until a refill is found."""
FROM_BELOW = 2
"""Excesses that are tried one after the other before the solver is asked for the least."""


@dataclass(frozen=True)
class Refill:
    """`chosen` row numbers, ascending, and by how many seats the quotas are then broken in all."""

    chosen: tuple[int, ...]
    excess: int


class NobodyLeftError(Exception):
    """Fewer candidates than free seats."""


def refill(
    pool: Pool,
    quotas: Quotas,
    *,
    staying: Sequence[int],
    barred: Collection[int],
    preferred: Sequence[int],
    panels_hash: str,
    seed: str,
    time_limit: float = 5.0,
) -> Refill:
    """Fill the seats that `staying` leave free with students neither staying nor `barred`.

    First the least excess over the quotas, then as many of the `preferred` (the alternates) as can
    be, then by lot (see `pick`): of the queue (the preferred, then the rest by their numbers) the
    first 64, 128, 256 and so on among whom such a refill is, and of these the least sum of places.
    Rows are row numbers of the pool. The lot goes by `pool.ids`, the seed, and the hash of the
    panels of the draw, and not by who else is in the pool.
    `time_limit`: seconds of solving; loading the solver, once in a process, comes on top.
    Raises NobodyLeftError, or UndecidedError when the time limit passes.
    """
    problem = pose(pool, quotas)
    gone = set(barred) | set(staying)
    candidates = [row for row in range(len(pool.ids)) if row not in gone]
    free = problem.seats - len(staying)
    if len(candidates) < free:
        raise NobodyLeftError(f"{free} seats are free, but {len(candidates)} students are left.")
    lots = {row: number(REPLACEMENT, panels_hash, seed, pool.ids[row]) for row in candidates}
    order = _order(lots, preferred)
    useful = _first_of_each_kind(problem, order, free)
    load_solver()
    queue, held = np.array(useful, dtype=np.int64), problem.kinds[problem.kind_of[list(staying)]]
    known = np.isin(queue, list(preferred))
    vacancy = _Vacancy(problem, held.sum(axis=0), free, queue, known)
    return vacancy.fill(Clock(time_limit))


def _order(lots: Mapping[int, int], preferred: Sequence[int]) -> list[int]:
    """The preferred in their order, then the rest by lot."""
    first = [row for row in preferred if row in lots]
    return first + sorted(lots.keys() - set(first), key=lots.__getitem__)


def _first_of_each_kind(problem: Problem, order: Sequence[int], free: int) -> list[int]:
    """Those of `order` who could be chosen: of a kind, never more than the free seats."""
    seen: Counter[int] = Counter()
    useful = []
    for row in order:
        kind = int(problem.kind_of[row])
        if seen[kind] < free:
            seen[kind] += 1
            useful.append(row)
    return useful


@dataclass(frozen=True)
class _Vacancy:
    """`free` seats, beside members who have `held` (V,) seats of each label.

    queue (n,): rows that may come, in their order; preferred (n,): which of them are.
    """

    problem: Problem
    held: Integers
    free: int
    queue: Integers
    preferred: Flags

    @cached_property
    def kinds(self) -> Integers:
        """Labels (n, V) of the queue."""
        return self.problem.kinds[self.problem.kind_of[self.queue]]

    @cached_property
    def bounds(self) -> Integers:
        """So many seats at least are off in any refill with this student (n,).

        A label that is full is one seat over its most with everybody who has it, and of the seats
        that are needed nobody brings more than one a label. The others are taken to be the best.
        """
        need = np.maximum(self.problem.low - self.held, 0)
        over = np.maximum(self.held - self.problem.high, 0)
        full = (self.held >= self.problem.high).astype(np.int64)
        each = self.kinds @ (full - (need > 0))
        others = np.sort(each)[: self.free - 1].sum()
        return np.asarray(need.sum() + over.sum() + each + others)

    def fill(self, clock: Clock) -> Refill:
        """The least excess, then the most of the preferred that go with it, then by the queue."""
        if not self.free:
            return self.refill(self.queue[:0])
        excess, found = self.closest(clock)
        among = self.within(excess)
        most = min(self.free, int(self.preferred[among].sum()))
        with suppress(UndecidedError):
            for count in range(most, int(self.preferred[found].sum()), -1):
                better = self.first(among, excess, count, clock)
                if better is not None:
                    return self.refill(better)
        return self.refill(found)

    def closest(self, clock: Clock) -> tuple[int, Integers]:
        """The least excess, and places in the queue of a refill with it."""
        least = max(int(self.bounds.min()), 0)
        for excess in range(least, least + FROM_BELOW):
            found = self.first(self.within(excess), excess, 0, clock)
            if found is not None:
                return excess, found
        from tellmore.sampling.programme import solve  # noqa: PLC0415  # CP-SAT loads slowly

        cp, taken, off = self.model(np.arange(len(self.queue)))
        cp.minimize(sum(off))
        solver, _ = solve(cp, clock.part(0.7))
        found = np.flatnonzero([solver.value(x) for x in taken])
        excess = sum(solver.value(each) for each in off)
        with suppress(UndecidedError):
            by_lot = self.first(self.within(excess), excess, 0, clock)
            found = found if by_lot is None else by_lot
        return excess, found

    def within(self, excess: int) -> Integers:
        """Places in the queue of those who may be in a refill with so much excess."""
        return np.flatnonzero(self.bounds <= excess)

    def first(self, among: Integers, excess: int, count: int, clock: Clock) -> Integers | None:
        """Places (free,) of a refill from the first of `among`; None where there is none at all.

        With at most so much excess, and at least `count` of the preferred.
        """
        size = FIRST
        while True:
            some = among[:size]
            found = self.choose(some, excess, count, clock) if len(some) >= self.free else None
            if found is not None or size >= len(among):
                return found
            size *= 2

    def choose(self, some: Integers, excess: int, count: int, clock: Clock) -> Integers | None:
        from tellmore.sampling.programme import solve  # noqa: PLC0415  # as above

        cp, taken, off = self.model(some)
        cp.add(sum(off) <= excess)
        if count:
            cp.add(sum(taken[at] for at in np.flatnonzero(self.preferred[some])) >= count)
        cp.minimize(sum(place * x for place, x in enumerate(taken)))
        solver, found = solve(cp, clock)
        return some[[bool(solver.value(x)) for x in taken]] if found else None

    def model(self, some: Integers) -> tuple["CpModel", list["IntVar"], list["IntVar"]]:
        """Which of `some` are taken, and by how many seats each quota is off, either way."""
        from ortools.sat.python.cp_model import CpModel  # noqa: PLC0415  # as above

        cp = CpModel()
        taken = [cp.new_bool_var("") for _ in some]
        cp.add(sum(taken) == self.free)
        off = []
        problem, kinds = self.problem, self.kinds[some]
        for v, (low, high) in enumerate(zip(problem.low, problem.high, strict=True)):
            filled = int(self.held[v]) + sum(taken[at] for at in np.flatnonzero(kinds[:, v]))
            by = cp.new_int_var(0, problem.seats + int(low), "")
            cp.add(by >= filled - int(high))
            cp.add(by >= int(low) - filled)
            off.append(by)
        return cp, taken, off

    def refill(self, places: Integers) -> Refill:
        filled = self.held + self.kinds[places].sum(axis=0)
        chosen = tuple(sorted(self.queue[places].tolist()))
        return Refill(chosen, int(self.problem.excess(filled).sum()))
