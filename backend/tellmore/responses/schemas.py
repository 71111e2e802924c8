from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tellmore.core.schemas import Moment, Ordered, Paragraph, Patch, Schema
from tellmore.responses.models import Cue, ResponseKind, Wording
from tellmore.responses.permissions import ResponseAction
from tellmore.sessions.models import Assent, Presence, Stage
from tellmore.sessions.schemas import QuestionKey, SessionRead


class ResponseCreate(Schema):
    """One thing that was captured. With an `id` of your own it can be sent again safely."""

    id: UUID | None = None
    """A UUIDv7 of the device that wrote it down: an offline queue replays under it."""
    session_id: UUID
    member_id: UUID | None = None
    """None: the group as a whole."""
    kind: ResponseKind
    text: Paragraph | None = None
    wording: Wording | None = None
    """Verbatim unless it is said to be a paraphrase."""
    cue: Cue | None = None
    question_key: QuestionKey | None = None
    stage: Stage | None = None
    """Where the session stood; without it, where it stands now."""
    captured_at: Moment | None = None
    """When it was said; without it, now. A clock that is ahead is not believed: the words are kept
    under the moment in which they arrive. Where it matters whether they were said before, since
    the student left, said no or took back all, they are refused as `clock-ahead`. Send them again
    with the time corrected by the difference to the `Date` of any answer."""


class ResponseUpdate(Patch):
    member_id: UUID | None = None
    text: Paragraph | None = None
    wording: Wording | None = None
    cue: Cue | None = None
    question_key: QuestionKey | None = None


class ResponseRead(Schema):
    id: UUID
    session_id: UUID
    cohort_id: UUID
    school_id: UUID
    member_id: UUID | None
    pseudonym: str | None
    kind: ResponseKind
    text: str | None
    wording: Wording | None
    cue: Cue | None
    question_key: str | None
    stage: Stage
    sequence: int
    captured_at: datetime
    recorded_by: UUID | None
    revision: int
    created_at: datetime
    updated_at: datetime
    version: int
    can: Ordered[ResponseAction]


class ResponseBatch(Schema):
    items: Annotated[list[ResponseCreate], Field(min_length=1, max_length=100)]


class Outcome(StrEnum):
    RECORDED = "recorded"
    KNOWN = "known"
    """It was sent before; nothing was changed."""
    REFUSED = "refused"


class Refusal(Schema):
    """A problem, as it would have been answered to this item alone."""

    type: str
    title: str
    status: int
    detail: str


class BatchResult(Schema):
    """What became of one item, in the order in which they were sent."""

    id: UUID | None
    outcome: Outcome
    response: ResponseRead | None
    problem: Refusal | None


class BatchRead(Schema):
    results: list[BatchResult]


class Remembered(Schema):
    member_id: UUID | None = None
    """None: the group as a whole, or somebody of whom it is not remembered who it was."""
    text: Paragraph


class RecallNote(Schema):
    """Who said what, from memory. It is kept as paraphrase, each with the student who said it."""

    items: Annotated[list[Remembered], Field(min_length=1, max_length=100)]


class RevisionRead(Schema):
    number: int
    member_id: UUID | None
    text: str | None
    wording: Wording | None
    cue: Cue | None
    question_key: str | None
    replaced_by: UUID | None
    replaced_at: datetime


class RevisionList(Schema):
    items: list[RevisionRead]


class AtStake(Schema):
    """What a student said that is left, in every session: a withdrawal takes it out."""

    member_id: UUID
    pseudonym: str
    entries: int
    held: int
    """Hidden already, while guardians disagree."""


class StruckRead(Schema):
    """How many were struck; what stays of each is a tombstone."""

    struck: int


class Participation(StrEnum):
    NOT_YET_HEARD = "not_yet_heard"
    INVITED_AND_PASSED = "invited_and_passed"
    HEARD = "heard"


class SeatState(Schema):
    member_id: UUID
    pseudonym: str
    seat: int
    presence: Presence
    assent: Assent | None
    may_take_part: bool
    reason: str
    """Why they may, or may not: a code of the permission."""
    ask_aloud: bool
    may_be_recorded: bool
    may_be_quoted: bool
    participation: Participation
    turns: int
    passes: int


class RecorderState(Schema):
    state: Literal["off", "recording", "paused", "locked"]
    locked_by: list[UUID]
    """Those present whose audio permission is missing."""


class Entry(Schema):
    """A line of the note-taker's stream."""

    id: UUID
    member_id: UUID | None
    kind: ResponseKind
    withheld: bool
    """You teach this student, or are named: the words are not for you."""
    text: str | None
    wording: Wording | None
    cue: Cue | None
    question_key: str | None
    stage: Stage
    sequence: int
    captured_at: datetime
    recorded_by: UUID | None
    revision: int
    version: int
    can: Ordered[ResponseAction]


class SessionState(Schema):
    """Everything that the two screens show, at one moment."""

    server_time: datetime
    session: SessionRead
    seats: list[SeatState]
    recorder: RecorderState
    entries: list[Entry]
    """The newest five hundred, oldest first."""
    struck: list[UUID]
    """Entries that were taken back: a screen that still shows one drops it."""


class LinkRead(Schema):
    """Shown once: only a hash of the link is kept."""

    member_id: UUID
    pseudonym: str
    url: str
    qr_svg: str
    add_until: datetime
    strike_until: datetime


class LinkList(Schema):
    items: list[LinkRead]
