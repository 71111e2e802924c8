"""Reads that a system repeats all day: one round trip, and no object between row and answer.

Scope, check and list travel together in one pipeline, which PostgreSQL takes as one transaction
(read-only, by the connection's own setting). Row security holds as always: were the pipeline cut
in two, the scope would be gone and nothing seen. What the check does not allow is thrown away.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from tellmore.core.db import Scope, libpq_url
from tellmore.settings import Settings

ResultT = TypeVar("ResultT")
Row = Sequence[Any]
_SET_SCOPE = (
    "SELECT set_config('app.district_id', %(district)s, true),"
    " set_config('app.school_ids', %(schools)s, true),"
    " set_config('app.worker', %(worker)s, true),"
    " set_config('app.sign_in_email', %(email)s, true)"
)


async def _read_only(connection: AsyncConnection[Row]) -> None:
    await connection.execute("SET default_transaction_read_only = on")


@dataclass(frozen=True)
class Asked(Generic[ResultT]):
    """A statement that gives one row, its values, and what to make of the row."""

    text: str
    params: Mapping[str, Any]
    made: Callable[[Row], ResultT]


class HotReads:
    """A few connections of their own, opened at the first read."""

    def __init__(self, settings: Settings) -> None:
        self._pool: AsyncConnectionPool[AsyncConnection[Row]] = AsyncConnectionPool(
            libpq_url(settings.database_url.get_secret_value()),
            kwargs={"autocommit": True, "prepare_threshold": 0},
            configure=_read_only,
            min_size=0,
            max_size=settings.pool_size,
            open=False,
        )
        self._opening = asyncio.Lock()

    async def read(self, scope: Scope, *statements: Asked[Any]) -> list[Row | None]:
        """The first row of each."""
        async with self._opening:
            if self._pool.closed:
                await self._pool.open()
        async with self._pool.connection() as connection:
            async with connection.pipeline():  # one transaction: none of it is begun or committed
                await connection.execute(_SET_SCOPE, scope.settings())
                cursors = [await connection.execute(s.text, s.params) for s in statements]
            return [await cursor.fetchone() for cursor in cursors]

    async def close(self) -> None:
        if not self._pool.closed:
            await self._pool.close()
