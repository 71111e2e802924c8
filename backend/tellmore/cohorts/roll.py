"""Who is in a cohort, for the rooms above: rows only, each asks for its own ability."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import col, select

from tellmore.cohorts.models import Member, MemberStatus
from tellmore.core.context import Context
from tellmore.core.errors import NotFound
from tellmore.rosters import families
from tellmore.rosters.models import Guardian, GuardianLink, Student


async def members(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Member]:
    """These members, as far as the caller's schools reach."""
    rows = await ctx.session.exec(select(Member).where(col(Member.id).in_(ids)))
    return {row.id: row for row in rows}


@dataclass
class Household:
    """A member with the student, where the caller's schools reach, and the guardians of today."""

    member: Member
    student: Student | None
    guardians: list[Guardian] = field(default_factory=list)


async def households(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Household]:
    """By member, in one look: permission is asked for at every word that is captured."""
    query = (
        select(Member, Student, Guardian)
        .outerjoin(Student, col(Student.id) == col(Member.student_id))
        .outerjoin(GuardianLink, col(GuardianLink.student_id) == col(Member.student_id))
        .outerjoin(
            Guardian,
            and_(col(Guardian.id) == col(GuardianLink.guardian_id), col(Guardian.active)),
        )
        .where(col(Member.id).in_(ids))
        .order_by(col(GuardianLink.id))
    )
    found: dict[UUID, Household] = {}
    for one, student, guardian in await ctx.session.exec(query):
        home = found.setdefault(one.id, Household(one, student))
        if guardian is not None:
            home.guardians.append(guardian)
    return found


async def member(ctx: Context, member_id: UUID) -> Member:
    row = (await members(ctx, [member_id])).get(member_id)
    if row is None:
        raise NotFound("There is no such member among yours.")
    return row


async def drawn(ctx: Context, cohort_id: UUID) -> list[Member]:
    """Everyone who was drawn and is in it still; alternates are not."""
    query = (
        select(Member)
        .where(col(Member.cohort_id) == cohort_id, col(Member.status) == MemberStatus.DRAWN)
        .order_by(col(Member.id))
    )
    return list(await ctx.session.exec(query))


async def is_here(ctx: Context, member_id: UUID) -> bool:
    """Whether the student is at school still: leaving revokes every link."""
    row = (await members(ctx, [member_id])).get(member_id)
    if row is None:
        return False
    student = (await families.students(ctx, [row.student_id])).get(row.student_id)
    return student is not None and student.active
