"""Keyset pages: limit + 1, no count, a stable order, an opaque cursor.

Without `updated_since` the newest row comes first, unless the list has an order for people. With
it, rows come in the order of their change, deleted ones too, so that a district system can follow
along.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.core.errors import Invalid
from tellmore.core.models import Owned

RowT = TypeVar("RowT", bound=Owned)
ItemT = TypeVar("ItemT")
Order = Callable[[Any], list[ColumnElement[Any]]]
"""What a list for people goes by, given the table; ids settle ties."""


@dataclass(frozen=True)
class PageParams:
    limit: int = 50
    after_id: UUID | None = None
    after_time: datetime | None = None
    updated_since: datetime | None = None

    @classmethod
    def parse(cls, limit: int, cursor: str | None, updated_since: datetime | None) -> Self:
        if cursor is None:
            return cls(limit=limit, updated_since=updated_since)
        after_id, after_time = _decode(cursor)
        if (after_time is None) != (updated_since is None):
            raise Invalid.at("/cursor", "cursor", "This cursor belongs to another query.")
        return cls(limit, after_id, after_time, updated_since)


@dataclass(frozen=True)
class Rows(Generic[ItemT]):
    """A page of rows, and where the next one begins."""

    items: list[ItemT]
    next_cursor: str | None


async def fetch(
    session: AsyncSession,
    query: SelectOfScalar[RowT],
    model: type[RowT],
    page: PageParams,
    order: Order | None = None,
) -> Rows[RowT]:
    """Read one page. Deleted rows are left out unless the caller synchronises."""
    rows = list((await session.exec(window(query, model, page, order))).all())
    if len(rows) <= page.limit:
        return Rows(rows, None)
    rows = rows[: page.limit]
    last = rows[-1]
    since = page.updated_since
    moment = getattr(last, "updated_at", since) if since else None
    return Rows(rows, encode(last.id, moment))


def window(
    query: SelectOfScalar[RowT], model: type[RowT], page: PageParams, order: Order | None = None
) -> SelectOfScalar[RowT]:
    """Cut the query to one page and one row more."""
    table: Any = model
    if page.updated_since is None:
        if hasattr(table, "deleted_at"):
            query = query.where(col(table.deleted_at).is_(None))
        if order:
            return _ordered(query, table, page, order)
        if page.after_id:
            query = query.where(col(table.id) < page.after_id)
        return query.order_by(col(table.id).desc()).limit(page.limit + 1)
    if not hasattr(table, "updated_at"):
        return _appended(query, table, page.updated_since, page)
    moment = col(table.updated_at)
    query = query.where(moment >= page.updated_since)
    if page.after_id and page.after_time:
        query = query.where(
            or_(
                moment > page.after_time,
                and_(moment == page.after_time, col(table.id) > page.after_id),
            )
        )
    return query.order_by(moment, col(table.id)).limit(page.limit + 1)


def _ordered(
    query: SelectOfScalar[RowT], table: Any, page: PageParams, order: Order
) -> SelectOfScalar[RowT]:
    """A page begins after the last one's last row: only its id goes out, never a child's name."""
    keys = [*order(table), col(table.id)]
    if page.after_id:
        last = aliased(table)
        stood = select(*order(last), last.id).where(last.id == page.after_id)
        query = query.where(tuple_(*keys) > stood.scalar_subquery())
    return query.order_by(*keys).limit(page.limit + 1)


def _appended(
    query: SelectOfScalar[RowT], table: Any, since: datetime, page: PageParams
) -> SelectOfScalar[RowT]:
    """Rows that are never changed: their ids tell when they were written."""
    first = UUID(int=max(int(since.timestamp() * 1000), 0) << 80)
    query = query.where(col(table.id) >= first)
    if page.after_id:
        query = query.where(col(table.id) > page.after_id)
    return query.order_by(col(table.id)).limit(page.limit + 1)


def encode(row_id: UUID, moment: datetime | None = None) -> str:
    parts = [row_id.hex, moment.isoformat() if moment else None]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def _decode(cursor: str) -> tuple[UUID, datetime | None]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        row_id, moment = json.loads(raw)
        parsed = datetime.fromisoformat(moment).astimezone(UTC) if moment else None
        return UUID(row_id), parsed
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error) as error:
        raise Invalid.at("/cursor", "cursor", "This is no cursor of ours.") from error
