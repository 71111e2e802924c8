from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, TextClause, func, or_, text
from sqlalchemy.orm import defer
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.rosters.models import (
    Enrollment,
    EnrollmentRole,
    Guardian,
    GuardianLink,
    ImportStatus,
    RosterImport,
    SchoolClass,
    StaffMember,
    Student,
)
from tellmore.rosters.schemas import RosterSearch, StudentSearch


def students(wanted: StudentSearch) -> SelectOfScalar[Student]:
    query = select(Student)
    if wanted.school_id is not None:
        query = query.where(col(Student.school_id) == wanted.school_id)
    if wanted.grade is not None:
        query = query.where(col(Student.grade) == wanted.grade)
    if wanted.active is not None:
        query = query.where(col(Student.active) == wanted.active)
    for word in (wanted.q or "").split():
        names = (Student.given_name, Student.family_name, Student.preferred_name)
        found = [col(name).icontains(word, autoescape=True) for name in names]
        query = query.where(or_(*found, col(Student.identifier) == word))
    return query


def by_name(table: Any) -> list[ColumnElement[Any]]:
    """As in a class list. Taken apart, a letter with an accent stands with its letter."""
    names = (table.family_name, table.given_name)
    return [func.lower(func.normalize(name, text("NFD"))) for name in names]


def student(student_id: UUID) -> SelectOfScalar[Student]:
    return select(Student).where(col(Student.id) == student_id)


def pool(school_ids: Collection[UUID]) -> SelectOfScalar[Student]:
    return (
        select(Student)
        .where(col(Student.school_id).in_(school_ids), col(Student.active))
        .order_by(col(Student.id))
    )


def guardians_of(student_id: UUID) -> Select[GuardianLink, Guardian]:
    return (
        select(GuardianLink, Guardian)
        .join(Guardian, col(Guardian.id) == GuardianLink.guardian_id)
        .where(col(GuardianLink.student_id) == student_id, col(Guardian.active))
        .order_by(col(Guardian.id))
    )


def classes_of(student_id: UUID, on: date) -> SelectOfScalar[SchoolClass]:
    enrolled = select(Enrollment.class_id).where(
        col(Enrollment.student_id) == student_id, *_lasting(on)
    )
    return (
        select(SchoolClass)
        .where(col(SchoolClass.id).in_(enrolled), col(SchoolClass.active))
        .order_by(col(SchoolClass.title), col(SchoolClass.id))
    )


def teachers_of(class_ids: Collection[UUID], on: date) -> Select[Enrollment, StaffMember]:
    return (
        select(Enrollment, StaffMember)
        .join(StaffMember, col(StaffMember.id) == Enrollment.staff_id)
        .where(
            col(Enrollment.class_id).in_(class_ids),
            col(Enrollment.role) == EnrollmentRole.TEACHER,
            col(StaffMember.active),
            *_lasting(on),
        )
        .order_by(col(Enrollment.primary).desc(), col(StaffMember.id))
    )


def _lasting(on: date) -> tuple[ColumnElement[bool], ...]:
    begin, end = col(Enrollment.begin_date), col(Enrollment.end_date)
    return (
        col(Enrollment.active).is_(True),
        or_(begin.is_(None), begin <= on),
        or_(end.is_(None), end >= on),
    )


def class_sizes(class_ids: Collection[UUID]) -> Select[UUID, int]:
    return (
        select(Enrollment.class_id, func.count())
        .where(col(Enrollment.class_id).in_(class_ids), col(Enrollment.active))
        .where(col(Enrollment.role) == EnrollmentRole.STUDENT)
        .group_by(col(Enrollment.class_id))
    )


def staff(wanted: RosterSearch) -> SelectOfScalar[StaffMember]:
    query = select(StaffMember)
    if wanted.school_id is not None:
        query = query.where(col(StaffMember.school_ids).contains([str(wanted.school_id)]))
    if wanted.active is not None:
        query = query.where(col(StaffMember.active) == wanted.active)
    for word in (wanted.q or "").split():
        names = (StaffMember.given_name, StaffMember.family_name)
        query = query.where(or_(*[col(n).icontains(word, autoescape=True) for n in names]))
    return query


def every_staff_member() -> SelectOfScalar[StaffMember]:
    return select(StaffMember)


def classes(wanted: RosterSearch) -> SelectOfScalar[SchoolClass]:
    query = select(SchoolClass)
    if wanted.school_id is not None:
        query = query.where(col(SchoolClass.school_id) == wanted.school_id)
    if wanted.active is not None:
        query = query.where(col(SchoolClass.active) == wanted.active)
    for word in (wanted.q or "").split():
        query = query.where(col(SchoolClass.title).icontains(word, autoescape=True))
    return query


def imports() -> SelectOfScalar[RosterImport]:
    """Without the bundles themselves: one can be large."""
    return select(RosterImport).options(defer(RosterImport.bundle, raiseload=True))  # type: ignore[arg-type]  # SQLModel types an attribute as its value


def roster_import(import_id: UUID) -> SelectOfScalar[RosterImport]:
    return imports().where(col(RosterImport.id) == import_id)


def import_to_change(import_id: UUID) -> SelectOfScalar[RosterImport]:
    return select(RosterImport).where(col(RosterImport.id) == import_id).with_for_update()


def imports_of(sha256: str) -> SelectOfScalar[RosterImport]:
    return imports().where(col(RosterImport.sha256) == sha256).order_by(col(RosterImport.id).desc())


def last_applied() -> SelectOfScalar[RosterImport]:
    return (
        imports()
        .where(col(RosterImport.status) == ImportStatus.APPLIED)
        .order_by(col(RosterImport.applied_at).desc())
        .limit(1)
    )


ONE_IMPORT_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtextextended('roster:' || CAST(:district AS text), 0))"
)

# Only what can be a category: an attribute with more values than this is none.
MOST_VALUES = 60
CRITERIA: TextClause = text(
    """
    WITH pool AS (
      SELECT s.id, s.grade, s.school_id, s.attributes FROM students s
      WHERE s.active AND s.school_id = ANY(:school_ids)
    ), told AS (
      SELECT a.key AS criterion, a.value FROM pool, jsonb_each_text(pool.attributes) a
      UNION ALL SELECT 'grade', grade FROM pool WHERE grade IS NOT NULL
      UNION ALL SELECT 'school', school_id::text FROM pool
    ), counted AS (
      SELECT criterion, value, count(*) AS students FROM told GROUP BY criterion, value
    ), unknown AS (
      SELECT criterion, 'unknown' AS value, (SELECT count(*) FROM pool) - sum(students) AS students
      FROM counted GROUP BY criterion
    )
    SELECT criterion, value, CAST(students AS int) AS students FROM (
      SELECT * FROM counted UNION ALL SELECT * FROM unknown WHERE students > 0
    ) every
    WHERE criterion IN (SELECT criterion FROM counted GROUP BY criterion HAVING count(*) <= :most)
    ORDER BY criterion, value = 'unknown', value
    """
)
