"""Every rule of a cohort's plan. Drawing has a file of its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, delete
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.cohorts import queries, shown
from tellmore.cohorts.events import CohortClosed, CohortCreated, CohortDeleted, CohortUpdated
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus, Member
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.cohorts.queries import CohortFilter
from tellmore.cohorts.schemas import CohortCreate, CohortRead, CohortUpdate
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability

DRAW = "cohorts.draw"
"""The kind of a draw among the long solves."""


class CohortNameTaken(Problem):
    status = 409
    title = "There is a cohort with this name"


class CohortNotDraft(Problem):
    status = 409
    title = "The students are drawn; the plan can't be changed any more"


class CohortBeingDrawn(Problem):
    """What is drawn must be what was asked for."""

    status = 409
    title = "The students are being drawn; wait for it, or call it off"


class LotteryStands(Problem):
    """Whoever could change the plan under it would have another lottery than the one shown."""

    status = 409
    title = "A lottery stands for this cohort; give it a seed, or throw it away"


class CohortInSession(Problem):
    """Raised by those who hold the sessions."""

    status = 409
    title = "A session of this cohort is running; end it before you close the cohort"


async def list_cohorts(
    ctx: Context, wanted: CohortFilter, page: PageParams
) -> Rows[CohortRead | Tombstone]:
    ctx.require(Ability.COHORTS_READ)
    rows = await fetch(ctx.session, queries.cohorts(wanted), Cohort, page)
    live = {
        view.id: view for view in await _views(ctx, [r for r in rows.items if not r.deleted_at])
    }
    items = [live.get(row.id) or _tombstone(row.id, row.updated_at) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, cohort_id: UUID) -> CohortRead:
    ctx.require(Ability.COHORTS_READ)
    return await view(ctx, await get(ctx, cohort_id))


async def create(ctx: Context, data: CohortCreate) -> CohortRead:
    ctx.require(Ability.COHORTS_WRITE)
    await _refuse_taken_name(ctx, data.name)
    cohort = Cohort(district_id=ctx.district_id, **data.model_dump(exclude={"school_ids"}))
    ctx.session.add(cohort)
    await ctx.session.flush()
    await _place(ctx, cohort, data.school_ids)
    await ctx.emit(CohortCreated(cohort_id=cohort.id), of=cohort)
    return await view(ctx, cohort)


async def update(ctx: Context, cohort_id: UUID, data: CohortUpdate, version: int) -> CohortRead:
    cohort = await lock(ctx, cohort_id)
    require_version(cohort, version)
    await require_plan(ctx, cohort, CohortAction.UPDATE)
    changes = data.changes()
    if "name" in changes and data.name != cohort.name:
        await _refuse_taken_name(ctx, data.name)
    if changes.pop("school_ids", None) is not None:
        await _place(ctx, cohort, data.school_ids)
    for name, value in changes.items():
        setattr(cohort, name, value)
    cohort.updated_at = ctx.now
    await ctx.emit(CohortUpdated(cohort_id=cohort.id), of=cohort)
    return await view(ctx, cohort)


async def close(ctx: Context, cohort_id: UUID) -> CohortRead:
    cohort = await lock(ctx, cohort_id)
    ctx.require(Ability.COHORTS_WRITE)
    ctx.require_action(CohortAction.CLOSE, allowed(ctx.actor, cohort))
    cohort.status = CohortStatus.CLOSED
    await ctx.emit(CohortClosed(cohort_id=cohort.id), of=cohort)
    return await view(ctx, cohort)


async def remove(ctx: Context, cohort_id: UUID, version: int) -> None:
    """Take a draft away. A cohort whose students are drawn stays on record."""
    cohort = await lock(ctx, cohort_id)
    require_version(cohort, version)
    await require_plan(ctx, cohort, CohortAction.DELETE)
    cohort.deleted_at = ctx.now
    cohort.name = f"{cohort.name} ({cohort.id})"  # frees the name for another plan
    await ctx.emit(CohortDeleted(cohort_id=cohort.id), of=cohort)


async def get(ctx: Context, cohort_id: UUID) -> Cohort:
    """For other rooms: the row itself, or the answer that there is none."""
    cohort = (await ctx.session.exec(queries.cohort(cohort_id))).one_or_none()
    if cohort is None:
        raise NotFound
    return cohort


async def lock(ctx: Context, cohort_id: UUID) -> Cohort:
    """The row, held until the transaction ends, so that two changes of its members queue up."""
    cohort = (await ctx.session.exec(queries.cohort_to_change(cohort_id))).one_or_none()
    if cohort is None:
        raise NotFound
    return cohort


def visible() -> SelectOfScalar[UUID]:
    """For other rooms' queries: the cohorts that row security shows to the caller."""
    return queries.ids()


