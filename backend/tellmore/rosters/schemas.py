from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tellmore.core.schemas import Ordered, Schema
from tellmore.rosters.models import ImportStatus
from tellmore.rosters.oneroster import Severity
from tellmore.rosters.permissions import ImportAction, RosterAction

NO_NUL = r"^[^\x00]*$"
Typed = Annotated[str, Field(max_length=100, pattern=NO_NUL)]
Grade = Annotated[str, Field(max_length=20, pattern=NO_NUL)]


class StudentOrder(StrEnum):
    NEWEST = "newest"
    NAME = "name"


Order = Annotated[
    StudentOrder,
    Field(description="Who synchronises gets the order of change, whatever is asked for here."),
]


class StudentSearch(Schema):
    """`q` is words of a name, or a number. `active` null: who is active, or all who synchronise."""

    q: Typed | None = None
    school_id: UUID | None = None
    grade: Grade | None = None
    active: bool | None = None
    order: Order = StudentOrder.NEWEST


class RosterSearch(Schema):
    q: Typed | None = None
    school_id: UUID | None = None
    active: bool | None = None


class ChangeCounts(Schema):
    create: int
    update: int
    deactivate: int
    unchanged: int


class ImportChanges(Schema):
    """What applying changes, kind by kind."""

    schools: ChangeCounts
    students: ChangeCounts
    guardians: ChangeCounts
    staff: ChangeCounts
    guardian_links: ChangeCounts
    classes: ChangeCounts
    enrollments: ChangeCounts


class RosterImportRead(Schema):
    id: UUID
    status: ImportStatus
    filename: str
    sha256: str
    oneroster_version: str | None
    files: dict[str, Literal["bulk", "delta", "absent"]]
    changes: ImportChanges | None
    """None: the bundle was refused."""
    active_students_before: int
    errors: int
    warnings: int
    approved_by: UUID | None
    applied_at: datetime | None
    can: Ordered[ImportAction]
    created_at: datetime
    updated_at: datetime
    version: int


class FindingRead(Schema):
    """Rows are numbered as a spreadsheet shows them: the header is row 1."""

    file: str
    row: int | None
    column: str | None
    code: str
    severity: Severity
    message: str


class StudentRead(Schema):
    id: UUID
    school_id: UUID
    sourced_id: str
    identifier: str | None
    given_name: str
    family_name: str
    preferred_name: str | None
    email: str | None
    birth_date: date | None
    grade: str | None
    attributes: dict[str, str]
    active: bool
    deactivated_at: datetime | None
    can: Ordered[RosterAction]
    created_at: datetime
    updated_at: datetime
    version: int


class StudentGuardianRead(Schema):
    id: UUID
    given_name: str
    family_name: str
    email: str | None
    phone: str | None
    language: str
    relation: str | None


class TeacherRead(Schema):
    id: UUID
    given_name: str
    family_name: str
    primary: bool


class StudentClassRead(Schema):
    """`teachers` is empty where nobody is on record: then a conflict can't be ruled out."""

    id: UUID
    title: str
    periods: str | None
    teachers: list[TeacherRead]


class StudentDetailRead(StudentRead):
    guardians: list[StudentGuardianRead]
    classes: list[StudentClassRead]


class StaffRead(Schema):
    id: UUID
    sourced_id: str
    given_name: str
    family_name: str
    email: str | None
    role: str
    school_ids: list[UUID]
    active: bool
    can: Ordered[RosterAction]
    created_at: datetime
    updated_at: datetime
    version: int


class ClassRead(Schema):
    id: UUID
    school_id: UUID
    sourced_id: str
    title: str
    periods: str | None
    student_count: int
    teachers: list[TeacherRead]
    active: bool
    can: Ordered[RosterAction]
    created_at: datetime
    updated_at: datetime
    version: int


class CriterionValue(Schema):
    value: str
    count: int


class Criterion(Schema):
    """`unknown` is a value of its own: never read it as no."""

    criterion: str
    values: list[CriterionValue]


class PoolCriteria(Schema):
    total: int
    criteria: list[Criterion]
