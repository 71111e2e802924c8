from typing import Any

import httpx
import pytest

from actions import items
from actions.feedback import URL, Create, publish
from actions_world import Json, Listening, add_cohort, add_members
from factories import World
from tellmore.identity.abilities import Role


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def listening(world: World, coordinator: httpx.AsyncClient) -> Listening:
    cohort = await add_cohort(world, "Belonging")
    me = (await coordinator.get("/v1/me")).json()
    made = Listening(
        world=world,
        cohort=cohort,
        members=await add_members(world, cohort.id, 12),
        owner_id=str(me["id"]),
    )
    made.theme = await made.add_theme()
    return made


@pytest.fixture
def create(listening: Listening, coordinator: httpx.AsyncClient) -> Create:
    async def make(**changes: Any) -> Json:
        answer = await coordinator.post(URL, json=listening.page(**changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make


@pytest.fixture
def published(create: Create, coordinator: httpx.AsyncClient) -> Create:
    async def make(**changes: Any) -> Json:
        answer = await publish(coordinator, await create(**changes))
        assert answer.status_code == 200, answer.text
        made: Json = answer.json()
        return made

    return make


@pytest.fixture
def add_item(listening: Listening, coordinator: httpx.AsyncClient) -> items.Create:
    async def make(**changes: Any) -> Json:
        answer = await coordinator.post(items.URL, json=listening.item(**changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make
