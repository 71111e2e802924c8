"""What has just been committed, told to whoever follows along: one LISTEN a process, many readers.

A trigger on the event table notifies; PostgreSQL delivers once the transaction is committed. A
notice is thin. Whoever may have missed one is told to read the state anew.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

import structlog
from psycopg import AsyncConnection, Error

from tellmore.core.db import libpq_url
from tellmore.core.events import Event
from tellmore.settings import Settings

log = structlog.get_logger()
CHANNEL = "tellmore_live"
_QUEUE = 1000
_PAUSES = (0.2, 1.0, 5.0)


@dataclass(frozen=True)
class Notice:
    """An event, as thin as it is stored."""

    id: UUID
    district_id: UUID
    type: str
    resource_id: UUID
    version: int | None
    data: dict[str, Any]

    @classmethod
    def parse(cls, payload: str) -> Self:
        raw = json.loads(payload)
        ids = {name: UUID(raw[name]) for name in ("id", "district_id", "resource_id")}
        return cls(**ids, type=raw["type"], version=raw["version"], data=raw["data"])

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(
            id=event.id,
            district_id=event.district_id,
            type=event.type,
            resource_id=event.resource_id,
            version=event.resource_version,
            data=event.data,
        )


class Reset:
    """Something may have been missed: read the state anew."""


RESET = Reset()
Wanted = Callable[[Notice], bool]


class Subscription:
    """One reader's queue. A reader who is too slow is told to start anew, and holds up nobody."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._queue: asyncio.Queue[Notice | Reset] = asyncio.Queue(_QUEUE)

    def put(self, notice: Notice | Reset) -> None:
        if isinstance(notice, Notice) and not self._wanted(notice):
            return
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            notice = RESET
        self._queue.put_nowait(notice)

    async def next(self, timeout: float) -> Notice | Reset | None:  # noqa: ASYNC109  # a heartbeat, not a failure
        """The next notice, or None when it stayed quiet."""
        try:
            return await asyncio.wait_for(self._queue.get(), timeout)
        except TimeoutError:
            return None


class Hub:
    """Listens from the first reader on, and again after a lost connection."""

    def __init__(self, settings: Settings) -> None:
        self._url = libpq_url(settings.database_url.get_secret_value())
        self._readers: set[Subscription] = set()
        self._listening = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def subscribe(self, wanted: Wanted) -> AsyncIterator[Subscription]:
        """From here on nothing is missed."""
        reader = Subscription(wanted)
        self._readers.add(reader)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        try:
            await self._listening.wait()
            yield reader
        finally:
            self._readers.discard(reader)

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        failures = 0
        while True:
            try:
                async with await AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._tell_all(RESET)
                    self._listening.set()
                    failures = 0
                    async for notify in connection.notifies():
                        self._tell_all(Notice.parse(notify.payload))
            except (Error, OSError) as error:
                self._listening.clear()
                log.warning("live.lost", kind=type(error).__name__)
            await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
            failures += 1

    def _tell_all(self, notice: Notice | Reset) -> None:
        for reader in tuple(self._readers):
            reader.put(notice)
