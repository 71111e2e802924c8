"""A pool and its quotas as two CSV files, for anybody who wants to check us.

`categories.csv`: category, feature, min, max. `respondents.csv`: one row a student, one column a
category; an `id` column names the rows, which are numbered from 0 otherwise. UTF-8, with a header.
Spaces round a cell do not count, and a blank is the value "unknown" in both files. A row of blanks,
as spreadsheets leave behind, is nobody; but "" alone on its line was written on purpose.
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
    titles, people = _numbered(folder / "respondents.csv")
    criteria = list(dict.fromkeys(quota.criterion for quota in bounds))
    absent = [name for name in criteria if name not in titles]
    if absent:
        raise ValueError(f"respondents.csv has no column {absent[0]}.")
    rows = list(people.values())
    ids = _ids(people) if "id" in titles else [str(number) for number in range(len(rows))]
    return Pool.read(ids, rows, criteria), Quotas(seats, bounds)


def _ids(people: dict[int, Row]) -> list[str]:
    ids = [row["id"] for row in people.values()]
    if "" in ids:
        raise ValueError(f"respondents.csv has no id in row {list(people)[ids.index('')]}.")
    twice = [name for name, times in Counter(ids).items() if times > 1]
    if twice:
        raise ValueError(f"respondents.csv names {twice[0]} more than once.")
    return ids


def require_writable(out: Path) -> None:
    """Before a minute of work, not after it. Raises ValueError."""
    if out.is_dir() or not out.parent.is_dir():
        raise ValueError(f"{out} is no file that can be written.")


def read_table(path: Path) -> tuple[list[str], list[Row]]:
    """The titles of the columns, and the rows. Raises OSError, or ValueError as above."""
    titles, rows = _numbered(path)
    return titles, list(rows.values())


def _numbered(path: Path) -> tuple[list[str], dict[int, Row]]:
    """The same; the rows by their number in a spreadsheet, where that of the titles is 1."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.reader(lines)
            titles = [title.strip() for title in next(table, [])]
            filled = {at: cells for at, cells in enumerate(table, start=2) if _says(cells)}
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not text in UTF-8.") from error
    except csv.Error as error:
        raise ValueError(f"{path.name} is no table of this kind: {error}.") from error
    named = list(filter(None, titles))
    if not named:
        raise ValueError(f"{path.name} is empty; its first line names the columns.")
    if len(set(named)) != len(named):
        raise ValueError(f"{path.name} has two columns with the same name.")
    wide = [at for at, cells in filled.items() if any(map(str.strip, cells[len(titles) :]))]
    if wide:
        raise ValueError(f"{path.name} has more cells than columns in row {wide[0]}.")
    return titles, {at: _row(titles, cells) for at, cells in filled.items()}


def _says(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells) or cells == [""]


def _row(titles: list[str], cells: list[str]) -> Row:
    """Cells that a short row lacks are blank."""
    given = [cell.strip() for cell in cells] + [""] * len(titles)
    return {title: cell for title, cell in zip(titles, given, strict=False) if title}


def _quota(row: Row) -> Quota:
    try:
        bounds = int(row["min"]), int(row["max"])
    except ValueError as error:
        raise ValueError("In categories.csv min and max are whole numbers.") from error
    return Quota(row["category"], row["feature"] or UNKNOWN, *bounds)
