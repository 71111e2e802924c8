"""The groups of a cohort: worked out in the background, changed by hand, confirmed."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from postbox import Working
from tellmore.cohorts.models import Cohort, CohortSchool, CohortStatus, Member, MemberStatus
from tellmore.core import solves
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import (
    Enrollment,
    EnrollmentRole,
    Guardian,
    GuardianLink,
    SchoolClass,
    StaffMember,
)

Json = dict[str, Any]


@pytest.fixture
async def coordinator(world: World) -> httpx.AsyncClient:
    return await world.client(Role.COORDINATOR)


@pytest.fixture
async def cohort(world: World) -> Cohort:
    """Twelve drawn students, four of them English learners."""
    made = Cohort(
        district_id=world.district_id,
        name="Belonging",
        purpose="Learn what helps.",
        status=CohortStatus.DRAWN,
        size=12,
    )
    await world.add(made)
    school = world.schools[0]
    await world.add(
        CohortSchool(district_id=world.district_id, cohort_id=made.id, school_id=school.id)
    )
    for number in range(12):
        learns = {"el": "yes" if number % 3 == 0 else "no"}
        (student,) = await world.students(1, attributes=learns)
        await world.add(
            Member(
                district_id=world.district_id,
                cohort_id=made.id,
                student_id=student.id,
                school_id=school.id,
                pseudonym=f"Student {number + 1}",
                status=MemberStatus.DRAWN,
            )
        )
    return made


async def seated(world: World) -> list[Member]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(select(Member).where(Member.status == MemberStatus.DRAWN))
        return sorted(rows, key=lambda row: int(row.pseudonym.split()[1]))


def url(cohort: Cohort, more: str = "") -> str:
    return f"/v1/cohorts/{cohort.id}/groups{more}"


ASK: Json = {"groups": 2, "balance": ["el"], "time_limit": 10}


async def proposed(
    client: httpx.AsyncClient, cohort: Cohort, working: Working, **ask: Any
) -> httpx.Response:
    answer = await client.post(url(cohort, "/propose"), json={**ASK, **ask})
    assert answer.status_code == 202, answer.text
    await working()
    return await client.get(url(cohort))


async def user_id(world: World, client: httpx.AsyncClient) -> str:
    return str((await client.get("/v1/me")).json()["id"])


async def change(
    client: httpx.AsyncClient, cohort: Cohort, plan: httpx.Response, **body: Any
) -> httpx.Response:
    return await client.patch(url(cohort), json=body, headers={"If-Match": plan.headers["etag"]})


async def types(world: World) -> list[str]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(select(Event.type).order_by(col(Event.sequence)))
        return list(rows)


class TestPropose:
    async def test_anonymous(self, anonymous: httpx.AsyncClient, cohort: Cohort) -> None:
        assert (await anonymous.post(url(cohort, "/propose"), json=ASK)).status_code == 401

    @pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.SCHOOL_VIEWER])
    async def test_wrong_role(self, world: World, cohort: Cohort, role: Role) -> None:
        client = await world.client(role)
        assert (await client.post(url(cohort, "/propose"), json=ASK)).status_code == 403
        assert (await client.get(url(cohort))).status_code == 403
        assert (await client.get(url(cohort, "/solve"))).status_code == 403

    async def test_wrong_district(self, elsewhere: World, cohort: Cohort) -> None:
        client = await elsewhere.client(Role.COORDINATOR)
        assert (await client.post(url(cohort, "/propose"), json=ASK)).status_code == 404

    async def test_works_in_the_background_and_tells_how_far_it_is(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        asked = await coordinator.post(url(cohort, "/propose"), json=ASK)
        assert asked.status_code == 202, asked.text
        assert asked.json()["status"] == "waiting"
        await working()
        solve = (await coordinator.get(url(cohort, "/solve"))).json()
        assert solve["status"] == "done"
        plan = (await coordinator.get(url(cohort))).json()
        members = {str(member.id) for member in await seated(world)}
        assert {one for group in plan["groups"] for one in group["member_ids"]} == members
        assert [len(group["member_ids"]) for group in plan["groups"]] == [6, 6]
        assert plan["broken"] == []
        assert plan["proved"]
        told = await types(world)
        assert told[-3:] == ["solve.started", "cohort.groups_proposed", "solve.ended"]

    async def test_two_at_once_are_refused(
        self, coordinator: httpx.AsyncClient, cohort: Cohort
    ) -> None:
        assert (await coordinator.post(url(cohort, "/propose"), json=ASK)).is_success
        again = await coordinator.post(url(cohort, "/propose"), json=ASK)
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
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        missing = await proposed(coordinator, cohort, working, groups=1)
        assert missing.status_code == 404
        solve = (await coordinator.get(url(cohort, "/solve"))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["type"] == "/problems/groups-infeasible"
        assert "12 members do not fit into 1 groups of at most 10" in solve["problem"]["detail"]

    async def test_what_was_called_off_leaves_no_groups(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        await coordinator.post(url(cohort, "/propose"), json=ASK)
        off = await coordinator.post(url(cohort, "/solve/cancel"))
        assert off.json()["status"] == "cancelled"
        await working()
        assert (await coordinator.get(url(cohort))).status_code == 404
        assert (await coordinator.post(url(cohort, "/propose"), json=ASK)).is_success

    async def test_siblings_sit_apart(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
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
        plan = await proposed(coordinator, cohort, working)
        for group in plan.json()["groups"]:
            assert not {str(one.id), str(other.id)} <= set(group["member_ids"])

    async def test_members_come_when_they_have_no_class(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
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
            coordinator, cohort, working, periods=["1", "2"], free_by_classes=True
        )
        (mine,) = [g for g in plan.json()["groups"] if str(early.id) in g["member_ids"]]
        assert mine["period"] == "2"


class TestFacilitators:
    async def test_nobody_leads_whom_they_teach_and_unknown_is_not_clear(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        staff = StaffMember(
            district_id=world.district_id, sourced_id="t", given_name="T", family_name="T"
        )
        await world.add(staff)
        leader = await user_id(world, await world.client(Role.FACILITATOR, staff_id=staff.id))
        ask = {"groups": 2, "facilitators": [{"user_id": leader}], "periods": ["1", "2"]}
        await proposed(coordinator, cohort, working, **ask)
        solve = (await coordinator.get(url(cohort, "/solve"))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["conflict"] == ["teaching", "free"]
        plan = (await proposed(coordinator, cohort, working, **ask, accept_unknown=True)).json()
        rules = {(each["rule"], each["hard"]) for each in plan["broken"]}
        assert rules == {("unknown_teaching", False)}
        assert {group["facilitator_id"] for group in plan["groups"]} == {leader}
        assert {group["period"] for group in plan["groups"]} == {"1", "2"}

    async def test_an_outsider_leads_anybody(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        leader = await user_id(world, await world.client(Role.FACILITATOR, teaches_nobody=False))
        asked = [{"user_id": leader, "is_outsider": True}]
        plan = await proposed(coordinator, cohort, working, facilitators=asked, periods=["1", "2"])
        assert plan.json()["broken"] == []

    async def test_who_is_attested_to_teach_nobody_has_no_conflict_with_anybody(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        ask: Json = {"periods": ["1", "2"]}
        stranger = await world.client(Role.FACILITATOR, teaches_nobody=False)
        ask["facilitators"] = [{"user_id": await user_id(world, stranger)}]
        assert (await proposed(coordinator, cohort, working, **ask)).status_code == 404
        attested = await world.client(Role.FACILITATOR, teaches_nobody=True)
        ask["facilitators"] = [{"user_id": await user_id(world, attested)}]
        plan = await proposed(coordinator, cohort, working, **ask)
        assert plan.json()["broken"] == []

    async def test_who_may_not_run_sessions_is_refused(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort
    ) -> None:
        analyst = await user_id(world, await world.client(Role.ANALYST))
        body = {**ASK, "facilitators": [{"user_id": analyst}]}
        answer = await coordinator.post(url(cohort, "/propose"), json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/facilitators/0/user_id"


class TestUpdate:
    async def test_a_move_answers_every_broken_rule_at_once(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        named = [{"criterion": "el", "value": "yes"}]
        plan = await proposed(coordinator, cohort, working, together=named)
        learners = {str(m.id) for n, m in enumerate(await seated(world)) if n % 3 == 0}
        mover = next(m for m in plan.json()["groups"][0]["member_ids"] if m in learners)
        moved = await change(coordinator, cohort, plan, moves=[{"member_id": mover, "group": 2}])
        assert moved.status_code == 200, moved.text
        assert mover in moved.json()["groups"][1]["member_ids"]
        assert {(each["rule"], each["group"]) for each in moved.json()["broken"]} >= {
            ("only_one", 1),
            ("unbalanced", 2),
        }
        assert not moved.json()["proved"]
        assert "cohort.groups_changed" in await types(world)

    async def test_a_stale_version_is_refused(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working)
        assert (await change(coordinator, cohort, plan, held=[1])).status_code == 200
        assert (await change(coordinator, cohort, plan, held=[2])).status_code == 412

    async def test_a_stranger_and_a_missing_group_are_refused(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working)
        stranger = {"member_id": str(cohort.id), "group": 1}
        beyond = {"member_id": plan.json()["groups"][0]["member_ids"][0], "group": 9}
        for move in (stranger, beyond):
            assert (await change(coordinator, cohort, plan, moves=[move])).status_code == 422

    async def test_it_tells_what_the_rules_go_by(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, cohort, working)).json()
        assert len(plan["members"]) == 12
        assert {tuple(sorted(each["values"])) for each in plan["members"]} == {("el", "grade")}
        assert sum(each["values"]["el"] == "yes" for each in plan["members"]) == 4

    async def test_values_of_students_are_for_those_who_may_read_students(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        await proposed(coordinator, cohort, working)
        system = await world.integration(Ability.COHORTS_READ, Ability.DRAWS_READ)
        plan = (await system.get(url(cohort))).json()
        assert [each["values"] for each in plan["members"]] == [{}] * 12

    async def test_who_took_a_seat_later_can_be_placed_by_hand(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, cohort, working)).json()
        gone = plan["groups"][0]["member_ids"][0]
        (student,) = await world.students(1)
        async with world.context() as ctx:
            row = (await ctx.session.exec(select(Member).where(Member.id == gone))).one()
            row.status = MemberStatus.REPLACED
        late = Member(
            district_id=world.district_id,
            cohort_id=cohort.id,
            student_id=student.id,
            school_id=world.schools[0].id,
            pseudonym="Student 13",
            status=MemberStatus.DRAWN,
        )
        await world.add(late)
        read = await coordinator.get(url(cohort))
        assert gone not in read.json()["groups"][0]["member_ids"]
        (lost,) = [each for each in read.json()["broken"] if each["hard"]]
        assert (lost["rule"], lost["member_ids"]) == ("not_placed", [str(late.id)])
        move = {"member_id": str(late.id), "group": 1}
        moved = await change(coordinator, cohort, read, moves=[move])
        assert str(late.id) in moved.json()["groups"][0]["member_ids"]
        assert not [each for each in moved.json()["broken"] if each["hard"]]

    async def test_two_moves_of_one_reading_leave_one(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working)
        movers = plan.json()["groups"][0]["member_ids"][:2]
        answers = await asyncio.gather(
            *(
                change(coordinator, cohort, plan, moves=[{"member_id": m, "group": 2}])
                for m in movers
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]

    async def test_pins_stay_when_it_is_solved_again(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working)
        mover = plan.json()["groups"][0]["member_ids"][0]
        moved = await change(
            coordinator,
            cohort,
            plan,
            moves=[{"member_id": mover, "group": 2}],
            pinned_ids=[mover],
        )
        assert moved.status_code == 200
        again = (await proposed(coordinator, cohort, working, keep=True, largest=6)).json()
        assert mover in again["groups"][1]["member_ids"]
        assert [len(group["member_ids"]) for group in again["groups"]] == [6, 6]
        before = {m: n for n, g in enumerate(moved.json()["groups"]) for m in g["member_ids"]}
        after = {m: n for n, g in enumerate(again["groups"]) for m in g["member_ids"]}
        assert sum(before[m] != after[m] for m in before) == 1


class TestConfirm:
    async def test_confirms_and_a_change_takes_it_back(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working)
        tag = {"If-Match": plan.headers["etag"]}
        done = await coordinator.post(url(cohort, "/confirm"), headers=tag)
        assert done.status_code == 200, done.text
        assert done.json()["status"] == "confirmed"
        assert (await types(world))[-1] == "cohort.groups_confirmed"
        changed = await change(coordinator, cohort, done, held=[1])
        assert changed.json()["status"] == "proposed"

    async def test_groups_that_break_a_rule_are_not_confirmed(
        self, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, cohort, working, smallest=6)
        mover = plan.json()["groups"][0]["member_ids"][0]
        moved = await change(coordinator, cohort, plan, moves=[{"member_id": mover, "group": 2}])
        tag = {"If-Match": moved.headers["etag"]}
        refused = await coordinator.post(url(cohort, "/confirm"), headers=tag)
        assert refused.status_code == 409
        assert refused.json()["broken"][0]["rule"] == "too_few"


class TestDecline:
    async def test_who_left_is_told_and_the_others_stay(
        self, world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, cohort, working)).json()
        gone = plan["groups"][0]["member_ids"][0]
        async with world.context() as ctx:
            row = (await ctx.session.exec(select(Member).where(Member.id == gone))).one()
            row.status = MemberStatus.WITHDRAWN
        again = (await proposed(coordinator, cohort, working, keep=True)).json()
        assert again["groups"][0]["member_ids"] == plan["groups"][0]["member_ids"][1:]
        assert again["groups"][1]["member_ids"] == plan["groups"][1]["member_ids"]


async def test_a_solve_that_fails_is_told_and_not_tried_again(
    world: World, coordinator: httpx.AsyncClient, cohort: Cohort, working: Working
) -> None:
    await coordinator.post(url(cohort, "/propose"), json=ASK)
    async with world.context() as ctx:
        row = (await ctx.session.exec(select(solves.Solve))).one()
        row.asked = {}
    await working()
    solve = (await coordinator.get(url(cohort, "/solve"))).json()
    assert solve["status"] == "failed"
    assert (await coordinator.post(url(cohort, "/propose"), json=ASK)).status_code == 202
