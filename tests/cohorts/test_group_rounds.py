"""Groups in several rounds of meetings, in each of which members meet others than before."""

from itertools import combinations
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from grouped import ASK, Json, change, of_round, proposed, types, url, user_id
from postbox import Working
from tellmore.cohorts.models import Cohort, Member, MemberStatus
from tellmore.core.events import Event
from tellmore.identity.abilities import Role

TWO: Json = {"groups": 4, "rounds": 2, "balance": []}


def pairs(plan: httpx.Response) -> set[tuple[str, str]]:
    """Who sits with whom, counted by the test's own code."""
    return {
        pair
        for group in plan.json()["groups"]
        for pair in combinations(sorted(group["member_ids"]), 2)
    }


def sizes(plan: httpx.Response) -> list[int]:
    return [len(group["member_ids"]) for group in plan.json()["groups"]]


async def told(world: World, name: str) -> list[Json]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(
            select(Event).where(Event.type == name).order_by(col(Event.sequence))
        )
        return [row.data for row in rows]


class TestAsk:
    async def test_in_a_second_round_members_meet_others(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        for number, plan in enumerate((first, second), 1):
            body = plan.json()
            assert body["round"] == number
            assert {group["round"] for group in body["groups"]} == {number}
            assert [each["round"] for each in body["rounds"]] == [1, 2]
            assert sizes(plan) == [3, 3, 3, 3]
            assert len({one for group in body["groups"] for one in group["member_ids"]}) == 12
        assert not pairs(first) & pairs(second)
        assert (first.json()["met_again"], second.json()["met_again"]) == (0, 0)
        assert (await coordinator.get(url(twelve, "/solve"))).json()["part"] == 2
        events = await told(world, "cohort.groups_proposed")
        assert [(each["round"], each["rounds"]) for each in events] == [(1, 2), (2, 2)]

    async def test_one_round_is_what_is_made_when_none_are_named(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        plan = (await proposed(coordinator, twelve, working)).json()
        assert plan["rounds"] == [{"round": 1, "status": "proposed"}]
        assert (await coordinator.get(url(twelve, "/solve"))).json()["part"] is None
        missing = await of_round(coordinator, twelve, 2)
        assert missing.status_code == 404
        assert missing.json()["detail"] == "There is no round with this number."

    @pytest.mark.parametrize(("rounds", "limit"), [(0, "1"), (6, "5")])
    async def test_a_number_of_rounds_that_is_not_taken_is_refused_with_the_limit(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, rounds: int, limit: str
    ) -> None:
        answer = await coordinator.post(url(twelve, "/propose"), json={**ASK, "rounds": rounds})
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/rounds"
        assert limit in error["detail"]

    @pytest.mark.parametrize("number", [0, 6, "two"])
    async def test_a_number_that_no_round_can_have_is_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, number: Any
    ) -> None:
        assert (await of_round(coordinator, twelve, number)).status_code == 422

    async def test_leaders_and_periods_serve_in_every_round(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        leader = await user_id(world, await world.client(Role.FACILITATOR, teaches_nobody=True))
        ask = {"facilitators": [{"user_id": leader}], "periods": ["1", "2"], "rounds": 2}
        plans = [await proposed(coordinator, twelve, working, **ask)]
        plans.append(await of_round(coordinator, twelve, 2))
        for plan in plans:
            assert {group["period"] for group in plan.json()["groups"]} == {"1", "2"}
            assert {group["facilitator_id"] for group in plan.json()["groups"]} == {leader}
            assert not [each for each in plan.json()["broken"] if each["hard"]]

    async def test_more_rounds_than_time_allows_end_with_the_best_so_far_or_refused(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        await proposed(coordinator, twelve, working, groups=2, rounds=5, time_limit=1)
        solve = (await coordinator.get(url(twelve, "/solve"))).json()
        last = await of_round(coordinator, twelve, 5)
        if solve["status"] == "done":
            assert last.json()["met_again"] >= 12  # two groups of six hold as many of one former
        else:
            assert solve["problem"]["type"] == "/problems/groups-undecided"
            assert last.status_code == 404

    async def test_fewer_rounds_take_the_later_ones_away_for_good(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        for _ in range(3):
            second = await change(coordinator, twelve, second, held=[1])
        one = await proposed(coordinator, twelve, working, **{**TWO, "rounds": 1})
        assert [each["round"] for each in one.json()["rounds"]] == [1]
        await proposed(coordinator, twelve, working, **TWO)
        stale = await change(coordinator, twelve, second, held=[2])
        assert stale.status_code == 412
        anew = await of_round(coordinator, twelve, 2)
        assert anew.json()["version"] > second.json()["version"]


class TestOneRound:
    async def test_a_round_that_is_not_there_is_not_made_anew(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        async def refused(**ask: Any) -> tuple[str, str]:
            answer = await coordinator.post(url(twelve, "/propose"), json={**ASK, **TWO, **ask})
            assert answer.status_code == 422
            (error,) = answer.json()["errors"]
            return error["pointer"], error["detail"]

        assert await refused(round=1) == ("/round", "There is no round with this number.")
        await proposed(coordinator, twelve, working, **TWO)
        assert (await refused(round=3))[0] == "/round"
        pointer, detail = await refused(round=2, rounds=3)
        assert (pointer, detail) == ("/rounds", "There are 2 rounds; ask for all of them.")

    async def test_the_other_rounds_stay_and_nobody_of_them_is_met_again(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        before = await proposed(coordinator, twelve, working, **{**TWO, "rounds": 3})
        await proposed(coordinator, twelve, working, **{**TWO, "rounds": 3}, round=2, seed=7)
        plans = [await of_round(coordinator, twelve, number) for number in (1, 2, 3)]
        assert plans[0].json() == before.json()
        assert not pairs(plans[1]) & (pairs(plans[0]) | pairs(plans[2]))

    async def test_a_round_is_mended_with_few_moves(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        mover = second.json()["groups"][0]["member_ids"][0]
        move = {"member_id": mover, "group": 2, "round": 2}
        moved = await change(coordinator, twelve, second, moves=[move], pinned_ids=[mover])
        assert sizes(moved) == [2, 4, 3, 3]
        ask = {**TWO, "largest": 3, "keep": True, "round": 2}
        assert (await proposed(coordinator, twelve, working, **ask)).json() == first.json()
        mended = await of_round(coordinator, twelve, 2)
        assert sizes(mended) == [3, 3, 3, 3]
        assert mover in mended.json()["groups"][1]["member_ids"]
        assert mended.json()["pinned_ids"] == [mover]
        place = {m: n for n, g in enumerate(moved.json()["groups"]) for m in g["member_ids"]}
        after = {m: n for n, g in enumerate(mended.json()["groups"]) for m in g["member_ids"]}
        assert sum(place[m] != after[m] for m in place) == 1


class TestUpdate:
    async def test_a_change_is_of_one_round_and_has_its_version(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        assert (await change(coordinator, twelve, second, held=[1])).status_code == 200
        assert (await change(coordinator, twelve, second, held=[2])).status_code == 412
        assert (await coordinator.get(url(twelve))).json() == first.json()
        assert [each["round"] for each in await told(world, "cohort.groups_changed")] == [2]

    @pytest.mark.parametrize("part", ["moves", "places"])
    async def test_a_move_across_rounds_is_refused_by_name(
        self, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working, part: str
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        one = first.json()["groups"][0]["member_ids"][0]
        change_of = {
            "moves": {"member_id": one, "group": 2, "round": 2},
            "places": {"group": 2, "facilitator_id": None, "period": None, "round": 2},
        }
        refused = await change(coordinator, twelve, first, **{part: [change_of[part]]})
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/groups-across-rounds"
        for number in (1, 2):
            plan = (await of_round(coordinator, twelve, number)).json()
            assert plan["version"] == 1

    async def test_who_meets_again_is_counted_as_a_wish_and_stops_nothing(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        one, other = first.json()["groups"][0]["member_ids"][:2]
        home = next(g["number"] for g in second.json()["groups"] if other in g["member_ids"])
        moves = [{"member_id": one, "group": home}]
        moved = await change(coordinator, twelve, second, moves=moves)
        again = [each for each in moved.json()["broken"] if each["rule"] == "met_before"]
        assert {tuple(sorted(each["member_ids"])) for each in again} == pairs(first) & pairs(moved)
        assert {(each["group"], each["hard"]) for each in again} == {(home, False)}
        assert moved.json()["met_again"] == len(again) > 0
        tag = {"If-Match": moved.headers["etag"]}
        done = await coordinator.post(url(twelve, "/confirm?round=2"), headers=tag)
        assert done.status_code == 200, done.text
        assert done.json()["rounds"] == [
            {"round": 1, "status": "proposed"},
            {"round": 2, "status": "confirmed"},
        ]
        assert (await coordinator.get(url(twelve))).json()["status"] == "proposed"
        assert [each["round"] for each in await told(world, "cohort.groups_confirmed")] == [2]
        assert (await types(world))[-1] == "cohort.groups_confirmed"

    async def test_who_left_meets_nobody_again(
        self, world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
    ) -> None:
        first = await proposed(coordinator, twelve, working, **TWO)
        second = await of_round(coordinator, twelve, 2)
        one, other = first.json()["groups"][0]["member_ids"][:2]
        home = next(g["number"] for g in second.json()["groups"] if other in g["member_ids"])
        moves = [{"member_id": one, "group": home}]
        met = (await change(coordinator, twelve, second, moves=moves)).json()["met_again"]
        async with world.context() as ctx:
            row = (await ctx.session.exec(select(Member).where(Member.id == other))).one()
            row.status = MemberStatus.REPLACED
        left = (await of_round(coordinator, twelve, 2)).json()
        named = [each["member_ids"] for each in left["broken"] if each["rule"] == "met_before"]
        assert left["met_again"] == len(named) == met - 1
        assert not [ids for ids in named if other in ids]
