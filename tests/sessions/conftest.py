import pytest

from factories import World
from interviews import Crew
from pull_out_cases import begin_year
from rounds import Round


@pytest.fixture
async def made(world: World) -> Round:
    return await Round.drawn(world)


@pytest.fixture
async def crew(made: Round) -> Crew:
    return await Crew.of(made)


@pytest.fixture
async def year(world: World) -> None:
    await begin_year(world)
