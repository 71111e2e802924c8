"""A cohort whose guide is drafted."""

from typing import Any

import httpx
import pytest

from factories import World
from guides.drafting import Create, Json
from tellmore.identity.abilities import Role


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def cohort_id(world: World, coordinator: httpx.AsyncClient) -> str:
    body = {
        "name": "Belonging",
        "purpose": "Learn what helps.",
        "school_ids": [str(world.schools[0].id)],
        "size": 8,
    }
    made = await coordinator.post("/v1/cohorts", json=body)
    return str(made.json()["id"])


@pytest.fixture
def create(world: World, coordinator: httpx.AsyncClient, cohort_id: str) -> Create:
    async def make(**changes: Any) -> Json:
        body = {
            "cohort_id": cohort_id,
            "name": "Round one",
            "school_id": str(world.schools[0].id),
            "questions": [{"bank_key": "E2"}, {"bank_key": "G1"}],
            **changes,
        }
        answer = await coordinator.post("/v1/guides", json=body)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make
