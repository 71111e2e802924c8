from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from tellmore.core.models import Owned, Stamped, same_district, text_enum, timestamp
from tellmore.sessions.models import Stage


class ResponseKind(StrEnum):
    UTTERANCE = "utterance"
    PASS = "pass"  # noqa: S105  # a turn that is passed
    OBSERVATION = "observation"
    LATE_THOUGHT = "late_thought"


class Wording(StrEnum):
    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"


class Cue(StrEnum):
    """What was seen, not said."""

    PAUSE = "pause"
    LAUGH = "laugh"
    TEARS = "tears"
    LOOKED_AWAY = "looked_away"
    NODS = "nods"
    OTHER = "other"


class StruckBy(StrEnum):
    STUDENT = "student"
    """By their own link."""
    STAFF = "staff"
    """By whoever noted it, because the student asked."""
    WITHDRAWAL = "withdrawal"
    """The student or a guardian took back the consent to take part."""
    DISPUTE = "dispute"
    """Held: guardians disagree. The words are kept, for nobody to read, until it is settled."""


CONTENT = ("text", "wording", "cue", "question_key")
"""What a tombstone has not."""


class Response(Owned, Stamped, table=True):
    """One thing that was captured. Once struck, a tombstone without content.

    One that is held counts as struck in every reading, and keeps its content.
    """

    __tablename__ = "responses"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("session_id", "sequence"),
        same_district("session_id", "sessions"),
        same_district("cohort_id", "cohorts"),
        same_district("member_id", "members"),
        same_district("school_id", "schools"),
        Index("ix_responses_changes", "district_id", "updated_at", "id"),
    )

    session_id: UUID = Field(index=True)
    cohort_id: UUID = Field(index=True)
    member_id: UUID | None = Field(default=None, index=True)
    """None: the group as a whole."""
    pseudonym: str | None = None
    """Of the member; copied, for it never changes, and lists are read often."""
    school_id: UUID
    kind: ResponseKind = text_enum(ResponseKind, "response_kind")
    text: str | None = None
    wording: Wording | None = text_enum(Wording, "response_wording", nullable=True, default=None)
    cue: Cue | None = text_enum(Cue, "response_cue", nullable=True, default=None)
    question_key: str | None = Field(default=None, index=True)
    """The question's key in the session's guide version."""
    stage: Stage = text_enum(Stage, "response_stage")
    sequence: int
    """Its place in the session, in the order in which the server took it."""
    captured_at: datetime = timestamp()
    """By the clock of the device, which may have been off the network; never after it arrived."""
    recorded_by: UUID | None = None
    revision: int = 1
    struck_at: datetime | None = timestamp(default=None)
    struck_by: StruckBy | None = text_enum(
        StruckBy, "response_struck_by", nullable=True, default=None
    )


class ResponseRevision(Owned, table=True):
    """What a response said before it was edited. Striking removes them all."""

    __tablename__ = "response_revisions"
    __table_args__ = (
        UniqueConstraint("response_id", "number"),
        same_district("response_id", "responses", ondelete="CASCADE"),
        same_district("school_id", "schools"),
    )

    response_id: UUID = Field(index=True)
    school_id: UUID
    number: int
    member_id: UUID | None = None
    text: str | None = None
    wording: Wording | None = text_enum(Wording, "revision_wording", nullable=True, default=None)
    cue: Cue | None = text_enum(Cue, "revision_cue", nullable=True, default=None)
    question_key: str | None = None
    replaced_by: UUID | None = None
    replaced_at: datetime = timestamp()


class LateThoughtLink(Owned, table=True):
    """One student's own way back: to add a thought, or to strike one. No account."""

    __tablename__ = "late_thought_links"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        same_district("session_id", "sessions"),
        same_district("member_id", "members"),
    )

    session_id: UUID = Field(index=True)
    member_id: UUID = Field(index=True)
    token_hash: str
    created_at: datetime = timestamp()
    add_until: datetime = timestamp()
    strike_until: datetime = timestamp()
    revoked_at: datetime | None = timestamp(default=None)
