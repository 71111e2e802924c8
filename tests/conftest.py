"""Real PostgreSQL, the real application, a district of its own for each test."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from factories import World, somewhere
from postbox import Working, work
from tellmore.app import create_app
from tellmore.core import loading, migrations
from tellmore.core.db import Database
from tellmore.core.keys import new_private_key
from tellmore.launcher import EmbeddedPostgres
from tellmore.settings import Environment, Settings

BASE = "http://test.example"

# How fast a busy machine makes up examples says nothing about the product. The gate says the same
# of the same commit; at the desk new examples are tried each time.
hypothesis.settings.register_profile(
    "patient",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")


def pytest_configure() -> None:
    """What is loaded before the first test stays: to look for garbage in it took a tenth of all."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end one processor would wait for it."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One migrated server a test process."""
    folder = Path(tempfile.mkdtemp(prefix="tellmore-test-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(folder, durable=False) as server:
        migrations.upgrade(server.owner_url, "tellmore_app")
        yield server
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def settings(postgres: EmbeddedPostgres) -> Settings:
    return Settings(
        environment=Environment.DEVELOPMENT,
        DATABASE_URL=SecretStr(postgres.app_url),
        owner_database_url=SecretStr(postgres.owner_url),
        secret_key=SecretStr("k" * 40),
        jwt_private_key=SecretStr(new_private_key()),
        argon2_memory_kib=64,
        argon2_passes=1,
    )


@pytest.fixture(scope="session")
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    with loading.for_good():
        made = create_app(settings)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture(scope="session")
def database(app: FastAPI) -> Database:
    made: Database = app.state.database
    return made


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=somewhere(app), base_url=BASE) as client:
        yield client


@pytest.fixture
async def world(app: FastAPI, database: Database) -> AsyncIterator[World]:
    """A district with two schools, and whoever the test asks for."""
    made = await World.found(app, database)
    yield made
    await made.close()


@pytest.fixture
async def elsewhere(app: FastAPI, database: Database) -> AsyncIterator[World]:
    """Another district: nothing of `world` may ever be seen from here."""
    made = await World.found(app, database)
    yield made
    await made.close()


@pytest.fixture
def working(settings: Settings, database: Database) -> Working:
    """What is due is done, as a worker does it."""
    return lambda: work(settings, database)
