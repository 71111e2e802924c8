import pytest

from factories import World
from interviews import Crew
from rounds import Round


@pytest.fixture
async def made(world: World) -> Round:
    return await Round.drawn(world)


@pytest.fixture
async def crew(made: Round) -> Crew:
    return await Crew.of(made)
