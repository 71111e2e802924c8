from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from tellmore.core.models import (
    Owned,
    Stamped,
    json_column,
    same_district,
    text_enum,
    timestamp,
)


class Student(Owned, Stamped, table=True):
    __tablename__ = "students"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "sourced_id"),
        same_district("school_id", "schools"),
    )

    school_id: UUID = Field(index=True)
    sourced_id: str
    sourced_ids: list[str] = json_column(default_factory=list)
    """All ids that the SIS has for this person: some give one at each school."""
    person_keys: list[str] = json_column(default_factory=list)
    """Identifiers by which the person is known again under a new id."""
    identifier: str | None = None
    given_name: str
    family_name: str
    preferred_name: str | None = None
    email: str | None = None
    birth_date: date | None = None
    grade: str | None = None
    attributes: dict[str, Any] = json_column(default_factory=dict)
    """Everything that quotas may go by: gender, race roll-ups, program, EL, IEP, GPA band …"""
    demographics: dict[str, Any] = json_column(default_factory=dict)
    """Every selection as it was sent."""
    active: bool = True
    deactivated_at: datetime | None = timestamp(default=None)


class Guardian(Owned, Stamped, table=True):
    __tablename__ = "guardians"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "sourced_id"),
    )

    sourced_id: str
    sourced_ids: list[str] = json_column(default_factory=list)
    person_keys: list[str] = json_column(default_factory=list)
    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    language: str = "en"
    active: bool = True


class GuardianLink(Owned, table=True):
    __tablename__ = "guardian_links"
    __table_args__ = (
        UniqueConstraint("student_id", "guardian_id"),
        same_district("student_id", "students"),
        same_district("guardian_id", "guardians"),
    )

    student_id: UUID = Field(index=True)
    guardian_id: UUID = Field(index=True)
    relation: str | None = None


class StaffMember(Owned, Stamped, table=True):
    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "sourced_id"),
    )

    sourced_id: str
    sourced_ids: list[str] = json_column(default_factory=list)
    person_keys: list[str] = json_column(default_factory=list)
    given_name: str
    family_name: str
    email: str | None = None
    role: str = "staff"
    school_ids: list[str] = json_column(default_factory=list)
    active: bool = True


class SchoolClass(Owned, Stamped, table=True):
    __tablename__ = "classes"
    __table_args__ = (
        UniqueConstraint("district_id", "id"),
        UniqueConstraint("district_id", "sourced_id"),
        same_district("school_id", "schools"),
    )

    school_id: UUID = Field(index=True)
    sourced_id: str
    title: str
    periods: str | None = None
    active: bool = True


class EnrollmentRole(StrEnum):
    STUDENT = "student"
    TEACHER = "teacher"


class Enrollment(Owned, table=True):
    __tablename__ = "enrollments"
    __table_args__ = (
        UniqueConstraint("district_id", "sourced_id"),
        same_district("class_id", "classes"),
        same_district("student_id", "students"),
        same_district("staff_id", "staff"),
    )

    sourced_id: str
    class_id: UUID = Field(index=True)
    student_id: UUID | None = Field(default=None, index=True)
    staff_id: UUID | None = Field(default=None, index=True)
    role: EnrollmentRole = text_enum(EnrollmentRole, "enrollment_role")
    primary: bool = False
    begin_date: date | None = None
    end_date: date | None = None
    active: bool = True


class ImportStatus(StrEnum):
    REFUSED = "refused"
    READY = "ready"
    HELD = "held"
    APPLIED = "applied"


class RosterImport(Owned, Stamped, table=True):
    """One uploaded bundle, from preview to applied."""

    __tablename__ = "roster_imports"
    __table_args__ = (UniqueConstraint("district_id", "id"),)

    status: ImportStatus = text_enum(ImportStatus, "import_status")
    filename: str
    sha256: str = Field(index=True)
    bundle: bytes | None = Field(default=None, sa_type=LargeBinary)
    """Kept until it is applied."""
    summary: dict[str, Any] = json_column(default_factory=dict)
    findings: list[dict[str, Any]] = json_column(default_factory=list)
    created_by: UUID | None = None
    approved_by: UUID | None = None
    approved_deactivations: int | None = None
    """How many students an administrator agreed to deactivate; more needs another yes."""
    applied_at: datetime | None = timestamp(default=None)
