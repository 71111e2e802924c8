"""What is kept of an answer, so that a request sent twice happens once."""

from datetime import timedelta

import httpx
from sqlmodel import select

from factories import World
from tellmore.core import idempotency
from tellmore.core.idempotency import IdempotentAnswer
from tellmore.identity.abilities import Role

KEY = {"Idempotency-Key": "one"}
BODY = {"name": "SIS", "scopes": ["cohorts:read"]}


async def kept(world: World) -> list[IdempotentAnswer]:
    async with world.context() as ctx:
        return list((await ctx.session.exec(select(IdempotentAnswer))).all())


async def create(client: httpx.AsyncClient) -> str:
    answer = await client.post("/v1/api-clients", json=BODY, headers=KEY)
    assert answer.status_code == 201
    secret: str = answer.json()["client_secret"]
    return secret


async def test_a_secret_in_an_answer_is_kept_sealed_and_given_again(world: World) -> None:
    admin = await world.client(Role.DISTRICT_ADMIN)
    secret = await create(admin)
    (row,) = await kept(world)
    assert secret.encode() not in row.body
    assert await create(admin) == secret


async def test_after_a_day_it_is_forgotten(world: World) -> None:
    await create(await world.client(Role.DISTRICT_ADMIN))
    async with world.context() as ctx:
        ctx.now += timedelta(hours=23)
        await idempotency.drop_old(ctx.session, ctx.now)
    assert len(await kept(world)) == 1
    async with world.context() as ctx:
        ctx.now += timedelta(hours=25)
        await idempotency.drop_old(ctx.session, ctx.now)
    assert await kept(world) == []
