"""Quotas go by few criteria of few values each: a wider one is refused by name, and at once."""

from typing import Any

import httpx
import pytest

from draws import draw, draw_url, members, plan, save
from factories import World
from postbox import Working

Json = dict[str, Any]


async def riders(world: World, first: int, last: int) -> None:
    """Students each of whom takes a bus of their own."""
    for number in range(first, last + 1):
        await world.students(1, attributes={"bus": f"Line {number:02}"})


def quota(criterion: str, value: str, most: int = 6) -> Json:
    return {"criterion": criterion, "value": value, "min": 0, "max": most}


async def check(client: httpx.AsyncClient, cohort: Json, quotas: list[Json]) -> httpx.Response:
    url = f"/v1/cohorts/{cohort['id']}/quotas/check"
    return await client.post(url, json={"quotas": quotas})


async def propose(client: httpx.AsyncClient, cohort: Json, *criteria: str) -> httpx.Response:
    url = f"/v1/cohorts/{cohort['id']}/quotas/propose"
    return await client.post(url, json={"criteria": list(criteria)})


def refused(answer: httpx.Response, why: str) -> None:
    assert answer.status_code == 409, answer.text
    assert answer.json()["type"] == "/problems/quotas-too-wide"
    assert answer.json()["detail"].startswith(why), answer.text


@pytest.fixture
async def few(world: World, coordinator: httpx.AsyncClient) -> Json:
    return await plan(coordinator, world, size=6)


class TestValues:
    WHY = "bus has 61 values; quotas go by at most 60. Leave this criterion out, or"

    async def test_a_criterion_of_sixty_values_is_taken(
        self, world: World, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        await riders(world, 1, 60)
        quotas = [quota("bus", "Line 01")]
        assert (await check(coordinator, few, quotas)).json()["feasible"]
        assert (await propose(coordinator, few, "bus")).is_success
        assert (await save(coordinator, few, quotas)).is_success

    async def test_a_wider_one_is_refused_with_its_name_whatever_is_asked(
        self, world: World, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        await riders(world, 1, 61)
        quotas = [quota("bus", "Line 01")]
        refused(await check(coordinator, few, quotas), self.WHY)
        refused(await propose(coordinator, few, "grade", "bus"), self.WHY)
        refused(await save(coordinator, few, quotas), self.WHY)

    async def test_quotas_for_more_values_than_that_are_refused_whoever_is_in_the_pool(
        self, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        quotas = [quota("bus", str(number)) for number in range(61)]
        refused(await check(coordinator, few, quotas), self.WHY)
        refused(await save(coordinator, few, quotas), self.WHY)

    async def test_one_that_grew_wide_since_is_not_drawn_by(
        self, world: World, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        await riders(world, 1, 60)
        assert (await save(coordinator, few, [quota("bus", "Line 01")])).is_success
        await riders(world, 61, 61)
        refused(await coordinator.post(draw_url(few), json={}), self.WHY)

    async def test_nor_is_a_seat_filled_by_it(
        self, world: World, coordinator: httpx.AsyncClient, few: Json, working: Working
    ) -> None:
        await riders(world, 1, 60)
        assert (await save(coordinator, few, [quota("bus", "Line 01")])).is_success
        assert (await draw(coordinator, few, working))["status"] == "done"
        await riders(world, 61, 61)
        (one, *_) = await members(coordinator, few, status="drawn")
        url = f"/v1/cohorts/{few['id']}/members/{one['id']}/replace"
        refused(await coordinator.post(url), self.WHY)


class TestAllTogether:
    async def test_more_than_twelve_criteria_are_refused(
        self, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        quotas = [quota(f"club {number}", "yes") for number in range(13)]
        why = "These are 13 criteria; quotas go by at most 12. Leave some out."
        refused(await check(coordinator, few, quotas), why)
        refused(await save(coordinator, few, quotas), why)
        assert (await save(coordinator, few, quotas[1:])).is_success

    async def test_more_values_than_there_may_be_quotas_are_refused(
        self, world: World, coordinator: httpx.AsyncClient, few: Json
    ) -> None:
        names = [f"bus {number}" for number in range(6)]
        for number in range(51):
            await world.students(1, attributes=dict.fromkeys(names, str(number)))
        why = "These criteria have 306 values together; quotas go by at most 300."
        refused(await propose(coordinator, few, *names), why)
        refused(await check(coordinator, few, [quota(name, "1") for name in names]), why)
        refused(await save(coordinator, few, [quota(name, "1") for name in names]), why)


async def test_the_funnel_has_no_rows_of_a_criterion_that_grew_wide(
    world: World, coordinator: httpx.AsyncClient, few: Json
) -> None:
    await riders(world, 1, 60)
    quotas = [quota("bus", "Line 01"), quota("grade", "10")]
    assert (await save(coordinator, few, quotas)).is_success
    await riders(world, 61, 301)
    found = (await coordinator.get(f"/v1/funnels/{few['id']}")).json()
    assert [one["criterion"] for one in found["criteria"]] == ["grade"]
