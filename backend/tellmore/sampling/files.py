"""A pool and its quotas as two CSV files, for anybody who wants to check us.

`categories.csv`: category, feature, min, max. `respondents.csv`: one row a student, one column a
category; an `id` column names the rows, which are numbered from 0 otherwise.
"""

import csv
from pathlib import Path

from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quota, Quotas


def read_folder(folder: Path, seats: int) -> tuple[Pool, Quotas]:
    """Read both files. Raises OSError, or ValueError that names what is wrong with them."""
    bounds = tuple(_quota(row) for row in _rows(folder / "categories.csv"))
    people = _rows(folder / "respondents.csv")
    criteria = list(dict.fromkeys(quota.criterion for quota in bounds))
    absent = [name for name in criteria if people and name not in people[0]]
    if absent:
        raise ValueError(f"respondents.csv has no column {absent[0]}.")
    ids = [row.get("id") or str(number) for number, row in enumerate(people)]
    return Pool.read(ids, people, criteria), Quotas(seats, bounds)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _quota(row: dict[str, str]) -> Quota:
    try:
        return Quota(row["category"], row["feature"], int(row["min"]), int(row["max"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            "categories.csv needs category, feature, min and max, in whole numbers."
        ) from error
