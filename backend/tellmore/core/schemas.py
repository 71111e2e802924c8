"""What crosses the wire. Unknown fields are refused; reads have no defaults."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    WrapSerializer,
)
from pydantic.json_schema import SkipJsonSchema

ItemT = TypeVar("ItemT")


class Schema(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Patch(Schema):
    """A change of some fields: those that were sent, and no others."""

    def changes(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.model_fields_set}


# A function would name a type, which would stand in the document instead of the set's own.
Ordered = Annotated[
    frozenset[ItemT],
    WrapSerializer(lambda value, write: sorted(write(value)), when_used="json"),
]
"""A set that every process writes alike: an ETag is made of what is written."""


class Tombstone(Schema):
    """What stays of a deleted row for those who synchronise."""

    id: UUID
    deleted: Literal[True]
    updated_at: datetime


class Page(Schema, Generic[ItemT]):
    items: list[ItemT]
    next_cursor: str | None


# A null byte is legal in JSON and impossible in PostgreSQL's text.
_NO_NUL = r"^[^\x00]*$"
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_NO_NUL)
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_NO_NUL)
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000, pattern=_NO_NUL)]


def _written_out(value: object) -> object:
    """Pydantic would take a number for seconds since 1970; we say RFC 3339 and mean it."""
    if isinstance(value, int | float) or (isinstance(value, str) and "-" not in value[1:]):
        msg = "write the time out, as 2026-11-23T10:15:00Z"
        raise ValueError(msg)
    return value


def _within_reach(moment: datetime) -> datetime:
    """PostgreSQL stores times that Python cannot read back."""
    if not 1900 <= moment.year <= 2200:  # noqa: PLR2004  # nobody living meets there
        msg = "give a year from 1900 to 2200"
        raise ValueError(msg)
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_within_reach)]

__all__ = [
    "Line",
    "Moment",
    "Ordered",
    "Page",
    "Paragraph",
    "Patch",
    "Prose",
    "Schema",
    "SkipJsonSchema",
    "Tombstone",
]
