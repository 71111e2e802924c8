"""What a draw leaves: certificate, pool and members are kept together, or none of them is."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tellmore.cohorts import drawn_pool, service
from tellmore.cohorts.eligible import Eligible
from tellmore.cohorts.events import CohortDrawn
from tellmore.cohorts.models import Cohort, CohortStatus, DrawCertificate, Member, MemberStatus
from tellmore.cohorts.permissions import CohortAction, allowed
from tellmore.core.context import Context
from tellmore.core.errors import Problem
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.sampling.certificate import Certificate, draw_from
from tellmore.sampling.pool import Pool
from tellmore.sampling.quotas import Quotas


class CohortAlreadyDrawn(Problem):
    """A second draw would let somebody draw until the result pleases."""

    status = 409
    title = "The students of this cohort are drawn already; replace single members instead"


@dataclass(frozen=True)
class Drawn:
    """The draw, and the pool that it was made from."""

    found: Eligible
    certificate: Certificate


@dataclass(frozen=True)
class WorkedOut:
    """A lottery with the pool and the quotas that it was made from, before there is a seed."""

    found: Eligible
    wanted: Quotas
    alternates: int
    known: dict[str, Any]

    @property
    def pool(self) -> Pool:
        return self.found.pool(self.wanted.criteria)

    def draw(self, seed: str) -> Drawn:
        made = draw_from(self.known, self.pool, self.wanted, seed, self.alternates)
        return Drawn(self.found, made)


@dataclass(frozen=True)
class Told:
    """Who had it drawn, whether the seed came from outside, and when the pool was as it is kept."""

    by: UUID | None
    seed_given: bool
    pooled_at: datetime


async def hold(ctx: Context, cohort_id: UUID) -> Cohort:
    """The row of a cohort that this caller may draw, held until the transaction ends."""
    await within_reach(ctx, cohort_id)
    cohort = await service.lock(ctx, cohort_id)
    require_undrawn(ctx, cohort)
    return cohort


async def within_reach(ctx: Context, cohort_id: UUID) -> Cohort:
    """For those who could draw it: a draw is not for half a pool."""
    ctx.require(Ability.COHORTS_WRITE)
    cohort = await service.get(ctx, cohort_id)
    await districts.schools(ctx, await service.school_ids(ctx, cohort.id))
    return cohort


def require_undrawn(ctx: Context, cohort: Cohort) -> None:
    require_draft(cohort)
    ctx.require_action(CohortAction.DRAW, allowed(ctx.actor, cohort))


def require_draft(cohort: Cohort) -> None:
    if cohort.status is not CohortStatus.DRAFT:
        raise CohortAlreadyDrawn


async def keep(ctx: Context, cohort: Cohort, drawn: Drawn, told: Told) -> None:
    """The row of the cohort must be held."""
    require_draft(cohort)
    certificate = DrawCertificate(
        district_id=ctx.district_id,
        cohort_id=cohort.id,
        document=drawn.certificate.as_json(),
        drawn_at=ctx.now,
        drawn_by=told.by,
        seed_given=told.seed_given,
    )
    ctx.session.add(certificate)
    ctx.session.add(drawn_pool.of(cohort, drawn.found, told.pooled_at))
    ctx.session.add_all(_members(cohort, drawn))
    cohort.status = CohortStatus.DRAWN
    await ctx.emit(CohortDrawn(cohort_id=cohort.id, certificate_id=certificate.id), of=cohort)


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
