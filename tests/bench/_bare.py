"""The bare minimum that answers the same question: Starlette, asyncpg and orjson, nothing else.

No sign-in, no scope, no row security, no cursor: what the machine can do, not what a product can.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

QUERY = """
SELECT id, session_id, cohort_id, school_id, member_id, pseudonym, kind, text, wording, cue,
       question_key, stage, sequence, captured_at, recorded_by, revision, created_at, updated_at,
       version
FROM responses WHERE struck_at IS NULL ORDER BY id DESC LIMIT $1
"""


def _plain(value: object) -> str:
    """Asyncpg's own UUID is a subclass, which orjson leaves to us."""
    return str(value)


async def responses(request: Request) -> Response:
    limit = int(request.query_params["limit"])
    async with request.app.state.pool.acquire() as connection:
        rows = await connection.fetch(QUERY, limit + 1)
    items = [dict(row) for row in rows[:limit]]
    body = orjson.dumps({"items": items, "next_cursor": None}, default=_plain)
    return Response(body, media_type="application/json")


@asynccontextmanager
async def lifespan(made: Starlette) -> AsyncIterator[None]:
    made.state.pool = await asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], max_size=10)
    yield
    await made.state.pool.close()


app = Starlette(routes=[Route("/v1/responses", responses)], lifespan=lifespan)
