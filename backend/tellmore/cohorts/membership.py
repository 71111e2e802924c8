"""The members of a cohort: pseudonyms for all, identities for few, replacements by the quotas."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from tellmore.cohorts import drawn_pool, pooling, queries, service, shown
from tellmore.cohorts.events import IdentitiesRead, MemberReplaced
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.cohorts.permissions import CohortAction, MemberAction, allowed, allowed_member
from tellmore.cohorts.pooling import Eligible
from tellmore.cohorts.schemas import MemberIdentity, MemberRead, Quota, Replacement
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.identity.abilities import Ability
from tellmore.rosters import families
from tellmore.sampling.refill import NobodyLeftError, Refill, refill


class NobodyLeft(Problem):
    status = 409
    title = "Nobody is left in the pool who could take this seat"


async def list_members(
    ctx: Context,
    cohort_id: UUID,
    page: PageParams,
    *,
    status: MemberStatus | None,
    identities: bool,
) -> Rows[MemberRead]:
    """Pseudonyms; with `identities`, who they are, and the reading is logged."""
    ctx.require(Ability.COHORTS_READ)
    cohort = await service.get(ctx, cohort_id)
    if identities:
        ctx.require(Ability.IDENTITIES_READ)
    rows = await fetch(ctx.session, queries.roll(cohort_id, status), Member, page)
    known = await _identities(ctx, cohort, rows.items) if identities else {}
    chances = shown.exact(ctx, await service.school_ids(ctx, cohort_id))
    items = [_read(ctx, cohort, row, known, chances=chances) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def replace(ctx: Context, cohort_id: UUID, member_id: UUID) -> Replacement:
    """Give a member's seat to the student who keeps the quotas closest, alternates first."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.lock(ctx, cohort_id)
    ctx.require_action(CohortAction.REPLACE_MEMBER, allowed(ctx.actor, cohort))
    members = list(await ctx.session.exec(queries.roll(cohort_id)))
    leaving = next((member for member in members if member.id == member_id), None)
    if leaving is None:
        raise NotFound
    ctx.require_action(MemberAction.REPLACE, allowed_member(ctx.actor, cohort, leaving))
    found = await pooling.eligible(ctx, cohort)
    chosen = await _choose(found, cohort, members, leaving)
    coming = _seat(ctx, cohort, members, found, chosen.chosen[0])
    leaving.status = MemberStatus.REPLACED
    event = MemberReplaced(member_id=leaving.id, cohort_id=cohort.id, replacement_id=coming.id)
    await ctx.emit(event, of=leaving)
    chances = shown.exact(ctx, await service.school_ids(ctx, cohort_id))
    return Replacement(
        replaced=_read(ctx, cohort, leaving, {}, chances=chances),
        replacement=_read(ctx, cohort, coming, {}, chances=chances),
        seats_off=chosen.excess,
    )


async def _choose(
    found: Eligible, cohort: Cohort, members: Sequence[Member], leaving: Member
) -> Refill:
    """One student for one seat."""
    row_of = {student.id: row for row, student in enumerate(found.students)}
    drawn = [m for m in members if m.status is MemberStatus.DRAWN and m.id != leaving.id]
    staying = [row_of[m.student_id] for m in drawn if m.student_id in row_of]
    out = {m.student_id for m in members if m.status is not MemberStatus.ALTERNATE}
    reserve = sorted((m for m in members if m.student_id not in out), key=_rank)
    wanted = pooling.as_quotas(len(staying) + 1, map(Quota.model_validate, cohort.quotas))
    pool = found.pool({q.criterion for q in wanted.bounds})
    try:
        return await pooling.solve(
            found,
            lambda: refill(
                pool,
                wanted,
                staying=staying,
                barred=[row_of[student] for student in out if student in row_of],
                preferred=[row_of[m.student_id] for m in reserve if m.student_id in row_of],
                seed=secrets.token_hex(16),
            ),
        )
    except NobodyLeftError as error:
        raise NobodyLeft from error


def _rank(member: Member) -> int:
    return member.alternate_rank or 0


def _seat(
    ctx: Context, cohort: Cohort, members: Sequence[Member], found: Eligible, row: int
) -> Member:
    """The alternate, or a new member with the next pseudonym."""
    student = found.students[row]
    for member in members:
        if member.student_id == student.id:
            member.status, member.alternate_rank = MemberStatus.DRAWN, None
            return member
    coming = Member(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        student_id=student.id,
        school_id=student.school_id,
        pseudonym=f"Student {len(members) + 1}",
        status=MemberStatus.DRAWN,
        drawn_as=drawn_pool.as_drawn(cohort, found.rows[row]),
    )
    ctx.session.add(coming)
    return coming


async def _identities(
    ctx: Context, cohort: Cohort, members: Sequence[Member]
) -> dict[UUID, MemberIdentity]:
    students = await families.students(ctx, [member.student_id for member in members])
    await ctx.emit(IdentitiesRead(cohort_id=cohort.id, members=len(students)))
    return {
        student.id: MemberIdentity(
            student_id=student.id,
            given_name=student.preferred_name or student.given_name,
            family_name=student.family_name,
            grade=student.grade,
        )
        for student in students.values()
    }


def _read(
    ctx: Context,
    cohort: Cohort,
    member: Member,
    known: dict[UUID, MemberIdentity],
    *,
    chances: bool,
) -> MemberRead:
    fields = member.model_dump(exclude={"district_id", "student_id", "drawn_as"})
    chance = member.chance if chances else None
    can = allowed_member(ctx.actor, cohort, member)
    return MemberRead.model_validate(
        {**fields, "chance": chance, "identity": known.get(member.student_id), "can": can}
    )
