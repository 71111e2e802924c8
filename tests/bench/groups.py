"""Splitting cohorts into groups: seconds, and how near the least imbalance.

Cohorts from the tests' generator, by seeds: with features alone, and with two subgroups of which
no group may hold only one. Each is split by `tellmore groups` in a process of its own, so that
loading counts too; hard rules and balance are counted by the tests' checker.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench._command import timed
from group_cases import as_files, as_plan, broken, off_balance, school_groups


class Size(NamedTuple):
    people: int
    groups: int
    leaders: int
    periods: int
    goal: int
    """Seconds. That a plan is proved the best is a goal of the small ones alone."""
    seeds: tuple[int, ...]


SIZES = (Size(60, 8, 10, 6, 3, (1, 2, 3, 4, 5, 6)), Size(240, 30, 40, 8, 30, (1, 2, 3)))
PROVED_UP_TO = 60


def measure() -> Iterator[str]:
    yield "groups: seconds from a cold process, cost against its bound; broken hard rules"
    yield "  cohort                    seed  wall s   cpu s  seats off   cost  bound  goal  held"
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            for together in (False, True):
                for seed in size.seeds:
                    yield _one(Path(place), size, seed, together=together)


def _one(place: Path, size: Size, seed: int, *, together: bool) -> str:
    name = f"{size.people} into {size.groups}{', subgroups' if together else ''}"
    asked = school_groups(*size[:4], seed=seed, together=together)
    out = place / "plan.json"
    done = timed(["groups", *as_files(place, asked), "--out", str(out), "--time-limit", "60"])
    if done.failed:
        return f"  {name:26}{seed:4}  {done.failed}"
    made = json.loads(out.read_text())
    plan = as_plan(made)
    wrong = len(broken(asked, plan))
    proved = made["proved"] or size.people > PROVED_UP_TO
    held = "yes" if proved and not wrong and done.wall <= size.goal else "NO"
    return (
        f"  {name:26}{seed:4}{done.wall:8.1f}{done.processor:8.1f}{off_balance(asked, plan):11}"
        f"{made['cost']:7}{made['bound']:7}{size.goal:6}  {held}"
        f"{f'  {wrong} HARD RULES BROKEN' if wrong else ''}"
    )
