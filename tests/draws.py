"""A pool, a cohort planned over it, and its draw as a worker does it."""

import random
from typing import Any

import httpx
from sqlmodel import col, select

from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.rosters.models import Student

Json = dict[str, Any]
CRITERIA = ["grade", "school", "gender", "el", "program"]


def draw_url(cohort: Json, more: str = "") -> str:
    return f"/v1/cohorts/{cohort['id']}/draw{more}"


def lottery_url(cohort: Json, more: str = "") -> str:
    return f"/v1/cohorts/{cohort['id']}/lottery{more}"


async def draw(
    client: httpx.AsyncClient, cohort: Json, working: Working, seed: str | None = None, **ask: Any
) -> Json:
    """The solve once the worker has been at it; whether it drew anybody is its `status`.

    With a seed in two steps, as it must be where the seed comes from outside.
    """
    if seed is None:
        return await _solve(client, cohort, working, draw_url(cohort), ask)
    solve = await work_out(client, cohort, working, **ask)
    assert (await give(client, cohort, seed)).status_code == 201
    return solve


async def work_out(client: httpx.AsyncClient, cohort: Json, working: Working, **ask: Any) -> Json:
    """The solve of a lottery that is to stand before there is a seed."""
    return await _solve(client, cohort, working, lottery_url(cohort), ask)


async def give(client: httpx.AsyncClient, cohort: Json, seed: str) -> httpx.Response:
    """A seed for the lottery that stands."""
    stands = (await client.get(lottery_url(cohort))).json()
    body = {"seed": seed, "panels_hash": stands["panels_hash"]}
    return await client.post(lottery_url(cohort, "/draw"), json=body)


async def _solve(
    client: httpx.AsyncClient, cohort: Json, working: Working, url: str, ask: Json
) -> Json:
    asked = await client.post(url, json=ask)
    assert asked.status_code == 202, asked.text
    await working()
    answer = await client.get(draw_url(cohort, "/solve"))
    assert answer.status_code == 200, answer.text
    solve: Json = answer.json()
    return solve


async def enroll(world: World, count: int = 60, seed: int = 1) -> dict[str, Student]:
    """A pool over two schools; some attributes are missing, as they are in life."""
    numbers = random.Random(seed)
    found = []
    for _ in range(count):
        attributes = {
            "gender": numbers.choice(["F", "M"]),
            "program": numbers.choices(["General", "AVID", "CTE"], [6, 2, 1])[0],
        }
        if numbers.random() < 0.8:
            attributes["el"] = numbers.choices(["yes", "no"], [1, 4])[0]
        school = world.schools[0 if numbers.random() < 0.6 else 1]
        grade = numbers.choice(["9", "10", "11"])
        found += await world.students(1, school, grade=grade, attributes=attributes)
    return {str(student.id): student for student in found}


async def plan(client: httpx.AsyncClient, world: World, **changes: Any) -> Json:
    body = {
        "name": "Belonging",
        "purpose": "Learn what helps students feel that they belong.",
        "school_ids": [str(school.id) for school in world.schools],
        "size": 12,
        **changes,
    }
    answer = await client.post("/v1/cohorts", json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def save(client: httpx.AsyncClient, cohort: Json, quotas: list[Json]) -> httpx.Response:
    url = f"/v1/cohorts/{cohort['id']}"
    tag = (await client.get(url)).headers["etag"]
    return await client.put(f"{url}/quotas", json={"quotas": quotas}, headers={"If-Match": tag})


async def proposal(client: httpx.AsyncClient, cohort: Json) -> list[Json]:
    url = f"/v1/cohorts/{cohort['id']}/quotas/propose"
    answer = await client.post(url, json={"criteria": CRITERIA})
    assert answer.status_code == 200, answer.text
    return [
        {key: quota[key] for key in ("criterion", "value", "min", "max")}
        for quota in answer.json()["quotas"]
    ]


async def members(client: httpx.AsyncClient, cohort: Json, **params: Any) -> list[Json]:
    answer = await client.get(
        f"/v1/cohorts/{cohort['id']}/members", params={"limit": 200, **params}
    )
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["items"]
    return found


def value_of(student: Student, quota: Json) -> str:
    told = {**student.attributes, "grade": student.grade, "school": str(student.school_id)}
    return str(told.get(quota["criterion"], "unknown"))


async def told(world: World) -> list[tuple[str, Json]]:
    """The events of draws and their lotteries, in their order."""
    async with world.context() as ctx:
        query = (
            select(Event)
            .where(col(Event.type).regexp_match(r"^cohort\.(draw|lottery)"))
            .order_by(col(Event.sequence))
        )
        return [(event.type, event.data) for event in await ctx.session.exec(query)]


async def status(client: httpx.AsyncClient, cohort: Json) -> str:
    return str((await client.get(f"/v1/cohorts/{cohort['id']}")).json()["status"])


async def certificate(client: httpx.AsyncClient, cohort: Json) -> Json:
    answer = await client.get(f"/v1/cohorts/{cohort['id']}/certificate")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found
