"""Who is in a cohort, for the rooms above: rows only, each asks for its own ability."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from tellmore.cohorts.models import Member, MemberStatus
from tellmore.core.context import Context
from tellmore.core.errors import NotFound
from tellmore.rosters import families


async def members(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Member]:
    """These members, as far as the caller's schools reach."""
    rows = await ctx.session.exec(select(Member).where(col(Member.id).in_(ids)))
    return {row.id: row for row in rows}


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
