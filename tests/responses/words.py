"""Where words are read, and where they are written still."""

import httpx
from sqlmodel import col, select

from factories import World
from rounds import Json
from tellmore.core.events import Event

EVERYWHERE = ("responses", "response_revisions", "events", "idempotent_answers")


async def read(client: httpx.AsyncClient, **params: str) -> list[Json]:
    answer = await client.get("/v1/responses", params=params)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def texts(client: httpx.AsyncClient) -> set[str | None]:
    return {one["text"] for one in await read(client)}


async def struck_by(world: World) -> list[str]:
    async with world.context() as ctx:
        query = select(Event.data).where(col(Event.type) == "response.struck")
        return [data["struck_by"] for data in await ctx.session.exec(query)]


async def places_of(world: World, word: str) -> set[str]:
    """The tables in which it is written still."""
    found = set()
    async with world.context() as ctx:
        connection = await ctx.session.connection()
        for table in EVERYWHERE:
            rows = await connection.exec_driver_sql(f"SELECT t::text FROM {table} t")  # noqa: S608  # our own table names
            if any(word in row[0] or word.encode().hex() in row[0] for row in rows):
                found.add(table)
    return found
