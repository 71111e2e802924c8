import httpx
import pytest

from actions_world import Listening, add_cohort, add_members
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
