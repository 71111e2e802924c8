from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from tellmore.consent.kinds import Decision, Language, Method, Outcome, Party, Purpose
from tellmore.core.models import (
    Owned,
    Removable,
    Stamped,
    json_column,
    same_district,
    text_enum,
    timestamp,
)


class FormStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"
    """A newer version took its place. What was signed on it stays signed."""


class ConsentForm(Owned, Stamped, Removable, table=True):
    """One version of what a cohort's families are asked. Published, its words never change."""

    __tablename__ = "consent_forms"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("cohort_id", "number"),
        same_district("cohort_id", "cohorts"),
    )

    cohort_id: UUID = Field(index=True)
    number: int
    status: FormStatus = text_enum(FormStatus, "consent_form_status", default=FormStatus.DRAFT)
    purposes: list[str] = json_column(default_factory=list)
    texts: dict[str, Any] = json_column(default_factory=dict)
    """Language → `schemas.FormText`."""
    sensitive_areas: list[str] = json_column(default_factory=list)
    """Areas of PPRA that a person confirmed."""
    federally_required: bool = False
    """Students must take part, and federal money pays: the strictest class."""
    published_at: datetime | None = timestamp(default=None)
    published_by: UUID | None = None


class Delivery(StrEnum):
    """How the link reached, or did not reach, its person."""

    QUEUED = "queued"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    NO_ADDRESS = "no_address"
    NO_MAIL = "no_mail"
    """This installation sends no mail: hand the link over."""
    FAILED = "failed"


class ConsentRequest(Owned, Stamped, table=True):
    """One person is asked about one member, on one form."""

    __tablename__ = "consent_requests"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("form_id", "consent_forms"),
        same_district("cohort_id", "cohorts"),
        same_district("member_id", "members"),
        same_district("guardian_id", "guardians"),
        same_district("school_id", "schools"),
        Index(
            "uq_consent_requests_open",
            "form_id",
            "member_id",
            "party",
            "guardian_id",
            unique=True,
            postgresql_where=text("answered_at IS NULL AND revoked_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    form_id: UUID = Field(index=True)
    cohort_id: UUID = Field(index=True)
    member_id: UUID = Field(index=True)
    school_id: UUID
    party: Party = text_enum(Party, "consent_request_party")
    guardian_id: UUID | None = None
    """None when the student is asked."""
    language: Language = text_enum(Language, "consent_request_language")
    delivery: Delivery = text_enum(Delivery, "consent_delivery", default=Delivery.QUEUED)
    delivered_at: datetime | None = timestamp(default=None)
    """When it first reached the person: a notice counts from here."""
    expires_at: datetime = timestamp()
    expired_at: datetime | None = timestamp(default=None)
    """When its end was told to the world."""
    answered_at: datetime | None = timestamp(default=None)
    revoked_at: datetime | None = timestamp(default=None)
    guesses: int = 0
    """Wrong birth dates since a link was last issued, or a right one given."""
    locked_at: datetime | None = timestamp(default=None)
    """Too many of them: its links are dead until staff issue a new one."""


class ConsentLink(Owned, table=True):
    """A token to one request. Mail and paper carry different ones; only hashes are kept."""

    __tablename__ = "consent_links"
    __table_args__ = (
        UniqueConstraint("district_id", "token_hash"),
        same_district("request_id", "consent_requests"),
    )

    request_id: UUID = Field(index=True)
    token_hash: str
    created_at: datetime = timestamp()
    locked_at: datetime | None = timestamp(default=None)


class ConsentRecord(Owned, Stamped, table=True):
    """One decision, by one person, for one member and one purpose. Never changed."""

    __tablename__ = "consent_records"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("cohort_id", "cohorts"),
        same_district("member_id", "members"),
        same_district("form_id", "consent_forms"),
        same_district("request_id", "consent_requests"),
        same_district("guardian_id", "guardians"),
        same_district("school_id", "schools"),
    )

    cohort_id: UUID = Field(index=True)
    member_id: UUID = Field(index=True)
    school_id: UUID
    form_id: UUID
    request_id: UUID | None = None
    signing_id: UUID = Field(index=True)
    """Decisions given with one signature."""
    purpose: Purpose = text_enum(Purpose, "consent_purpose")
    party: Party = text_enum(Party, "consent_party")
    guardian_id: UUID | None = None
    signed_name: str
    decision: Decision = text_enum(Decision, "consent_decision")
    method: Method = text_enum(Method, "consent_method")
    language: Language = text_enum(Language, "consent_language")
    text_sha256: str
    """Of the text that was shown, as the form holds it."""
    decided_at: datetime = timestamp()
    recorded_by: UUID | None = None
    """The user who wrote down what was said or signed; None when the person did it by link."""
    note: str | None = None


class ConsentScan(Owned, table=True):
    """The paper that was signed. Each reading of it is on record."""

    __tablename__ = "consent_scans"
    __table_args__ = (
        UniqueConstraint("district_id", "record_id"),
        same_district("record_id", "consent_records"),
        same_district("school_id", "schools"),
    )

    record_id: UUID
    """One of the records of the signature; the others share its scan."""
    school_id: UUID
    media_type: str
    sha256: str
    content: bytes = Field(sa_type=LargeBinary)
    created_at: datetime = timestamp()
    created_by: UUID | None = None


class ConsentResolution(Owned, Stamped, table=True):
    """How a coordinator settled a disagreement between guardians, and why. Never changed."""

    __tablename__ = "consent_resolutions"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        same_district("member_id", "members"),
        same_district("school_id", "schools"),
    )

    member_id: UUID = Field(index=True)
    school_id: UUID
    purpose: Purpose = text_enum(Purpose, "resolution_purpose")
    outcome: Outcome = text_enum(Outcome, "resolution_outcome")
    reason: str
    resolved_by: UUID | None = None
    resolved_at: datetime = timestamp()
