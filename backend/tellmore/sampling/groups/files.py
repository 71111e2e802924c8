"""Members, facilitators and pairs to keep apart as CSV files, for the command line.

Columns: see docs/groups.md. Lists within a cell are separated by semicolons. What could be a slip
is refused, as a rule would be lost by it. Rows are counted as a spreadsheet does, titles and all.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tellmore.sampling.files import Row, read_table
from tellmore.sampling.groups.check import value_of
from tellmore.sampling.groups.grouping import Facilitator, InvalidGroupingError, Member
from tellmore.sampling.pool import Label

ID, HOUSEHOLD, PERIODS, CLEAR, TEACHES = "id", "household", "periods", "clear", "teaches"
OF_A_MEMBER = (ID, HOUSEHOLD, PERIODS)
OF_A_FACILITATOR = (ID, PERIODS, TEACHES, CLEAR)
EVERYBODY_ELSE = "*"
TOLD = 20
"""So many values of a column are told of at most."""


def read_members(path: Path) -> tuple[Member, ...]:
    """A row a member. Every column that has no meaning of its own is a feature.

    Raises InvalidGroupingError where there is nobody, an id is blank, or the name of a column has a
    meaning but for its capital letters; OSError or ValueError as `read_table`.
    """
    titles, rows = read_table(path)
    for title in titles:
        if title.lower() in OF_A_MEMBER and title not in OF_A_MEMBER:
            raise InvalidGroupingError(
                f"{path.name} has a column {title}; its name is written {title.lower()}."
            )
    people = list(_with_ids(path, rows))
    if not people:
        raise InvalidGroupingError(f"{path.name} names no members.")
    return tuple(
        Member(
            id=row.get(ID, str(number)),
            features={name: row[name] for name in row if name not in OF_A_MEMBER},
            free=_free(row),
            household=row.get(HOUSEHOLD) or None,
        )
        for number, row in enumerate(people)
    )


def read_facilitators(path: Path, members: Sequence[Member]) -> tuple[Facilitator, ...]:
    """A row a facilitator. Who is neither in `teaches` nor in `clear` is unknown.

    Raises InvalidGroupingError without a column id, for a blank id, for any column that has no
    meaning here, or for somebody who is no member.
    """
    titles, rows = read_table(path)
    strange = [title for title in titles if title and title not in OF_A_FACILITATOR]
    if strange:
        raise InvalidGroupingError(
            f"{path.name} has a column {strange[0]}; its columns are {', '.join(OF_A_FACILITATOR)}."
        )
    leaders = list(_with_ids(path, rows))
    if not leaders or ID not in titles:
        raise InvalidGroupingError(f"{path.name} needs a column id and a row a facilitator.")
    everybody = frozenset(member.id for member in members)
    return tuple(_facilitator(path, row, everybody) for row in leaders)


def read_pairs(path: Path, members: Sequence[Member]) -> tuple[tuple[str, str], ...]:
    """Two ids a row, in two columns of any name.

    Raises InvalidGroupingError for any other number of columns or ids, or where the first row
    names members and no columns.
    """
    titles, rows = read_table(path)
    named = [member.id for member in members if member.id in titles]
    if named:
        raise InvalidGroupingError(
            f"{path.name} begins with {named[0]}, who is a member; its first row names the columns."
        )
    if len(list(filter(None, titles))) != len(("one", "other")):
        raise InvalidGroupingError(f"{path.name} needs two columns, with an id in each.")
    pairs = [(number, tuple(row.values())) for number, row in _filled(rows)]
    for number, pair in pairs:
        if not all(pair):
            raise InvalidGroupingError(f"{path.name}, row {number}: a pair needs two ids.")
    return tuple((one, other) for _, (one, other) in pairs)


def read_label(text: str, members: Sequence[Member]) -> Label:
    """COLUMN:VALUE.

    Raises InvalidGroupingError for anything else, an unknown column, or a value that nobody has.
    """
    column, colon, value = text.partition(":")
    if not colon or not value:
        raise InvalidGroupingError(f"{text}: write COLUMN:VALUE.")
    require_column(column, members)
    values = sorted({value_of(member, column) for member in members})
    if value not in values:
        raise InvalidGroupingError(
            f"{text}: Nobody has {value} in the column {column}. "
            f"Its values are {', '.join(values[:TOLD])}."
        )
    return Label(column, value)


def require_column(column: str, members: Sequence[Member]) -> str:
    """The column, if members have it as a feature; else raises InvalidGroupingError."""
    if column not in members[0].features:
        raise InvalidGroupingError(f"The members have no column {column}.")
    return column


def all_periods(people: Sequence[Member | Facilitator]) -> tuple[str, ...]:
    """Every period that anybody names."""
    return tuple(sorted({period for one in people for period in one.free or ()}))


def _filled(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """Rows in which something is written, with their numbers: a spreadsheet leaves blank ones."""
    return ((number, row) for number, row in enumerate(rows, 2) if any(row.values()))


def _with_ids(path: Path, rows: Sequence[Row]) -> Iterator[Row]:
    for number, row in _filled(rows):
        if ID in row and not row[ID]:
            raise InvalidGroupingError(f"{path.name}, row {number}: the column id is blank.")
        yield row


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
