"""Who is missing, on the wire."""

from datetime import date, datetime
from uuid import UUID

from tellmore.consent.kinds import GuardianMode, Outcome, Party, Purpose
from tellmore.consent.permission import Reason
from tellmore.consent.schemas import RequestRead
from tellmore.core.schemas import Paragraph, Schema


class ResolutionCreate(Schema):
    member_id: UUID
    purpose: Purpose
    outcome: Outcome
    reason: Paragraph


class ResolutionRead(Schema):
    id: UUID
    member_id: UUID
    purpose: Purpose
    outcome: Outcome
    reason: str | None
    """Null for those who may not read `identities:read`."""
    resolved_by: UUID | None
    resolved_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int


class PermissionRead(Schema):
    purpose: Purpose
    granted: bool
    reason: Reason
    holder: Party
    mode: GuardianMode
    ask_aloud: bool
    opens_on: date | None


class MemberConsent(Schema):
    member_id: UUID
    pseudonym: str
    student: str | None
    permissions: list[PermissionRead]
    to_settle: list[Purpose]
    """What guardians disagree about. With `participate`, what was said is hidden until then."""
    requests: list[RequestRead]


class PurposeCount(Schema):
    purpose: Purpose
    granted: int
    refused: int
    waiting: int


class CohortConsent(Schema):
    """Who is missing. Every member who was drawn, with an answer per purpose."""

    cohort_id: UUID
    form_id: UUID | None
    members: list[MemberConsent]
    counts: list[PurposeCount]
