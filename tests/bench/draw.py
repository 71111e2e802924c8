"""Draws from pools with the sizes and the skew of published panels, and from fresh schools.

Each is drawn by `tellmore draw` in a process of its own, so that loading counts too. Quotas,
chances, evenness (gini) and the bound are recounted by the tests' checker, which shares no code
with the lottery; 1.0000 of the bound is the best there is.
"""

import csv
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bench._command import timed
from lottery_checker import Bounds, Rows, gini, meets, relaxed_bound, weighted_chances
from pools import bounds_about, school_rows

DATA = Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "sampling"
EQUAL = ("--uniform", "1000")
HEAD = (
    "  pool                    students seats  lottery  wall s   cpu s  of bound    gini  "
    "goal           held  proved"
)


class Goal(NamedTuple):
    """At least this part of the bound, in so many seconds."""

    part: float
    seconds: int

    def __str__(self) -> str:
        return f"{self.part:.6g} in {self.seconds}"


LOOSE, TIGHT, LARGER, LARGEST, PUBLISHED = (
    Goal(1 - 1e-6, 3),
    Goal(0.98, 60),
    Goal(0.999, 10),
    Goal(0.97, 15),
    Goal(0.98, 60),
)
GIVEN = {"school500_tight_40": TIGHT, "school2000_60": LARGER}
"""Of the pools that are given; the others are loose."""


class Fresh(NamedTuple):
    """A pool of our own generator. `skew`: whether its quotas are unlike its shares."""

    name: str
    students: int
    schools: int
    seats: int
    slack: int
    seed: int
    skew: bool = True


@dataclass(frozen=True)
class Task:
    name: str
    folder: Path
    seats: int
    goal: Goal
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
            goal = GIVEN.get(folder.name, LOOSE)
            yield Task(folder.name, folder, _size(folder.name), goal)
            yield Task(folder.name, folder, _size(folder.name), PUBLISHED, EQUAL)
    for seed in (11, 12, 13):
        yield _fresh(place, Fresh("loose", 500, 5, 40, 1, seed), LOOSE)
        yield _fresh(place, Fresh("tight", 500, 5, 40, 0, seed), TIGHT)
        yield _fresh(place, Fresh("tight", 500, 5, 40, 0, seed), TIGHT, EQUAL)
    for seed in (11, 12):
        yield _fresh(place, Fresh("large", 5000, 10, 100, 1, seed, skew=False), LARGEST, EQUAL)
    for seed in (31, 32):
        yield _fresh(place, Fresh("loose 1,000", 1000, 6, 50, 1, seed), LOOSE)
    yield _fresh(place, Fresh("2,000 unlike", 2000, 8, 60, 1, 21), LARGER)
    yield _fresh(place, Fresh("5,000 unlike", 5000, 10, 100, 1, 12), LARGEST, EQUAL)


def _fresh(place: Path, of: Fresh, goal: Goal, options: tuple[str, ...] = ()) -> Task:
    rows = school_rows(of.students, of.schools, of.seed)
    bounds = bounds_about(rows, of.seats, of.slack, of.seed if of.skew else None)
    name = f"fresh {of.name} {of.seed}"
    folder = place / f"{name} {len(options)}".replace(" ", "-")
    folder.mkdir()
    with (folder / "respondents.csv").open("w", newline="") as lines:
        people = csv.DictWriter(lines, list(rows[0]))
        people.writeheader()
        people.writerows(rows)
    with (folder / "categories.csv").open("w", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["category", "feature", "min", "max"])
        table.writerows([*label, *bound] for label, bound in bounds.items())
    return Task(name, folder, of.seats, goal, options)


def _line(task: Task, out: Path) -> str:
    asked = ["draw", str(task.folder), "--size", str(task.seats), "--seed", "1", "--out", str(out)]
    done = timed([*asked, *task.options])
    if done.failed:
        return f"  {task.name:24}{done.failed}"
    kind = "equal" if task.options else "weights"
    rows, judged = _judge(task, json.loads(out.read_text()), done.wall)
    return (
        f"  {task.name:24}{rows:8} {task.seats:5}  {kind:8}{done.wall:6.1f}  "
        f"{done.processor:6.1f}  {judged}"
    )


def _judge(task: Task, made: dict[str, Any], seconds: float) -> tuple[int, str]:
    rows, bounds = _read(task.folder)
    broken = sum(not meets(rows, bounds, panel) for panel in made["panels"])
    broken += sum(len(set(panel)) != task.seats for panel in made["panels"])
    chances = weighted_chances(made["panels"], made["weights"], len(rows))
    part = min(chances) / relaxed_bound(rows, bounds, task.seats)
    held = part >= task.goal.part and seconds <= task.goal.seconds and not broken
    told = f"{part:8.4f}  {gini(chances):6.4f}  {task.goal!s:14} {'yes' if held else 'NO':4}  "
    wrong = f"  {broken} PANELS BREAK THE QUOTAS" if broken else ""
    return len(rows), told + (made["proof"] or "no") + wrong


def _read(folder: Path) -> tuple[Rows, Bounds]:
    with (folder / "respondents.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (folder / "categories.csv").open(newline="") as lines:
        quotas = list(csv.DictReader(lines))
    return rows, {(q["category"], q["feature"]): (int(q["min"]), int(q["max"])) for q in quotas}


def _size(name: str) -> int:
    """The number of seats, which ends each pool's name."""
    return int(name.rsplit("_", 1)[1])
