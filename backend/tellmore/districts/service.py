from uuid import UUID

from tellmore.core.context import Context
from tellmore.core.db import Scope, use_scope
from tellmore.core.errors import NotFound
from tellmore.core.ids import uuid7
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.versions import require_version
from tellmore.districts import days, queries
from tellmore.districts.events import DistrictCreated, PolicyChanged, SchoolUpdated
from tellmore.districts.models import District, PolicyRow, School
from tellmore.districts.policy import InForce, Policies, Policy, ValueT
from tellmore.districts.schemas import PolicyRead, PolicySet, SchoolUpdate
from tellmore.identity.abilities import Ability


async def found(ctx: Context, name: str, district_id: UUID | None = None) -> District:
    """Make a district. Called by commands only: over HTTP one is always inside a district."""
    row = District(id=district_id or uuid7(), name=name)
    ctx.scope = Scope.whole(row.id)
    await use_scope(ctx.session, ctx.scope)
    ctx.session.add(row)
    await ctx.emit(DistrictCreated(created_district_id=row.id), of=row)
    return row


async def read(ctx: Context) -> District:
    ctx.require(Ability.DISTRICT_READ)
    return await own(ctx)


async def exists(ctx: Context) -> bool:
    """For commands: whether the district that they act in was founded."""
    return (await ctx.session.exec(queries.district(ctx.district_id))).first() is not None


async def own(ctx: Context) -> District:
    """For other rooms: the district of this request."""
    return await ctx.session.get_one(District, ctx.district_id)


async def list_schools(ctx: Context, page: PageParams) -> Rows[School]:
    ctx.require(Ability.DISTRICT_READ)
    return await fetch(ctx.session, queries.schools(), School, page)


async def read_school(ctx: Context, school_id: UUID) -> School:
    ctx.require(Ability.DISTRICT_READ)
    return (await schools(ctx, [school_id]))[0]


async def schools(ctx: Context, ids: list[UUID]) -> list[School]:
    """For other rooms: these schools, each of them within the caller's reach."""
    rows = (await ctx.session.exec(queries.schools_by_id(ids))).all()
    by_id = {row.id: row for row in rows}
    if set(ids) - set(by_id):
        raise NotFound("One of these schools is not among yours.")
    return [by_id[school_id] for school_id in ids]


async def update_school(ctx: Context, school_id: UUID, data: SchoolUpdate, version: int) -> School:
    ctx.require(Ability.ROSTERS_WRITE)
    school = (await schools(ctx, [school_id]))[0]
    require_version(school, version)
    for name, value in data.changes().items():
        setattr(school, name, value)
    await ctx.emit(SchoolUpdated(school_id=school.id), of=school)
    return school


async def policy(ctx: Context, which: Policy[ValueT]) -> ValueT:
    """For other rooms: what holds today."""
    return (await in_force(ctx)).value(which)


async def in_force(ctx: Context) -> InForce:
    """For rules that go by several decisions: one look for all of them."""
    if InForce not in ctx.memo:
        rows = await ctx.session.exec(queries.policy_rows(await days.today(ctx)))
        ctx.memo[InForce] = InForce({row.key: row.value for row in rows})
    known: InForce = ctx.memo[InForce]
    return known


async def list_policies(ctx: Context) -> list[PolicyRead]:
    ctx.require(Ability.DISTRICT_READ)
    rows = {
        row.key: row for row in await ctx.session.exec(queries.policy_rows(await days.today(ctx)))
    }
    return [_policy_view(known, rows.get(key)) for key, known in sorted(Policies.known.items())]


async def set_policy(ctx: Context, key: str, data: PolicySet) -> PolicyRead:
    """Decide from a day on. What held before stays on record."""
    ctx.require(Ability.DISTRICT_WRITE)
    known = Policies.known.get(key)
    if known is None:
        raise NotFound
    known.parse(data.value)
    row = (await ctx.session.exec(queries.policy_row(key, data.effective_from))).one_or_none()
    if row is None:
        row = PolicyRow(
            district_id=ctx.district_id,
            key=key,
            value=data.value,
            effective_from=data.effective_from,
            note=data.note,
            created_at=ctx.now,
        )
    row.value, row.note = data.value, data.note
    ctx.session.add(row)
    await ctx.session.flush()
    ctx.memo.pop(InForce, None)
    await ctx.emit(PolicyChanged(policy_row_id=row.id))
    return _policy_view(known, row)


def _policy_view(known: Policy[ValueT], row: PolicyRow | None) -> PolicyRead:
    return PolicyRead(
        key=known.key,
        about=known.about,
        value=row.value if row else known.default,
        default=known.default,
        effective_from=row.effective_from if row else None,
    )
