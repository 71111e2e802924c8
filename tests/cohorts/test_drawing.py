"""Choosing students: a rule of the domain each."""

import asyncio
from typing import Any

import httpx
from sqlmodel import col, select

from draws import CRITERIA, draw, draw_url, enroll, members, plan, value_of
from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.verify import verify

Json = dict[str, Any]


class TestDraw:
    async def test_every_quota_holds_and_alternates_are_drawn_with_it(
        self, coordinator: httpx.AsyncClient, world: World, drawn: Json
    ) -> None:
        people = await members(coordinator, drawn, identities=True)
        seated = [m for m in people if m["status"] == "drawn"]
        reserve = [m for m in people if m["status"] == "alternate"]
        assert len(seated) == 12 == drawn["member_count"]
        assert [
            m["alternate_rank"] for m in sorted(reserve, key=lambda m: m["alternate_rank"])
        ] == [
            1,
            2,
            3,
        ]
        async with world.context() as ctx:
            rows = {str(s.id): s for s in (await ctx.session.exec(select(Student))).all()}
        for quota in drawn["quotas"]:
            values = [value_of(rows[m["identity"]["student_id"]], quota) for m in seated]
            assert quota["min"] <= values.count(quota["value"]) <= quota["max"]

    async def test_it_leaves_a_certificate_that_anybody_can_check(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        url = f"/v1/cohorts/{drawn['id']}/certificate"
        short = (await coordinator.get(url)).json()["certificate"]
        body = (await coordinator.get(url, params={"panels": True})).json()["certificate"]
        assert short["panels"] is None
        assert body.pop("panel_count") == 1000
        certificate = Certificate.from_json(body)
        assert verify(certificate) == []
        assert certificate.seed == "dice 4 1"
        assert certificate.pool_size == 60
        assert {r.criterion for r in certificate.results} == set(CRITERIA)

    async def test_each_members_chance_is_the_certificates(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        url = f"/v1/cohorts/{drawn['id']}/certificate"
        body = (await coordinator.get(url)).json()["certificate"]
        chances = [body["appearances"][row] / 1000 for row in body["drawn"] + body["alternates"]]
        assert sorted(m["chance"] for m in await members(coordinator, drawn)) == sorted(chances)
        assert min(body["appearances"]) / 1000 == body["min_chance"]

    async def test_a_second_draw_is_refused(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        before = await members(coordinator, drawn)
        answer = await coordinator.post(draw_url(drawn), json={})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cohort-already-drawn"
        assert await members(coordinator, drawn) == before

    async def test_of_two_draws_at_once_one_wins(
        self, world: World, coordinator: httpx.AsyncClient, working: Working
    ) -> None:
        await enroll(world, 20)
        cohort = await plan(coordinator, world, size=4)
        both = await asyncio.gather(
            *(coordinator.post(draw_url(cohort), json={}) for _ in range(2))
        )
        assert sorted(answer.status_code for answer in both) == [202, 409]
        refused = max(both, key=lambda answer: answer.status_code)
        assert refused.json()["type"] == "/problems/solve-under-way"
        await working()
        assert len(await members(coordinator, cohort, status="drawn")) == 4

    async def test_it_is_told_as_an_event_with_ids_only(self, world: World, drawn: Json) -> None:
        async with world.context() as ctx:
            query = select(Event).where(col(Event.type) == "cohort.drawn")
            event = (await ctx.session.exec(query)).one()
        assert event.data.keys() == {"cohort_id", "certificate_id"}
        assert event.data["cohort_id"] == drawn["id"]

    async def test_who_may_draw(
        self,
        world: World,
        coordinator: httpx.AsyncClient,
        elsewhere: World,
        working: Working,
    ) -> None:
        await enroll(world, 20)
        cohort = await plan(coordinator, world, size=4)
        for role in set(Role) - {Role.COORDINATOR, Role.DISTRICT_ADMIN}:
            other = await world.client(role)
            refused = await other.post(draw_url(cohort), json={})
            assert refused.status_code == 403, role
        foreign = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await foreign.post(draw_url(cohort), json={})).status_code == 404
        system = await world.integration(Ability.COHORTS_WRITE, Ability.COHORTS_READ)
        assert (await draw(system, cohort, working))["status"] == "done"

    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, drawn: Json
    ) -> None:
        for path in ("members", "certificate", "pool"):
            answer = await anonymous.get(f"/v1/cohorts/{drawn['id']}/{path}")
            assert answer.status_code == 401


class TestPseudonyms:
    async def test_a_pseudonym_is_all_that_the_analysis_side_sees(
        self, world: World, drawn: Json
    ) -> None:
        analyst = await world.client(Role.ANALYST)
        people = await members(analyst, drawn)
        assert {m["pseudonym"] for m in people} == {f"Student {n}" for n in range(1, 16)}
        assert all(m["identity"] is None and "student_id" not in m for m in people)
        answer = await analyst.get(
            f"/v1/cohorts/{drawn['id']}/members", params={"identities": True}
        )
        assert answer.status_code == 403

    async def test_reading_the_identity_map_is_logged(
        self, world: World, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        await members(coordinator, drawn)
        assert await _readings(world) == []
        await members(coordinator, drawn, identities=True)
        logged = await _readings(world)
        assert [event.data for event in logged] == [{"cohort_id": drawn["id"], "members": 15}]
        assert logged[0].actor_id is not None

    async def test_the_number_tells_nothing_of_the_roster_or_the_draw(
        self, coordinator: httpx.AsyncClient, world: World, working: Working
    ) -> None:
        """Twenty and twenty, so that no fair shuffle sorts them by luck."""
        await enroll(world)
        cohort = await plan(coordinator, world, size=20)
        assert (await draw(coordinator, cohort, working, alternates=20))["status"] == "done"
        people = await members(coordinator, cohort, identities=True)
        by_number = sorted(people, key=lambda m: int(m["pseudonym"].split()[1]))
        ids = [m["identity"]["student_id"] for m in by_number]
        assert ids != sorted(ids)
        statuses = [m["status"] for m in by_number]
        assert statuses.count("alternate") == 20
        assert statuses not in (sorted(statuses), sorted(statuses, reverse=True))


async def _readings(world: World) -> list[Event]:
    async with world.context() as ctx:
        query = select(Event).where(col(Event.type) == "identities.read")
        return list(await ctx.session.exec(query))
