"""Replacing those who decline: the quotas stay as close as they can be. Exact, by CP-SAT."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tellmore.sampling.clock import Clock
from tellmore.sampling.pick import REPLACEMENT, number
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import Problem, pose
from tellmore.sampling.quotas import Quotas

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar


@dataclass(frozen=True)
class Refill:
    """`chosen` row numbers, and by how many seats the quotas are then broken in all."""

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
    seed: str,
    time_limit: float = 1.0,
) -> Refill:
    """Fill the seats that `staying` leave free with students neither staying nor `barred`.

    First the least excess over the quotas, then as many of the `preferred` (the alternates) as can
    be, then by lot (see `pick`). Rows are row numbers of the pool.
    Raises NobodyLeftError, or UndecidedError when the time limit (seconds) passes.
    """
    problem = pose(pool, quotas)
    gone = set(barred) | set(staying)
    candidates = [row for row in range(len(pool.ids)) if row not in gone]
    free = problem.seats - len(staying)
    if len(candidates) < free:
        raise NobodyLeftError(f"{free} seats are free, but {len(candidates)} students are left.")
    order = _order(pool, candidates, preferred, seed)
    useful = _first_of_each_kind(problem, order, free)
    return _fill(problem, staying, useful, set(preferred), Clock(time_limit))


def _order(pool: Pool, candidates: Sequence[int], preferred: Sequence[int], seed: str) -> list[int]:
    """The preferred in their order, then the rest by lot."""
    left = set(candidates)
    first = [row for row in preferred if row in left]
    rest = left - set(first)
    by_lot = sorted(rest, key=lambda row: number(REPLACEMENT, pool.digest, seed, pool.ids[row]))
    return first + by_lot


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


def _fill(
    problem: Problem,
    staying: Sequence[int],
    order: Sequence[int],
    preferred: Collection[int],
    clock: Clock,
) -> Refill:
    from ortools.sat.python import cp_model  # noqa: PLC0415  # the server starts faster without

    from tellmore.sampling.programme import solve  # noqa: PLC0415  # as above

    cp = cp_model.CpModel()
    taken = [cp.new_bool_var(f"x{row}") for row in order]
    cp.add(sum(taken) == problem.seats - len(staying))
    excess = _excess(cp, problem, staying, dict(zip(order, taken, strict=True)))
    ranks = [place + (0 if row in preferred else len(order)) for place, row in enumerate(order)]
    worst = 2 * len(order) * (problem.seats + 1)
    cp.minimize(worst * sum(excess) + sum(rank * x for rank, x in zip(ranks, taken, strict=True)))
    solver, _ = solve(cp, clock)
    chosen = tuple(row for x, row in zip(taken, order, strict=True) if solver.value(x))
    return Refill(chosen, sum(solver.value(e) for e in excess))


def _excess(
    cp: "CpModel", problem: Problem, staying: Sequence[int], taken: Mapping[int, "IntVar"]
) -> list["IntVar"]:
    """By how many seats each quota is broken, either way."""
    kinds = problem.kinds[problem.kind_of]
    held = kinds[list(staying)].sum(axis=0)
    excess = []
    for v, (low, high) in enumerate(zip(problem.low, problem.high, strict=True)):
        filled = int(held[v]) + sum(x for row, x in taken.items() if kinds[row, v])
        over = cp.new_int_var(0, problem.seats + int(low), f"e{v}")
        cp.add(over >= filled - int(high))
        cp.add(over >= int(low) - filled)
        excess.append(over)
    return excess
