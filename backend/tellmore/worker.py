"""The worker: performs deferred jobs and turns the loops of each room, until it is told to stop."""

import asyncio
import logging
import signal
from datetime import timedelta

import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from sqlalchemy.exc import SQLAlchemyError

from tellmore.core import jobs, rooms
from tellmore.core.db import Database
from tellmore.settings import Settings

log = structlog.get_logger()
CONCURRENT = 4
GRACE = timedelta(seconds=8)
"""How long work under way may go on after a stop; then it is left to be done again."""
AGAIN = timedelta(seconds=1)


def import_jobs() -> None:
    """Import each `jobs.py`: what is declared there is what a worker can do, and what follows."""
    rooms.import_each("jobs")
    rooms.import_each("reactions")


async def run(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; outlast a database that goes away and comes back."""
    import_jobs()
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # ours says less, on purpose
    stop = _stop_on_signals()
    database = Database(settings)
    try:
        await database.refuse_unsafe_role()
        while not stop.is_set():
            try:
                await _work(jobs.Works(database, settings), stop)
            except (ConnectorException, SQLAlchemyError, psycopg.Error, OSError) as error:
                log.warning("worker starts again", kind=type(error).__name__)
                await jobs.wait(stop, AGAIN)
    finally:
        await database.close()


async def is_alive(settings: Settings) -> bool:
    """Whether any worker, on any machine, gave a sign of life lately."""
    database = Database(settings)
    try:
        return await jobs.worker_is_alive(database)
    finally:
        await database.close()


async def _work(works: jobs.Works, stop: asyncio.Event) -> None:
    with jobs.queue.replace_connector(jobs.connector(works.settings)):
        async with jobs.queue.open_async():
            turning = [
                asyncio.create_task(jobs.turn_until(stop, works, each)) for each in jobs.loops
            ]
            performing = asyncio.create_task(_perform(works))
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait({performing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                stopping.cancel()
                grace = GRACE if stop.is_set() else timedelta()
                await asyncio.gather(_end(performing, turning, grace), works.finish(grace))


async def _perform(works: jobs.Works) -> None:
    await jobs.queue.run_worker_async(
        concurrency=CONCURRENT,
        delete_jobs="successful",
        additional_context={"works": works},
        install_signal_handlers=False,
        shutdown_graceful_timeout=GRACE.total_seconds(),
        update_heartbeat_interval=jobs.HEARTBEAT.total_seconds(),
        stalled_worker_timeout=jobs.STALLED.total_seconds(),
    )


async def _end(
    performing: asyncio.Task[None], turning: list[asyncio.Task[None]], grace: timedelta
) -> None:
    """Let jobs and turns come to their end, then cut off what takes longer than the grace."""
    performing.cancel()
    _, late = await asyncio.wait(turning, timeout=grace.total_seconds())
    for task in late:
        task.cancel()
    ended = await asyncio.gather(performing, *turning, return_exceptions=True)
    for result in ended:
        if isinstance(result, Exception):
            raise result


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
