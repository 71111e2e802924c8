"""The certificate of a draw, as it is shown to whom, and what came to nothing before it."""

from uuid import UUID

from tellmore.cohorts import queries, service, shown
from tellmore.cohorts.draw_schemas import CertificateRead, EarlierDraw, EarlierEnd
from tellmore.cohorts.models import Lottery
from tellmore.core import solves
from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound
from tellmore.identity.abilities import Ability

MOST_EARLIER = 100


async def read(ctx: Context, cohort_id: UUID, *, panels: bool, board: bool) -> CertificateRead:
    ctx.require(Ability.COHORTS_READ)
    await service.get(ctx, cohort_id)
    return await view(ctx, cohort_id, panels=panels, board=board)


async def view(
    ctx: Context, cohort_id: UUID, *, panels: bool = False, board: bool = False
) -> CertificateRead:
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
    return CertificateRead.model_validate(
        {**fields, "certificate": safe, "withheld": withheld, **await _before(ctx, cohort_id)}
    )


async def _before(ctx: Context, cohort_id: UUID) -> dict[str, object]:
    """When the groups stood, and what came to nothing before them."""
    lotteries = list(await ctx.session.exec(queries.lotteries(cohort_id, MOST_EARLIER)))
    stood = [row.stood_at for row in lotteries if row.drawn_at is not None]
    ended = await solves.ended_otherwise(ctx, service.DRAW, cohort_id, MOST_EARLIER)
    earlier = [_ended(row) for row in ended]
    earlier += [_thrown_away(row) for row in lotteries if row.thrown_away_at is not None]
    earlier.sort(key=lambda one: one.started_at)
    return {"panels_stood_at": stood[0] if stood else None, "earlier": earlier}


def _ended(row: solves.Solve) -> EarlierDraw:
    return EarlierDraw(
        status=EarlierEnd(row.status),
        algorithm=row.asked["algorithm"],
        seed=row.asked["seed"],
        seed_given=row.asked["seed_given"],
        panels_hash=None,
        started_at=row.created_at,
        ended_at=row.ended_at,
    )


def _thrown_away(row: Lottery) -> EarlierDraw:
    return EarlierDraw(
        status=EarlierEnd.THROWN_AWAY,
        algorithm=row.algorithm,
        seed=None,
        seed_given=False,
        panels_hash=row.panels_hash,
        started_at=row.stood_at,
        ended_at=row.thrown_away_at,
    )
