"""Who teaches whom today, from class enrollments. Missing data is said to be missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import Select

from tellmore.core.context import Context
from tellmore.districts import days
from tellmore.rosters.models import Enrollment, EnrollmentRole, SchoolClass, StaffMember


@dataclass(frozen=True)
class Teaching:
    """The teachers of one student, and whether each of the student's classes names one."""

    staff_ids: frozenset[UUID]
    complete: bool


NOTHING_KNOWN = Teaching(frozenset(), complete=False)


async def teachers_of(ctx: Context, student_ids: Sequence[UUID]) -> dict[UUID, Teaching]:
    """For conflict checks. A student without classes is not known to have no teacher."""
    today = await days.today(ctx)
    classes: dict[UUID, set[UUID]] = {}
    theirs = col(Enrollment.student_id).in_(student_ids)
    for student_id, class_id in await ctx.session.exec(_classes_of(theirs, today)):
        if student_id is not None:
            classes.setdefault(student_id, set()).add(class_id)
    every_class = {class_id for ids in classes.values() for class_id in ids}
    teachers: dict[UUID, set[UUID]] = {}
    for class_id, staff_id in await ctx.session.exec(_teachers_in(list(every_class), today)):
        if staff_id is not None:
            teachers.setdefault(class_id, set()).add(staff_id)
    return {
        student_id: Teaching(
            staff_ids=frozenset(t for c in theirs for t in teachers.get(c, ())),
            complete=all(c in teachers for c in theirs),
        )
        for student_id, theirs in classes.items()
    } | {missing: NOTHING_KNOWN for missing in student_ids if missing not in classes}


def fully_known(student_id: Mapped[UUID], today: date) -> ColumnElement[bool]:
    """As a condition: what `Teaching.complete` says of the student."""
    theirs = _classes_of(col(Enrollment.student_id) == student_id, today)
    teacher = aliased(Enrollment)
    named = exists().where(
        col(teacher.class_id) == col(Enrollment.class_id),
        col(teacher.staff_id).is_not(None),
        *_today(EnrollmentRole.TEACHER, today, teacher),
    )
    return and_(theirs.exists(), not_(theirs.where(not_(named)).exists()))


async def class_periods(ctx: Context, student_ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
    """In which periods students have class today. Who has no class on the roster is left out."""
    query = (
        select(Enrollment.student_id, SchoolClass.periods)
        .join(SchoolClass, col(SchoolClass.id) == col(Enrollment.class_id))
        .where(
            col(Enrollment.student_id).in_(student_ids),
            col(SchoolClass.active),
            *_today(EnrollmentRole.STUDENT, await days.today(ctx)),
        )
    )
    busy: dict[UUID, frozenset[str]] = {}
    for student_id, periods in await ctx.session.exec(query):
        named = frozenset(part.strip() for part in (periods or "").split(",") if part.strip())
        if student_id is not None:
            busy[student_id] = busy.get(student_id, frozenset()) | named
    return busy


async def students_of(ctx: Context, staff_id: UUID) -> frozenset[UUID]:
    """The students whom this staff member teaches today."""
    today = await days.today(ctx)
    own = select(Enrollment.class_id).where(
        col(Enrollment.staff_id) == staff_id, *_today(EnrollmentRole.TEACHER, today)
    )
    found = select(Enrollment.student_id).where(
        col(Enrollment.class_id).in_(own), *_today(EnrollmentRole.STUDENT, today)
    )
    rows = await ctx.session.exec(found)
    return frozenset(student_id for student_id in rows if student_id is not None)


async def names(ctx: Context, staff_id: UUID) -> list[str]:
    """By which students may speak of this staff member."""
    query = select(StaffMember.given_name, StaffMember.family_name)
    found = await ctx.session.exec(query.where(col(StaffMember.id) == staff_id))
    return [name for both in found for name in both]


def _classes_of(theirs: ColumnElement[bool], today: date) -> Select[UUID | None, UUID]:
    query = select(Enrollment.student_id, Enrollment.class_id)
    return query.outerjoin(SchoolClass, col(SchoolClass.id) == col(Enrollment.class_id)).where(
        theirs,
        *_today(EnrollmentRole.STUDENT, today),
        # A class of a school out of the caller's sight still counts.
        col(SchoolClass.active).is_not(False),
    )


def _teachers_in(class_ids: Sequence[UUID], today: date) -> Select[UUID, UUID | None]:
    return select(Enrollment.class_id, Enrollment.staff_id).where(
        col(Enrollment.class_id).in_(class_ids), *_today(EnrollmentRole.TEACHER, today)
    )


def _today(
    role: EnrollmentRole, today: date, rows: type[Enrollment] = Enrollment
) -> tuple[ColumnElement[bool], ...]:
    begin, end = col(rows.begin_date), col(rows.end_date)
    return (
        col(rows.role) == role,
        col(rows.active).is_(True),
        or_(begin.is_(None), begin <= today),
        or_(end.is_(None), end >= today),
    )
