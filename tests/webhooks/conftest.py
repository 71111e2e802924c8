"""The receiver, and the worker's own turns, taken by hand."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from factories import World
from tellmore.core.db import Database
from tellmore.core.jobs import WORKER_SCOPE, Works
from tellmore.identity.abilities import Role
from tellmore.settings import Settings
from tellmore.webhooks import jobs, schedule
from webhooks.receiver import (
    Json,
    Receiver,
    Subscribe,
    Tell,
    Work,
    create_cohort,
    deliveries,
    receiving,
)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


@pytest.fixture
async def admin(world: World) -> httpx.AsyncClient:
    return await world.client(Role.DISTRICT_ADMIN)


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine five seconds are over before the worker's turn is."""
    monkeypatch.setattr(schedule, "RETRIES", (timedelta(minutes=2), *schedule.RETRIES[1:]))


LEFT_BY_OTHER_TESTS = [
    "DELETE FROM outbox",
    "UPDATE webhook_deliveries SET due_at = now() + interval '30 days' WHERE status = 'pending'",
]


@pytest.fixture
async def works(database: Database, settings: Settings) -> Works:
    """What a worker works with, when there is nothing to do but what this test brings about."""
    async with database.transaction(WORKER_SCOPE) as session:
        connection = await session.connection()
        for statement in LEFT_BY_OTHER_TESTS:
            await connection.execute(text(statement))
    return Works(database, settings)


@pytest.fixture
def work(works: Works) -> Work:
    """Do what a worker does until nothing is due."""

    async def turn() -> None:
        while await jobs.fan_out.turn(works):
            pass
        while await jobs.send.turn(works) or works.running("webhooks.attempt"):
            await works.finish(timedelta(seconds=30))

    return turn


@pytest.fixture
def subscribe(admin: httpx.AsyncClient, receiver: Receiver) -> Subscribe:
    """Register the receiver; the answer holds its secret."""

    async def make(**fields: Any) -> Json:
        body = {"url": receiver.url, "event_types": ["cohort.created"], **fields}
        answer = await admin.post("/v1/webhook-endpoints", json=body)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make


@pytest.fixture
def tell(world: World, admin: httpx.AsyncClient, subscribe: Subscribe, work: Work) -> Tell:
    """Subscribe the receiver, let something happen, let the worker work: what was sent."""

    async def make(**fields: object) -> Json:
        made = await subscribe(**fields)
        made["cohort"] = await create_cohort(world, admin)
        await work()
        (made["delivery"],) = await deliveries(admin, made)
        return made

    return make
