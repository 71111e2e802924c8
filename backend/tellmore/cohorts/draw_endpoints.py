from uuid import UUID

from fastapi import Response

from tellmore.cohorts import breadth, drawing, pooling
from tellmore.cohorts.draw_schemas import CertificateRead, DrawAsk, DrawSolveRead
from tellmore.core import http
from tellmore.core.http import CREATE, EDGES, ITEM, merge, problems
from tellmore.core.solves import SolveUnderWay
from tellmore.identity.authentication import ContextDep

router = http.router("/cohorts/{cohort_id}", "cohorts")
REFUSED = problems(
    *(drawing.CohortAlreadyDrawn, SolveUnderWay),
    *(pooling.QuotasInfeasible, pooling.PoolTooSmall, breadth.QuotasTooWide),
)


@router.post("/draw", status_code=202, responses=merge(CREATE, ITEM, REFUSED))
async def draw(cohort_id: UUID, ask: DrawAsk, ctx: ContextDep) -> DrawSolveRead:
    """Draw the students by a fair lottery, in the background; until it ends the plan stands."""
    return await drawing.start(ctx, cohort_id, ask)


@router.get("/draw/solve", responses=ITEM)
async def read_draw(cohort_id: UUID, ctx: ContextDep) -> DrawSolveRead:
    """Read how far the draw is, or why it was refused."""
    return await drawing.read_solve(ctx, cohort_id)


@router.post("/draw/solve/cancel", responses=merge(CREATE, ITEM))
async def cancel_draw(cohort_id: UUID, ctx: ContextDep) -> DrawSolveRead:
    """Call the draw off; nobody is drawn, and the certificate of a later draw tells of it."""
    return await drawing.cancel(ctx, cohort_id)


@router.get("/certificate", responses=merge(ITEM, EDGES))
async def certificate(
    cohort_id: UUID,
    ctx: ContextDep,
    response: Response,
    *,
    panels: bool = False,
    board: bool = False,
) -> CertificateRead:
    """Read the certificate of the draw; `panels=true` gives all that a check needs.

    `board=true` gives it as it may leave the school: without counts that are too small for that.
    """
    made = await drawing.read_certificate(ctx, cohort_id, panels=panels, board=board)
    return http.tag(response, made)
