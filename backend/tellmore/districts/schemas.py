from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from tellmore.core.schemas import Line, Patch, Schema


class DistrictRead(Schema):
    id: UUID
    name: str
    timezone: str
    jurisdiction: str
    language: str
    created_at: datetime
    updated_at: datetime
    version: int


class SchoolRead(Schema):
    id: UUID
    name: str
    sourced_id: str
    active: bool
    contact_name: str | None
    contact_email: str | None
    contact_phone: str | None
    created_at: datetime
    updated_at: datetime
    version: int


class SchoolUpdate(Patch):
    contact_name: Line | None = None
    contact_email: Line | None = None
    contact_phone: Line | None = None


class PolicyRead(Schema):
    key: str
    about: str
    value: Any
    default: Any
    effective_from: date | None
    """None: the default holds."""


class PolicySet(Schema):
    value: Any
    effective_from: date
    note: Line | None = None


YearSource = Literal["roster", "policy"]


class SchoolYearRead(Schema):
    """Up to, and without, `ends_before`. Where no year is known, nothing is counted by it."""

    known: bool
    starts_on: date | None
    ends_before: date | None
    source: YearSource | None