async def school_ids(ctx: Context, cohort_id: UUID) -> list[UUID]:
    """For other rooms: the schools in which a cohort listens."""
    rows = await ctx.session.exec(queries.schools_of([cohort_id]))
    return [row.school_id for row in rows]


async def members(ctx: Context, cohort_id: UUID, member_ids: Sequence[UUID]) -> list[Member]:
    """For other rooms: these members of the cohort, in the order that was asked for."""
    rows = await ctx.session.exec(queries.members(cohort_id, member_ids))
    by_id = {row.id: row for row in rows}
    if set(member_ids) - set(by_id):
        raise NotFound("One of these students is not in the cohort.")
    return [by_id[member_id] for member_id in member_ids]


async def students_of(ctx: Context, member_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """For rules that go by the student: member → student. Never for showing."""
    return dict((await ctx.session.exec(queries.member_students(member_ids))).all())


async def members_of(ctx: Context, student_ids: Sequence[UUID]) -> frozenset[UUID]:
    """For rules that go by the student: under which memberships they take part."""
    return frozenset(await ctx.session.exec(queries.members_of_students(student_ids)))


async def view(ctx: Context, cohort: Cohort) -> CohortRead:
    return (await _views(ctx, [cohort]))[0]


async def _views(ctx: Context, cohorts: Sequence[Cohort]) -> list[CohortRead]:
    ids = [cohort.id for cohort in cohorts]
    schools: dict[UUID, list[UUID]] = {}
    for row in await ctx.session.exec(queries.schools_of(ids)):
        schools.setdefault(row.cohort_id, []).append(row.school_id)
    counts = dict((await ctx.session.exec(queries.member_counts(ids))).all())
    return [
        _view(ctx, cohort, schools.get(cohort.id, []), counts.get(cohort.id, 0))
        for cohort in cohorts
    ]


def _view(ctx: Context, cohort: Cohort, school_ids: list[UUID], members: int) -> CohortRead:
    quotas, withheld = shown.quotas(ctx, cohort, school_ids)
    return CohortRead.model_validate(
        {
            **cohort.model_dump(exclude={"district_id", "deleted_at"}),
            "school_ids": school_ids,
            "quotas": quotas,
            "withheld": withheld,
            "member_count": members,
            "can": allowed(ctx.actor, cohort),
        }
    )


async def _place(ctx: Context, cohort: Cohort, ids: list[UUID]) -> None:
    schools = await districts.schools(ctx, list(dict.fromkeys(ids)))
    await ctx.session.exec(delete(CohortSchool).where(col(CohortSchool.cohort_id) == cohort.id))
    for school in schools:
        ctx.session.add(
            CohortSchool(district_id=ctx.district_id, cohort_id=cohort.id, school_id=school.id)
        )
    await ctx.session.flush()


async def _refuse_taken_name(ctx: Context, name: str) -> None:
    if (await ctx.session.exec(queries.cohort_named(name))).first() is not None:
        raise CohortNameTaken


async def require_plan(ctx: Context, cohort: Cohort, action: CohortAction) -> None:
    """Refuse to change a plan by which students are drawn, or were. The row must be held."""
    ctx.require(Ability.COHORTS_WRITE)
    if cohort.status is not CohortStatus.DRAFT:
        raise CohortNotDraft
    ctx.require_action(action, allowed(ctx.actor, cohort))
    if await solves.under_way(ctx, DRAW, cohort.id):
        raise CohortBeingDrawn
    await refuse_beside_lottery(ctx, cohort.id)


async def refuse_beside_lottery(ctx: Context, cohort_id: UUID) -> None:
    if (await ctx.session.exec(queries.lottery_stands(cohort_id))).one():
        raise LotteryStands


def _tombstone(row_id: UUID, updated_at: datetime) -> Tombstone:
    return Tombstone(id=row_id, deleted=True, updated_at=updated_at)
