"""School years, limits and hours in the past: what tests of the over-sampling guard stand on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx

from factories import World
from interviews import Crew, end, ok
from listening import reach_questions
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.districts.models import SchoolYear
from tellmore.identity.abilities import Role
from tellmore.sessions import queries
from tellmore.sessions.models import Session


async def begin_year(world: World, starts_on: date | None = None) -> None:
    """A school year, a month old unless the test says otherwise."""
    day = starts_on or (now() - timedelta(days=30)).date()
    row = SchoolYear(district_id=world.district_id, name=f"{uuid7()}", starts_on=day)
    await world.add(row)


async def limit(world: World, *, rounds: int | None = None, minutes: int | None = None) -> None:
    """As an administrator sets them; None takes a limit away."""
    admin = await world.client(Role.DISTRICT_ADMIN)
    for name, value in {"rounds": rounds, "minutes": minutes}.items():
        body = {"value": value, "effective_from": "2020-01-01"}
        url = f"/v1/policies/guard.most_{name}_a_year"
        assert (await admin.put(url, json=body)).status_code == 200


async def hold(made: Round, crew: Crew, minutes: int = 50, **changes: Any) -> Json:
    """A session from its plan to its end; it lasted so many minutes."""
    session = await reach_questions(made, crew, **changes)
    await pass_time(made.world, session, minutes)
    return await end(crew, session)


async def pass_time(world: World, session: Json, minutes: float) -> None:
    """As if so much time had passed since each thing that happened in the session so far."""
    back = timedelta(minutes=minutes)
    async with world.context() as ctx:
        row = await ctx.session.get_one(Session, UUID(session["id"]))
        row.started_at = row.started_at - back if row.started_at else None
        for seat in await ctx.session.exec(queries.participants([row.id])):
            seat.checked_in_at = seat.checked_in_at - back if seat.checked_in_at else None
            seat.left_at = seat.left_at - back if seat.left_at else None


async def standing(client: httpx.AsyncClient, made: Round) -> list[Json]:
    """Where each member of the round stands this year, as the member list says it."""
    url = f"/v1/cohorts/{made.cohort.id}/members"
    answer = await client.get(url, params={"limit": 200})
    assert answer.status_code == 200, answer.text
    found = {row["id"]: row["this_year"] for row in answer.json()["items"]}
    return [found[member_id] for member_id in made.member_ids]


async def counted(client: httpx.AsyncClient, made: Round) -> list[tuple[int, int]]:
    return [(one["rounds"], one["minutes"]) for one in await standing(client, made)]


async def again(made: Round) -> Round:
    """Another round of listening with the same students."""
    other = await Round.drawn(made.world, 0)
    await other.seat(made.students)
    return other


async def leave(crew: Crew, session: Json, member_id: str) -> Json:
    return await ok(crew.note_taker, f"/v1/sessions/{session['id']}/participants/{member_id}/leave")


def times(minutes: int, days: float = 1) -> dict[str, str]:
    """A session that lasts so long, so many days from now."""
    starts = now() + timedelta(days=days)
    return {
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=minutes)).isoformat(),
    }


async def warnings(client: httpx.AsyncClient, session: Json) -> list[Json]:
    """What the page of a session warns of."""
    answer = await client.get(f"/v1/sessions/{session['id']}")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["warnings"]
    return found
