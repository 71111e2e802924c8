"""Small cells of a draw: exact for those who draw, through the disclosure engine for all others."""

from typing import Any

import httpx
import pytest

from draws import CRITERIA, draw, enroll, members, plan, proposal, save
from factories import World
from postbox import Working
from tellmore.identity.abilities import Ability, Role

Json = dict[str, Any]
FIGURES = ("low", "high", "pool", "target", "actual")
OF_STUDENTS = ("panels", "drawn", "alternates", "appearances", "excluded")
OTHERS = (Role.FACILITATOR, Role.NOTE_TAKER, Role.ANALYST, Role.COUNSELOR)


async def drawn(client: httpx.AsyncClient, world: World, working: Working, size: int = 12) -> Json:
    cohort = await plan(client, world, size=size)
    assert (await save(client, cohort, await proposal(client, cohort))).is_success
    assert (await draw(client, cohort, working))["status"] == "done"
    return cohort


async def certificate(client: httpx.AsyncClient, cohort: Json, **params: Any) -> Json:
    answer = await client.get(f"/v1/cohorts/{cohort['id']}/certificate", params=params)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def reasons(answer: Json) -> dict[str, str]:
    return {each["pointer"]: each["reason"] for each in answer["withheld"]}


@pytest.mark.parametrize("role", OTHERS)
async def test_a_single_group_publishes_no_subgroup_cells(
    world: World, coordinator: httpx.AsyncClient, working: Working, role: Role
) -> None:
    await enroll(world)
    cohort = await drawn(coordinator, world, working, size=8)
    exact = (await certificate(coordinator, cohort))["certificate"]["results"]
    shown = await certificate(await world.client(role), cohort)
    for place, row in enumerate(exact):
        safe = shown["certificate"]["results"][place]
        if row["actual"] < 5 or row["pool"] < 5:
            assert {safe[name] for name in FIGURES} == {None}, row
            assert reasons(shown)[f"/certificate/results/{place}"] == "too_few"


async def test_no_hidden_count_follows_from_those_that_are_shown(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await enroll(world, 120)
    cohort = await drawn(coordinator, world, working, size=40)
    exact = (await certificate(coordinator, cohort))["certificate"]
    shown = (await certificate(await world.client(Role.ANALYST), cohort))["certificate"]
    assert any(row["actual"] is not None for row in shown["results"])
    for name, total in (("actual", 40), ("pool", 120)):
        for criterion in CRITERIA:
            pairs = [
                (row, safe)
                for row, safe in zip(exact["results"], shown["results"], strict=True)
                if row["criterion"] == criterion
            ]
            left = total - sum(safe[name] or 0 for _, safe in pairs)
            hidden = [row[name] for row, safe in pairs if safe[name] is None]
            assert all(safe[name] is None or safe[name] >= 5 for _, safe in pairs)
            assert not hidden or (len(hidden) > 1 and left >= 5), criterion


async def test_what_leaves_the_school_needs_ten(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await enroll(world, 120)
    cohort = await drawn(coordinator, world, working, size=40)
    system = await certificate(await world.integration(Ability.COHORTS_READ), cohort)
    inside = await certificate(await world.client(Role.ANALYST), cohort)
    given = [row["actual"] for row in system["certificate"]["results"]]
    assert all(count is None or count >= 10 for count in given)
    assert given.count(None) > [r["actual"] for r in inside["certificate"]["results"]].count(None)


@pytest.mark.parametrize("role", OTHERS)
async def test_nothing_of_single_students_is_listed(
    world: World, coordinator: httpx.AsyncClient, working: Working, role: Role
) -> None:
    await enroll(world)
    cohort = await drawn(coordinator, world, working)
    other = await world.client(role)
    shown = await certificate(other, cohort)
    for name in OF_STUDENTS:
        assert shown["certificate"][name] is None
        assert reasons(shown)[f"/certificate/{name}"] == "planners_only"
    assert {member["chance"] for member in await members(other, cohort)} == {None}
    assert None not in {member["chance"] for member in await members(coordinator, cohort)}
    url = f"/v1/cohorts/{cohort['id']}/certificate"
    refused = await other.get(url, params={"panels": True})
    assert refused.status_code == 403
    assert "draws:read" in refused.json()["detail"]


async def test_a_pool_too_small_to_show_is_withheld_with_what_follows_from_it(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await world.students(4, attributes={"program": "AVID"})
    await enroll(world, 20)
    cohort = await plan(
        coordinator, world, name="Few", size=2, pool_filter={"grade": ["10"], "gender": ["unknown"]}
    )
    assert (await draw(coordinator, cohort, working))["status"] == "done"
    assert (await certificate(coordinator, cohort))["certificate"]["pool_size"] == 4
    shown = await certificate(await world.client(Role.ANALYST), cohort)
    for name in ("pool_size", "min_chance", "bound"):
        assert shown["certificate"][name] is None
        assert reasons(shown)[f"/certificate/{name}"] == "too_few"


async def test_quotas_are_for_those_who_draw(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await enroll(world)
    cohort = await drawn(coordinator, world, working)
    url = f"/v1/cohorts/{cohort['id']}"
    mine = (await coordinator.get(url)).json()
    assert mine["withheld"] == []
    assert all(row["max"] is not None for row in mine["quotas"])
    analyst = await world.client(Role.ANALYST)
    for answer in (
        (await analyst.get(url)).json(),
        (await analyst.get("/v1/cohorts")).json()["items"][0],
    ):
        assert {row["min"] for row in answer["quotas"]} == {None}
        assert {row["max"] for row in answer["quotas"]} == {None}
        assert reasons(answer) == {"/quotas": "planners_only"}


async def test_who_draws_in_one_school_sees_no_small_counts_of_another(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await enroll(world)
    cohort = await drawn(coordinator, world, working)
    north = await world.client(Role.COORDINATOR, school=world.schools[0])
    assert (await certificate(north, cohort))["certificate"]["drawn"] is None
    assert (await north.get(f"/v1/cohorts/{cohort['id']}")).json()["withheld"]


async def test_a_system_proposes_quotas_only_with_the_exact_figures(
    world: World, coordinator: httpx.AsyncClient, working: Working
) -> None:
    await enroll(world)
    cohort = await plan(coordinator, world)
    url = f"/v1/cohorts/{cohort['id']}/quotas/propose"
    without = await world.integration(Ability.COHORTS_WRITE, Ability.STUDENTS_READ)
    assert (await without.post(url, json={"criteria": ["grade"]})).status_code == 403
    granted = await world.integration(
        Ability.COHORTS_READ, Ability.COHORTS_WRITE, Ability.DRAWS_READ
    )
    assert (await granted.post(url, json={"criteria": ["grade"]})).status_code == 200


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST])
async def test_what_is_printed_for_a_board_has_left_the_school(
    world: World, coordinator: httpx.AsyncClient, working: Working, role: Role
) -> None:
    await enroll(world, 120)
    cohort = await drawn(coordinator, world, working, size=40)
    client = await world.client(role)
    shown = await certificate(client, cohort, board=True)
    system = await certificate(await world.integration(Ability.COHORTS_READ), cohort)
    assert shown == system
    given = [row["actual"] for row in shown["certificate"]["results"]]
    assert all(count is None or count >= 10 for count in given)
    assert any(count is not None for count in given)
