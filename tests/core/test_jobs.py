"""Background work: deferred with the change, done at least once, whatever happens to a worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from factories import World
from tellmore.core import jobs
from tellmore.core.context import Context
from tellmore.core.db import Database, Scope, libpq_url
from tellmore.settings import Settings

PROGRAM = Path(__file__).with_name("diarist.py")
PATIENCE = 40.0


class Workers:
    """Real worker processes, and what they did: each job appends a line to a file."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.diary = folder / "diary.txt"
        self.log = folder / "log.txt"
        self._env = os.environ | {
            "TELLMORE_ENVIRONMENT": "development",
            "TELLMORE_DATABASE_URL": settings.database_url.get_secret_value(),
            "TELLMORE_SECRET_KEY": settings.secret_key.get_secret_value(),
            "TELLMORE_JWT_PRIVATE_KEY": settings.jwt_private_key.get_secret_value(),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DIARY": str(self.diary),
            "PYTHONUNBUFFERED": "1",
            "SAID": "Family7 said something",
        }
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(PROGRAM)]
        with self.log.open("ab") as log:
            child = subprocess.Popen(command, env=self._env, stdout=log, stderr=log)  # noqa: S603 - ours
        self.started.append(child)
        return child

    def unblock(self) -> None:
        Path(f"{self.diary}.unblocked").touch()

    def lines(self) -> list[str]:
        return self.diary.read_text().splitlines() if self.diary.exists() else []

    def stop(self) -> None:
        for child in self.started:
            child.kill()
            child.wait()


@pytest.fixture
def workers(settings: Settings, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(settings, tmp_path)
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def queue_rows(settings: Settings) -> Iterator[Callable[[], list[tuple[Any, ...]]]]:
    url = libpq_url(settings.database_url.get_secret_value())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET app.worker = 'on'")
        connection.execute("DELETE FROM procrastinate_jobs")
        yield lambda: connection.execute("SELECT id, status FROM procrastinate_jobs").fetchall()
        connection.execute("DELETE FROM procrastinate_jobs")  # no other test's worker knows them


def wait_for(true: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Look until it is so. What is waited for is another process, which tells nobody."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@jobs.job("tests.write")
async def write(ctx: Context, word: str) -> None:
    raise NotImplementedError  # performed by the worker process, which declares its own


async def defer(world: World, word: str) -> None:
    async with world.context() as ctx:
        await write.defer(ctx, word=word)


class TestDefer:
    async def test_a_rollback_leaves_no_job(
        self, world: World, queue_rows: Callable[[], list[tuple[Any, ...]]]
    ) -> None:
        async with world.context() as ctx:
            await write.defer(ctx, word="never")
            await ctx.session.rollback()
        assert queue_rows() == []

    async def test_a_district_sees_its_own_jobs_only(
        self, world: World, elsewhere: World, database: Database
    ) -> None:
        count = text("SELECT count(*) FROM procrastinate_jobs")
        await defer(world, "mine")
        scopes = {
            "own": Scope.whole(world.district_id),
            "other": Scope.whole(elsewhere.district_id),
            "none": Scope(),
        }
        seen = {}
        for name, scope in scopes.items():
            async with database.transaction(scope) as session:
                seen[name] = (await (await session.connection()).execute(count)).scalar_one()
        assert seen == {"own": 1, "other": 0, "none": 0}

    async def test_every_task_is_tried_again(self) -> None:
        ours = [
            task
            for name, task in jobs.queue.tasks.items()
            if not name.startswith(("builtin:", "procrastinate."))
        ]
        assert ours
        assert all(task.retry_strategy for task in ours)


@pytest.mark.slow
class TestWorker:
    async def test_a_job_is_done_within_its_district(
        self, world: World, workers: Workers, database: Database
    ) -> None:
        workers.start()
        await defer(world, "hello")
        wait_for(lambda: workers.lines() == [f"hello {world.district_id} North High,South High"])
        assert await jobs.worker_is_alive(database)

    async def test_a_killed_worker_loses_no_job(
        self, world: World, workers: Workers, queue_rows: Callable[[], list[tuple[Any, ...]]]
    ) -> None:
        first = workers.start()
        await defer(world, "block")  # begins, writes "begun", and never ends by itself
        wait_for(lambda: workers.lines() == ["begun"])
        first.send_signal(signal.SIGKILL)
        first.wait()
        workers.unblock()
        workers.start()
        wait_for(lambda: len(workers.lines()) == 3)
        assert workers.lines()[1] == "begun"
        assert workers.lines()[2].startswith("block")
        wait_for(lambda: queue_rows() == [])

    async def test_a_polite_stop_lets_the_job_end(self, world: World, workers: Workers) -> None:
        worker = workers.start()
        await defer(world, "linger")
        wait_for(lambda: workers.lines() == ["begun"])
        worker.send_signal(signal.SIGTERM)
        workers.unblock()
        assert worker.wait(PATIENCE) == 0
        assert workers.lines()[1].startswith("linger")

    async def test_a_failing_job_is_tried_again_and_its_message_is_not_told(
        self, world: World, workers: Workers
    ) -> None:
        workers.start()
        await defer(world, "fail")
        wait_for(lambda: len(workers.lines()) == 2)
        assert workers.lines()[0] == "failing"
        assert workers.lines()[1].startswith("fail")
        log = workers.log.read_text()
        assert "ValueError" in log
        assert "Family7" not in log


async def test_a_daily_job_comes_to_every_district(
    world: World, elsewhere: World, database: Database, settings: Settings
) -> None:
    await jobs._for_each_district(jobs.Works(database, settings), write)
    for place in (world, elsewhere):
        async with database.transaction(Scope.whole(place.district_id)) as session:
            query = text("SELECT args ->> 'district_id' FROM procrastinate_jobs")
            ids = (await (await session.connection()).execute(query)).scalars().all()
        assert [UUID(found) for found in ids] == [place.district_id]
