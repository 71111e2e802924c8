"""What a supervisor and a load balancer ask."""

import httpx
from sqlalchemy import text

from tellmore.core.db import Database, Scope

WORKER = Scope(worker=True)


async def test_without_a_worker_it_is_not_ready(
    anonymous: httpx.AsyncClient, database: Database
) -> None:
    async with database.transaction(WORKER) as session:
        await (await session.connection()).execute(text("DELETE FROM procrastinate_workers"))
    answer = await anonymous.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["detail"].startswith("No worker has given a sign of life")


async def test_with_database_migrations_and_a_worker_it_is_ready(
    anonymous: httpx.AsyncClient, database: Database
) -> None:
    sign_of_life = text("SELECT procrastinate_register_worker_v1()")
    async with database.transaction(WORKER) as session:
        await (await session.connection()).execute(sign_of_life)
    answer = await anonymous.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
