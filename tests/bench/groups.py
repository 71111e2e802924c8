"""Splitting cohorts into groups: seconds, and how near the least imbalance.

Cohorts from the tests' generator, by seeds: with features alone, and with two
subgroups of which no group may hold only one. Hard rules are counted by the tests' checker.
"""

import time
from collections.abc import Iterator

from group_cases import broken, school_groups
from tellmore.sampling.groups import groups

CASES = {"60 into 8": (60, 8, 10, 6), "240 into 30": (240, 30, 40, 8)}
SEEDS = (1, 2, 3, 5, 6)


def measure() -> Iterator[str]:
    yield "groups: seconds (of them processor), cost against its bound; broken hard rules"
    for name, sizes in CASES.items():
        for together in (False, True):
            for seed in SEEDS:
                yield _one(f"{name}{', subgroups' if together else ''}", sizes, seed, together)


def _one(name: str, sizes: tuple[int, int, int, int], seed: int, together: bool) -> str:
    asked = school_groups(*sizes, seed=seed, together=together)
    start, busy = time.perf_counter(), time.process_time()
    made = groups(asked, time_limit=30)
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    wrong = broken(asked, made.plan)
    return (
        f"  {name:24} seed {seed}: {seconds:5.1f} s ({processor:4.1f}), "
        f"{made.cost} of {made.bound}{', proved the best' if made.proved else ''}"
        f"{f', {len(wrong)} HARD RULES BROKEN' if wrong else ''}"
    )
