"""The groups of a cohort, worked out in the background."""

import httpx
import pytest
from sqlmodel import select

from factories import World
from grouped import ASK, proposed, seated, types, url
from postbox import Working
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.core import solves
from tellmore.identity.abilities import Role
from tellmore.rosters.models import (
    Enrollment,
    EnrollmentRole,
    Guardian,
    GuardianLink,
    SchoolClass,
    Student,
)


class TestPropose:
    async def test_anonymous(self, anonymous: httpx.AsyncClient, twelve: Cohort) -> None:
        assert (await anonymous.post(url(twelve, "/propose"), json=ASK)).status_code == 401

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.SCHOOL_VIEWER])
    async def test_wrong_role(self, world: World, twelve: Cohort, role: Role) -> None:
        client = await world.client(role)
        assert (await client.post(url(twelve, "/propose"), json=ASK)).status_code == 403
        assert (await client.get(url(twelve))).status_code == 403
        assert (await client.get(url(twelve, "/solve"))).status_code == 403

    async def test_wrong_district(self, elsewhere: World, twelve: Cohort) -> None:
        client = await elsewhere.client(Role.COORDINATOR)
        assert (await client.post(url(twelve, "/propose"), json=ASK)).status_code == 404

    async def test_works_in_the_background_and_tells_how_far_it_is(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        asked = await coordinator.post(url(twelve, "/propose"), json=ASK)
        assert asked.status_code == 202, asked.text
        assert asked.json()["status"] == "waiting"
        await working()
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        assert solve["status"] == "done"
        plan = (await coordinator.get(url(twelve))).json()
        members = {str(member.id) for member in await seated(world)}
        assert {one for group in plan["groups"] for one in group["member_ids"]} == members
        assert [len(group["member_ids"]) for group in plan["groups"]] == [6, 6]
        assert plan["broken"] == []
        assert plan["proved"]
        told = await types(world)
        assert told[-3:] == ["solve.started", "cohort.groups_proposed", "solve.ended"]

    async def test_two_at_once_are_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort
    ) -> None:
        assert (await coordinator.post(url(twelve, "/propose"), json=ASK)).is_success
        again = await coordinator.post(url(twelve, "/propose"), json=ASK)
        assert again.status_code == 409
        assert again.json()["type"] == "/problems/solve-under-way"

    async def test_a_draft_has_nobody_to_group(
        self, world: World, coordinator: httpx.AsyncClient
    ) -> None:
        body = {"name": "A", "purpose": "B", "school_ids": [str(world.schools[0].id)], "size": 5}
        draft = (await coordinator.post("/v1/cohorts", json=body)).json()
        answer = await coordinator.post(f"/v1/cohorts/{draft['id']}/groups/propose", json=ASK)
        assert answer.status_code == 403

    async def test_rules_that_conflict_are_told_in_plain_words(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        missing = await proposed(coordinator, twelve, working, groups=1)
        assert missing.status_code == 404
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["type"] == "/problems/groups-infeasible"
        assert "12 members need 2 groups of at most 10, and not 1" in solve["problem"]["detail"]

    async def test_a_refused_ask_is_read_as_it_was_asked(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        await proposed(coordinator, twelve, working, groups=1, grade_span=2)
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        assert solve["status"] == "refused"
        kept = {name: solve["asked"][name] for name in ("groups", "balance", "grade_span")}
        assert kept == {"groups": 1, "balance": ["el"], "grade_span": 2}

    async def test_what_was_called_off_leaves_no_groups(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        await coordinator.post(url(twelve, "/propose"), json=ASK)
        off = await coordinator.post(url(twelve, "/solve/cancel"))
        assert off.json()["status"] == "cancelled"
        await working()
        assert (await coordinator.get(url(twelve))).status_code == 404
        assert (await coordinator.post(url(twelve, "/propose"), json=ASK)).is_success

    async def test_siblings_sit_apart(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        one, other = (await seated(world))[:2]
        guardian = Guardian(
            district_id=world.district_id, sourced_id="g", given_name="G", family_name="F"
        )
        await world.add(guardian)
        for member in (one, other):
            await world.add(
                GuardianLink(
                    district_id=world.district_id,
                    student_id=member.student_id,
                    guardian_id=guardian.id,
                )
            )
        plan = await proposed(coordinator, twelve, working)
        for group in plan.json()["groups"]:
            assert not {str(one.id), str(other.id)} <= set(group["member_ids"])

    async def test_grade_span_is_bounded_in_codes_too_and_an_unknown_grade_is_told(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        members = await seated(world)
        async with world.context() as ctx:
            for member, grade in zip(members, ["PK", "PK", "UG"], strict=False):
                (await ctx.session.get_one(Student, member.student_id)).grade = grade
        plan = (await proposed(coordinator, twelve, working, grade_span=1)).json()
        youngest, other, ungraded = [str(member.id) for member in members[:3]]
        (together,) = [g for g in plan["groups"] if youngest in g["member_ids"]]
        assert set(together["member_ids"]) <= {youngest, other, ungraded}
        told = [each for each in plan["broken"] if each["rule"] == "grade_unknown"]
        assert [(each["member_ids"], each["hard"]) for each in told] == [([ungraded], False)]

    async def test_members_come_when_they_have_no_class(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        early = (await seated(world))[0]
        lesson = SchoolClass(
            district_id=world.district_id,
            school_id=world.schools[0].id,
            sourced_id="c",
            title="Art",
            periods="1, 3",
        )
        await world.add(lesson)
        await world.add(
            Enrollment(
                district_id=world.district_id,
                sourced_id="e",
                class_id=lesson.id,
                student_id=early.student_id,
                role=EnrollmentRole.STUDENT,
            )
        )
        plan = await proposed(
            coordinator, twelve, working, periods=["1", "2"], free_by_classes=True
        )
        (mine,) = [g for g in plan.json()["groups"] if str(early.id) in g["member_ids"]]
        assert mine["period"] == "2"


class TestDecline:
    async def test_who_left_is_told_and_the_others_stay(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, twelve, working)).json()
        gone = plan["groups"][0]["member_ids"][0]
        async with world.context() as ctx:
            row = (await ctx.session.exec(select(Member).where(Member.id == gone))).one()
            row.status = MemberStatus.REPLACED
        again = (await proposed(coordinator, twelve, working, keep=True)).json()
        assert again["groups"][0]["member_ids"] == plan["groups"][0]["member_ids"][1:]
        assert again["groups"][1]["member_ids"] == plan["groups"][1]["member_ids"]


async def test_a_solve_that_fails_is_told_and_not_tried_again(
    world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
) -> None:
    await coordinator.post(url(twelve, "/propose"), json=ASK)
    async with world.context() as ctx:
        row = (await ctx.session.exec(select(solves.Solve))).one()
        row.asked = {}
    await working()
    solve = (await coordinator.get(url(twelve, "/solve"))).json()
    assert (solve["status"], solve["asked"]) == ("failed", None)
    assert (await coordinator.post(url(twelve, "/propose"), json=ASK)).status_code == 202
