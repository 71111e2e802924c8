from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from tellmore.actions.models import ActionKind, ActionStatus, Answer
from tellmore.actions.permissions import ActionItemAction, CommitteeAction, FeedbackAction
from tellmore.core.languages import Language
from tellmore.core.schemas import Line, Ordered, Paragraph, Patch, Schema


class ActionItemCreate(Schema):
    theme_id: UUID
    kind: ActionKind
    title: Line
    description: Paragraph | None = None
    owner_id: UUID
    due_on: date
    measure: Line | None = None
    baseline: Line | None = None
    target: Line | None = None
    follow_up_cohort_id: UUID | None = None


class ActionItemUpdate(Patch):
    kind: ActionKind = ActionKind.OTHER
    title: Line = ""
    description: Paragraph | None = None
    owner_id: UUID = UUID(int=0)
    due_on: date = date.min
    measure: Line | None = None
    baseline: Line | None = None
    target: Line | None = None
    follow_up_cohort_id: UUID | None = None


class ActionItemMove(Schema):
    """Move the item on. Dropping it needs a reason; a note is kept as an update."""

    status: ActionStatus
    reason: Paragraph | None = None
    note: Paragraph | None = None

    @model_validator(mode="after")
    def _dropped_for_a_reason(self) -> Self:
        if (self.status is ActionStatus.DROPPED) != (self.reason is not None):
            raise ValueError("a reason belongs to dropping an item, and to nothing else")
        return self


class ActionItemRead(Schema):
    id: UUID
    cohort_id: UUID
    theme_id: UUID
    kind: ActionKind
    title: str
    description: str | None
    owner_id: UUID
    due_on: date
    overdue: bool
    status: ActionStatus
    next_statuses: Ordered[ActionStatus]
    dropped_reason: str | None
    completed_at: datetime | None
    measure: str | None
    baseline: str | None
    target: str | None
    follow_up_cohort_id: UUID | None
    """The later round of listening that will tell whether it helped."""
    can: Ordered[ActionItemAction]
    created_at: datetime
    updated_at: datetime
    version: int


class ActionUpdateCreate(Schema):
    text: Paragraph


class ActionUpdateRead(Schema):
    id: UUID
    action_item_id: UUID
    text: str
    status: ActionStatus
    written_by: UUID | None
    created_at: datetime


class CommitteeSeatCreate(Schema):
    """A student, as a member of a cohort, or a colleague."""

    member_id: UUID | None = None
    user_id: UUID | None = None

    @model_validator(mode="after")
    def _one_person(self) -> Self:
        if (self.member_id is None) == (self.user_id is None):
            raise ValueError("name either a student, by member_id, or a colleague, by user_id")
        return self


class StudentSeatRead(Schema):
    id: UUID
    member_id: UUID
    pseudonym: str
    follow_up: bool
    """Whether they may be asked to go on now: a consent that is taken back counts here too."""


class AdultSeatRead(Schema):
    id: UUID
    user_id: UUID
    name: str


class CommitteeRead(Schema):
    """Who works on an action item."""

    adults: list[AdultSeatRead]
    students: list[StudentSeatRead] | None
    """None: the caller may not know which student a pseudonym is. On a committee one sees faces."""
    student_count: int
    can: Ordered[CommitteeAction]


class EntryWrite(Schema):
    """What students are told of one published theme."""

    theme_id: UUID
    you_said: Paragraph
    answer: Answer
    text: Paragraph | None = None
    """What was done, or why it can't be."""
    action_item_id: UUID | None = None
    answer_due_on: date | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.answer is Answer.HEARD and self.answer_due_on is None:
            raise ValueError("say by when an answer follows: answer_due_on")
        if self.answer is not Answer.HEARD and self.text is None:
            raise ValueError("say what was done, or why it can't be: text")
        if self.answer is Answer.WE_DID and self.action_item_id is None:
            raise ValueError("name the action item that was done: action_item_id")
        return self


class EntryRead(Schema):
    theme_id: UUID
    you_said: str
    answer: Answer
    text: str | None
    action_item_id: UUID | None
    answer_due_on: date | None
    shown: bool
    """False: the theme is no longer published. Only who may write the page reads such an entry."""


Entries = Annotated[list[EntryWrite], Field(max_length=40)]


class FeedbackPageCreate(Schema):
    cohort_id: UUID
    school_id: UUID
    title: Line
    intro: Paragraph | None = None
    language: Language = Language.EN
    entries: Entries = []


class FeedbackPageUpdate(Patch):
    title: Line = ""
    intro: Paragraph | None = None
    language: Language = Language.EN
    entries: Entries = []


class PulseRead(Schema):
    """How many answered "Were you heard?"; null where they are too few to show."""

    yes: int | None
    partly: int | None
    no: int | None
    total: int | None


class FeedbackPageRead(Schema):
    id: UUID
    cohort_id: UUID
    school_id: UUID
    title: str
    intro: str | None
    language: Language
    entries: list[EntryRead]
    unanswered_theme_ids: list[UUID]
    """Published themes of the cohort of which this page says nothing yet."""
    published_at: datetime | None
    pulse: PulseRead
    can: Ordered[FeedbackAction]
    created_at: datetime
    updated_at: datetime
    version: int


class LinksCreate(Schema):
    """Links for these members, or one that all may share."""

    member_ids: Annotated[list[UUID], Field(max_length=200)] = []


class LinkCreated(Schema):
    id: UUID
    member_id: UUID | None
    url: str
    """Shown this once; only its hash is kept."""
    qr_svg: str
    expires_at: datetime


class LinksCreated(Schema):
    links: list[LinkCreated]


class FeedbackLinkRead(Schema):
    id: UUID
    member_id: UUID | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
