"""Lists that machines pull: JSON built by PostgreSQL and passed on as bytes, or the same as CSV.

Each list declares its columns once; a test holds them against the schema that is documented. A
statement is built once for each shape of a question, and only its values change.
"""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, case, cast, func, or_
from sqlalchemy import literal_column as sql
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.core.pages import PageParams, encode

FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DIALECT: PGDialect_psycopg = (
    postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
)
_SEPARATOR = "\n"
"""JSON on one line holds none: inside a string it is written as two characters."""


@dataclass(frozen=True)
class JsonPage:
    body: bytes
    next_cursor: str | None


@dataclass(frozen=True)
class Shape:
    """What a question has, whatever its values are."""

    filters: frozenset[str]
    after: bool
    since: bool


@dataclass(frozen=True)
class Question:
    """One page of a list: the filters that were given, and fields that are the same in each row."""

    filters: Mapping[str, Any]
    page: PageParams
    constants: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        page = self.page
        return Shape(
            frozenset(self.filters), page.after_id is not None, page.updated_since is not None
        )

    def params(self) -> dict[str, Any]:
        page = self.page
        known: dict[str, Any] = {"most": page.limit + 1, **self.filters}
        known |= {name: json.dumps(value) for name, value in self.constants.items()}
        if page.after_id is not None:
            known |= {"after_id": page.after_id}
        if page.updated_since is not None:
            known |= {"since": page.updated_since, "after_time": page.after_time}
        return known

    def answer(self, joined: str | None) -> JsonPage:
        """What PostgreSQL joined, as a page; the row past the limit says that there is more."""
        items = joined.split(_SEPARATOR) if joined else []
        cursor = None
        if len(items) > self.page.limit:
            items = items[: self.page.limit]
            last = json.loads(items[-1])
            moment = datetime.fromisoformat(last["updated_at"])
            cursor = encode(UUID(last["id"]), moment if self.page.updated_since else None)
        body = f'{{"items":[{",".join(items)}],"next_cursor":{json.dumps(cursor)}}}'
        return JsonPage(body.encode(), cursor)


class JsonList:
    """A table, the wire's names for its columns, and the column that says a row is gone."""

    def __init__(
        self,
        model: Any,
        *,
        columns: Mapping[str, Any],
        constants: tuple[str, ...],
        filters: Mapping[str, Any],
        gone: Any,
    ) -> None:
        self.model, self.columns, self.constants = model, columns, constants
        self.filters, self.gone = filters, gone
        self.text = cache(self._text)
        self._rows = cache(self._select)

    async def fetch(
        self,
        session: AsyncSession,
        question: Question,
        hidden: tuple[ColumnElement[bool], ...] = (),
    ) -> JsonPage:
        """One page, without the rows for which a condition of `hidden` does not hold."""
        query = _joined(self._rows(question.shape).where(*hidden), since=question.shape.since)
        connection = await session.connection()
        return question.answer((await connection.execute(query, question.params())).scalar_one())

    def _text(self, shape: Shape) -> str:
        """The statement as psycopg takes it, with named values."""
        return str(_joined(self._rows(shape), since=shape.since).compile(dialect=_DIALECT))

    def _select(self, shape: Shape) -> Select[Any]:
        """The rows of a page; those of one since a moment come as text, with tombstones."""
        given = [self.filters[name] == bindparam(name) for name in sorted(shape.filters)]
        query = (self._since if shape.since else self._live)(shape)
        return query.where(*given).limit(bindparam("most"))

    def _live(self, shape: Shape) -> Select[Any]:
        table = self.model
        query = select(*(each.label(name) for name, each in self._fields().items()))
        query = query.where(self.gone.is_(None))
        if shape.after:
            query = query.where(table.id < bindparam("after_id"))
        return query.order_by(table.id.desc())  # type: ignore[no-any-return]  # any table's columns

    def _since(self, shape: Shape) -> Select[Any]:
        table, at = self.model, self.model.updated_at
        tombstone = _object({"id": table.id, "deleted": sql("true"), "updated_at": at})
        item = case((self.gone.is_(None), _object(self._fields())), else_=tombstone)
        query: Any = select(cast(item, Text).label("item"), table.id.label("id"), at.label("at"))
        query = query.where(at >= bindparam("since"))
        if shape.after:
            later = and_(at == bindparam("after_time"), table.id > bindparam("after_id"))
            query = query.where(or_(at > bindparam("after_time"), later))
        return query.order_by(at, table.id)  # type: ignore[no-any-return]  # any table's columns

    def _fields(self) -> dict[str, Any]:
        fixed = {name: cast(bindparam(name, type_=Text), JSON) for name in self.constants}
        return {**self.columns, **fixed}


def _joined(rows: Select[Any], *, since: bool) -> Select[Any]:
    """One text for the whole page: a row less to handle for each thing that was said."""
    page = rows.subquery("page")
    order = (page.c.at, page.c.id) if since else (page.c.id.desc(),)
    # A row as it is takes PostgreSQL four fifths of the time of an object built of its columns.
    item = page.c.item if since else cast(func.row_to_json(sql("page")), Text)
    newline: ColumnElement[str] = sql("E'\\n'")
    return select(func.string_agg(item, aggregate_order_by(newline, *order)))


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
        parts += [sql(f"'{name}'"), column]
    return func.json_build_object(*parts)
