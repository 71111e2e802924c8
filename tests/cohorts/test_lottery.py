"""A seed from outside comes to a lottery that stands: nobody can try seeds until one pleases."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlmodel import select

from draws import (
    certificate,
    draw,
    draw_url,
    give,
    lottery_url,
    members,
    proposal,
    save,
    status,
    told,
    work_out,
)
from factories import World
from postbox import Working
from tellmore.cohorts.models import Lottery
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.pick import panel_number
from tellmore.sampling.verify import verify

Json = dict[str, Any]


@pytest.fixture
async def stands(coordinator: httpx.AsyncClient, cohort: Json, working: Working) -> Json:
    """The lottery of a plan by quotas, before there is a seed."""
    assert (await save(coordinator, cohort, await proposal(coordinator, cohort))).is_success
    solve = await work_out(coordinator, cohort, working, alternates=4)
    assert (solve["status"], solve["step"]) == ("done", "lottery"), solve
    return await _read(coordinator, cohort)


async def _read(client: httpx.AsyncClient, cohort: Json) -> Json:
    answer = await client.get(lottery_url(cohort))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def _throw_away(client: httpx.AsyncClient, cohort: Json) -> httpx.Response:
    seen = await client.get(lottery_url(cohort))
    return await client.delete(lottery_url(cohort), headers={"If-Match": seen.headers["etag"]})


async def _whole(client: httpx.AsyncClient, cohort: Json) -> Certificate:
    url = f"/v1/cohorts/{cohort['id']}/certificate"
    body = (await client.get(url, params={"panels": True})).json()["certificate"]
    body.pop("panel_count")
    return Certificate.from_json(body)


class TestTwoSteps:
    async def test_the_groups_stand_before_the_seed(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        assert await status(coordinator, cohort) == "draft"
        assert await members(coordinator, cohort) == []
        assert stands["panel_count"] == 1000
        assert 0 < stands["min_chance"] <= stands["bound"] < 1
        answer = await give(coordinator, cohort, "dice 4 1 6")
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert made == await certificate(coordinator, cohort)
        assert made["seed_given"] is True
        assert made["panels_stood_at"] == stands["stood_at"] < made["drawn_at"]
        body = made["certificate"]
        for name in ("panels_hash", "pool_hash", "min_chance", "bound", "gap"):
            assert body[name] == stands[name], name
        assert body["panel_number"] == panel_number(stands["panels_hash"], "dice 4 1 6", 1000)
        assert verify(await _whole(coordinator, cohort)) == []
        assert len(await members(coordinator, cohort, status="alternate")) == 4

    async def test_each_step_is_told_as_an_event_with_ids_only(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        await give(coordinator, cohort, "dice 4 1 6")
        events = await told(world)
        assert [name for name, _ in events] == [
            "cohort.draw_started",
            "cohort.lottery_worked_out",
            "cohort.drawn",
        ]
        assert events[1][1] == {"cohort_id": cohort["id"], "lottery_id": stands["id"]}

    async def test_a_roster_import_in_between_changes_nothing(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        async with world.context() as ctx:
            before = {str(s.id): s.grade for s in await ctx.session.exec(select(Student))}
            for student in await ctx.session.exec(select(Student)):
                student.grade, student.active = "12", False
        new = await world.students(20, grade="9")
        assert (await give(coordinator, cohort, "dice 4 1 6")).status_code == 201
        made = await _whole(coordinator, cohort)
        assert (made.pool_size, made.pool_hash) == (30, stands["pool_hash"])
        people = await members(coordinator, cohort, identities=True)
        drawn = {m["identity"]["student_id"] for m in people}
        assert drawn <= set(before)
        assert not drawn & {str(student.id) for student in new}
        seated = [m["identity"]["student_id"] for m in people if m["status"] == "drawn"]
        for result in made.results:
            if result.criterion == "grade":
                assert [before[one] for one in seated].count(result.value) == result.actual

    async def test_what_the_students_were_is_kept_no_longer_than_it_is_needed(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        await give(coordinator, cohort, "dice 4 1 6")
        async with world.context() as ctx:
            (row,) = await ctx.session.exec(select(Lottery))
        assert (row.pool, row.document) == ([], {})
        assert row.panels_hash == stands["panels_hash"]
        assert (await coordinator.get(lottery_url(cohort))).status_code == 404

    async def test_a_draw_without_a_seed_of_ones_own_is_one_step(
        self, coordinator: httpx.AsyncClient, cohort: Json, working: Working
    ) -> None:
        assert (await draw(coordinator, cohort, working))["step"] == "draw"
        made = await certificate(coordinator, cohort)
        assert (made["seed_given"], made["panels_stood_at"]) == (False, None)


class TestSeed:
    async def test_without_a_lottery_is_refused_and_told_how(
        self, coordinator: httpx.AsyncClient, cohort: Json
    ) -> None:
        body = {"seed": "dice 4 1", "panels_hash": "0" * 64}
        answer = await coordinator.post(lottery_url(cohort, "/draw"), json=body)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/no-lottery-stands"
        assert "worked out first" in answer.json()["detail"]

    async def test_for_another_lottery_than_the_one_that_stands_is_refused(
        self, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        body = {"seed": "dice 4 1", "panels_hash": "0" * 64}
        answer = await coordinator.post(lottery_url(cohort, "/draw"), json=body)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/no-lottery-stands"
        assert await status(coordinator, cohort) == "draft"

    async def test_is_given_once_of_two_at_a_time_too(
        self, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        url = lottery_url(cohort, "/draw")
        given = [{"seed": seed, "panels_hash": stands["panels_hash"]} for seed in ("1", "2")]
        both = await asyncio.gather(*(coordinator.post(url, json=body) for body in given))
        assert sorted(answer.status_code for answer in both) == [201, 409]
        won, lost = sorted(both, key=lambda answer: answer.status_code)
        assert lost.json()["type"] == "/problems/cohort-already-drawn"
        assert await certificate(coordinator, cohort) == won.json()


class TestPlan:
    async def test_stands_while_the_lottery_does(
        self, coordinator: httpx.AsyncClient, cohort: Json, stands: Json
    ) -> None:
        url = f"/v1/cohorts/{cohort['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        changes = [
            await coordinator.patch(url, json={"size": 3}, headers=tag),
            await save(coordinator, cohort, []),
            await coordinator.delete(url, headers=tag),
            await coordinator.post(draw_url(cohort), json={}),
            await coordinator.post(lottery_url(cohort), json={}),
        ]
        assert [answer.status_code for answer in changes] == [409] * 5
        assert {answer.json()["type"] for answer in changes} == {"/problems/lottery-stands"}
        assert await _read(coordinator, cohort) == stands

    async def test_opens_again_once_it_is_thrown_away_and_the_certificate_tells_of_it(
        self,
        world: World,
        coordinator: httpx.AsyncClient,
        cohort: Json,
        stands: Json,
        working: Working,
    ) -> None:
        assert (await _throw_away(coordinator, cohort)).status_code == 204
        assert (await coordinator.get(lottery_url(cohort))).status_code == 404
        url = f"/v1/cohorts/{cohort['id']}"
        tag = {"If-Match": (await coordinator.get(url)).headers["etag"]}
        assert (await coordinator.patch(url, json={"name": "Anew"}, headers=tag)).is_success
        await draw(coordinator, cohort, working, seed="dice 2 2")
        for reader in (coordinator, await world.client(Role.ANALYST)):
            (earlier,) = (await certificate(reader, cohort))["earlier"]
            assert earlier["status"] == "thrown_away"
            assert earlier["panels_hash"] == stands["panels_hash"]
            assert earlier["seed"] is None
        assert "cohort.lottery_thrown_away" in [name for name, _ in await told(world)]
        async with world.context() as ctx:
            rows = await ctx.session.exec(select(Lottery))
            assert [(row.pool, row.document) for row in rows] == [([], {})] * 2

    async def test_a_lottery_is_not_thrown_away_for_one_that_was_seen_before(
        self, coordinator: httpx.AsyncClient, cohort: Json, stands: Json, working: Working
    ) -> None:
        tag = {"If-Match": (await coordinator.get(lottery_url(cohort))).headers["etag"]}
        assert (await _throw_away(coordinator, cohort)).status_code == 204
        await work_out(coordinator, cohort, working)
        again = await coordinator.delete(lottery_url(cohort), headers=tag)
        assert again.status_code == 412


class TestRights:
    async def test_anonymous(self, anonymous: httpx.AsyncClient, cohort: Json) -> None:
        body = {"seed": "a", "panels_hash": "b"}
        for answer in (
            await anonymous.post(lottery_url(cohort), json={}),
            await anonymous.get(lottery_url(cohort)),
            await anonymous.delete(lottery_url(cohort), headers={"If-Match": '"1"'}),
            await anonymous.post(lottery_url(cohort, "/draw"), json=body),
        ):
            assert answer.status_code == 401

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR])
    async def test_wrong_role_reads_the_hash_and_does_no_more(
        self, world: World, cohort: Json, stands: Json, role: Role
    ) -> None:
        other = await world.client(role)
        seen = await _read(other, cohort)
        assert seen["panels_hash"] == stands["panels_hash"]
        assert (seen["pool_size"], seen["min_chance"], seen["bound"]) == (None, None, None)
        assert (await give(other, cohort, "dice 1")).status_code == 403
        assert (await _throw_away(other, cohort)).status_code == 403
        assert (await other.post(lottery_url(cohort), json={})).status_code == 403

    async def test_wrong_district_and_half_the_schools(
        self,
        world: World,
        coordinator: httpx.AsyncClient,
        elsewhere: World,
        cohort: Json,
        stands: Json,
    ) -> None:
        foreign = await elsewhere.client(Role.DISTRICT_ADMIN)
        half = await world.client(Role.COORDINATOR, school=world.schools[0])
        body = {"seed": "dice", "panels_hash": stands["panels_hash"]}
        for client in (foreign, half):
            assert (await client.post(lottery_url(cohort, "/draw"), json=body)).status_code == 404
            tag = {"If-Match": '"1"'}
            assert (await client.delete(lottery_url(cohort), headers=tag)).status_code == 404
            assert (await client.post(lottery_url(cohort), json={})).status_code == 404
        assert (await foreign.get(lottery_url(cohort))).status_code == 404
        assert await _read(coordinator, cohort) == stands

    async def test_a_system_that_writes_alone_is_given_what_it_made(
        self, world: World, cohort: Json, stands: Json
    ) -> None:
        system = await world.integration(Ability.COHORTS_WRITE)
        body = {"seed": "dice", "panels_hash": stands["panels_hash"]}
        answer = await system.post(lottery_url(cohort, "/draw"), json=body)
        assert answer.status_code == 201, answer.text
        assert answer.json()["certificate"]["drawn"] is None
