"""What the tests of a cohort's groups share: asking for them, and changing them."""

from typing import Any

import httpx
from sqlmodel import col, select

from factories import World
from postbox import Working
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.core.events import Event

Json = dict[str, Any]


async def seated(world: World) -> list[Member]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(select(Member).where(Member.status == MemberStatus.DRAWN))
        return sorted(rows, key=lambda row: int(row.pseudonym.split()[1]))


def url(cohort: Cohort, more: str = "") -> str:
    return f"/v1/cohorts/{cohort.id}/groups{more}"


ASK: Json = {"groups": 2, "balance": ["el"], "time_limit": 60}


async def proposed(
    client: httpx.AsyncClient, cohort: Cohort, working: Working, **ask: Any
) -> httpx.Response:
    answer = await client.post(url(cohort, "/propose"), json={**ASK, **ask})
    assert answer.status_code == 202, answer.text
    await working()
    return await client.get(url(cohort))


async def user_id(world: World, client: httpx.AsyncClient) -> str:
    return str((await client.get("/v1/me")).json()["id"])


async def change(
    client: httpx.AsyncClient, cohort: Cohort, plan: httpx.Response, **body: Any
) -> httpx.Response:
    """Change the round that was read."""
    return await client.patch(
        url(cohort),
        params={"round": plan.json()["round"]},
        json=body,
        headers={"If-Match": plan.headers["etag"]},
    )


async def of_round(client: httpx.AsyncClient, cohort: Cohort, number: int) -> httpx.Response:
    return await client.get(url(cohort), params={"round": number})


async def types(world: World) -> list[str]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(select(Event.type).order_by(col(Event.sequence)))
        return list(rows)
