"""Draws from pools with the sizes and the skew of published panels.

A lottery is as fair as its least lucky student's chance, held against the bound that no lottery
over these quotas can pass. 1.000 is the best there is. Quotas, chances and bound are the tests'
checker's, which shares no code with the lottery.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from lottery_checker import Bounds, Rows, chances, meets, relaxed_bound
from tellmore.sampling.files import read_folder
from tellmore.sampling.lottery import lottery
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quotas

DATA = Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "sampling"


def measure() -> Iterator[str]:
    if not DATA.exists():
        yield f"draw: skipped, no {DATA}"
        return
    yield "draw: seconds, and the smallest chance as a part of the bound"
    for folder in sorted(DATA.iterdir(), key=lambda each: _size(each.name)):
        pool, quotas = read_folder(folder, _size(folder.name))
        start = time.perf_counter()
        drawn = lottery(pool, quotas)
        seconds = time.perf_counter() - start
        rows, bounds = _as_the_checker_reads(pool, quotas)
        panels = drawn.panels.tolist()
        broken = sum(not meets(rows, bounds, panel) for panel in panels)
        part = min(chances(panels, len(rows))) / relaxed_bound(rows, bounds, quotas.seats)
        yield (
            f"  {folder.name:20} {len(rows):5} students, {quotas.seats:3} seats: "
            f"{seconds:5.1f} s, {part:.3f}{', proved the best' if drawn.proved else ''}"
            f"{f', {broken} PANELS BREAK THE QUOTAS' if broken else ''}"
        )


def _size(name: str) -> int:
    """The number of seats, which ends each pool's name."""
    return int(name.rsplit("_", 1)[1])


def _as_the_checker_reads(pool: Pool, quotas: Quotas) -> tuple[Rows, Bounds]:
    rows = [
        {label.criterion: label.value for label, has in zip(pool.labels, held, strict=True) if has}
        for held in pool.incidence
    ]
    return rows, {quota.label: (quota.low, quota.high) for quota in quotas.bounds}
