"""The draw of a cohort: once, in the open, with a certificate."""

import secrets
from math import ceil
from uuid import UUID

from tellmore.cohorts import pooling, queries, service, shown
from tellmore.cohorts.events import CohortDrawn
from tellmore.cohorts.models import (
    Cohort,
    CohortStatus,
    DrawCertificate,
    Member,
    MemberStatus,
)
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.cohorts.pooling import Eligible
from tellmore.cohorts.schemas import CertificateRead, DrawAsk, Quota
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.identity.abilities import Ability
from tellmore.rosters.models import Student
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.certificate import draw as draw_panel
from tellmore.sampling.lottery import lottery

LEAST_SECONDS, MOST_SECONDS = 4.0, 20.0
TURNS_A_SECOND = 400_000
"""Students times seats: what a draw of a size takes beyond the least."""


class CohortAlreadyDrawn(Problem):
    """A second draw would let somebody draw until the result pleases."""

    status = 409
    title = "The students of this cohort are drawn already; replace single members instead"


async def draw(ctx: Context, cohort_id: UUID, ask: DrawAsk) -> CertificateRead:
    """Draw the students by lottery, with alternates, and keep the certificate."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.lock(ctx, cohort_id)
    if cohort.status is not CohortStatus.DRAFT:
        raise CohortAlreadyDrawn
    ctx.require_action(CohortAction.DRAW, allowed(ctx.actor, cohort))
    found = await pooling.eligible(ctx, cohort)
    made = await pooling.solve(found, lambda: _solve(cohort, found, ask))
    certificate = DrawCertificate(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        document=made.as_json(),
        drawn_at=ctx.now,
        drawn_by=ctx.actor.id,
    )
    ctx.session.add(certificate)
    ctx.session.add_all(_members(cohort, found.students, made))
    cohort.status = CohortStatus.DRAWN
    await ctx.emit(CohortDrawn(cohort_id=cohort.id, certificate_id=certificate.id), of=cohort)
    return await _read(ctx, certificate, panels=False)


async def read_certificate(ctx: Context, cohort_id: UUID, *, panels: bool) -> CertificateRead:
    ctx.require(Ability.COHORTS_READ)
    await service.get(ctx, cohort_id)
    if panels and not shown.exact(ctx, await service.school_ids(ctx, cohort_id)):
        raise Forbidden("The panels need the permission draws:read, in all schools of the cohort.")
    row = (await ctx.session.exec(queries.certificate(cohort_id))).one_or_none()
    if row is None:
        raise NotFound("The students of this cohort are not drawn yet.")
    return await _read(ctx, row, panels=panels)


def _solve(cohort: Cohort, found: Eligible, ask: DrawAsk) -> Certificate:
    wanted = pooling.as_quotas(cohort.size, map(Quota.model_validate, cohort.quotas))
    pool = found.pool({q.criterion for q in wanted.bounds})
    seconds = LEAST_SECONDS + len(pool.ids) * cohort.size / TURNS_A_SECOND
    made = lottery(pool, wanted, time_limit=min(seconds, MOST_SECONDS))
    reserve = max(2, ceil(cohort.size / 4)) if ask.alternates is None else ask.alternates
    return draw_panel(pool, wanted, made, ask.seed or secrets.token_hex(16), reserve)


def _members(cohort: Cohort, students: list[Student], made: Certificate) -> list[Member]:
    """Members in an order that tells nothing, and pseudonyms in that order."""
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
        )
        for number, row in enumerate(rows, start=1)
    ]


async def _read(ctx: Context, row: DrawCertificate, *, panels: bool) -> CertificateRead:
    every = row.document["panels"]
    body = {**row.document, "panel_count": len(every), "panels": every if panels else None}
    schools = await service.school_ids(ctx, row.cohort_id)
    safe, withheld = await shown.certificate(ctx, body, schools)
    fields = row.model_dump(exclude={"district_id", "document"})
    return CertificateRead.model_validate({**fields, "certificate": safe, "withheld": withheld})
