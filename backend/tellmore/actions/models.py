from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from tellmore.core.clock import now
from tellmore.core.languages import Language
from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    same_district,
    text_enum,
    timestamp,
)


class ActionKind(StrEnum):
    PROJECT = "project"
    ACTIVITY = "activity"
    COMMITTEE = "committee"
    OTHER = "other"


class ActionStatus(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


class ActionItem(Owned, Stamped, Removable, table=True):
    """A change that answers a theme."""

    __tablename__ = "action_items"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        same_district("theme_id", "themes"),
        same_district("owner_id", "users"),
        same_district("follow_up_cohort_id", "cohorts"),
    )

    cohort_id: UUID = Field(index=True)
    """The theme's: copied, so that row security can go by it."""
    theme_id: UUID = Field(index=True)
    kind: ActionKind = text_enum(ActionKind, "action_kind")
    title: str
    description: str | None = None
    owner_id: UUID = Field(index=True)
    due_on: date
    status: ActionStatus = text_enum(ActionStatus, "action_status", default=ActionStatus.PROPOSED)
    dropped_reason: str | None = None
    completed_at: datetime | None = timestamp(default=None)
    overdue_told_at: datetime | None = timestamp(default=None)
    """When the world was told that it is late: once for each due date."""
    measure: str | None = None
    """How one will know that it helped, with where it stands and where it should get."""
    baseline: str | None = None
    target: str | None = None
    follow_up_cohort_id: UUID | None = Field(default=None, index=True)
    """The later round of listening that will tell whether it helped."""


class CommitteeSeat(Owned, table=True):
    """Somebody who works on an action item: a student, as a member of a cohort, or an adult."""

    __tablename__ = "committee_seats"
    __table_args__ = (
        UniqueConstraint("action_item_id", "member_id"),
        UniqueConstraint("action_item_id", "user_id"),
        same_district("action_item_id", "action_items"),
        same_district("member_id", "members"),
        same_district("user_id", "users"),
    )

    action_item_id: UUID = Field(index=True)
    member_id: UUID | None = Field(default=None, index=True)
    user_id: UUID | None = Field(default=None, index=True)
    created_at: datetime = timestamp(default_factory=now)


class ActionUpdate(Owned, Stamped, table=True):
    """A line of an action item's story. Written once."""

    __tablename__ = "action_updates"
    __table_args__ = (same_district("action_item_id", "action_items"),)

    action_item_id: UUID = Field(index=True)
    text: str
    status: ActionStatus = text_enum(ActionStatus, "action_update_status")
    """Where the item stood when it was written."""
    written_by: UUID | None = None


class FeedbackPage(Owned, Stamped, Removable, table=True):
    """What one cohort said and what came of it, for those who took part."""

    __tablename__ = "feedback_pages"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        same_district("school_id", "schools"),
    )

    cohort_id: UUID = Field(index=True)
    school_id: UUID
    """Whose name and contact stand on top."""
    title: str
    intro: str | None = None
    language: Language = text_enum(Language, "feedback_language", default=Language.EN)
    published_at: datetime | None = timestamp(default=None)


class Answer(StrEnum):
    """What students are told of a theme."""

    HEARD = "heard"
    """You said: an answer follows by a day that is named."""
    WE_DID = "we_did"
    WE_CANNOT = "we_cannot"


class FeedbackEntry(Owned, table=True):
    __tablename__ = "feedback_entries"
    __table_args__ = (
        UniqueConstraint("page_id", "theme_id"),
        same_district("page_id", "feedback_pages", ondelete="CASCADE"),
        same_district("theme_id", "themes"),
        same_district("action_item_id", "action_items"),
    )

    page_id: UUID = Field(index=True)
    theme_id: UUID
    place: int
    you_said: str
    answer: Answer = text_enum(Answer, "feedback_answer")
    text: str | None = None
    action_item_id: UUID | None = None
    answer_due_on: date | None = None


class FeedbackLink(Owned, Stamped, table=True):
    """A way to the page without an account: one participant's own, or one for all to share."""

    __tablename__ = "feedback_links"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("token_hash"),
        same_district("page_id", "feedback_pages"),
        same_district("member_id", "members"),
    )

    page_id: UUID = Field(index=True)
    member_id: UUID | None = Field(default=None, index=True)
    token_hash: str
    expires_at: datetime = timestamp()
    revoked_at: datetime | None = timestamp(default=None)


class Heard(StrEnum):
    """The answer to "Were you heard?"."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Pulse(Owned, Stamped, table=True):
    """One participant's answer, which may be changed. It is only ever counted."""

    __tablename__ = "feedback_pulses"
    __table_args__ = (
        UniqueConstraint("page_id", "member_id"),
        same_district("page_id", "feedback_pages"),
        same_district("member_id", "members"),
    )

    page_id: UUID = Field(index=True)
    member_id: UUID
    heard: Heard = text_enum(Heard, "pulse_heard")
