"""Lists that machines pull: JSON built by PostgreSQL and passed on as bytes, or the same as CSV.

Each list declares its columns once; a test holds them against the schema that is documented.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, literal_column
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.core.models import Owned
from tellmore.core.pages import PageParams, encode, window

RowT = TypeVar("RowT", bound=Owned)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class JsonPage:
    body: bytes
    next_cursor: str | None


@dataclass(frozen=True)
class JsonList(Generic[RowT]):
    """A table, the wire's names for its columns, and the column that says a row is gone."""

    model: type[RowT]
    columns: Mapping[str, Any]
    gone: Any

    async def fetch(
        self,
        session: AsyncSession,
        where: tuple[ColumnElement[bool], ...],
        page: PageParams,
        constants: Mapping[str, Any],
    ) -> JsonPage:
        """One page. `constants` are fields that are the same in every row, such as `can`."""
        query = self._query(page, constants).where(*where)
        connection = await session.connection()
        rows = (await connection.execute(query)).all()
        cursor = None
        if len(rows) > page.limit:
            rows = rows[: page.limit]
            cursor = encode(rows[-1].id, rows[-1].at if page.updated_since else None)
        items = ",".join(row.item for row in rows)
        return JsonPage(
            f'{{"items":[{items}],"next_cursor":{json.dumps(cursor)}}}'.encode(), cursor
        )

    def _query(self, page: PageParams, constants: Mapping[str, Any]) -> Select[Any]:
        table: Any = self.model
        fixed: dict[str, Any] = {
            name: literal_column(_literal(value)) for name, value in constants.items()
        }
        live = _object({**self.columns, **fixed})
        tombstone = _object(
            {
                "id": table.id,
                "deleted": literal_column("true"),
                "updated_at": moment(table.updated_at),
            }
        )
        item = case((self.gone.is_(None), live), else_=tombstone)
        query: Any = select(
            cast(item, Text).label("item"),
            col(table.id).label("id"),
            col(table.updated_at).label("at"),
        )
        if page.updated_since is None:
            query = query.where(self.gone.is_(None))
        return window(query, self.model, page)


def moment(column: Any) -> ColumnElement[str]:
    """A time as RFC 3339 in UTC, whatever the server's zone."""
    return func.to_char(func.timezone("UTC", column), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')


def to_csv(page: JsonPage, columns: list[str]) -> bytes:
    """The same rows for a spreadsheet, with a constant header; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for item in json.loads(page.body)["items"]:
        writer.writerow([_cell(item.get(name)) for name in columns])
    return out.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _object(columns: Mapping[str, Any]) -> ColumnElement[Any]:
    # The names are ours, and a bound one would have no type for PostgreSQL to go by.
    parts: list[Any] = []
    for name, column in columns.items():
        parts += [literal_column(f"'{name}'"), column]
    return func.json_build_object(*parts)


def _literal(value: Any) -> str:
    quoted = json.dumps(value).replace("'", "''").replace(":", r"\:")
    return f"'{quoted}'::json"
