"""The draw of a cohort, asked for and done as a worker does it."""

from typing import Any

import httpx

from postbox import Working

Json = dict[str, Any]


def draw_url(cohort: Json, more: str = "") -> str:
    return f"/v1/cohorts/{cohort['id']}/draw{more}"


async def draw(client: httpx.AsyncClient, cohort: Json, working: Working, **ask: Any) -> Json:
    """The solve once the worker has been at it; whether it drew anybody is its `status`."""
    asked = await client.post(draw_url(cohort), json=ask)
    assert asked.status_code == 202, asked.text
    await working()
    answer = await client.get(draw_url(cohort, "/solve"))
    assert answer.status_code == 200, answer.text
    solve: Json = answer.json()
    return solve
