"""What is kept of answers, for requests that are sent twice."""

import httpx
from sqlmodel import select

from factories import World
from tellmore.core.idempotency import IdempotentAnswer


async def kept(world: World) -> list[IdempotentAnswer]:
    async with world.context() as ctx:
        return list((await ctx.session.exec(select(IdempotentAnswer))).all())


async def post_kept(
    world: World, client: httpx.AsyncClient, url: str, **body: object
) -> tuple[httpx.Response, bytes]:
    """The answer to a request with a key, and what is kept of it."""
    before = {row.id for row in await kept(world)}
    headers = {"Idempotency-Key": "once"}
    answer = await client.post(url, json=body, headers=headers)
    assert answer.is_success, answer.text
    again = await client.post(url, json=body, headers=headers)
    assert again.json() == answer.json()
    (row,) = [row for row in await kept(world) if row.id not in before]
    return answer, row.body
