"""What is kept of an answer, so that a request sent twice happens once."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from factories import World
from kept import kept
from tellmore.core import idempotency
from tellmore.identity.abilities import Role

KEY = {"Idempotency-Key": "one"}
BODY = {"name": "SIS", "scopes": ["cohorts:read"]}


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


def plan(world: World, **changes: Any) -> dict[str, Any]:
    told = {"name": "Spring", "purpose": "Hear about belonging.", "size": 5}
    return told | {"school_ids": [str(world.schools[0].id)]} | changes


async def test_of_several_at_once_one_is_done_and_each_is_told_what_became_of_it(
    world: World,
) -> None:
    coordinator = await world.client(Role.COORDINATOR)

    async def post() -> httpx.Response:
        return await coordinator.post("/v1/cohorts", json=plan(world), headers=KEY)

    answers = await asyncio.gather(*(post() for _ in range(5)))
    done = [answer for answer in answers if answer.status_code == 201]
    busy = [answer for answer in answers if answer.status_code != 201]
    assert len({answer.content for answer in done}) == 1
    assert {answer.json()["type"] for answer in busy} <= {"/problems/idempotency-key-busy"}
    assert len((await coordinator.get("/v1/cohorts")).json()["items"]) == 1
    again, first = await post(), done[0]
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("content-type", "etag"):
        assert again.headers[name] == first.headers[name]


async def test_while_the_first_is_at_work_the_second_is_told_so(world: World) -> None:
    coordinator = await world.client(Role.COORDINATOR)
    me = (await coordinator.get("/v1/me")).json()
    async with world.context() as ctx:  # holds what a request at work holds, until it ends
        assert await idempotency._lock(ctx.session, f"user:{me['id']}", "one")
        busy = await coordinator.post("/v1/cohorts", json=plan(world), headers=KEY)
    assert (busy.status_code, busy.json()["type"]) == (409, "/problems/idempotency-key-busy")
    assert (await coordinator.post("/v1/cohorts", json=plan(world), headers=KEY)).is_success


async def test_a_key_is_its_callers_own(world: World) -> None:
    one, other = await world.client(Role.COORDINATOR), await world.client(Role.COORDINATOR)
    first = await one.post("/v1/cohorts", json=plan(world), headers=KEY)
    second = await other.post("/v1/cohorts", json=plan(world, name="Autumn"), headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]


async def test_a_refusal_is_not_kept(world: World) -> None:
    coordinator = await world.client(Role.COORDINATOR)
    taken = await coordinator.post("/v1/cohorts", json=plan(world))
    refused = await coordinator.post("/v1/cohorts", json=plan(world), headers=KEY)
    assert refused.json()["type"] == "/problems/cohort-name-taken"
    tag = {"If-Match": taken.headers["etag"]}
    await coordinator.patch(
        f"/v1/cohorts/{taken.json()['id']}", json={"name": "Other"}, headers=tag
    )
    made = await coordinator.post("/v1/cohorts", json=plan(world), headers=KEY)
    assert made.status_code == 201
    assert "idempotent-replayed" not in made.headers
