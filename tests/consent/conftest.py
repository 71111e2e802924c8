from collections.abc import Awaitable, Callable

import httpx
import pytest

from consent.rounds import Round
from factories import World
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus
from tellmore.identity.abilities import Role


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


MakeRound = Callable[[World], Awaitable[Round]]


@pytest.fixture
def make_round() -> MakeRound:
    async def make(world: World) -> Round:
        cohort = Cohort(
            district_id=world.district_id,
            name="Belonging",
            purpose="Learn what helps new students feel that they belong.",
            status=CohortStatus.DRAWN,
            size=1,
        )
        await world.add(cohort)
        await world.add(
            CohortSchool(
                district_id=world.district_id,
                cohort_id=cohort.id,
                school_id=world.schools[0].id,
            )
        )
        return Round(world, await world.client(Role.COORDINATOR), cohort)

    return make


@pytest.fixture
async def empty(world: World, make_round: MakeRound) -> Round:
    """A cohort with nobody in it, and no form."""
    return await make_round(world)


@pytest.fixture
async def asked(empty: Round) -> Round:
    """One member with a mother and a father, and a published form."""
    await empty.member("mother", "father")
    await empty.publish()
    return empty


@pytest.fixture
async def link(asked: Round) -> str:
    """The mother's link."""
    requests = await asked.send()
    mother = str(asked.guardians[0][0].id)
    (hers,) = [one for one in requests if one["guardian_id"] == mother]
    return await asked.link(hers["id"])
