"""What tests of feedback pages do with one."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from actions_world import Json, Listening

Create = Callable[..., Awaitable[Json]]
URL = "/v1/feedback-pages"


def match(row: Json) -> dict[str, str]:
    return {"If-Match": f'"{row["version"]}"'}


async def publish(client: httpx.AsyncClient, page: Json) -> httpx.Response:
    return await client.post(f"{URL}/{page['id']}/publish", headers=match(page))


async def links(client: httpx.AsyncClient, page: Json, *member_ids: UUID) -> list[str]:
    """The addresses, as the browser would ask for them."""
    body = {"member_ids": [str(member_id) for member_id in member_ids]}
    answer = await client.post(f"{URL}/{page['id']}/links", json=body)
    assert answer.status_code == 201, answer.text
    return [urlsplit(link["url"]).path for link in answer.json()["links"]]


async def done_item(client: httpx.AsyncClient, listening: Listening) -> str:
    item = (await client.post("/v1/action-items", json=listening.item())).json()
    for status in ("planned", "in_progress", "done"):
        url = f"/v1/action-items/{item['id']}/status"
        item = (await client.post(url, json={"status": status}, headers=match(item))).json()
    return str(item["id"])
