"""Codes: the tree of labels of a cohort."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.cohorts import service as cohorts
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.core.versions import require_version
from tellmore.identity.abilities import Ability
from tellmore.insights import queries
from tellmore.insights.events import CodeCreated, CodeDeleted, CodeUpdated
from tellmore.insights.models import Code
from tellmore.insights.permissions import allowed_on_code
from tellmore.insights.schemas import CodeCreate, CodeRead, CodeUpdate


class CodeNameTaken(Problem):
    status = 409
    title = "There is a code with this name in the cohort"


class CodeInUse(Problem):
    status = 409
    title = "Excerpts or further codes hang on this code"


class CodeLoop(Problem):
    status = 409
    title = "A code can't lie below itself"


async def list_codes(
    ctx: Context, cohort_id: UUID | None, page: PageParams
) -> Rows[CodeRead | Tombstone]:
    ctx.require(Ability.INSIGHTS_READ)
    rows = await fetch(ctx.session, _visible(cohort_id), Code, page)
    live = {row.id: row for row in await _views(ctx, [r for r in rows.items if not r.deleted_at])}
    items = [live.get(row.id) or _gone(row) for row in rows.items]
    return Rows(items, rows.next_cursor)


async def read(ctx: Context, code_id: UUID) -> CodeRead:
    ctx.require(Ability.INSIGHTS_READ)
    return (await _views(ctx, [await get(ctx, code_id)]))[0]


async def create(ctx: Context, data: CodeCreate) -> CodeRead:
    ctx.require(Ability.INSIGHTS_WRITE)
    await cohorts.get(ctx, data.cohort_id)
    await _refuse_taken(ctx, data.cohort_id, data.name)
    await _require_parent(ctx, data.cohort_id, data.parent_id, None)
    code = Code(district_id=ctx.district_id, **data.model_dump())
    ctx.session.add(code)
    await ctx.emit(CodeCreated(code_id=code.id), of=code)
    return (await _views(ctx, [code]))[0]


async def update(ctx: Context, code_id: UUID, data: CodeUpdate, version: int) -> CodeRead:
    ctx.require(Ability.INSIGHTS_WRITE)
    code = await get(ctx, code_id)
    require_version(code, version)
    changes = data.changes()
    if "name" in changes and data.name != code.name:
        await _refuse_taken(ctx, code.cohort_id, data.name)
    if "parent_id" in changes:
        await _require_parent(ctx, code.cohort_id, data.parent_id, code.id)
    for name, value in changes.items():
        setattr(code, name, value)
    await ctx.emit(CodeUpdated(code_id=code.id), of=code)
    return (await _views(ctx, [code]))[0]


async def remove(ctx: Context, code_id: UUID, version: int) -> None:
    ctx.require(Ability.INSIGHTS_WRITE)
    code = await get(ctx, code_id)
    require_version(code, version)
    used = dict((await ctx.session.exec(queries.coding_counts([code.id]))).all())
    if used or (await ctx.session.exec(queries.children(code.id))).first() is not None:
        raise CodeInUse("Move or take away what hangs on it first.")
    code.deleted_at = ctx.now
    code.name = f"{code.name} ({code.id})"  # frees the name for another code
    await ctx.emit(CodeDeleted(code_id=code.id), of=code)


async def get(ctx: Context, code_id: UUID) -> Code:
    code = (await ctx.session.exec(queries.code(code_id))).one_or_none()
    if code is None:
        raise NotFound
    await cohorts.get(ctx, code.cohort_id)
    return code


async def _views(ctx: Context, codes: Sequence[Code]) -> list[CodeRead]:
    ids = [code.id for code in codes]
    counts = dict((await ctx.session.exec(queries.standing_counts(ids))).all())
    return [
        CodeRead.model_validate(
            {
                **code.model_dump(exclude={"district_id", "deleted_at"}),
                "coding_count": counts.get(code.id, 0),
                "can": allowed_on_code(ctx.actor),
            }
        )
        for code in codes
    ]


async def _refuse_taken(ctx: Context, cohort_id: UUID, name: str) -> None:
    if (await ctx.session.exec(queries.code_named(cohort_id, name))).first() is not None:
        raise CodeNameTaken


async def _require_parent(
    ctx: Context, cohort_id: UUID, parent_id: UUID | None, child_id: UUID | None
) -> None:
    """Walk up to the root: the parent is of this cohort, and the child is not on the way."""
    while parent_id is not None:
        if parent_id == child_id:
            raise CodeLoop
        parent = await get(ctx, parent_id)
        if parent.cohort_id != cohort_id:
            raise NotFound("The parent is a code of another cohort.")
        parent_id = parent.parent_id


def _visible(cohort_id: UUID | None) -> SelectOfScalar[Code]:
    return queries.codes(cohort_id).where(col(Code.cohort_id).in_(cohorts.visible()))


def _gone(row: Code) -> Tombstone:
    return Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
