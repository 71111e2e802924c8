from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from tellmore.consent.kinds import (
    Decision,
    Language,
    Method,
    Party,
    Purpose,
)
from tellmore.consent.models import FormStatus
from tellmore.consent.permissions import FormAction, RecordAction, RequestAction
from tellmore.core.schemas import Line, Moment, Ordered, Paragraph, Patch, Schema
from tellmore.guides.linter.findings import PpraArea


class Ask(Schema):
    """One purpose as a question, with what it means."""

    question: Line
    hint: Annotated[Line, Field(max_length=200)]


class Address(Schema):
    """What one party is told and asked, in one language."""

    title: Line
    about: Paragraph
    happens: Paragraph
    not_asked: Paragraph
    privacy: Paragraph
    rights: Paragraph
    purposes: dict[Purpose, Ask]


class FormText(Schema):
    """One language of a form."""

    guardian: Address
    student: Address


Purposes = Annotated[list[Purpose], Field(min_length=1, max_length=4)]
Texts = Annotated[dict[Language, FormText], Field(min_length=1)]
Areas = Annotated[list[PpraArea], Field(max_length=8)]


class FormCreate(Schema):
    """What is left out is filled with plain default words for this cohort."""

    cohort_id: UUID
    purposes: Purposes = list(Purpose)
    texts: Texts | None = None
    sensitive_areas: Areas = []
    federally_required: bool = False


class FormUpdate(Patch):
    purposes: Purposes = list(Purpose)
    texts: Texts = {}
    sensitive_areas: Areas = []
    federally_required: bool = False


class FormRead(Schema):
    id: UUID
    cohort_id: UUID
    number: int
    status: FormStatus
    purposes: list[Purpose]
    texts: dict[Language, FormText]
    sensitive_areas: list[PpraArea]
    federally_required: bool
    published_at: datetime | None
    can: Ordered[FormAction]
    created_at: datetime
    updated_at: datetime
    version: int


class RequestState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    NO_ADDRESS = "no_address"
    NO_MAIL = "no_mail"
    FAILED = "failed"
    ANSWERED = "answered"
    EXPIRED = "expired"
    REVOKED = "revoked"
    LOCKED = "locked"
    """Too many wrong birth dates. Hand a new link over, or send one."""


MemberIds = Annotated[list[UUID], Field(min_length=1, max_length=500)]


class RequestsCreate(Schema):
    """Ask the guardians of these members, and the members themselves."""

    cohort_id: UUID
    member_ids: MemberIds | None = None
    """None: everyone who was drawn."""
    again: bool = False
    """Ask those too who have answered this form already."""


class RequestRead(Schema):
    id: UUID
    form_id: UUID
    cohort_id: UUID
    member_id: UUID
    pseudonym: str
    party: Party
    guardian_id: UUID | None
    """As `recipient`: the roster says whose guardian it is."""
    recipient: str | None
    """The person's name; None for those who may not read who is behind a pseudonym."""
    student: str | None
    language: Language
    state: RequestState
    delivered_at: datetime | None
    expires_at: datetime
    answered_at: datetime | None
    revoked_at: datetime | None
    can: Ordered[RequestAction]
    created_at: datetime
    updated_at: datetime
    version: int


class RequestsSent(Schema):
    """Every request that stands for these members on the present form, old ones too."""

    items: list[RequestRead]
    without_guardian: list[UUID]
    """Members for whom no guardian is on the roster."""


class LinkRead(Schema):
    """A fresh link to hand over: printed, shown as a code, or sent by the school's own means."""

    request_id: UUID
    url: str
    qr_svg: str
    expires_at: datetime


class RecordsCreate(Schema):
    """What somebody signed on paper, or said to a person, about one member."""

    member_id: UUID
    party: Party
    guardian_id: UUID | None = None
    """None with a guardian who is not on the roster: the signed name stands for them."""
    method: Literal[Method.PAPER, Method.VERBAL, Method.IN_PERSON]
    language: Language
    signed_name: Line
    decided_at: Moment
    decisions: Annotated[dict[Purpose, Decision], Field(min_length=1)]
    form_id: UUID | None = None
    """None: the form in force."""
    note: Paragraph | None = None
    """Where the paper is kept; who asked, and with which words."""

    @model_validator(mode="after")
    def students_have_no_guardian(self) -> "RecordsCreate":
        if self.party is Party.STUDENT and self.guardian_id is not None:
            msg = "a student's own decision names no guardian"
            raise ValueError(msg)
        if self.method is Method.VERBAL and self.note is None:
            msg = "say in `note` who asked, and with which words"
            raise ValueError(msg)
        return self


class ScanRead(Schema):
    """That a scan is kept, and of what kind; its bytes are at their own address."""

    record_id: UUID
    signing_id: UUID
    media_type: str
    size: int
    sha256: str
    created_at: datetime


class Withdrawal(Schema):
    """Take back this yes; `everything` takes back each yes of the same person."""

    everything: bool = False
    method: Literal[Method.PAPER, Method.VERBAL, Method.IN_PERSON]
    note: Paragraph | None = None


class RecordRead(Schema):
    """`guardian_id`, `signed_name` and `note` are null for those who may not read names."""

    id: UUID
    cohort_id: UUID
    member_id: UUID
    form_id: UUID
    request_id: UUID | None
    signing_id: UUID
    purpose: Purpose
    party: Party
    guardian_id: UUID | None
    signed_name: str | None
    decision: Decision
    method: Method
    language: Language
    decided_at: datetime
    recorded_by: UUID | None
    note: str | None
    has_scan: bool
    can: Ordered[RecordAction]
    created_at: datetime
    updated_at: datetime
    version: int


class RecordsRead(Schema):
    """The records of one signature."""

    items: list[RecordRead]


class ReceiptPurpose(Schema):
    purpose: Purpose
    question: str
    decision: Decision
    state: Literal["in_force", "replaced"]
    """Replaced by a later decision of the same person on the same purpose."""


class Receipt(Schema):
    """One signature, whole: what was asked, in which words, and what was decided."""

    version: Literal["1.0"]
    receipt_id: UUID
    form_id: UUID
    form_number: int
    text_sha256: str
    text: Address
    time: datetime
    method: Method
    language: Language
    jurisdiction: str
    controller: str
    principal: str
    party: Party
    regarding: str
    """The student."""
    purposes: list[ReceiptPurpose]
