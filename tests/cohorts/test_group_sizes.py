"""How many may sit in a group is the district's to decide, for groups as for sessions."""

from typing import Any

import httpx

from factories import World
from grouped import ASK, of_round, proposed, url
from postbox import Working
from tellmore.cohorts.models import Cohort
from tellmore.identity.abilities import Role


async def decide(world: World, warn: int, refuse: int) -> None:
    admin = await world.client(Role.DISTRICT_ADMIN)
    body = {"value": {"warn": warn, "refuse": refuse}, "effective_from": "2020-01-01"}
    answer = await admin.put("/v1/policies/session.size.in_person", json=body)
    assert answer.is_success, answer.text


async def test_a_lower_limit_is_kept(
    world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
) -> None:
    await decide(world, warn=3, refuse=5)
    assert (await proposed(coordinator, twelve, working, groups=2)).status_code == 404
    solve = (await coordinator.get(url(twelve, "/solve"))).json()
    assert "12 members need 3 groups of at most 5, and not 2" in solve["problem"]["detail"]
    plan = (await proposed(coordinator, twelve, working, groups=3)).json()
    many = [each for each in plan["broken"] if each["rule"] == "many"]
    assert [(each["count"], each["high"], each["hard"]) for each in many] == [(4, 3, False)] * 3


async def test_a_higher_limit_is_used_and_one_group_can_meet_again(
    world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
) -> None:
    await decide(world, warn=12, refuse=14)
    plan = (await proposed(coordinator, twelve, working, groups=1, largest=13, rounds=2)).json()
    assert plan["broken"] == []
    assert plan["groups"][0]["repeats"] == 0
    again = (await of_round(coordinator, twelve, 2)).json()
    assert again["groups"][0]["repeats"] == 1
    assert again["met_again"] == 66  # every pair of twelve


async def test_a_limit_that_is_lowered_later_is_told_of_groups_that_are_there(
    world: World, coordinator: httpx.AsyncClient, twelve: Cohort, working: Working
) -> None:
    await proposed(coordinator, twelve, working, groups=2, smallest=6)
    await decide(world, warn=4, refuse=5)
    plan = await coordinator.get(url(twelve))
    hard = [each for each in plan.json()["broken"] if each["hard"]]
    assert [(each["rule"], each["count"], each["high"]) for each in hard] == [
        ("too_many", 6, 5)
    ] * 2
    tag = {"If-Match": plan.headers["etag"]}
    refused = await coordinator.post(url(twelve, "/confirm"), headers=tag)
    assert refused.status_code == 409


async def test_more_than_a_room_can_hear_is_refused(
    coordinator: httpx.AsyncClient, twelve: Cohort
) -> None:
    body: dict[str, Any] = {**ASK, "largest": 51}
    answer = await coordinator.post(url(twelve, "/propose"), json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/largest"
