"""Students and their guardians, for the rooms above: rows only, each asks for its own ability."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from tellmore.core.context import Context
from tellmore.rosters.models import Guardian, GuardianLink, Student


async def students(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Student]:
    """These students, those who have left the school too, as far as the caller's schools reach."""
    rows = await ctx.session.exec(select(Student).where(col(Student.id).in_(ids)))
    return {row.id: row for row in rows}


async def guardians(ctx: Context, student_ids: Collection[UUID]) -> dict[UUID, list[Guardian]]:
    """Each student's guardians of today, in a stable order."""
    query = (
        select(GuardianLink.student_id, Guardian)
        .join(Guardian, col(Guardian.id) == col(GuardianLink.guardian_id))
        .where(col(GuardianLink.student_id).in_(student_ids), col(Guardian.active))
        .order_by(col(GuardianLink.id))
    )
    found: dict[UUID, list[Guardian]] = {student_id: [] for student_id in student_ids}
    for student_id, guardian in await ctx.session.exec(query):
        found[student_id].append(guardian)
    return found


async def households(ctx: Context, student_ids: Collection[UUID]) -> dict[UUID, str]:
    """Students who share a guardian, through others too, are of one household: siblings."""
    found = await guardians(ctx, student_ids)
    root = {each.id: each.id for each_of in found.values() for each in each_of}
    for own in found.values():
        roots = {root[each.id] for each in own}
        first = min(roots, default=None)
        root = {who: first if first and top in roots else top for who, top in root.items()}
    return {student_id: str(root[own[0].id]) for student_id, own in found.items() if own}
