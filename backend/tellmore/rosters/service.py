"""Reading the roster, for people and for the other rooms."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from tellmore.core.context import Context
from tellmore.core.errors import NotFound
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Schema
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.rosters import queries
from tellmore.rosters.models import SchoolClass, StaffMember, Student
from tellmore.rosters.permissions import allowed
from tellmore.rosters.schemas import (
    ClassRead,
    Criterion,
    CriterionValue,
    PoolCriteria,
    RosterSearch,
    StaffRead,
    StudentClassRead,
    StudentDetailRead,
    StudentGuardianRead,
    StudentOrder,
    StudentRead,
    StudentSearch,
    TeacherRead,
)

ReadT = TypeVar("ReadT", bound=Schema)
WantedT = TypeVar("WantedT", StudentSearch, RosterSearch)
UNKNOWN = "unknown"


async def list_students(ctx: Context, wanted: StudentSearch, page: PageParams) -> Rows[StudentRead]:
    ctx.require(Ability.STUDENTS_READ)
    order = queries.by_name if wanted.order is StudentOrder.NAME else None
    rows = await fetch(ctx.session, queries.students(_present(wanted, page)), Student, page, order)
    return Rows([_student(ctx, row) for row in rows.items], rows.next_cursor)


async def read_student(ctx: Context, student_id: UUID) -> StudentDetailRead:
    ctx.require(Ability.STUDENTS_READ)
    row = await _get(ctx, student_id)
    guardians = await _guardians_of(ctx, row.id)
    classes = await _classes_of(ctx, row.id)
    return _read(StudentDetailRead, _student(ctx, row), guardians=guardians, classes=classes)


async def list_staff(ctx: Context, wanted: RosterSearch, page: PageParams) -> Rows[StaffRead]:
    ctx.require(Ability.ROSTERS_READ)
    rows = await fetch(ctx.session, queries.staff(_present(wanted, page)), StaffMember, page)
    can = allowed(ctx.actor, Ability.ROSTERS_READ)
    items = [_read(StaffRead, row, can=can) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def list_classes(ctx: Context, wanted: RosterSearch, page: PageParams) -> Rows[ClassRead]:
    ctx.require(Ability.ROSTERS_READ)
    rows = await fetch(ctx.session, queries.classes(_present(wanted, page)), SchoolClass, page)
    ids = [row.id for row in rows.items]
    sizes: dict[UUID, int] = dict((await ctx.session.exec(queries.class_sizes(ids))).all())
    teachers = await _teachers(ctx, ids)
    can = allowed(ctx.actor, Ability.ROSTERS_READ)
    items = [
        _read(
            ClassRead,
            row,
            student_count=sizes.get(row.id, 0),
            teachers=teachers.get(row.id, []),
            can=can,
        )
        for row in rows.items
    ]
    return Rows(items, rows.next_cursor)


async def pool_criteria(ctx: Context, school_ids: list[UUID]) -> PoolCriteria:
    """Which values the students of these schools have, and how many of each."""
    ctx.require(Ability.STUDENTS_READ)
    await districts.schools(ctx, school_ids)
    rows = await (await ctx.session.connection()).execute(
        queries.CRITERIA, {"school_ids": school_ids, "most": queries.MOST_VALUES}
    )
    found: dict[str, list[CriterionValue]] = defaultdict(list)
    for row in rows:
        found[row.criterion].append(CriterionValue(value=row.value, count=row.students))
    criteria = [Criterion(criterion=name, values=values) for name, values in found.items()]
    total = sum(value.count for value in found.get("school", []))
    return PoolCriteria(total=total, criteria=criteria)


def _present(wanted: WantedT, page: PageParams) -> WantedT:
    """Leave out who is gone, unless the caller asks or synchronises."""
    if wanted.active is not None or page.updated_since is not None:
        return wanted
    return wanted.model_copy(update={"active": True})


async def _get(ctx: Context, student_id: UUID) -> Student:
    row = (await ctx.session.exec(queries.student(student_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def pool(ctx: Context, school_ids: Collection[UUID]) -> list[Student]:
    """For the draw: the active students of these schools, in a stable order."""
    return list((await ctx.session.exec(queries.pool(school_ids))).all())


def features(row: Student) -> dict[str, str]:
    """For the draw: what quotas may go by. What is not there is unknown, never "no"."""
    return {**row.attributes, "grade": row.grade or UNKNOWN, "school": str(row.school_id)}


async def _guardians_of(ctx: Context, student_id: UUID) -> list[StudentGuardianRead]:
    rows = await ctx.session.exec(queries.guardians_of(student_id))
    return [_read(StudentGuardianRead, guardian, relation=link.relation) for link, guardian in rows]


async def _classes_of(ctx: Context, student_id: UUID) -> list[StudentClassRead]:
    today = await days.today(ctx)
    rows = (await ctx.session.exec(queries.classes_of(student_id, today))).all()
    teachers = await _teachers(ctx, [row.id for row in rows])
    return [_read(StudentClassRead, row, teachers=teachers.get(row.id, [])) for row in rows]


async def _teachers(ctx: Context, class_ids: list[UUID]) -> dict[UUID, list[TeacherRead]]:
    found: dict[UUID, list[TeacherRead]] = defaultdict(list)
    today = await days.today(ctx)
    for enrollment, one in await ctx.session.exec(queries.teachers_of(class_ids, today)):
        found[enrollment.class_id].append(_read(TeacherRead, one, primary=enrollment.primary))
    return found


def _student(ctx: Context, row: Student) -> StudentRead:
    can = allowed(ctx.actor, Ability.STUDENTS_READ)
    return _read(StudentRead, row, can=can)


def _read(schema: type[ReadT], row: Any, **more: Any) -> ReadT:
    """What the wire shows of a row, and what stands beside it."""
    return schema.model_validate({**row.model_dump(), **more}, extra="ignore")
