"""Background work on the same PostgreSQL: any number of workers, each job at least once.

A job is deferred in the transaction that needs it, so that a rollback leaves none. It runs in one
transaction with its district's scope. It may run twice, since a worker can die after its commit
and before it says so: what a job does, it must be able to do again.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from procrastinate import App, JobContext, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException
from procrastinate.tasks import Task
from psycopg import AsyncConnection
from sqlalchemy import text

from tellmore.core import idempotency, throttle
from tellmore.core.context import Context, system_context
from tellmore.core.db import Database, Scope, libpq_url
from tellmore.settings import Settings

log = structlog.get_logger()
HEARTBEAT = timedelta(seconds=2)
STALLED = timedelta(seconds=10)
"""A worker that was silent for so long is dead, and its jobs are taken over."""
KEPT = timedelta(days=30)
WORKER_SCOPE = Scope(worker=True)

# 3 s, 9 s, 27 s … 6 h: without a strategy a job would be lost when its worker is stopped.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
queue = App(connector=PsycopgConnector())
"""Opened by workers alone. Others defer through the connection of their own transaction."""


@dataclass(frozen=True)
class Works:
    """What a worker works with."""

    database: Database
    settings: Settings
    _under_way: dict[asyncio.Task[None], str] = field(default_factory=dict)

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Do it beside the loop that found it. When it is cut off, it is left to be done again."""
        task = asyncio.create_task(_logged(name, work))
        self._under_way[task] = name
        task.add_done_callback(self._under_way.pop)

    def running(self, name: str) -> int:
        return sum(1 for other in self._under_way.values() if other == name)

    async def finish(self, grace: timedelta) -> None:
        """Wait for what was started, then cut off what takes longer."""
        tasks = list(self._under_way)
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=grace.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


class JobFailedError(Exception):
    """A job failed. Only the kind of error is told: its message may hold a name."""


@dataclass(frozen=True)
class Job:
    """A piece of work within one district."""

    task: Task[..., Any, ...]

    async def defer(self, ctx: Context, *, at: datetime | None = None, **ids: Any) -> None:
        """Have it done once this transaction is committed. Its arguments are ids and counts."""
        await ctx.session.flush()
        raw = await (await ctx.session.connection()).get_raw_connection()
        deferring = self.task.configure(connection=raw.driver_connection, schedule_at=at)
        await deferring.defer_async(district_id=str(ctx.district_id), **ids)


def job(name: str) -> Callable[[Callable[..., Awaitable[None]]], Job]:
    """Declare a job: `async def run(ctx, **ids)`, called within its own transaction."""

    def declare(run: Callable[..., Awaitable[None]]) -> Job:
        async def perform(running: JobContext, district_id: str, **ids: Any) -> None:
            works: Works = running.additional_context["works"]
            await within(works, name, UUID(district_id), lambda ctx: run(ctx, **ids))

        return Job(queue.task(name=name, retry=RETRY, pass_context=True)(perform))

    return declare


def errand(name: str) -> Callable[[Callable[..., Awaitable[None]]], Job]:
    """Declare a job that reaches outside: `async def run(works, scope, **ids)`.

    It opens transactions of its own, so that none stays open while another server is waited for.
    """

    def declare(run: Callable[..., Awaitable[None]]) -> Job:
        async def perform(running: JobContext, district_id: str, **ids: Any) -> None:
            works: Works = running.additional_context["works"]
            try:
                await run(works, Scope.whole(UUID(district_id)), **ids)
            except Exception as error:  # noqa: BLE001  # raised again, without its message
                log_failure(name, error)
                raise JobFailedError(f"{name}: {type(error).__name__}") from None

        return Job(queue.task(name=name, retry=RETRY, pass_context=True)(perform))

    return declare


def daily(name: str, cron: str) -> Callable[[Callable[..., Awaitable[None]]], Job]:
    """Declare a job that is deferred for each district at the times of a crontab line (UTC)."""

    def declare(run: Callable[..., Awaitable[None]]) -> Job:
        each = job(name)(run)

        async def spread(running: JobContext, timestamp: int) -> None:  # noqa: ARG001  # handed to every periodic task
            await _for_each_district(running.additional_context["works"], each)

        queue.periodic(cron=cron)(
            queue.task(name=f"{name}.spread", retry=RETRY, pass_context=True)(spread)
        )
        return each

    return declare


