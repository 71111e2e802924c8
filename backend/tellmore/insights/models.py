from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    same_district,
    text_enum,
    timestamp,
)


class Code(Owned, Stamped, Removable, table=True):
    """A label for excerpts. Codes form a tree within a cohort."""

    __tablename__ = "codes"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id", "name"),
        same_district("cohort_id", "cohorts"),
        same_district("parent_id", "codes"),
    )

    cohort_id: UUID = Field(index=True)
    parent_id: UUID | None = None
    name: str
    description: str | None = None


class Coding(Owned, Stamped, Removable, table=True):
    """A code on a span of a response, by one coder. The words stay in the response."""

    __tablename__ = "codings"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        same_district("code_id", "codes"),
        same_district("response_id", "responses", ondelete="CASCADE"),
        same_district("coder_id", "users"),
        same_district("client_id", "api_clients"),
        CheckConstraint("span_start >= 0 AND span_end > span_start", name="coding_span"),
    )

    cohort_id: UUID = Field(index=True)
    code_id: UUID = Field(index=True)
    response_id: UUID = Field(index=True)
    response_revision: int
    """An edit of the response afterwards makes the span doubtful, and the coding says so."""
    span_start: int
    span_end: int
    """In Unicode code points, the end exclusive."""
    coder_id: UUID | None = None
    """None: an API client."""
    client_id: UUID | None = None
    """Which one, since only it and those who plan may take the mark back."""


class ThemeStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class Theme(Owned, Stamped, Removable, table=True):
    __tablename__ = "themes"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID = Field(index=True)
    title: str
    description: str
    status: ThemeStatus = text_enum(ThemeStatus, "theme_status", default=ThemeStatus.DRAFT)
    cause_unknown: bool = False
    """Said, not forgotten: nobody knows yet what brings it about."""
    published_at: datetime | None = timestamp(default=None)
    withdrawn_at: datetime | None = timestamp(default=None)
    """A draft again: a student took back words that it rests on, and it may quote them."""


class Cause(Owned, table=True):
    """What brings a theme about."""

    __tablename__ = "causes"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("theme_id", "themes", ondelete="CASCADE"),
    )

    theme_id: UUID = Field(index=True)
    position: int
    text: str


class ClearedWord(Owned, Stamped, table=True):
    """A person's word for it that a word of a text is no name there. Written once."""

    __tablename__ = "cleared_words"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("subject_id", "word"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID = Field(index=True)
    subject_id: UUID
    """The theme or the page whose text it is."""
    word: str
    """As `spelling.fold` writes it."""
    reason: str
    cleared_by: UUID | None = None


class Stance(StrEnum):
    SUPPORTING = "supporting"
    CONTRARY = "contrary"


class Evidence(Owned, table=True):
    """A coded excerpt that speaks for or against a theme, or one of its causes."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("theme_id", "cause_id", "coding_id", postgresql_nulls_not_distinct=True),
        same_district("theme_id", "themes", ondelete="CASCADE"),
        same_district("cause_id", "causes", ondelete="CASCADE"),
        same_district("coding_id", "codings", ondelete="CASCADE"),
    )

    theme_id: UUID = Field(index=True)
    cause_id: UUID | None = Field(default=None, index=True)
    coding_id: UUID = Field(index=True)
    stance: Stance = text_enum(Stance, "evidence_stance")
