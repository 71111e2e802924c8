from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from tellmore.cohorts.schemas import GuardReason
from tellmore.core.schemas import Line, Moment, Ordered, Paragraph, Patch, Schema
from tellmore.sessions.facilitators import ConflictState, FacilitatorRole
from tellmore.sessions.models import (
    Assent,
    Modality,
    Presence,
    Recorder,
    SessionKind,
    SessionStatus,
    Stage,
)
from tellmore.sessions.permissions import SessionAction

MeetingLink = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^https?://[^\s\x00]+$")
]
MemberIds = Annotated[list[UUID], Field(min_length=1, max_length=50)]
QuestionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]


class SessionCreate(Schema):
    cohort_id: UUID
    kind: SessionKind
    modality: Modality
    place: Line | None = None
    link: MeetingLink | None = None
    starts_at: Moment
    ends_at: Moment
    moderator_id: UUID
    moderator_is_outsider: bool = False
    note_taker_id: UUID | None = None
    note_taker_is_outsider: bool = False
    no_note_taker_reason: Paragraph | None = None
    member_ids: MemberIds
    school_id: UUID | None = None
    """The school that hosts it; without it, that of the first student."""
    guide_version_id: UUID | None = None


_UNSENT = datetime.max.replace(tzinfo=UTC)


class SessionUpdate(Patch):
    kind: SessionKind = SessionKind.FOCUS_GROUP
    modality: Modality = Modality.IN_PERSON
    place: Line | None = None
    link: MeetingLink | None = None
    starts_at: Moment = _UNSENT
    ends_at: Moment = _UNSENT
    moderator_id: UUID = UUID(int=0)
    moderator_is_outsider: bool = False
    note_taker_id: UUID | None = None
    note_taker_is_outsider: bool = False
    no_note_taker_reason: Paragraph | None = None
    member_ids: MemberIds = []
    guide_version_id: UUID | None = None


class Reason(Schema):
    reason: Paragraph


class Attestation(Schema):
    """What the moderator signs before the session can start."""

    rapport_and_training: Literal[True]
    """I can speak with students, and I have been prepared for this."""
    guide_version_id: UUID
    """I have read this version of the questions."""


class StageMove(Schema):
    stage: Stage


class Confidentiality(Schema):
    explained: Literal[True]
    """The limits of confidentiality were said aloud."""


class QuestionMove(Schema):
    question_key: QuestionKey | None


class RecorderSwitch(Schema):
    recorder: Recorder


class AssentAnswer(Schema):
    assent: Assent


class SpokenConsent(Schema):
    """What a student says aloud beside taking part. What was not asked is left out."""

    decisions: Annotated[
        dict[Literal["audio", "quote", "follow_up"], Literal["granted", "declined"]],
        Field(min_length=1),
    ]


class FacilitatorRead(Schema):
    user_id: UUID
    name: str
    role: FacilitatorRole
    state: ConflictState
    conflict_member_ids: list[UUID]
    unknown_member_ids: list[UUID]


class ParticipantRead(Schema):
    member_id: UUID
    school_id: UUID
    pseudonym: str
    seat: int
    presence: Presence
    assent: Assent | None
    checked_in_at: datetime | None
    left_at: datetime | None


class Missing(Schema):
    """What stands between the session and its start, or its record."""

    code: Literal[
        "guide", "guide_not_asked", "attestation", "acknowledgement", "conflict", "recall_note"
    ]
    detail: str


class SizeWarning(Schema):
    code: Literal["large_group"]
    detail: str


class LimitWarning(Schema):
    """A student whom the session takes beyond what the district allows in its school year.

    `limit_reached`: the limit is reached without it. `limit_passed`: it is, with this session and
    the others that are planned. Minutes, or rounds, as `reason` says. For those alone who may read
    `draws:read` and `identities:read`, in all schools of the cohort.
    """

    code: Literal["limit_reached", "limit_passed"]
    detail: str
    member_id: UUID
    pseudonym: str
    reason: GuardReason
    limit: int
    so_far: int
    """In the school year of the session, in sessions that were held."""
    planned: int
    """In other sessions of that year that are still to come."""
    adds: int
    """In this session."""


class YearWarning(Schema):
    """There is a limit, and nobody can tell who has reached it. To whom: as `LimitWarning`."""

    code: Literal["year_unknown"]
    detail: str


PlanWarning = Annotated[SizeWarning | LimitWarning | YearWarning, Field(discriminator="code")]


class PlanCheckAsk(Schema):
    cohort_id: UUID
    modality: Modality
    starts_at: Moment
    ends_at: Moment
    member_ids: MemberIds
    session_id: UUID | None = None
    """The session whose plan is being changed; without it, a new one."""


class PlanCheck(Schema):
    warnings: list[PlanWarning]


class SessionRead(Schema):
    """Reasons are free text: null, whatever was written, except for planners and their writer."""

    id: UUID
    cohort_id: UUID
    school_id: UUID
    kind: SessionKind
    modality: Modality
    place: str | None
    link: str | None
    starts_at: datetime
    ends_at: datetime
    moderator_id: UUID
    moderator_is_outsider: bool
    note_taker_id: UUID | None
    note_taker_is_outsider: bool
    no_note_taker_reason: str | None
    guide_version_id: UUID | None
    status: SessionStatus
    cancelled_reason: str | None
    attested_at: datetime | None
    override_reason: str | None
    override_by: UUID | None
    override_at: datetime | None
    stage: Stage | None
    stage_since: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    confidentiality_explained_at: datetime | None
    current_question: str | None
    asked_questions: list[str]
    recorder: Recorder
    conflict: ConflictState
    facilitators: list[FacilitatorRead]
    participants: list[ParticipantRead]
    warnings: list[PlanWarning]
    missing: list[Missing]
    can: Ordered[SessionAction]
    created_at: datetime
    updated_at: datetime
    version: int
