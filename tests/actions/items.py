"""What the tests of action items share."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
from sqlmodel import col, select

from actions_world import Json
from factories import World
from tellmore.core.events import Event

Create = Callable[..., Awaitable[Json]]
URL = "/v1/action-items"


def match(item: Json) -> dict[str, str]:
    return {"If-Match": f'"{item["version"]}"'}


async def move(client: httpx.AsyncClient, item: Json, status: str, **more: str) -> httpx.Response:
    body = {"status": status, **more}
    return await client.post(f"{URL}/{item['id']}/status", json=body, headers=match(item))


async def moved(client: httpx.AsyncClient, item: Json, *statuses: str) -> Json:
    for status in statuses:
        answer = await move(client, item, status)
        assert answer.status_code == 200, answer.text
        item = answer.json()
    return item


async def told(world: World, item: Json) -> list[str]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(
            select(Event)
            .where(col(Event.resource_id) == UUID(item["id"]))
            .order_by(col(Event.sequence))
        )
        return [row.type for row in rows]
