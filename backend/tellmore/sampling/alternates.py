"""Alternates: students in reserve, so that whoever declines can be replaced within the quotas.

After "Alternates, Assemble!" (Assos, Baharav, Flanigan, Procaccia 2025), in its simplest form: one
member declines at a time, each as likely as another; alternates are added greedily, each the one
who most raises the number of members with a stand-in, then with a second stand-in, and so on.
"""

import numpy as np

from tellmore.sampling.arrays import Flags, Integers, Reals
from tellmore.sampling.pick import ALTERNATE, number
from tellmore.sampling.pool import Pool
from tellmore.sampling.problem import Problem, pose
from tellmore.sampling.quotas import Quotas


def alternates(
    pool: Pool,
    quotas: Quotas,
    panel: Integers,
    count: int,
    *,
    excluded: Flags,
    panels_hash: str,
    seed: str,
) -> list[int]:
    """Row numbers of up to `count` alternates for `panel` (row numbers), in order of call.

    None of the `excluded` (students,): whoever sits in no panel is nobody's stand-in.
    Ties fall to the lower number of the draw's rule (see `pick`).
    """
    problem = pose(pool, quotas)
    others = np.setdiff1d(np.flatnonzero(~excluded), panel)
    lots = [number(ALTERNATE, panels_hash, seed, pool.ids[row]) for row in others]
    others = others[sorted(range(len(others)), key=lots.__getitem__)]
    fits = stand_ins(problem, panel, others)
    covered = np.zeros(len(panel))
    open_rows = np.ones(len(others), dtype=np.bool_)
    chosen: list[int] = []
    while len(chosen) < min(count, len(others)):
        gain: Reals = np.where(open_rows, fits @ 0.5**covered, -1.0)
        best = int(gain.argmax())
        chosen.append(int(others[best]))
        open_rows[best] = False
        covered += fits[best]
    return chosen


def stand_ins(problem: Problem, panel: Integers, others: Integers) -> Flags:
    """(others, panel): whether an outsider can take a member's seat within the quotas."""
    kinds = problem.kinds
    members, outside = kinds[problem.kind_of[panel]], kinds[problem.kind_of[others]]
    without = members.sum(axis=0) - members
    fits = [~problem.excess(left + outside).any(axis=1) for left in without]
    return np.column_stack(fits)
