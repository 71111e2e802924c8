"""Members, facilitators and pairs to keep apart as CSV files, for the command line.

Columns: see docs/groups.md. Lists within a cell are separated by semicolons.
"""

from collections.abc import Sequence
from pathlib import Path

from tellmore.sampling.files import Row, read_table
from tellmore.sampling.groups.grouping import Facilitator, InvalidGroupingError, Member
from tellmore.sampling.pool import Label

ID, HOUSEHOLD, PERIODS, CLEAR, TEACHES = "id", "household", "periods", "clear", "teaches"
EVERYBODY_ELSE = "*"


def read_members(path: Path) -> tuple[Member, ...]:
    """A row a member. Every column that has no meaning of its own is a feature.

    Raises InvalidGroupingError where there is nobody, and OSError or ValueError as `read_table`.
    """
    rows = read_table(path)[1]
    if not rows:
        raise InvalidGroupingError(f"{path.name} names no members.")
    return tuple(
        Member(
            id=row.get(ID) or str(number),
            features={name: row[name] for name in row if name not in {ID, HOUSEHOLD, PERIODS}},
            free=_free(row),
            household=row.get(HOUSEHOLD) or None,
        )
        for number, row in enumerate(rows)
    )


def read_facilitators(path: Path, members: Sequence[Member]) -> tuple[Facilitator, ...]:
    """A row a facilitator. Who is neither in `teaches` nor in `clear` is unknown.

    Raises InvalidGroupingError without a column id, or for somebody who is no member.
    """
    rows = read_table(path)[1]
    if not rows or ID not in rows[0]:
        raise InvalidGroupingError(f"{path.name} needs a column id and a row a facilitator.")
    everybody = frozenset(member.id for member in members)
    return tuple(_facilitator(path, row, everybody) for row in rows)


def read_pairs(path: Path) -> tuple[tuple[str, str], ...]:
    """Two ids a row, in the first two columns; raises InvalidGroupingError for any other number."""
    pairs = [[cell for cell in row.values() if cell] for row in read_table(path)[1]]
    if any(len(pair) != len(("one", "other")) for pair in pairs):
        raise InvalidGroupingError(f"{path.name} needs two ids in each row.")
    return tuple((one, other) for one, other in pairs)


def read_label(text: str, members: Sequence[Member]) -> Label:
    """COLUMN:VALUE; raises InvalidGroupingError for anything else, or for an unknown column."""
    column, colon, value = text.partition(":")
    if not colon or not value:
        raise InvalidGroupingError(f"{text}: write COLUMN:VALUE.")
    return Label(require_column(column, members), value)


def require_column(column: str, members: Sequence[Member]) -> str:
    """The column, if members have it as a feature; else raises InvalidGroupingError."""
    if column not in members[0].features:
        raise InvalidGroupingError(f"The members have no column {column}.")
    return column


def all_periods(people: Sequence[Member | Facilitator]) -> tuple[str, ...]:
    """Every period that anybody names."""
    return tuple(sorted({period for one in people for period in one.free or ()}))


def _facilitator(path: Path, row: Row, everybody: frozenset[str]) -> Facilitator:
    teaches, clear = _list(row.get(TEACHES, "")), _list(row.get(CLEAR, ""))
    if EVERYBODY_ELSE in clear:
        clear = everybody - teaches
    strangers = sorted((teaches | clear) - everybody)
    if strangers:
        raise InvalidGroupingError(f"{path.name} names {strangers[0]}, who is no member.")
    return Facilitator(row[ID], clear, teaches, _free(row))


def _free(row: Row) -> frozenset[str] | None:
    """A blank cell: any period will do."""
    return _list(row.get(PERIODS, "")) or None


def _list(cell: str) -> frozenset[str]:
    return frozenset(part.strip() for part in cell.split(";") if part.strip())
