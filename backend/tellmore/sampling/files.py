"""A pool and its quotas as two CSV files, for anybody who wants to check us.

`categories.csv`: category, feature, min, max. `respondents.csv`: one row a student, one column a
category; an `id` column names the rows, which are numbered from 0 otherwise. UTF-8, with a header.
Spaces round a cell do not count, and a blank is the value "unknown" in both files.
"""

import csv
from collections import Counter
from pathlib import Path

from tellmore.sampling.pool import UNKNOWN, Pool
from tellmore.sampling.quotas import Quota, Quotas

Row = dict[str, str]
COLUMNS = ("category", "feature", "min", "max")


def read_folder(folder: Path, seats: int) -> tuple[Pool, Quotas]:
    """Read both files. Raises OSError, or ValueError that names what is wrong with them."""
    titles, rows = read_table(folder / "categories.csv")
    if not set(COLUMNS) <= set(titles):
        raise ValueError("categories.csv needs the columns category, feature, min and max.")
    bounds = tuple(_quota(row) for row in rows)
    titles, people = read_table(folder / "respondents.csv")
    criteria = list(dict.fromkeys(quota.criterion for quota in bounds))
    absent = [name for name in criteria if name not in titles]
    if absent:
        raise ValueError(f"respondents.csv has no column {absent[0]}.")
    ids = [row.get("id") or str(number) for number, row in enumerate(people)]
    twice = [name for name, times in Counter(ids).items() if times > 1]
    if twice:
        raise ValueError(f"respondents.csv names {twice[0]} more than once.")
    return Pool.read(ids, people, criteria), Quotas(seats, bounds)


def require_writable(out: Path) -> None:
    """Before a minute of work, not after it. Raises ValueError."""
    if out.is_dir() or not out.parent.is_dir():
        raise ValueError(f"{out} is no file that can be written.")


def read_table(path: Path) -> tuple[list[str], list[Row]]:
    """The titles of the columns, and the rows. Raises OSError, or ValueError as above."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.reader(lines)
            titles = [title.strip() for title in next(table, [])]
            rows = [_row(titles, cells) for cells in table if cells]
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not text in UTF-8.") from error
    except csv.Error as error:
        raise ValueError(f"{path.name} is no table of this kind: {error}.") from error
    named = list(filter(None, titles))
    if not named:
        raise ValueError(f"{path.name} is empty; its first line names the columns.")
    if len(set(named)) != len(named):
        raise ValueError(f"{path.name} has two columns with the same name.")
    return titles, rows


def _row(titles: list[str], cells: list[str]) -> Row:
    """Cells that a short row lacks are blank, those past the last column do not count."""
    given = [cell.strip() for cell in cells] + [""] * len(titles)
    return {title: cell for title, cell in zip(titles, given, strict=False) if title}


def _quota(row: Row) -> Quota:
    try:
        bounds = int(row["min"]), int(row["max"])
    except ValueError as error:
        raise ValueError("In categories.csv min and max are whole numbers.") from error
    return Quota(row["category"], row["feature"] or UNKNOWN, *bounds)
