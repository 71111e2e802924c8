"""Draws from pools with the sizes and the skew of published panels.

A lottery is as fair as its least lucky student's chance, held against the bound that no lottery
over these quotas can pass. 1.000 is the best there is.
"""

import csv
import os
import time
from collections.abc import Iterator
from pathlib import Path

from tellmore.sampling.lottery import lottery
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quota, Quotas

DATA = Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "sampling"


def measure() -> Iterator[str]:
    if not DATA.exists():
        yield f"draw: skipped, no {DATA}"
        return
    yield "draw: seconds, and the smallest chance as a part of the bound"
    for folder in sorted(DATA.iterdir(), key=lambda each: _size(each.name)):
        pool, quotas = _read(folder)
        start = time.perf_counter()
        drawn = lottery(pool, quotas)
        seconds = time.perf_counter() - start
        proof = ", proved the best" if drawn.proved else ""
        yield (
            f"  {folder.name:20} {len(pool.ids):5} students, {quotas.seats:3} seats: "
            f"{seconds:5.1f} s, {drawn.min_chance / drawn.bound:.3f}{proof}"
        )


def _size(name: str) -> int:
    """The number of seats, which ends each pool's name."""
    return int(name.rsplit("_", 1)[1])


def _read(folder: Path) -> tuple[Pool, Quotas]:
    with (folder / "respondents.csv").open() as file:
        rows = list(csv.DictReader(file))
    with (folder / "categories.csv").open() as file:
        bounds = tuple(
            Quota(row["category"], row["feature"], int(row["min"]), int(row["max"]))
            for row in csv.DictReader(file)
        )
    pool = Pool.read([str(number) for number in range(len(rows))], rows, list(rows[0]))
    return pool, Quotas(_size(folder.name), bounds)
