"""Who leads the groups of a cohort."""

from uuid import uuid4

import httpx
import pytest

from factories import World
from grouped import ASK, Json, change, proposed, url, user_id
from postbox import Working
from tellmore.cohorts.models import Cohort, GroupPlan
from tellmore.identity.abilities import Role
from tellmore.rosters.models import (
    StaffMember,
)


class TestFacilitators:
    async def test_nobody_leads_whom_they_teach_and_unknown_is_not_clear(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        staff = StaffMember(
            district_id=world.district_id, sourced_id="t", given_name="T", family_name="T"
        )
        await world.add(staff)
        leader = await user_id(world, await world.client(Role.FACILITATOR, staff_id=staff.id))
        ask = {"groups": 2, "facilitators": [{"user_id": leader}], "periods": ["1", "2"]}
        await proposed(coordinator, twelve, working, **ask)
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["conflict"] == ["teaching", "free"]
        plan = (await proposed(coordinator, twelve, working, **ask, accept_unknown=True)).json()
        rules = {(each["rule"], each["hard"]) for each in plan["broken"]}
        assert rules == {("unknown_teaching", False)}
        assert {group["facilitator_id"] for group in plan["groups"]} == {leader}
        assert {group["period"] for group in plan["groups"]} == {"1", "2"}

    async def test_an_outsider_leads_anybody(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        leader = await user_id(world, await world.client(Role.FACILITATOR, teaches_nobody=False))
        asked = [{"user_id": leader, "is_outsider": True}]
        plan = await proposed(coordinator, twelve, working, facilitators=asked, periods=["1", "2"])
        assert plan.json()["broken"] == []

    async def test_who_is_attested_to_teach_nobody_has_no_conflict_with_anybody(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        ask: Json = {"periods": ["1", "2"]}
        stranger = await world.client(Role.FACILITATOR, teaches_nobody=False)
        ask["facilitators"] = [{"user_id": await user_id(world, stranger)}]
        assert (await proposed(coordinator, twelve, working, **ask)).status_code == 404
        attested = await world.client(Role.FACILITATOR, teaches_nobody=True)
        ask["facilitators"] = [{"user_id": await user_id(world, attested)}]
        plan = await proposed(coordinator, twelve, working, **ask)
        assert plan.json()["broken"] == []

    async def test_who_may_not_run_sessions_is_refused(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort
    ) -> None:
        analyst = await user_id(world, await world.client(Role.ANALYST))
        body = {**ASK, "facilitators": [{"user_id": analyst}]}
        answer = await coordinator.post(url(twelve, "/propose"), json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/facilitators/0/user_id"


async def two_leaders(world: World) -> list[str]:
    people = [await world.client(Role.FACILITATOR, teaches_nobody=True) for _ in range(2)]
    return [await user_id(world, each) for each in people]


class TestPlaces:
    async def test_who_was_not_asked_to_lead_is_refused(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        leader = await user_id(world, await world.client(Role.FACILITATOR, teaches_nobody=True))
        plan = await proposed(coordinator, twelve, working)
        asked = {"facilitators": [{"user_id": leader}], "periods": ["1", "2"]}
        for one in (leader, str(uuid4())):
            place = {"group": 2, "facilitator_id": one, "period": None}
            answer = await change(coordinator, twelve, plan, places=[place])
            assert answer.status_code == 422, answer.text
            assert answer.json()["errors"][0]["pointer"] == "/places/0/facilitator_id"
        led = await proposed(coordinator, twelve, working, **asked)
        place = {"group": 2, "facilitator_id": str(uuid4()), "period": "1"}
        assert (await change(coordinator, twelve, led, places=[place])).status_code == 422

    @pytest.mark.parametrize("periods", [[], ["1", "2"]])
    async def test_a_period_that_was_not_asked_for_is_refused(
        self,
        world: World,
        coordinator: httpx.AsyncClient,
        twelve: Cohort,
        working: Working,
        periods: list[str],
    ) -> None:
        leaders = await two_leaders(world)
        asked = {"facilitators": [{"user_id": one} for one in leaders], "periods": periods}
        plan = await proposed(coordinator, twelve, working, **asked)
        place = {"group": 1, "facilitator_id": leaders[0], "period": "x"}
        answer = await change(coordinator, twelve, plan, places=[place])
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == "/places/0/period"

    @pytest.mark.parametrize("periods", [[], ["1", "2"]])
    async def test_one_leader_of_two_groups_at_once_is_told_and_not_confirmed(
        self,
        world: World,
        coordinator: httpx.AsyncClient,
        twelve: Cohort,
        working: Working,
        periods: list[str],
    ) -> None:
        leaders = await two_leaders(world)
        asked = {"facilitators": [{"user_id": one} for one in leaders], "periods": periods}
        plan = await proposed(coordinator, twelve, working, **asked)
        period = next(iter(periods), None)
        places = [{"group": n, "facilitator_id": leaders[0], "period": period} for n in (1, 2)]
        changed = await change(coordinator, twelve, plan, places=places)
        assert changed.is_success, changed.text
        assert ("two_at_once", True) in {
            (each["rule"], each["hard"]) for each in changed.json()["broken"]
        }
        tag = {"If-Match": changed.headers["etag"]}
        assert (await coordinator.post(url(twelve, "/confirm"), headers=tag)).status_code == 409

    async def test_places_that_were_kept_before_they_were_refused_break_a_rule(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        async with world.context() as ctx:
            row = await ctx.session.get_one(GroupPlan, plan.json()["id"])
            place = {"facilitator_id": str(uuid4())}
            row.groups = [
                {**group, **place, "period": period}
                for group, period in zip(row.groups, "xy", strict=True)
            ]
        told = (await coordinator.get(url(twelve))).json()["broken"]
        assert {(each["rule"], each["group"]) for each in told if each["hard"]} == {
            ("no_facilitator", 1),
            ("no_facilitator", 2),
            ("no_period", 1),
            ("no_period", 2),
            ("two_at_once", 2),
        }
