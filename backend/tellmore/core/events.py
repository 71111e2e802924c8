"""One append-only table: audit trail, webhook outbox and feed at once.

An event carries ids, never a name and never a word of a student's.
"""

import builtins
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import BigInteger, Identity, Index, text
from sqlalchemy.types import UserDefinedType
from sqlmodel import Field

from tellmore.core.clock import now
from tellmore.core.models import Owned, json_column, timestamp

THIN = (UUID, int, bool, date, datetime, Enum, NoneType)


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id: orders the feed, since ids commit out of order."""

    cache_ok = True

    def get_col_spec(self, **_kwargs: Any) -> str:
        return "xid8"


class Event(Owned, table=True):
    __tablename__ = "events"
    __table_args__ = (Index("ix_events_feed", "district_id", "position", "sequence"),)

    sequence: int | None = Field(
        default=None,
        sa_type=BigInteger,
        sa_column_args=[Identity(always=True)],
        sa_column_kwargs={"nullable": False},
    )
    position: int | None = Field(
        default=None,
        sa_type=Xid8,
        sa_column_kwargs={"server_default": text("pg_current_xact_id()"), "nullable": False},
    )
    type: str = Field(index=True)
    resource_id: UUID = Field(index=True)
    resource_version: int | None = None
    actor_kind: str
    actor_id: UUID | None = None
    request_id: UUID | None = None
    data: dict[str, Any] = json_column()
    occurred_at: datetime = timestamp(default_factory=now)


class DomainEvent(BaseModel):
    """Something that happened. A subclass names its type and the field that is its resource."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    type: ClassVar[str]
    resource: ClassVar[str]
    public: ClassVar[bool] = True
    """Whether webhooks and the feed tell it; the audit trail keeps all."""
    sent: ClassVar[bool] = True
    """Whether it is ever sent to an endpoint: what is public, and a test of one endpoint."""
    registry: ClassVar[dict[str, builtins.type["DomainEvent"]]] = {}

    def __init_subclass__(cls, **_kwargs: Any) -> None:
        """Take the class arguments, which pydantic hands on once the fields are known."""
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        fields = cls.model_fields
        thick = [name for name, field in fields.items() if not _is_thin(field.annotation)]
        if thick:
            msg = f"{cls.__name__} carries free text in {thick}: events hold ids only"
            raise TypeError(msg)
        cls.type, cls.public = kwargs["type"], kwargs.get("public", True)
        cls.sent = kwargs.get("sent", cls.public)
        cls.resource = kwargs.get("resource") or next(iter(fields))
        DomainEvent.registry[cls.type] = cls

    @property
    def resource_id(self) -> UUID:
        value = getattr(self, self.resource)
        if not isinstance(value, UUID):
            msg = f"{self.resource} of {self.type} is no id"
            raise TypeError(msg)
        return value


def _is_thin(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return all(_is_thin(part) for part in get_args(annotation))
    if origin in (list, tuple, frozenset):
        return all(_is_thin(part) for part in get_args(annotation) if part is not Ellipsis)
    return isinstance(annotation, type) and issubclass(annotation, THIN)
