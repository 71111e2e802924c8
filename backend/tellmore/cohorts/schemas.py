from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tellmore.cohorts.models import CohortStatus, Focus
from tellmore.cohorts.permissions import CohortAction
from tellmore.core.schemas import Line, Paragraph, Patch, Schema

Name = Line
Purpose = Paragraph
Size = Annotated[int, Field(ge=1, le=500)]
SchoolIds = Annotated[list[UUID], Field(min_length=1, max_length=200)]
Values = Annotated[list[Line], Field(min_length=1, max_length=200)]
PoolFilter = Annotated[dict[Line, Values], Field(max_length=20)]


class Quota(Schema):
    """How many of the drawn must, and may, have this value of a criterion."""

    criterion: Line
    value: Line
    min: Annotated[int, Field(ge=0, le=500)]
    max: Annotated[int, Field(ge=0, le=500)]


class CohortCreate(Schema):
    name: Name
    purpose: Purpose
    exploring: Line | None = None
    focus: Focus = Focus.BOTH
    school_ids: SchoolIds
    size: Size
    pool_filter: PoolFilter = {}


class CohortUpdate(Patch):
    name: Name = ""
    purpose: Purpose = ""
    exploring: Line | None = None
    focus: Focus = Focus.BOTH
    school_ids: SchoolIds = []
    size: Size = 1
    pool_filter: PoolFilter = {}


class CohortRead(Schema):
    id: UUID
    name: str
    purpose: str
    exploring: str | None
    focus: Focus
    status: CohortStatus
    size: int
    school_ids: list[UUID]
    pool_filter: dict[str, list[str]]
    quotas: list[Quota]
    member_count: int
    can: frozenset[CohortAction]
    created_at: datetime
    updated_at: datetime
    version: int
