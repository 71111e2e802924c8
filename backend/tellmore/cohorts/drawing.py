"""The draw of a cohort: once, in the open, with a certificate. A worker does it.

The seed stands when the draw is asked for, and every start is told: whoever calls draws off until
the result pleases is seen by all who read the certificate.
"""

import secrets
from dataclasses import dataclass
from math import ceil
from typing import Any
from uuid import UUID

from tellmore.cohorts import drawn_pool, pooling, queries, service, shown
from tellmore.cohorts.draw_schemas import (
    CertificateRead,
    DrawAsk,
    DrawSolveRead,
    EarlierDraw,
    StoredDraw,
)
from tellmore.cohorts.events import CohortDrawCancelled, CohortDrawn, CohortDrawStarted
from tellmore.cohorts.models import (
    Cohort,
    CohortStatus,
    DrawCertificate,
    Member,
    MemberStatus,
)
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.cohorts.pooling import Eligible
from tellmore.cohorts.schemas import Quota
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.core.schemas import Schema
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.certificate import draw as draw_panel
from tellmore.sampling.lottery import lottery
from tellmore.sampling.quotas import Quotas
from tellmore.sampling.watch import Watch

LEAST_SECONDS, MOST_SECONDS = 30.0, 120.0
"""Of wall time, which a busy machine has little of; a lottery that is done earlier ends earlier."""
TURNS_A_SECOND = 400_000
"""Students times seats: what a draw of a size takes beyond the least."""
MOST_EARLIER = 100
UNTOLD_DETAIL = "Why, in numbers of students, is for those who may read draws:read."


class CohortAlreadyDrawn(Problem):
    """A second draw would let somebody draw until the result pleases."""

    status = 409
    title = "The students of this cohort are drawn already; replace single members instead"


@dataclass(frozen=True)
class Drawn:
    """What the work found, and the pool that it found it in."""

    found: Eligible
    certificate: Certificate


async def start(ctx: Context, cohort_id: UUID, ask: DrawAsk) -> DrawSolveRead:
    """Have the students drawn by lottery, with alternates, in the background."""
    cohort = await _to_draw(ctx, cohort_id)
    found = await pooling.eligible(ctx, cohort)
    await _require_panel(ctx, cohort, found)
    cohort = await service.lock(ctx, cohort_id)
    _require_undrawn(ctx, cohort)
    asked = StoredDraw(
        seed=ask.seed or secrets.token_hex(16),
        seed_given=ask.seed is not None,
        alternates=ask.alternates,
        algorithm=ask.algorithm,
    )
    solve = await solves.start(ctx, service.DRAW, cohort.id, asked.model_dump(mode="json"))
    await ctx.emit(CohortDrawStarted(cohort_id=cohort.id, solve_id=solve.id), of=cohort)
    return await _solve_read(ctx, cohort, solve)


async def read_solve(ctx: Context, cohort_id: UUID) -> DrawSolveRead:
    """How far the latest draw is."""
    cohort = await _within_reach(ctx, cohort_id)
    return await _solve_read(ctx, cohort, await _latest(ctx, cohort))


async def cancel(ctx: Context, cohort_id: UUID) -> DrawSolveRead:
    """Call it off. The row of the cohort is not held: the worker holds the solve, then the row."""
    cohort = await _within_reach(ctx, cohort_id)
    solve = await _latest(ctx, cohort)
    asked_before = solve.cancel_requested
    solve = await solves.call_off(ctx, service.DRAW, cohort.id)
    if solve.cancel_requested and not asked_before:
        event = CohortDrawCancelled(cohort_id=cohort.id, solve_id=solve.id)
        await ctx.emit(event, of=cohort)
    return await _solve_read(ctx, cohort, solve)


async def prepare(ctx: Context, solve: solves.Solve) -> solves.Work:
    """For the worker: the lottery over the pool as it is now, by the plan that stands."""
    cohort = await service.get(ctx, solve.about_id)
    found = await pooling.eligible(ctx, cohort)
    asked = StoredDraw.model_validate(solve.asked)
    wanted = _wanted(cohort)

    def work(onlooker: solves.Onlooker) -> Drawn:
        watch = Watch(onlooker.tell, onlooker.is_cancelled)
        made = pooling.plainly(found, lambda: _draw(found, wanted, asked, watch))
        return Drawn(found, made)

    return work


async def keep(ctx: Context, solve: solves.Solve, drawn: Drawn) -> None:
    """For the worker: keep certificate and members, all or nothing."""
    cohort = await service.lock(ctx, solve.about_id)
    if cohort.status is not CohortStatus.DRAFT:
        raise CohortAlreadyDrawn
    certificate = DrawCertificate(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        document=drawn.certificate.as_json(),
        drawn_at=ctx.now,
        drawn_by=solve.asked_by,
        seed_given=bool(solve.asked["seed_given"]),
    )
    ctx.session.add(certificate)
    ctx.session.add(drawn_pool.of(cohort, drawn.found, ctx.now))
    ctx.session.add_all(_members(cohort, drawn))
    cohort.status = CohortStatus.DRAWN
    await ctx.emit(CohortDrawn(cohort_id=cohort.id, certificate_id=certificate.id), of=cohort)


