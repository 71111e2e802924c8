from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, model_validator

from tellmore.cohorts.schemas import Withheld
from tellmore.core.schemas import Line, Ordered, Paragraph, Patch, Prose, Schema
from tellmore.insights.models import Stance, ThemeStatus
from tellmore.insights.permissions import CodeAction, CodingAction, ThemeAction

Offset = Annotated[int, Field(ge=0, le=1_000_000)]
CodingIds = Annotated[list[UUID], Field(max_length=500)]


class CodeCreate(Schema):
    cohort_id: UUID
    name: Line
    description: Prose | None = None
    parent_id: UUID | None = None


class CodeUpdate(Patch):
    name: Line = ""
    description: Prose | None = None
    parent_id: UUID | None = None


class CodeRead(Schema):
    id: UUID
    cohort_id: UUID
    parent_id: UUID | None
    name: str
    description: str | None
    coding_count: int
    can: Ordered[CodeAction]
    created_at: datetime
    updated_at: datetime
    version: int


class CodingCreate(Schema):
    """The span is counted in Unicode code points; its end is exclusive."""

    code_id: UUID
    response_id: UUID
    span_start: Offset
    span_end: Offset
    response_revision: Annotated[int, Field(ge=1, le=1_000_000)]
    """The revision that was read: a span of an older one would mark other words."""

    @model_validator(mode="after")
    def span_holds_something(self) -> "CodingCreate":
        if self.span_end <= self.span_start:
            msg = "the span's end lies behind its start"
            raise ValueError(msg)
        return self


class CodingRead(Schema):
    id: UUID
    cohort_id: UUID
    code_id: UUID
    response_id: UUID
    session_id: UUID
    member_id: UUID | None
    pseudonym: str | None
    span_start: int
    span_end: int
    excerpt: str
    outdated: bool
    """The response was edited since: look whether the span still holds what was meant."""
    coder_id: UUID | None
    """Null: an API client, `client_id`."""
    client_id: UUID | None
    can: Ordered[CodingAction]
    created_at: datetime
    updated_at: datetime
    version: int


class EvidenceWrite(Schema):
    coding_id: UUID
    stance: Stance = Stance.SUPPORTING


EvidenceList = Annotated[list[EvidenceWrite], Field(max_length=500)]


class CauseWrite(Schema):
    text: Paragraph
    evidence: EvidenceList = []


Causes = Annotated[list[CauseWrite], Field(max_length=20)]


class ThemeCreate(Schema):
    """A theme with its causes and evidence: one document, saved as a whole."""

    cohort_id: UUID
    title: Line
    description: Paragraph
    evidence: EvidenceList = []
    causes: Causes = []
    cause_unknown: bool = False


class ThemeUpdate(Patch):
    title: Line = ""
    description: Paragraph = ""
    evidence: EvidenceList = []
    causes: Causes = []
    cause_unknown: bool = False


class Strength(Schema):
    """How many distinct students, groups and schools stand behind a theme; not mentions."""

    students: int
    sessions: int
    schools: int
    excerpts: int
    contrary_excerpts: int
    one_voice: bool
    """More than half of the excerpts come from one student."""


class EvidenceRead(Schema):
    coding_id: UUID
    response_id: UUID
    pseudonym: str | None
    excerpt: str
    stance: Stance
    outdated: bool


class CauseRead(Schema):
    id: UUID
    text: str
    evidence: list[EvidenceRead]


class ThemeRead(Schema):
    id: UUID
    cohort_id: UUID
    title: str
    description: str
    status: ThemeStatus
    cause_unknown: bool
    causes: list[CauseRead]
    evidence: list[EvidenceRead]
    strength: Strength
    published_at: datetime | None
    withdrawn_at: datetime | None
    """Since words in evidence were taken back: read the text again before it is published anew."""
    can: Ordered[ThemeAction]
    created_at: datetime
    updated_at: datetime
    version: int


class ClearedWordCreate(Schema):
    """A word that looks like a name and is none here, with the reason: it is kept with yours."""

    word: Line
    reason: Paragraph


class ClearedWordRead(Schema):
    id: UUID
    cohort_id: UUID
    subject_id: UUID
    word: str
    reason: str
    cleared_by: UUID | None
    created_at: datetime
    updated_at: datetime
    version: int


class PublishedThemeRead(Schema):
    """What leaves the analysis: no excerpt, and counts only where they are large enough."""

    id: UUID
    cohort_id: UUID
    title: str
    description: str
    causes: list[str]
    cause_unknown: bool
    students: int | None
    """None: too few to show."""
    published_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int


class Steps(Schema):
    """Distinct students who came to each step. None: too few to show.

    A step that nobody came to yet is 0 in the total and in every row.
    """

    pool: int | None
    drawn: int | None
    consented: int | None
    attended: int | None
    spoke: int | None


class FunnelRow(Schema):
    value: str
    label: str
    """The value, a school by its name."""
    steps: Steps


class FunnelCriterion(Schema):
    criterion: str
    rows: list[FunnelRow]


class FunnelRead(Schema):
    """Each step holds the next: who spoke attended.

    `pool_at`: when the pool was as it is counted, the moment of the draw. Null: it is the pool of
    today, since nobody was drawn yet, or that was before pools were kept.
    """

    pool_at: datetime | None
    total: Steps
    criteria: list[FunnelCriterion]
    withheld: list[Withheld]
