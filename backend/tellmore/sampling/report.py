"""What `tellmore draw` writes: a lottery as plain data that anybody can check."""

from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from tellmore.sampling.alternates import alternates
from tellmore.sampling.arrays import Integers
from tellmore.sampling.choices import Algorithm
from tellmore.sampling.clock import Clock
from tellmore.sampling.files import read_folder
from tellmore.sampling.lottery import Lottery, lottery
from tellmore.sampling.pick import weighted_panel
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.refusals import InfeasibleError, PoolTooSmallError
from tellmore.sampling.weighted import WeightedLottery, weighted

LEAST_RESERVE = 2
RESERVE = 0.25
FOR_WRITING = 0.95
"""The part of the time that is the search's; alternates and the file take the rest."""


@dataclass(frozen=True)
class Ask:
    """uniform: so many equally likely panels, 0 for weighted ones; reserve: -1 for the usual."""

    seats: int
    seed: str
    algorithm: Algorithm
    uniform: int
    reserve: int

    @property
    def alternates(self) -> int:
        """How many to call at most: as asked, else a quarter of the seats, and two at least."""
        usual = max(LEAST_RESERVE, ceil(self.seats * RESERVE))
        return self.reserve if self.reserve >= 0 else usual


def draw(folder: Path, ask: Ask, clock: Clock) -> dict[str, Any]:
    """Draw from the two files of `folder`: panels by ids, weights and chances as parts of 1.

    Raises OSError or ValueError for the files, and what `lottery` raises.
    """
    pool, quotas = read_folder(folder, ask.seats)
    seconds, aim = clock.left * FOR_WRITING, ask.algorithm
    made: Lottery | WeightedLottery
    if ask.uniform:
        made = lottery(pool, quotas, ask.uniform, seconds, algorithm=aim, watch=clock.watch)
    else:
        made = weighted(pool, quotas, seconds, algorithm=aim, watch=clock.watch)
    return {**_figures(pool, made), **_drawn(pool, quotas, made, ask)}


def infeasible(error: InfeasibleError | PoolTooSmallError) -> dict[str, Any]:
    """The first of the least changes; none where the pool is smaller than the panel."""
    changes = error.relaxations[0].changes if isinstance(error, InfeasibleError) else ()
    names = ("category", "feature", "min", "max")
    return {
        "infeasible": True,
        "relaxation": [dict(zip(names, change, strict=True)) for change in changes],
        "reason": str(error),
    }


def _figures(pool: Pool, made: Lottery | WeightedLottery) -> dict[str, Any]:
    chance = dict(zip(pool.ids, made.chance.tolist(), strict=True))
    return {
        "algorithm": made.algorithm,
        "panels": [named(pool, panel) for panel in made.panels],
        "weights": made.weights.tolist(),
        "uniform": isinstance(made, Lottery),
        "chance": chance,
        "excluded": named(pool, np.flatnonzero(made.excluded)),
        "min_chance": min(
            p for p, out in zip(chance.values(), made.excluded, strict=True) if not out
        ),
        "bound": made.bound,
        "gap": made.gap,
        "proved": made.proved,
        "proof": made.proof,
    }


def _drawn(pool: Pool, quotas: Quotas, made: Lottery | WeightedLottery, ask: Ask) -> dict[str, Any]:
    panels_hash = made.panels_hash
    panel = made.panels[weighted_panel(panels_hash, ask.seed, made.weights.tolist())]
    standby = alternates(
        pool,
        quotas,
        panel,
        ask.alternates,
        excluded=made.excluded,
        panels_hash=panels_hash,
        seed=ask.seed,
    )
    return {
        "seed": ask.seed,
        "panels_hash": panels_hash,
        "drawn": named(pool, panel),
        "alternates": named(pool, np.array(standby, dtype=np.int64)),
    }


def named(pool: Pool, rows: Integers) -> list[int | str]:
    """Ids: whole numbers where they are the row numbers, as everywhere but in object keys."""
    numbers: list[int] = rows.tolist()
    return [*numbers] if pool.by_row else [pool.ids[row] for row in numbers]
