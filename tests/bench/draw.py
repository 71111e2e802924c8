"""Draws from pools with the sizes and the skew of published panels, and from fresh schools.

Each is drawn by `tellmore draw` in a process of its own, so that loading counts too. Quotas,
chances, evenness (gini) and the bound are recounted by the tests' checker, which shares no code
with the lottery; 1.0000 of the bound is the best there is.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lottery_checker import Bounds, Rows, gini, meets, relaxed_bound, weighted_chances
from pools import bounds_about, school_rows

DATA = Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "sampling"
SEEDS = (11, 12)
DRAW = "from tellmore.sampling.commands import app; app()"
EQUAL = ("--uniform", "1000")
HEAD = "  pool                    students seats  lottery  wall s   cpu s  of bound    gini  proved"


@dataclass(frozen=True)
class Task:
    name: str
    folder: Path
    seats: int
    options: tuple[str, ...] = ()


def measure() -> Iterator[str]:
    yield "draw: seconds from a cold process, and the smallest chance as a part of the bound"
    yield HEAD
    with tempfile.TemporaryDirectory() as place:
        for task in _tasks(Path(place)):
            yield _line(task, Path(place) / "lottery.json")


def _tasks(place: Path) -> Iterator[Task]:
    if DATA.exists():
        for folder in sorted(DATA.iterdir(), key=lambda each: _size(each.name)):
            yield Task(folder.name, folder, _size(folder.name))
            yield Task(folder.name, folder, _size(folder.name), EQUAL)
    for seed in SEEDS:
        yield _fresh(place, f"fresh loose {seed}", (500, 5, 40, 1, seed), ())
        yield _fresh(place, f"fresh tight {seed}", (500, 5, 40, 0, seed), ())
        yield _fresh(place, f"fresh large {seed}", (5000, 10, 100, 1, seed), EQUAL)


def _fresh(
    place: Path, name: str, shape: tuple[int, int, int, int, int], options: tuple[str, ...]
) -> Task:
    students, schools, seats, slack, seed = shape
    rows = school_rows(students, schools, seed)
    skew = seed if students <= 1000 else None
    bounds = bounds_about(rows, seats, slack, skew)
    folder = place / name.replace(" ", "-")
    folder.mkdir()
    with (folder / "respondents.csv").open("w", newline="") as lines:
        people = csv.DictWriter(lines, list(rows[0]))
        people.writeheader()
        people.writerows(rows)
    with (folder / "categories.csv").open("w", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["category", "feature", "min", "max"])
        table.writerows([*label, *bound] for label, bound in bounds.items())
    return Task(name, folder, seats, options)


def _line(task: Task, out: Path) -> str:
    before, start = _processor(), time.perf_counter()
    asked = ["draw", str(task.folder), "--size", str(task.seats), "--seed", "1", "--out", str(out)]
    done = subprocess.run(  # noqa: S603  # our own interpreter and files
        [sys.executable, "-c", DRAW, *asked, *task.options], check=False, capture_output=True
    )
    wall, spent = time.perf_counter() - start, _processor() - before
    if done.returncode:
        return f"  {task.name:24}exit {done.returncode}: {done.stderr.decode()[-80:]}"
    kind = "equal" if task.options else "weights"
    rows, judged = _judge(task, json.loads(out.read_text()))
    return f"  {task.name:24}{rows:8} {task.seats:5}  {kind:8}{wall:6.1f}  {spent:6.1f}  {judged}"


def _judge(task: Task, made: dict[str, Any]) -> tuple[int, str]:
    rows, bounds = _read(task.folder)
    broken = sum(not meets(rows, bounds, panel) for panel in made["panels"])
    chances = weighted_chances(made["panels"], made["weights"], len(rows))
    part = min(chances) / relaxed_bound(rows, bounds, task.seats)
    told = f"{part:8.4f}  {gini(chances):6.4f}  {made['proof'] or 'no'}"
    return len(rows), told + (f"  {broken} PANELS BREAK THE QUOTAS" if broken else "")


def _read(folder: Path) -> tuple[Rows, Bounds]:
    with (folder / "respondents.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (folder / "categories.csv").open(newline="") as lines:
        quotas = list(csv.DictReader(lines))
    return rows, {(q["category"], q["feature"]): (int(q["min"]), int(q["max"])) for q in quotas}


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _size(name: str) -> int:
    """The number of seats, which ends each pool's name."""
    return int(name.rsplit("_", 1)[1])
