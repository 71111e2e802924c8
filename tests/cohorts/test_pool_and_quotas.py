"""Who may be drawn, and how many of each: a rule of the domain each."""

from collections import Counter
from typing import Any

import httpx
import pytest

from draws import draw_url, enroll, members, plan, proposal, save
from factories import World
from tellmore.identity.abilities import Role

Json = dict[str, Any]


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
