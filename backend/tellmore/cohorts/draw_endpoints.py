from typing import Any
from uuid import UUID

from fastapi import Response

from tellmore.cohorts import (
    breadth,
    certificates,
    drawing,
    lotteries,
    pool_file,
    pooling,
    seats,
    service,
)
from tellmore.cohorts.draw_schemas import (
    CertificateRead,
    DrawAsk,
    DrawSolveRead,
    LotteryRead,
    SeedGiven,
)
from tellmore.core import http
from tellmore.core.http import CHANGE, CREATE, EDGES, ITEM, IfMatch, merge, problems
from tellmore.core.solves import SolveUnderWay
from tellmore.identity.authentication import ContextDep

router = http.router("/cohorts/{cohort_id}", "cohorts")
TEXT: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}
REFUSED = problems(
    *(seats.CohortAlreadyDrawn, service.LotteryStands, SolveUnderWay),
    *(pooling.QuotasInfeasible, pooling.PoolTooSmall, breadth.QuotasTooWide),
)


@router.post("/draw", status_code=202, responses=merge(CREATE, ITEM, REFUSED))
async def draw(cohort_id: UUID, ask: DrawAsk, ctx: ContextDep) -> DrawSolveRead:
    """Draw the students by a fair lottery, in the background; until it ends the plan stands.

    The seed is made here, and nobody sees it before the end. For a seed from outside, dice say,
    the lottery must stand first: `POST …/lottery`, then `POST …/lottery/draw`.
    """
    return await drawing.start(ctx, cohort_id, ask)


@router.post("/lottery", status_code=202, responses=merge(CREATE, ITEM, REFUSED))
async def start_lottery(cohort_id: UUID, ask: DrawAsk, ctx: ContextDep) -> DrawSolveRead:
    """Work the lottery out, in the background, to stand before there is a seed from outside.

    `GET …/draw/solve` says how far it is. Until it is drawn or thrown away the plan stands.
    """
    return await drawing.start_lottery(ctx, cohort_id, ask)


@router.get("/lottery", responses=merge(ITEM, EDGES))
async def read_lottery(cohort_id: UUID, ctx: ContextDep, response: Response) -> LotteryRead:
    """Read the lottery that stands. Write its `panels_hash` down before there is a seed."""
    return http.tag(response, await lotteries.read(ctx, cohort_id))


@router.delete(
    "/lottery", status_code=204, responses=merge(CHANGE, problems(seats.CohortAlreadyDrawn))
)
async def throw_lottery_away(cohort_id: UUID, ctx: ContextDep, version: IfMatch) -> None:
    """Throw the lottery away and open the plan; the certificate of a later draw tells of it."""
    await lotteries.throw_away(ctx, cohort_id, version)


@router.post(
    "/lottery/draw",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(seats.CohortAlreadyDrawn, lotteries.NoLotteryStands)),
)
async def draw_lottery(
    cohort_id: UUID, given: SeedGiven, ctx: ContextDep, response: Response
) -> CertificateRead:
    """Give the seed: it picks one group of the lottery that stands, and the students are drawn."""
    return http.tag(response, await lotteries.draw(ctx, cohort_id, given))


@router.get("/draw/solve", responses=ITEM)
async def read_draw(cohort_id: UUID, ctx: ContextDep) -> DrawSolveRead:
    """Read how far the draw is, or why it was refused."""
    return await drawing.read_solve(ctx, cohort_id)


@router.post("/draw/solve/cancel", responses=merge(CREATE, ITEM))
async def cancel_draw(cohort_id: UUID, ctx: ContextDep) -> DrawSolveRead:
    """Call the draw off; nobody is drawn, and the certificate of a later draw tells of it."""
    return await drawing.cancel(ctx, cohort_id)


@router.get(
    "/draw/pool",
    response_class=Response,
    responses=merge(ITEM, problems(pool_file.PoolChanged), {200: {"content": TEXT}}),
)
async def read_pool(cohort_id: UUID, ctx: ContextDep) -> Response:
    """The pool of the lottery that stands, or of the draw: the text whose SHA-256 is `pool_hash`.

    Compact JSON: criteria with values, then rows with the numbers of the values that they have. It
    names nobody, and each reading is on record. After a draw it can be had while the roster still
    says the same of these students; what they were is not kept.
    """
    headers = {"Content-Disposition": "attachment", "Cache-Control": "no-store"}
    return Response(await pool_file.read(ctx, cohort_id), media_type="text/plain", headers=headers)


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
    made = await certificates.read(ctx, cohort_id, panels=panels, board=board)
    return http.tag(response, made)
