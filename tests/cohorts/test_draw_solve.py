"""The draw as a long solve: seen, called off, taken over, and never tried until it pleases."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlmodel import select

from draws import certificate, draw, draw_url, plan, proposal, save, status
from factories import World
from postbox import Working
from tellmore.core import solves
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student
from tellmore.sampling.pick import panel_number

Json = dict[str, Any]
SOLVE, OFF = "/solve", "/solve/cancel"


class TestStart:
    async def test_works_in_the_background_and_tells_how_far_it_is(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        asked = await coordinator.post(draw_url(cohort), json={})
        assert asked.status_code == 202, asked.text
        assert asked.json()["status"] == "waiting"
        assert await status(coordinator, cohort) == "draft"
        await working()
        solve = (await coordinator.get(draw_url(cohort, SOLVE))).json()
        assert solve["status"] == "done"
        assert solve["id"] == asked.json()["id"]
        assert 0 < solve["best"] <= solve["bound"] < 1
        assert solve["phase"] == "panels"
        assert await status(coordinator, cohort) == "drawn"

    @pytest.mark.parametrize("algorithm", ["leximin", "maximin", "stratified"])
    async def test_maximin_and_stratified_are_choices(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working, algorithm: str
    ) -> None:
        solve = await draw(coordinator, cohort, working, algorithm=algorithm)
        assert solve["algorithm"] == algorithm
        made = await certificate(coordinator, cohort)
        assert made["certificate"]["algorithm"] == f"{algorithm}-exchange"

    async def test_no_other_algorithm(self, coordinator: httpx.AsyncClient, cohort: Json) -> None:
        answer = await coordinator.post(draw_url(cohort), json={"algorithm": "first come"})
        assert answer.status_code == 422
        assert (await coordinator.get(draw_url(cohort, SOLVE))).status_code == 404

    async def test_the_seed_stands_before_anybody_is_drawn(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        asked = (await coordinator.post(draw_url(cohort), json={})).json()
        assert "seed" not in asked  # with it, the roster and some hours, one could look ahead
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
        await working()
        made = await certificate(coordinator, cohort)
        body = made["certificate"]
        assert body["seed"] == solve.asked["seed"]
        assert body["panel_number"] == panel_number(body["panels_hash"], body["seed"], 1000)
        assert made["seed_given"] is False

    async def test_a_seed_of_ones_own_is_not_taken_without_a_lottery_that_stands(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        refused = await coordinator.post(draw_url(cohort), json={"seed": "dice 4 1"})
        assert refused.status_code == 422
        assert (await coordinator.get(draw_url(cohort, SOLVE))).status_code == 404

    async def test_the_certificate_names_who_asked(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await draw(coordinator, cohort, working)
        me = (await coordinator.get("/v1/me")).json()["id"]
        assert (await certificate(coordinator, cohort))["drawn_by"] == me


class TestPlan:
    async def test_the_plan_stands_while_it_is_drawn(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        quotas = await proposal(coordinator, cohort)
        url = f"/v1/cohorts/{cohort['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        assert (await coordinator.post(draw_url(cohort), json={})).status_code == 202
        changes = [
            await coordinator.patch(url, json={"size": 3}, headers=tag),
            await coordinator.patch(url, json={"pool_filter": {"grade": ["9"]}}, headers=tag),
            await save(coordinator, cohort, quotas),
            await coordinator.delete(url, headers=tag),
        ]
        assert [answer.status_code for answer in changes] == [409] * 4
        assert {answer.json()["type"] for answer in changes} == {"/problems/cohort-being-drawn"}
        await working()
        made = (await certificate(coordinator, cohort))["certificate"]
        assert made["seats"] == 6
        assert made["pool_size"] == 30
        assert made["results"] == []

    async def test_a_plan_is_not_changed_by_somebody_who_read_it_before_the_draw(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        url = f"/v1/cohorts/{cohort['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        drawing_it, change = await asyncio.gather(
            coordinator.post(draw_url(cohort), json={}),
            coordinator.patch(url, json={"size": 3}, headers=tag),
        )
        assert drawing_it.status_code == 202
        await working()
        made = (await certificate(coordinator, cohort))["certificate"]
        assert made["seats"] == (3 if change.is_success else 6)

    async def test_a_called_off_draw_frees_the_plan(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        await coordinator.post(draw_url(cohort, OFF))
        url = f"/v1/cohorts/{cohort['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        assert (await coordinator.patch(url, json={"size": 3}, headers=tag)).status_code == 200

    async def test_the_pool_is_that_of_the_draws_moment(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        await world.students(2, grade="12")
        await working()
        made = (await certificate(coordinator, cohort))["certificate"]
        assert made["pool_size"] == 32 == len(made["appearances"])

    async def test_quotas_that_fail_meanwhile_are_refused_with_the_smallest_relaxation(
        self, world: World, coordinator: httpx.AsyncClient, working: Working
    ) -> None:
        (leaving, *_) = await world.students(2, grade="11")
        await world.students(5, grade="10")
        cohort = await plan(coordinator, world, size=4)
        await save(coordinator, cohort, [{"criterion": "grade", "value": "11", "min": 2, "max": 2}])
        assert (await coordinator.post(draw_url(cohort), json={})).status_code == 202
        async with world.context() as ctx:
            student = await ctx.session.get_one(type(leaving), leaving.id)
            student.active = False
        await working()
        solve = (await coordinator.get(draw_url(cohort, SOLVE))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["type"] == "/problems/quotas-infeasible"
        assert solve["problem"]["relaxations"][0]["changes"] == [
            {"criterion": "grade", "value": "11", "min": 1, "max": 2}
        ]
        assert await status(coordinator, cohort) == "draft"
        async with world.context() as ctx:
            student = await ctx.session.get_one(type(leaving), leaving.id)
            student.active = True
        assert (await draw(coordinator, cohort, working))["status"] == "done"
        earlier = (await certificate(coordinator, cohort))["earlier"]
        assert [each["status"] for each in earlier] == ["refused"]


class TestRights:
    async def test_anonymous(self, anonymous: httpx.AsyncClient, cohort: Json) -> None:
        assert (await anonymous.post(draw_url(cohort), json={})).status_code == 401
        assert (await anonymous.get(draw_url(cohort, SOLVE))).status_code == 401
        assert (await anonymous.post(draw_url(cohort, OFF))).status_code == 401

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.SCHOOL_VIEWER])
    async def test_wrong_role(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, role: Role
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        other = await world.client(role)
        assert (await other.get(draw_url(cohort, SOLVE))).status_code == 403
        assert (await other.post(draw_url(cohort, OFF))).status_code == 403

    async def test_wrong_district_and_half_the_schools(
        self, world: World, coordinator: httpx.AsyncClient, elsewhere: World, cohort: Json
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        foreign = await elsewhere.client(Role.DISTRICT_ADMIN)
        half = await world.client(Role.COORDINATOR, school=world.schools[0])
        for client in (foreign, half):
            assert (await client.get(draw_url(cohort, SOLVE))).status_code == 404
            assert (await client.post(draw_url(cohort, OFF))).status_code == 404
        assert (await coordinator.get(draw_url(cohort, SOLVE))).json()["status"] == "waiting"

    async def test_chances_are_for_those_who_may_see_exact_figures(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        system = await world.integration(Ability.COHORTS_WRITE, Ability.COHORTS_READ)
        solve = await draw(system, cohort, working)
        assert (solve["bound"], solve["best"]) == (None, None)
        assert (await coordinator.get(draw_url(cohort, SOLVE))).json()["best"] > 0

    async def test_so_is_by_how_many_students_a_draw_is_not_possible(
        self, world: World, coordinator: httpx.AsyncClient, working: Working
    ) -> None:
        await world.students(7)
        cohort = await plan(coordinator, world, size=6)
        system = await world.integration(Ability.COHORTS_WRITE, Ability.COHORTS_READ)
        assert (await system.post(draw_url(cohort), json={})).status_code == 202
        async with world.context() as ctx:
            for student in await ctx.session.exec(select(Student)):
                student.active = student.given_name < "Given3"
        await working()
        solve = (await system.get(draw_url(cohort, SOLVE))).json()
        assert solve["status"] == "refused"
        for answer in (solve["problem"], (await system.post(draw_url(cohort), json={})).json()):
            assert answer["type"] == "/problems/pool-too-small"
            assert "draws:read" in answer["detail"]
            assert "3" not in answer["detail"]
        told = (await coordinator.get(draw_url(cohort, SOLVE))).json()["problem"]
        assert "the pool has 3 students" in told["detail"]

    async def test_there_is_none_before_it_is_asked_for(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        assert (await coordinator.get(draw_url(cohort, SOLVE))).status_code == 404
        assert (await coordinator.post(draw_url(cohort, OFF))).status_code == 404