async def read_certificate(
    ctx: Context, cohort_id: UUID, *, panels: bool, board: bool
) -> CertificateRead:
    ctx.require(Ability.COHORTS_READ)
    await service.get(ctx, cohort_id)
    schools = await service.school_ids(ctx, cohort_id)
    if panels and not shown.exact(ctx, schools):
        raise Forbidden("The panels need the permission draws:read, in all schools of the cohort.")
    row = (await ctx.session.exec(queries.certificate(cohort_id))).one_or_none()
    if row is None:
        raise NotFound("The students of this cohort are not drawn yet.")
    every = row.document["panels"]
    told = {"panel_count": len(every), "panels": every if panels else None}
    body = {"document_hash": None, **row.document, **told}
    safe, withheld = await shown.certificate(ctx, body, schools, board=board)
    fields = row.model_dump(exclude={"district_id", "document"})
    earlier = await _earlier(ctx, cohort_id)
    return CertificateRead.model_validate(
        {**fields, "certificate": safe, "withheld": withheld, "earlier": earlier}
    )


async def _to_draw(ctx: Context, cohort_id: UUID) -> Cohort:
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.get(ctx, cohort_id)
    _require_undrawn(ctx, cohort)
    if await solves.under_way(ctx, service.DRAW, cohort.id):
        raise solves.SolveUnderWay
    return cohort


async def _require_panel(ctx: Context, cohort: Cohort, found: Eligible) -> None:
    """Refuse at once; but by how many students is for those who may see exact figures."""
    try:
        await pooling.require_panel(found, _wanted(cohort))
    except pooling.DrawUndecided:
        return  # the draw itself takes more time for it
    except (pooling.PoolTooSmall, pooling.QuotasInfeasible) as refusal:
        if shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
            raise
        raise type(refusal)(UNTOLD_DETAIL) from None


def _require_undrawn(ctx: Context, cohort: Cohort) -> None:
    if cohort.status is not CohortStatus.DRAFT:
        raise CohortAlreadyDrawn
    ctx.require_action(CohortAction.DRAW, allowed(ctx.actor, cohort))


async def _within_reach(ctx: Context, cohort_id: UUID) -> Cohort:
    """For those who could have started it: a draw is not for half a pool."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.get(ctx, cohort_id)
    await districts.schools(ctx, await service.school_ids(ctx, cohort.id))
    return cohort


async def _latest(ctx: Context, cohort: Cohort) -> solves.Solve:
    solve = await solves.latest(ctx, service.DRAW, cohort.id)
    if solve is None:
        raise NotFound("No draw was asked for yet.")
    return solve


async def _solve_read(ctx: Context, cohort: Cohort, solve: solves.Solve) -> DrawSolveRead:
    fields = {**solve.model_dump(), **solve.asked}
    if not shown.exact(ctx, await service.school_ids(ctx, cohort.id)):
        fields |= {"bound": None, "best": None}
        if solve.problem is not None:
            named = {name: solve.problem[name] for name in ("type", "title")}
            fields["problem"] = {**named, "detail": UNTOLD_DETAIL}
    return DrawSolveRead.model_validate(_of(DrawSolveRead, fields))


async def _earlier(ctx: Context, cohort_id: UUID) -> list[EarlierDraw]:
    rows = await solves.ended_otherwise(ctx, service.DRAW, cohort_id, MOST_EARLIER)
    found = [{**row.asked, **row.model_dump(), "started_at": row.created_at} for row in rows]
    return [EarlierDraw.model_validate(_of(EarlierDraw, fields)) for fields in found]


def _of(schema: type[Schema], fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in schema.model_fields}


def _wanted(cohort: Cohort) -> Quotas:
    return pooling.as_quotas(cohort.size, map(Quota.model_validate, cohort.quotas))


def _draw(found: Eligible, wanted: Quotas, asked: StoredDraw, watch: Watch) -> Certificate:
    pool = found.pool({q.criterion for q in wanted.bounds})
    seconds = min(LEAST_SECONDS + len(pool.ids) * wanted.seats / TURNS_A_SECOND, MOST_SECONDS)
    made = lottery(pool, wanted, time_limit=seconds, algorithm=asked.algorithm, watch=watch)
    reserve = max(2, ceil(wanted.seats / 4)) if asked.alternates is None else asked.alternates
    return draw_panel(pool, wanted, made, asked.seed, reserve)


def _members(cohort: Cohort, drawn: Drawn) -> list[Member]:
    """Members in an order that tells nothing, and pseudonyms in that order."""
    made, students = drawn.certificate, drawn.found.students
    ranks = {row: rank for rank, row in enumerate(made.alternates, start=1)}
    rows = [*made.drawn, *made.alternates]
    secrets.SystemRandom().shuffle(rows)
    return [
        Member(
            district_id=cohort.district_id,
            cohort_id=cohort.id,
            student_id=students[row].id,
            school_id=students[row].school_id,
            pseudonym=f"Student {number}",
            status=MemberStatus.ALTERNATE if row in ranks else MemberStatus.DRAWN,
            alternate_rank=ranks.get(row),
            chance=made.appearances[row] / len(made.panels),
            drawn_as=drawn_pool.as_drawn(cohort, drawn.found.rows[row]),
        )
        for number, row in enumerate(rows, start=1)
    ]
