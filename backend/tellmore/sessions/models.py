from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tellmore.core.models import (
    Owned,
    Stamped,
    json_column,
    same_district,
    text_enum,
    timestamp,
)


class SessionKind(StrEnum):
    INDIVIDUAL = "individual"
    FOCUS_GROUP = "focus_group"


class Modality(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"


class SessionStatus(StrEnum):
    SCHEDULED = "scheduled"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """Where a running session stands; it only goes forward."""

    WELCOME = "welcome"
    INTRODUCTION = "introduction"
    QUESTIONS = "questions"
    WRAP_UP = "wrap_up"
    ENDED = "ended"


class Recorder(StrEnum):
    """What the facilitators switched. Whether it is locked is computed from the permissions."""

    OFF = "off"
    RECORDING = "recording"
    PAUSED = "paused"


class Session(Owned, Stamped, table=True):
    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        same_district("school_id", "schools"),
        same_district("moderator_id", "users"),
        same_district("note_taker_id", "users"),
        same_district("guide_version_id", "guide_versions"),
    )

    cohort_id: UUID = Field(index=True)
    school_id: UUID
    """The school that hosts it: what the whole group said belongs there."""
    kind: SessionKind = text_enum(SessionKind, "session_kind")
    modality: Modality = text_enum(Modality, "session_modality")
    place: str | None = None
    link: str | None = None
    starts_at: datetime = timestamp(index=True)
    ends_at: datetime = timestamp()
    moderator_id: UUID = Field(index=True)
    moderator_is_outsider: bool = False
    """Declared neutral: on nobody's staff, so that no class can be theirs."""
    note_taker_id: UUID | None = Field(default=None, index=True)
    note_taker_is_outsider: bool = False
    no_note_taker_reason: str | None = None
    guide_version_id: UUID | None = None
    """Frozen: what is changed in the guide later doesn't reach this session."""

    status: SessionStatus = text_enum(
        SessionStatus, "session_status", default=SessionStatus.SCHEDULED
    )
    cancelled_reason: str | None = None
    attested_at: datetime | None = timestamp(default=None)
    attested_by: UUID | None = None
    acknowledged_guide_version_id: UUID | None = None
    override_reason: str | None = None
    override_by: UUID | None = None
    override_at: datetime | None = timestamp(default=None)
    overridden: list[str] = json_column(default_factory=list)
    """As `facilitators.conflicts` names them: who may listen to whom in spite of teaching them."""

    stage: Stage | None = text_enum(Stage, "session_stage", nullable=True, default=None)
    stage_since: datetime | None = timestamp(default=None)
    started_at: datetime | None = timestamp(default=None)
    ended_at: datetime | None = timestamp(default=None)
    confidentiality_explained_at: datetime | None = timestamp(default=None)
    current_question: str | None = None
    asked_questions: list[str] = json_column(default_factory=list)
    """Keys in the guide version, in the order in which they were asked."""
    recorder: Recorder = text_enum(Recorder, "session_recorder", default=Recorder.OFF)
    recalled_at: datetime | None = timestamp(default=None)
    """Somebody wrote from memory what was said: it lies among the responses."""
    last_sequence: int = 0


class Assent(StrEnum):
    """The answer aloud at the Welcome. A pass keeps the seat, and may be asked again."""

    YES = "yes"
    NO = "no"
    PASS = "pass"  # noqa: S105  # a turn that is passed


class Presence(StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    LEFT = "left"


class Participant(Owned, table=True):
    """A member at a seat. The pseudonym is copied, since it never changes."""

    __tablename__ = "session_participants"
    __table_args__ = (
        UniqueConstraint("session_id", "member_id"),
        same_district("session_id", "sessions", ondelete="CASCADE"),
        same_district("member_id", "members"),
        same_district("school_id", "schools"),
    )

    session_id: UUID = Field(index=True)
    member_id: UUID = Field(index=True)
    school_id: UUID
    pseudonym: str
    seat: int
    presence: Presence = text_enum(Presence, "participant_presence", default=Presence.EXPECTED)
    checked_in_at: datetime | None = timestamp(default=None)
    left_at: datetime | None = timestamp(default=None)
    assent: Assent | None = text_enum(Assent, "participant_assent", nullable=True, default=None)
    assent_at: datetime | None = timestamp(default=None)
    struck_all_at: datetime | None = timestamp(default=None)
    """What was said before it is taken back, that too which a device has yet to send."""
