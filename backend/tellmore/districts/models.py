from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tellmore.core.ids import uuid7
from tellmore.core.models import Owned, Stamped, json_column, timestamp


class District(Stamped, table=True):
    """The one table that is not owned by a district: it is the district."""

    __tablename__ = "districts"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str
    timezone: str = "America/Los_Angeles"
    jurisdiction: str = "US-CA"
    """Whose law applies: an ISO 3166-2 code, named in consent receipts."""
    language: str = "en"


class School(Owned, Stamped, table=True):
    __tablename__ = "schools"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "sourced_id"),
    )

    name: str
    sourced_id: str
    """The SIS's id of the school."""
    identifier: str | None = None
    active: bool = True
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    """A human whom families can reach: named on every page that they open by link."""
    deactivated_at: datetime | None = timestamp(default=None)


class SchoolYear(Owned, table=True):
    """As the roster tells it. One that is gone from the roster stays: exports hold one year."""

    __tablename__ = "school_years"
    __table_args__ = (UniqueConstraint("district_id", "name"),)

    name: str
    starts_on: date


class PolicyRow(Owned, table=True):
    """What a law or a district may change, from a date on. The newest row in force holds."""

    __tablename__ = "policy_rows"
    __table_args__ = (UniqueConstraint("district_id", "key", "effective_from"),)

    key: str
    value: Any = json_column()
    effective_from: date
    note: str | None = None
    created_at: datetime = timestamp()
