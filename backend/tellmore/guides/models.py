from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tellmore.core.languages import Language
from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    json_column,
    same_district,
    text_enum,
)


class GuideStatus(StrEnum):
    """DRAFT: it says something that no version says yet. PUBLISHED: it is its newest version."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Guide(Owned, Stamped, Removable, table=True):
    """The working copy of a cohort's questions. Sessions use its versions, never this row."""

    __tablename__ = "guides"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID = Field(index=True)
    name: str
    language: Language = text_enum(Language, "guide_language", default=Language.EN)
    school_name: str
    """What takes the place of the placeholders."""
    highest_grade: int | None = None
    """The top of the grade span, for the reading level; 0 is kindergarten."""
    status: GuideStatus = text_enum(GuideStatus, "guide_status", default=GuideStatus.DRAFT)
    content: dict[str, Any] = json_column()
    """As `schemas.Content`, with its placeholders still open."""
    published_number: int | None = None


class GuideVersion(Owned, Stamped, table=True):
    """What was published: never changed, never deleted. The service may only insert and read."""

    __tablename__ = "guide_versions"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("guide_id", "number"),
        same_district("guide_id", "guides"),
    )

    guide_id: UUID = Field(index=True)
    number: int
    name: str
    language: Language = text_enum(Language, "guide_version_language")
    content: dict[str, Any] = json_column()
    """As `schemas.Content`, with every placeholder filled."""
    published_by: UUID | None = None
