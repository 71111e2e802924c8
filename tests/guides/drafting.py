"""What tests of guides do with a draft."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

Json = dict[str, Any]
Create = Callable[..., Awaitable[Json]]


def match(guide: Json) -> dict[str, str]:
    return {"If-Match": f'"{guide["version"]}"'}


async def publish(client: httpx.AsyncClient, guide: Json) -> httpx.Response:
    return await client.post(f"/v1/guides/{guide['id']}/publish", headers=match(guide))
