"""Districts with a row in every table, made once: the tests of two of them only look."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI

from architecture.bodies import Ids
from architecture.filled import fill
from factories import World
from tellmore.core.db import Database


@dataclass
class Place:
    world: World
    ids: Ids


async def _make(app: FastAPI, database: Database) -> AsyncIterator[Place]:
    world = await World.found(app, database)
    yield Place(world, await fill(world))
    await world.close()


@pytest.fixture(scope="session")
async def here(app: FastAPI, database: Database) -> AsyncIterator[Place]:
    async for place in _make(app, database):
        yield place


@pytest.fixture(scope="session")
async def acted_on(app: FastAPI, database: Database) -> AsyncIterator[Place]:
    """For the tests that do more than look: what they change, nobody else counts on."""
    async for place in _make(app, database):
        yield place


@pytest.fixture(scope="session")
async def there(app: FastAPI, database: Database) -> AsyncIterator[Place]:
    async for place in _make(app, database):
        yield place
