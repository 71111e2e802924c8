"""The draw as a long solve: seen, called off, taken over, and never tried until it pleases."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from cohorts.test_drawing import enroll, members, plan, proposal, save
from draws import draw, draw_url
from factories import World
from postbox import Working
from tellmore.cohorts import drawing
from tellmore.cohorts.models import DrawCertificate
from tellmore.core import solves
from tellmore.core.context import system_context
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.sampling.pick import panel_number

Json = dict[str, Any]
SOLVE, OFF = "/solve", "/solve/cancel"


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def cohort(world: World, coordinator: httpx.AsyncClient) -> Json:
    """A plan of 6 of 30."""
    await enroll(world, 30)
    return await plan(coordinator, world, size=6)


async def told(world: World) -> list[tuple[str, Json]]:
    async with world.context() as ctx:
        query = (
            select(Event).where(col(Event.type).like("cohort.dr%")).order_by(col(Event.sequence))
        )
        return [(event.type, event.data) for event in await ctx.session.exec(query)]


async def status(client: httpx.AsyncClient, cohort: Json) -> str:
    return str((await client.get(f"/v1/cohorts/{cohort['id']}")).json()["status"])


async def certificate(client: httpx.AsyncClient, cohort: Json) -> Json:
    answer = await client.get(f"/v1/cohorts/{cohort['id']}/certificate")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


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

    async def test_a_seed_from_outside_is_used_as_it_is(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        assert (await draw(coordinator, cohort, working, seed="dice 4 1"))["seed_given"] is True
        made = await certificate(coordinator, cohort)
        assert made["certificate"]["seed"] == "dice 4 1"
        assert made["seed_given"] is True

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


class TestCancel:
    async def test_draws_called_off_leave_a_trace_that_everybody_sees(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        for seed in ("first", "second"):
            asked = await coordinator.post(draw_url(cohort), json={"seed": seed})
            assert asked.status_code == 202
            off = await coordinator.post(draw_url(cohort, OFF))
            assert off.json()["status"] == "cancelled"
        await working()
        assert await status(coordinator, cohort) == "draft"
        assert await members(coordinator, cohort) == []
        assert (await draw(coordinator, cohort, working, seed="third"))["status"] == "done"
        for reader in (coordinator, await world.client(Role.ANALYST)):
            made = await certificate(reader, cohort)
            assert made["certificate"]["seed"] == "third"
            earlier = [(each["seed"], each["status"]) for each in made["earlier"]]
            assert earlier == [("first", "cancelled"), ("second", "cancelled")]
        events = await told(world)
        assert [name for name, _ in events] == [
            *["cohort.draw_started", "cohort.draw_cancelled"] * 2,
            "cohort.draw_started",
            "cohort.drawn",
        ]
        assert all(set(data) == {"cohort_id", "solve_id"} for _, data in events[:-1])

    async def test_one_that_runs_ends_without_a_result(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        """As the worker has it: begun, called off by somebody, and only then at its end."""
        await coordinator.post(draw_url(cohort), json={})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            solve.status = solves.SolveStatus.RUNNING
        off = await coordinator.post(draw_url(cohort, OFF))
        assert off.json()["cancel_requested"] is True
        await working()
        solve_read = (await coordinator.get(draw_url(cohort, SOLVE))).json()
        assert solve_read["status"] == "cancelled"
        assert await status(coordinator, cohort) == "draft"

    async def test_called_off_twice_is_told_once_and_a_finished_one_stays(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        for _ in range(2):
            assert (await coordinator.post(draw_url(cohort, OFF))).status_code == 200
        await draw(coordinator, cohort, working)
        assert (await coordinator.post(draw_url(cohort, OFF))).json()["status"] == "done"
        names = [name for name, _ in await told(world)]
        assert names.count("cohort.draw_cancelled") == 1
        assert await status(coordinator, cohort) == "drawn"


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

    async def test_there_is_none_before_it_is_asked_for(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        assert (await coordinator.get(draw_url(cohort, SOLVE))).status_code == 404
        assert (await coordinator.post(draw_url(cohort, OFF))).status_code == 404


class TestWorkerDies:
    async def test_in_the_middle_and_the_next_worker_draws_by_the_same_seed(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        """What a killed worker leaves: a solve that runs, and its job to be done again."""
        await coordinator.post(draw_url(cohort), json={"seed": "dice 6 6"})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            solve.status, solve.phase = solves.SolveStatus.RUNNING, "panels"
        assert await status(coordinator, cohort) == "draft"
        await working()
        assert (await coordinator.get(draw_url(cohort, SOLVE))).json()["status"] == "done"
        made = await certificate(coordinator, cohort)
        assert made["certificate"]["seed"] == "dice 6 6"
        assert made["earlier"] == []

    async def test_while_it_keeps_the_result_and_nothing_is_half_kept(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        await coordinator.post(draw_url(cohort), json={})
        async with world.context() as ctx:
            (solve,) = await ctx.session.exec(select(solves.Solve))
            work = await drawing.prepare(system_context(ctx.session, ctx.scope), solve)
        drawn = work(solves.Onlooker())

        async def dies() -> None:
            async with world.context() as ctx:
                await drawing.keep(system_context(ctx.session, ctx.scope), solve, drawn)
                raise ConnectionError

        with pytest.raises(ConnectionError):
            await dies()
        assert await status(coordinator, cohort) == "draft"
        assert await members(coordinator, cohort) == []
        await working()
        assert await status(coordinator, cohort) == "drawn"
        async with world.context() as ctx:
            assert len(list(await ctx.session.exec(select(DrawCertificate)))) == 1
