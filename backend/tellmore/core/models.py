"""What every table is made of.

Tables are never request bodies: `table=True` skips validation.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKeyConstraint, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session, UOWTransaction
from sqlmodel import Field, SQLModel

from tellmore.core.clock import now
from tellmore.core.ids import uuid7

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """The root of every table."""


def timestamp(**kwargs: Any) -> Any:
    return Field(sa_type=DateTime(timezone=True), **kwargs)


def json_column(**kwargs: Any) -> Any:
    return Field(sa_type=JSONB, **kwargs)


def text_enum(kind: type[StrEnum], name: str, **kwargs: Any) -> Any:
    """A column of text with a CHECK: a native enum cannot lose a value in a migration."""
    column = Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=column, **kwargs)


def same_district(column: str, table: str, **kwargs: Any) -> ForeignKeyConstraint:
    """Refer to a row of the same district: a plain foreign key does not see row security."""
    return ForeignKeyConstraint(
        ["district_id", column], [f"{table}.district_id", f"{table}.id"], **kwargs
    )


class Owned(Base):
    """A row of one district. Its migration calls `enable_rls`."""

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    district_id: UUID = Field(foreign_key="districts.id", index=True)


class Stamped(Base):
    """A row that changes: when, and how often. The version is what `ETag` and events carry."""

    created_at: datetime = timestamp(default_factory=now)
    updated_at: datetime = timestamp(default_factory=now, index=True)
    version: int = 1


class Removable(Base):
    """A row that can be taken away, and stays as a tombstone for those who synchronise."""

    deleted_at: datetime | None = timestamp(default=None)


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: UOWTransaction, _instances: object) -> None:
    for row in session.dirty:
        if isinstance(row, Stamped) and session.is_modified(row):
            row.updated_at = now()
            row.version += 1
