"""Small pools for the mathematics."""

import csv
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from typer.testing import CliRunner

from tellmore.sampling.commands import app
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quota, Quotas

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Case:
    """One pool with quotas, in the shape of the package and in the checker's."""

    rows: Rows
    bounds: dict[tuple[str, str], tuple[int, int]]
    seats: int

    @property
    def pool(self) -> Pool:
        criteria = list(dict.fromkeys(criterion for row in self.rows for criterion in row))
        return Pool.read([f"s{i}" for i in range(len(self.rows))], self.rows, criteria)

    @property
    def quotas(self) -> Quotas:
        return Quotas(self.seats, tuple(Quota(*k, *v) for k, v in self.bounds.items()))


def school_pool(students: int, seed: int = 1) -> Rows:
    """A made-up school: skewed, with small groups, as schools are."""
    numbers = random.Random(seed)
    return [
        {
            "grade": numbers.choice(["9", "10", "11", "12"]),
            "school": numbers.choices(["North", "South", "West"], [5, 3, 1])[0],
            "gender": numbers.choice(["F", "M"]),
            "EL": numbers.choices(["yes", "no"], [1, 7])[0],
            "program": numbers.choices(["General", "AVID", "CTE", "Arts"], [12, 3, 2, 1])[0],
        }
        for _ in range(students)
    ]


@st.composite
def cases(draw: st.DrawFn, max_people: int = 9) -> Case:
    """Pools small enough to enumerate, with quotas that may or may not be possible."""
    people = draw(st.integers(3, max_people))
    seats = draw(st.integers(1, min(4, people)))
    values = {"a": "xyz", "b": "uv", "c": "mn"}
    criteria = draw(st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3, unique=True))
    rows = [{c: draw(st.sampled_from(values[c])) for c in criteria} for _ in range(people)]
    bounds = {}
    for criterion in criteria:
        for value in values[criterion]:
            low = draw(st.integers(0, 2))
            bounds[criterion, value] = (low, low + draw(st.integers(0, 2)))
    return Case(rows, bounds, seats)


def folder(path: Path, rows: list[dict[str, str]], bounds: Any) -> Path:
    with (path / "categories.csv").open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["category", "feature", "min", "max"])
        writer.writerows([*label, *bound] for label, bound in bounds.items())
    with (path / "respondents.csv").open("w", newline="") as lines:
        people = csv.DictWriter(lines, list(rows[0]))
        people.writeheader()
        people.writerows(rows)
    return path


def run(path: Path, *options: str, size: int = 12) -> tuple[int, Any]:
    out = path / "lottery.json"
    result = CliRunner().invoke(
        app, ["draw", str(path), "--size", str(size), "--out", str(out), *options]
    )
    return result.exit_code, json.loads(out.read_text()) if out.exists() else result.output
