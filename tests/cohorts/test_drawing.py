"""Choosing students: a rule of the domain each."""

import asyncio
import random
from collections import Counter
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from draws import draw, draw_url
from factories import World
from postbox import Working
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student
from tellmore.sampling.certificate import Certificate
from tellmore.sampling.verify import verify

Json = dict[str, Any]
CRITERIA = ["grade", "school", "gender", "el", "program"]


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


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


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


@pytest.fixture
async def drawn(world: World, coordinator: httpx.AsyncClient, working: Working) -> Json:
    """A cohort of 12 of 60, drawn by proposed quotas."""
    await enroll(world)
    cohort = await plan(coordinator, world)
    assert (await save(coordinator, cohort, await proposal(coordinator, cohort))).is_success
    solve = await draw(coordinator, cohort, working, seed="dice 4 1")
    assert solve["status"] == "done", solve
    found: Json = (await coordinator.get(f"/v1/cohorts/{cohort['id']}")).json()
    return found


class TestPool:
    async def test_counts_who_is_eligible_and_unknown_apart_from_no(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        students = await enroll(world)
        cohort = await plan(coordinator, world)
        pool = (await coordinator.get(f"/v1/cohorts/{cohort['id']}/pool")).json()
        counted = Counter(s.attributes.get("el", "unknown") for s in students.values())
        shown = {c["criterion"]: c["values"] for c in pool["criteria"]}
        assert pool["total"] == 60
        assert {v["value"]: v["count"] for v in shown["el"]} == counted
        assert set(counted) == {"yes", "no", "unknown"}

    async def test_the_filter_narrows_the_pool(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        students = await enroll(world)
        cohort = await plan(coordinator, world, pool_filter={"grade": ["9"], "el": ["unknown"]})
        pool = (await coordinator.get(f"/v1/cohorts/{cohort['id']}/pool")).json()
        assert pool["total"] == sum(
            s.grade == "9" and "el" not in s.attributes for s in students.values()
        )

    async def test_small_counts_are_for_those_who_plan(
        self, world: World, coordinator: httpx.AsyncClient, elsewhere: World
    ) -> None:
        cohort = await plan(coordinator, world)
        url = f"/v1/cohorts/{cohort['id']}/pool"
        assert (await (await world.client(Role.ANALYST)).get(url)).status_code == 403
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await foreign.get(url)).status_code == 404

    async def test_half_a_pool_is_never_drawn_from(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await enroll(world)
        cohort = await plan(coordinator, world)
        own = await world.client(Role.COORDINATOR, school=world.schools[0])
        answer = await own.post(draw_url(cohort), json={})
        assert answer.status_code == 404
        assert (await coordinator.get(f"/v1/cohorts/{cohort['id']}")).json()["status"] == "draft"


class TestQuotas:
    async def test_targets_default_to_the_share_in_the_pool(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await enroll(world)
        cohort = await plan(coordinator, world)
        answer = await coordinator.post(
            f"/v1/cohorts/{cohort['id']}/quotas/propose", json={"criteria": ["grade", "program"]}
        )
        rows = answer.json()["quotas"]
        for name in ("grade", "program"):
            assert sum(row["target"] for row in rows if row["criterion"] == name) == 12
        for row in rows:
            assert abs(row["target"] - 12 * row["pool"] / 60) < 1
            assert row["min"] <= row["target"] <= row["max"]

    async def test_at_least_one_from_each_program_and_each_school_group(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await enroll(world)
        cohort = await plan(coordinator, world)
        for quota in await proposal(coordinator, cohort):
            if quota["criterion"] in {"program", "school"}:
                assert quota["min"] >= 1

    async def test_says_when_the_seats_do_not_allow_one_from_each(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await enroll(world)
        cohort = await plan(coordinator, world, size=2)
        answer = await coordinator.post(
            f"/v1/cohorts/{cohort['id']}/quotas/propose", json={"criteria": ["program"]}
        )
        assert "3 groups are more than 2 seats" in answer.json()["notes"][0]

    async def test_what_is_saved_is_what_is_read(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await enroll(world)
        cohort = await plan(coordinator, world)
        quotas = await proposal(coordinator, cohort)
        saved = await save(coordinator, cohort, quotas)
        assert saved.json()["quotas"] == quotas
        check = await coordinator.post(
            f"/v1/cohorts/{cohort['id']}/quotas/check", json={"quotas": quotas}
        )
        assert check.json() == {"feasible": True, "detail": None, "relaxations": []}

    async def test_infeasible_quotas_get_the_smallest_relaxation_in_plain_words(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await world.students(5, world.schools[0], grade="11")
        await world.students(5, world.schools[1], grade="10")
        cohort = await plan(coordinator, world, size=4)
        north = str(world.schools[0].id)
        quotas = [
            {"criterion": "grade", "value": "11", "min": 0, "max": 2},
            {"criterion": "school", "value": north, "min": 3, "max": 4},
        ]
        check = await coordinator.post(
            f"/v1/cohorts/{cohort['id']}/quotas/check", json={"quotas": quotas}
        )
        body = check.json()
        assert not body["feasible"]
        assert "1 seat more allowed for grade 11" in body["detail"]
        assert "1 seat fewer required from school North High" in body["detail"]
        await save(coordinator, cohort, quotas)
        refused = await coordinator.post(draw_url(cohort), json={})
        assert refused.status_code == 409
        problem = refused.json()
        assert problem["type"] == "/problems/quotas-infeasible"
        assert problem["detail"] == body["detail"]
        assert problem["relaxations"] == body["relaxations"]
        assert (await coordinator.get(f"/v1/cohorts/{cohort['id']}")).json()["status"] == "draft"
        assert await members(coordinator, cohort) == []

    @pytest.mark.parametrize(
        "quotas",
        [
            [{"criterion": "grade", "value": "9", "min": 3, "max": 2}],
            [{"criterion": "grade", "value": "9", "min": 1, "max": 2}] * 2,
        ],
    )
    async def test_quotas_that_contradict_themselves_are_refused(
        self, world: World, coordinator: httpx.AsyncClient, quotas: list[Json]
    ) -> None:
        cohort = await plan(coordinator, world)
        answer = await save(coordinator, cohort, quotas)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/quotas"

    async def test_a_stale_version_and_a_drawn_cohort_are_refused(
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        url = f"/v1/cohorts/{drawn['id']}/quotas"
        stale = await coordinator.put(url, json={"quotas": []}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412
        assert (await save(coordinator, drawn, [])).status_code == 409

    async def test_a_pool_smaller_than_the_cohort_is_named(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        await world.students(3)
        cohort = await plan(coordinator, world)
        answer = await coordinator.post(draw_url(cohort), json={})
        assert answer.status_code == 409
        assert answer.json()["detail"] == "12 seats were asked for, but the pool has 3 students."


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
            values = [_value(rows[m["identity"]["student_id"]], quota) for m in seated]
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
        self, coordinator: httpx.AsyncClient, drawn: Json
    ) -> None:
        people = await members(coordinator, drawn, identities=True)
        by_number = sorted(people, key=lambda m: int(m["pseudonym"].split()[1]))
        ids = [m["identity"]["student_id"] for m in by_number]
        assert ids != sorted(ids)
        statuses = [m["status"] for m in by_number]
        assert statuses != sorted(statuses)


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
            values = [_value(rows[m["identity"]["student_id"]], quota) for m in seated]
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


def _value(student: Student, quota: Json) -> str:
    told = {**student.attributes, "grade": student.grade, "school": str(student.school_id)}
    return str(told.get(quota["criterion"], "unknown"))


async def _readings(world: World) -> list[Event]:
    async with world.context() as ctx:
        query = select(Event).where(col(Event.type) == "identities.read")
        return list(await ctx.session.exec(query))
