"""Who leads the groups of a cohort."""

import httpx

from factories import World
from grouped import ASK, Json, proposed, url, user_id
from postbox import Working
from tellmore.cohorts.models import Cohort
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
