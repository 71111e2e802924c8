"""The groups of a cohort, changed by hand and confirmed."""

import asyncio

import httpx
from sqlmodel import select

from factories import World
from grouped import change, proposed, seated, types, url
from postbox import Working
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.identity.abilities import Ability


class TestUpdate:
    async def test_a_move_answers_every_broken_rule_at_once(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        named = [{"criterion": "el", "value": "yes"}]
        plan = await proposed(coordinator, twelve, working, together=named)
        learners = {str(m.id) for n, m in enumerate(await seated(world)) if n % 3 == 0}
        mover = next(m for m in plan.json()["groups"][0]["member_ids"] if m in learners)
        moved = await change(coordinator, twelve, plan, moves=[{"member_id": mover, "group": 2}])
        assert moved.status_code == 200, moved.text
        assert mover in moved.json()["groups"][1]["member_ids"]
        assert {(each["rule"], each["group"]) for each in moved.json()["broken"]} >= {
            ("only_one", 1),
            ("unbalanced", 2),
        }
        assert not moved.json()["proved"]
        assert "cohort.groups_changed" in await types(world)

    async def test_a_stale_version_is_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        assert (await change(coordinator, twelve, plan, held=[1])).status_code == 200
        assert (await change(coordinator, twelve, plan, held=[2])).status_code == 412

    async def test_a_stranger_and_a_missing_group_are_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        stranger = {"member_id": str(twelve.id), "group": 1}
        beyond = {"member_id": plan.json()["groups"][0]["member_ids"][0], "group": 9}
        for move in (stranger, beyond):
            assert (await change(coordinator, twelve, plan, moves=[move])).status_code == 422

    async def test_a_pin_of_a_stranger_and_a_hold_of_a_missing_group_are_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        one = plan.json()["groups"][0]["member_ids"][0]
        pinned = await change(coordinator, twelve, plan, pinned_ids=[one, str(twelve.id)])
        held = await change(coordinator, twelve, plan, held=[2, 9])
        assert (pinned.status_code, held.status_code) == (422, 422)
        assert [(each["pointer"], each["code"]) for each in pinned.json()["errors"]] == [
            ("/pinned_ids/1", "member")
        ]
        assert [(each["pointer"], each["code"]) for each in held.json()["errors"]] == [
            ("/held/1", "group")
        ]
        assert pinned.json()["errors"][0]["detail"]
        assert (await coordinator.get(url(twelve))).json()["pinned_ids"] == []

    async def test_an_alternate_is_not_pinned(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        reserve = plan.json()["groups"][0]["member_ids"][0]
        async with world.context() as ctx:
            row = await ctx.session.get_one(Member, reserve)
            row.status, row.alternate_rank = MemberStatus.ALTERNATE, 1
        refused = await change(coordinator, twelve, plan, pinned_ids=[reserve])
        assert refused.status_code == 422

    async def test_pins_of_those_who_left_meanwhile_drop_out(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        gone, stays = plan.json()["groups"][0]["member_ids"][:2]
        async with world.context() as ctx:
            (await ctx.session.get_one(Member, gone)).status = MemberStatus.REPLACED
        pinned = await change(coordinator, twelve, plan, pinned_ids=[gone, stays])
        assert pinned.status_code == 200, pinned.text
        assert pinned.json()["pinned_ids"] == [stays]

    async def test_it_tells_what_the_rules_go_by(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, twelve, working)).json()
        assert len(plan["members"]) == 12
        assert {tuple(sorted(each["values"])) for each in plan["members"]} == {("el", "grade")}
        assert sum(each["values"]["el"] == "yes" for each in plan["members"]) == 4

    async def test_values_of_students_are_for_those_who_may_read_students(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        await proposed(coordinator, twelve, working)
        system = await world.integration(Ability.COHORTS_READ, Ability.DRAWS_READ)
        plan = (await system.get(url(twelve))).json()
        assert [each["values"] for each in plan["members"]] == [{}] * 12

    async def test_who_took_a_seat_later_can_be_placed_by_hand(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, twelve, working)).json()
        gone = plan["groups"][0]["member_ids"][0]
        (student,) = await world.students(1)
        async with world.context() as ctx:
            row = (await ctx.session.exec(select(Member).where(Member.id == gone))).one()
            row.status = MemberStatus.REPLACED
        late = Member(
            district_id=world.district_id,
            cohort_id=twelve.id,
            student_id=student.id,
            school_id=world.schools[0].id,
            pseudonym="Student 13",
            status=MemberStatus.DRAWN,
        )
        await world.add(late)
        read = await coordinator.get(url(twelve))
        assert gone not in read.json()["groups"][0]["member_ids"]
        (lost,) = [each for each in read.json()["broken"] if each["hard"]]
        assert (lost["rule"], lost["member_ids"]) == ("not_placed", [str(late.id)])
        move = {"member_id": str(late.id), "group": 1}
        moved = await change(coordinator, twelve, read, moves=[move])
        assert str(late.id) in moved.json()["groups"][0]["member_ids"]
        assert not [each for each in moved.json()["broken"] if each["hard"]]

    async def test_two_moves_of_one_reading_leave_one(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        movers = plan.json()["groups"][0]["member_ids"][:2]
        answers = await asyncio.gather(
            *(
                change(coordinator, twelve, plan, moves=[{"member_id": m, "group": 2}])
                for m in movers
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]

    async def test_pins_stay_when_it_is_solved_again(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        mover = plan.json()["groups"][0]["member_ids"][0]
        moved = await change(
            coordinator,
            twelve,
            plan,
            moves=[{"member_id": mover, "group": 2}],
            pinned_ids=[mover],
        )
        assert moved.status_code == 200
        again = (await proposed(coordinator, twelve, working, keep=True, largest=6)).json()
        assert mover in again["groups"][1]["member_ids"]
        assert [len(group["member_ids"]) for group in again["groups"]] == [6, 6]
        before = {m: n for n, g in enumerate(moved.json()["groups"]) for m in g["member_ids"]}
        after = {m: n for n, g in enumerate(again["groups"]) for m in g["member_ids"]}
        assert sum(before[m] != after[m] for m in before) == 1

    async def test_a_pin_that_leaves_somebody_alone_is_refused_with_what_would_do(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        lone, *others = [m.id for n, m in enumerate(await seated(world)) if n % 3 == 0]
        async with world.context() as ctx:
            for one in others:
                row = (await ctx.session.exec(select(Member).where(Member.id == one))).one()
                row.status = MemberStatus.REPLACED
        assert (await change(coordinator, twelve, plan, pinned_ids=[str(lone)])).is_success
        named = [{"criterion": "el", "value": "yes"}]
        await proposed(coordinator, twelve, working, keep=True, together=named)
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        assert solve["status"] == "refused"
        assert solve["problem"]["conflict"] == ["together", "pins"]
        assert solve["problem"]["member_ids"] == [str(lone)]
        assert solve["problem"]["relaxation"] == [{"rule": "pins", "to": 1}]


class TestConfirm:
    async def test_confirms_and_a_change_takes_it_back(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working)
        tag = {"If-Match": plan.headers["etag"]}
        done = await coordinator.post(url(twelve, "/confirm"), headers=tag)
        assert done.status_code == 200, done.text
        assert done.json()["status"] == "confirmed"
        assert (await types(world))[-1] == "cohort.groups_confirmed"
        changed = await change(coordinator, twelve, done, held=[1])
        assert changed.json()["status"] == "proposed"

    async def test_what_the_roster_breaks_later_is_told_of_confirmed_groups(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        named = [{"criterion": "el", "value": "yes"}]
        plan = await proposed(coordinator, twelve, working, together=named)
        tag = {"If-Match": plan.headers["etag"]}
        assert (await coordinator.post(url(twelve, "/confirm"), headers=tag)).is_success
        learners = {str(m.id) for n, m in enumerate(await seated(world)) if n % 3 == 0}
        mates = [one for one in plan.json()["groups"][1]["member_ids"] if one in learners]
        async with world.context() as ctx:
            for one in mates[1:]:
                (await ctx.session.get_one(Member, one)).status = MemberStatus.REPLACED
        told = (await coordinator.get(url(twelve))).json()
        assert told["status"] == "confirmed"
        hard = [each for each in told["broken"] if each["hard"]]
        assert [(each["rule"], each["group"]) for each in hard] == [("only_one", 2)]

    async def test_groups_that_break_a_rule_are_not_confirmed(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = await proposed(coordinator, twelve, working, smallest=6)
        mover = plan.json()["groups"][0]["member_ids"][0]
        moved = await change(coordinator, twelve, plan, moves=[{"member_id": mover, "group": 2}])
        tag = {"If-Match": moved.headers["etag"]}
        refused = await coordinator.post(url(twelve, "/confirm"), headers=tag)
        assert refused.status_code == 409
        assert refused.json()["broken"][0]["rule"] == "too_few"
