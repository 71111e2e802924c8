"""A seat that is given up: a rule of the domain each."""

from typing import Any

import httpx
from sqlmodel import col, select

from draws import draw, members, plan, value_of
from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student

Json = dict[str, Any]


class TestReplace:
    async def test_an_alternate_takes_the_seat_and_the_quotas_hold(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        leaving = (await members(coordinator, drawn, status="drawn"))[0]
        url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
        answer = await coordinator.post(url)
        assert answer.status_code == 200, answer.text
        made = answer.json()
        assert made["replaced"]["status"] == "replaced"
        assert made["replacement"]["status"] == "drawn"
        assert made["seats_off"] == 0
        seated = await members(coordinator, drawn, status="drawn", identities=True)
        assert len(seated) == 12
        async with world.context() as ctx:
            rows = {str(s.id): s for s in (await ctx.session.exec(select(Student))).all()}
            query = select(Event).where(col(Event.type) == "member.replaced")
            event = (await ctx.session.exec(query)).one()
        for quota in drawn["quotas"]:
            values = [value_of(rows[m["identity"]["student_id"]], quota) for m in seated]
            assert quota["min"] <= values.count(quota["value"]) <= quota["max"]
        assert event.data["replacement_id"] == made["replacement"]["id"]

    async def test_who_left_does_not_come_back(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        gone = set()
        for _ in range(6):
            leaving = (await members(coordinator, drawn, status="drawn"))[0]
            gone.add(leaving["id"])
            url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
            assert (await coordinator.post(url)).status_code == 200
        seated = {m["id"] for m in await members(coordinator, drawn, status="drawn")}
        assert len(seated) == 12
        assert not seated & gone

    async def test_a_seat_is_given_once(self, coordinator: httpx.AsyncClient, drawn: Json) -> None:
        leaving = (await members(coordinator, drawn, status="drawn"))[0]
        url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
        assert (await coordinator.post(url)).status_code == 200
        assert (await coordinator.post(url)).status_code == 403

    async def test_nobody_left_is_said(
        self, world: World, coordinator: httpx.AsyncClient, working: Working
    ) -> None:
        await world.students(4)
        cohort = await plan(coordinator, world, size=4)
        await draw(coordinator, cohort, working)
        leaving = (await members(coordinator, cohort))[0]
        url = f"/v1/cohorts/{cohort['id']}/members/{leaving['id']}/replace"
        answer = await coordinator.post(url)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/nobody-left"
        assert {m["status"] for m in await members(coordinator, cohort)} == {"drawn"}

    async def test_who_may_replace(self, world: World, elsewhere: World, drawn: Json) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        leaving = (await members(coordinator, drawn, status="drawn"))[0]
        url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
        assert (await (await world.client(Role.FACILITATOR)).post(url)).status_code == 403
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await foreign.post(url)).status_code == 404
