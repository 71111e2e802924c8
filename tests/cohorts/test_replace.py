"""A seat that is given up: a rule of the domain each."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import httpx
from sqlmodel import col, select

from draws import certificate, draw, members, plan, value_of
from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student

Json = dict[str, Any]


def off(quotas: list[Json], students: Iterable[Student]) -> int:
    """By how many seats these students miss the quotas."""
    sitting = list(students)
    counts = [(q, [value_of(s, q) for s in sitting].count(q["value"])) for q in quotas]
    return sum(max(q["min"] - count, count - q["max"], 0) for q, count in counts)


@dataclass(frozen=True)
class Panel:
    """Who sits, who is an alternate, by the member's id, and who else could come."""

    quotas: list[Json]
    seats: dict[str, Student]
    alternates: dict[str, Student]
    others: list[Student]

    @classmethod
    async def of(cls, world: World, client: httpx.AsyncClient, cohort: Json) -> Self:
        async with world.context() as ctx:
            rows = {str(s.id): s for s in (await ctx.session.exec(select(Student))).all()}
        people = await members(client, cohort, identities=True)
        found: dict[str, dict[str, Student]] = {"drawn": {}, "alternate": {}, "replaced": {}}
        for member in people:
            found[member["status"]][member["id"]] = rows.pop(member["identity"]["student_id"])
        return cls(cohort["quotas"], found["drawn"], found["alternate"], list(rows.values()))

    def after(self, leaving: str, coming: Student) -> int:
        staying = [student for one, student in self.seats.items() if one != leaving]
        return off(self.quotas, [*staying, coming])

    def least(self, leaving: str) -> int:
        """By how many seats the quotas are missed once the best of all has this seat."""
        return min(self.after(leaving, s) for s in [*self.alternates.values(), *self.others])


class TestReplace:
    async def test_an_alternate_takes_the_seat_and_the_quotas_hold(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        panel = await Panel.of(world, coordinator, drawn)
        leaving = min(panel.seats, key=panel.least)  # not everybody of any panel has a stand-in
        least = panel.least(leaving)
        fitting = [m for m, who in panel.alternates.items() if panel.after(leaving, who) == least]
        url = f"/v1/cohorts/{drawn['id']}/members/{leaving}/replace"
        answer = await coordinator.post(url)
        assert answer.status_code == 200, answer.text
        made = answer.json()
        assert made["replaced"]["status"] == "replaced"
        assert made["replacement"]["status"] == "drawn"
        assert (made["replacement"]["id"] in fitting) == bool(fitting)
        seated = (await Panel.of(world, coordinator, drawn)).seats
        assert len(seated) == 12
        assert off(drawn["quotas"], seated.values()) == made["seats_off"] == least
        async with world.context() as ctx:
            query = select(Event).where(col(Event.type) == "member.replaced")
            event = (await ctx.session.exec(query)).one()
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

    async def test_anybody_can_work_out_again_who_came_first(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        """By the rule of `pick`, from the certificate and the ids of those who could come."""
        await draw(coordinator, cohort, working, seed="dice 4 1", alternates=0)
        drawn = (await certificate(coordinator, cohort))["certificate"]
        before = await members(coordinator, cohort, identities=True)
        out = {member["identity"]["student_id"] for member in before}
        async with world.context() as ctx:
            left = {str(s.id) for s in await ctx.session.exec(select(Student))} - out
        leaving = before[0]

        def place(student_id: str) -> str:
            known = hashlib.sha256(f"{cohort['id']}|{student_id}".encode()).hexdigest()
            rule = f"tellmore-replacement-1|{drawn['panels_hash']}|dice 4 1"
            text = f"{rule}|{leaving['pseudonym']}|{known}"
            return hashlib.sha256(text.encode()).hexdigest()

        url = f"/v1/cohorts/{cohort['id']}/members/{leaving['id']}/replace"
        coming = (await coordinator.post(url)).json()["replacement"]["id"]
        after = await members(coordinator, cohort, identities=True)
        (came,) = [m["identity"]["student_id"] for m in after if m["id"] == coming]
        assert came == min(left, key=place)

    async def test_who_may_replace(self, world: World, elsewhere: World, drawn: Json) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        leaving = (await members(coordinator, drawn, status="drawn"))[0]
        url = f"/v1/cohorts/{drawn['id']}/members/{leaving['id']}/replace"
        assert (await (await world.client(Role.FACILITATOR)).post(url)).status_code == 403
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await foreign.post(url)).status_code == 404