@daily("core.drop_answers", "23 3 * * *")
async def drop_answers(ctx: Context) -> None:
    """Delete answers that were kept for a day, for requests that are sent twice."""
    await idempotency.drop_old(ctx.session, ctx.now)


@daily("core.drop_attempts", "29 3 * * *")
async def drop_attempts(ctx: Context) -> None:
    """Delete counted guesses that no bound looks at any more."""
    await throttle.drop_old(ctx)


@dataclass(frozen=True)
class Loop:
    """Work that a worker looks for by itself. A turn says whether there may be more at once."""

    name: str
    pause: timedelta
    turn: Callable[[Works], Awaitable[bool]]


loops: list[Loop] = []


def loop(name: str, pause: timedelta) -> Callable[[Callable[[Works], Awaitable[bool]]], Loop]:
    def declare(turn: Callable[[Works], Awaitable[bool]]) -> Loop:
        loops.append(Loop(name, pause, turn))
        return loops[-1]

    return declare


async def within(
    works: Works, name: str, district_id: UUID, run: Callable[[Context], Awaitable[None]]
) -> None:
    """Run it in one transaction of the district; tell no more of an error than its kind."""
    scope = Scope.whole(district_id)
    try:
        async with works.database.transaction(scope) as session:
            await run(system_context(session, scope))
    except Exception as error:  # noqa: BLE001  # raised again, without its message
        log_failure(name, error)
        raise JobFailedError(f"{name}: {type(error).__name__}") from None


async def _logged(name: str, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # it stays to be done, and is tried again
        log_failure(name, error)


def log_failure(name: str, error: Exception) -> None:
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("job failed", job=name, kind=type(error).__name__, where=where)


def connector(settings: Settings) -> PsycopgConnector:
    """Connections with the worker's right, on the tables that are opened to it."""
    url = libpq_url(settings.database_url.get_secret_value())
    return PsycopgConnector(conninfo=url, configure=_as_worker, min_size=1, max_size=4)


async def _as_worker(connection: AsyncConnection[Any]) -> None:
    await connection.execute("SET app.worker = 'on'")
    await connection.commit()


async def _for_each_district(works: Works, each: Job) -> None:
    async with works.database.transaction(WORKER_SCOPE) as session:
        founded = text("SELECT district_id FROM events WHERE type = 'district.created'")
        ids = (await (await session.connection()).execute(founded)).scalars().all()
    for district_id in ids:
        scope = Scope.whole(district_id)
        async with works.database.transaction(scope) as session:
            await each.defer(system_context(session, scope))


@loop("jobs.rescue", pause=timedelta(seconds=2))
async def rescue(_works: Works) -> bool:
    """Take over the jobs of workers that died without a word."""
    stalled = await queue.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=STALLED.total_seconds()
    )
    for dead in stalled:
        try:
            await queue.job_manager.retry_job(dead)
        except ConnectorException:  # another worker was faster
            log.info("job rescued elsewhere", job=dead.task_name)
    await queue.job_manager.prune_stalled_workers(STALLED.total_seconds() * 2)
    return False


@loop("jobs.forget", pause=timedelta(hours=1))
async def forget(_works: Works) -> bool:
    """Delete the traces of jobs that ended long ago. Those that succeeded leave none."""
    await queue.job_manager.delete_old_jobs(
        int(KEPT.total_seconds() // 3600),
        include_failed=True,
        include_cancelled=True,
        include_aborted=True,
    )
    return False


_ALIVE = text(
    "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - :silence)"
)


async def worker_is_alive(database: Database) -> bool:
    """Whether any worker has given a sign of life lately."""
    async with database.transaction() as session:
        answer = await (await session.connection()).execute(_ALIVE, {"silence": STALLED})
        return bool(answer.scalar_one())


async def turn_until(stop: asyncio.Event, works: Works, each: Loop) -> None:
    """Turn until told to stop. A turn that fails is logged, and tried again after the pause."""
    while not stop.is_set():
        try:
            more = await each.turn(works)
        except Exception as error:  # noqa: BLE001  # whatever it was, the next turn may succeed
            log_failure(each.name, error)
            more = False
        if not more:
            await wait(stop, each.pause)


async def wait(stop: asyncio.Event, pause: timedelta) -> None:
    try:
        await asyncio.wait_for(stop.wait(), pause.total_seconds())
    except TimeoutError:
        return
