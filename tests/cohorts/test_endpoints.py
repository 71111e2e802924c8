"""The model of an endpoint's tests: a class per operation, a scenario per test."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from tellmore.cohorts.models import Cohort, CohortStatus
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role

Json = dict[str, Any]


def plan(world: World, **changes: Any) -> Json:
    return {
        "name": "Belonging in grade 9",
        "purpose": "Learn what helps new students feel that they belong.",
        "school_ids": [str(world.schools[0].id)],
        "size": 8,
        **changes,
    }


@pytest.fixture
def create(world: World, coordinator: httpx.AsyncClient) -> Callable[..., Awaitable[Json]]:
    async def make(**changes: Any) -> Json:
        answer = await coordinator.post("/v1/cohorts", json=plan(world, **changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make


Create = Callable[..., Awaitable[Json]]


class TestCreate:
    async def test_a_coordinator_creates_a_draft(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        answer = await coordinator.post("/v1/cohorts", json=plan(world))
        assert answer.status_code == 201
        made = answer.json()
        assert made["status"] == "draft"
        assert made["member_count"] == 0
        assert made["school_ids"] == [str(world.schools[0].id)]
        assert set(made["can"]) == {"read", "update", "draw", "delete"}
        read = await coordinator.get(f"/v1/cohorts/{made['id']}")
        assert read.json() == made
        assert read.headers["etag"] == answer.headers["etag"]

    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, world: World
    ) -> None:
        answer = await anonymous.post("/v1/cohorts", json=plan(world))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json()["type"] == "/problems/unauthenticated"

    async def test_a_facilitator_is_refused(self, world: World) -> None:
        facilitator = await world.client(Role.FACILITATOR)
        answer = await facilitator.post("/v1/cohorts", json=plan(world))
        assert answer.status_code == 403

    async def test_a_school_of_another_district_is_not_found(
        self, coordinator: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        body = plan(world, school_ids=[str(elsewhere.schools[0].id)])
        answer = await coordinator.post("/v1/cohorts", json=body)
        assert answer.status_code == 404

    async def test_a_name_is_used_once(
        self, coordinator: httpx.AsyncClient, create: Create, world: World
    ) -> None:
        await create()
        answer = await coordinator.post("/v1/cohorts", json=plan(world))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cohort-name-taken"

    async def test_an_unknown_field_is_refused_and_named(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        answer = await coordinator.post("/v1/cohorts", json=plan(world, colour="red"))
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["pointer"] == "/colour"
        assert (await coordinator.get("/v1/cohorts")).json()["items"] == []

    async def test_a_coordinator_of_one_school_cannot_plan_for_another(self, world: World) -> None:
        north, south = world.schools
        theirs = await world.client(Role.COORDINATOR, school=north)
        body = plan(world, school_ids=[str(south.id)])
        assert (await theirs.post("/v1/cohorts", json=body)).status_code == 404

    async def test_sent_twice_with_one_key_it_happens_once(
        self, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        key = {"Idempotency-Key": "a-1"}
        first = await coordinator.post("/v1/cohorts", json=plan(world), headers=key)
        again = await coordinator.post("/v1/cohorts", json=plan(world), headers=key)
        assert again.status_code == 201
        assert again.json() == first.json()
        assert again.headers["idempotent-replayed"] == "true"
        other = await coordinator.post("/v1/cohorts", json=plan(world, name="B"), headers=key)
        assert other.status_code == 422
        assert other.json()["type"] == "/problems/idempotency-key-reused"
        assert len((await coordinator.get("/v1/cohorts")).json()["items"]) == 1


class TestList:
    async def test_pages_follow_each_other_without_gap_or_double(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = [(await create(name=f"Round {number}"))["id"] for number in range(5)]
        seen, cursor = [], None
        while True:
            params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            answer = await coordinator.get("/v1/cohorts", params=params)
            seen += [item["id"] for item in answer.json()["items"]]
            cursor = answer.json()["next_cursor"]
            assert ('rel="next"' in answer.headers.get("link", "")) == (cursor is not None)
            if cursor is None:
                break
        assert seen == made[::-1]

    async def test_a_deleted_draft_is_a_tombstone_for_those_who_synchronise(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        kept, gone = await create(name="Kept"), await create(name="Gone")
        await coordinator.delete(f"/v1/cohorts/{gone['id']}", headers={"If-Match": '"1"'})
        plain = (await coordinator.get("/v1/cohorts")).json()["items"]
        assert [item["id"] for item in plain] == [kept["id"]]
        since = {"updated_since": kept["created_at"]}
        synced = (await coordinator.get("/v1/cohorts", params=since)).json()["items"]
        assert {"id": gone["id"], "deleted": True} == {
            key: synced[1][key] for key in ("id", "deleted")
        }

    async def test_another_district_sees_nothing(self, create: Create, elsewhere: World) -> None:
        await create()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get("/v1/cohorts")).json()["items"] == []

    async def test_a_coordinator_of_another_school_sees_nothing(
        self, create: Create, world: World
    ) -> None:
        await create()
        theirs = await world.client(Role.COORDINATOR, school=world.schools[1])
        assert (await theirs.get("/v1/cohorts")).json()["items"] == []

    async def test_a_cursor_that_is_not_ours_is_named(self, coordinator: httpx.AsyncClient) -> None:
        answer = await coordinator.get("/v1/cohorts", params={"cursor": "x"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/cursor"


class TestRead:
    async def test_another_district_finds_nothing(self, create: Create, elsewhere: World) -> None:
        made = await create()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(f"/v1/cohorts/{made['id']}")).status_code == 404

    async def test_what_one_holds_already_is_not_sent_again(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = await create()
        url = f"/v1/cohorts/{made['id']}"
        tag = (await coordinator.get(url)).headers["etag"]
        assert (await coordinator.get(url, headers={"If-None-Match": tag})).status_code == 304

    async def test_a_client_with_the_scope_reads_it(self, create: Create, world: World) -> None:
        made = await create()
        system = await world.integration(Ability.COHORTS_READ)
        answer = await system.get(f"/v1/cohorts/{made['id']}")
        assert answer.json()["can"] == ["read"]


class TestUpdate:
    async def test_the_plan_changes_until_the_draw(
        self, coordinator: httpx.AsyncClient, create: Create, world: World
    ) -> None:
        made = await create()
        url = f"/v1/cohorts/{made['id']}"
        body = {"size": 12, "school_ids": [str(school.id) for school in world.schools]}
        answer = await coordinator.patch(url, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 200
        assert answer.json()["size"] == 12
        assert answer.json()["version"] == 2
        assert answer.json()["name"] == made["name"]
        assert len(answer.json()["school_ids"]) == 2

    async def test_a_stale_if_match_changes_nothing(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = await create()
        url = f"/v1/cohorts/{made['id']}"
        await coordinator.patch(url, json={"size": 12}, headers={"If-Match": '"1"'})
        answer = await coordinator.patch(url, json={"size": 5}, headers={"If-Match": '"1"'})
        assert answer.status_code == 412
        assert (await coordinator.get(url)).json()["size"] == 12

    async def test_without_if_match_it_is_asked_for(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = await create()
        answer = await coordinator.patch(f"/v1/cohorts/{made['id']}", json={"size": 12})
        assert answer.status_code == 428

    async def test_an_analyst_is_refused(self, create: Create, world: World) -> None:
        made = await create()
        analyst = await world.client(Role.ANALYST)
        url = f"/v1/cohorts/{made['id']}"
        answer = await analyst.patch(url, json={"size": 9}, headers={"If-Match": '"1"'})
        assert answer.status_code == 403


class TestDelete:
    async def test_a_draft_goes_and_frees_its_name(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = await create()
        url = f"/v1/cohorts/{made['id']}"
        assert (await coordinator.delete(url, headers={"If-Match": '"1"'})).status_code == 204
        assert (await coordinator.get(url)).status_code == 404
        await create()


class TestClose:
    async def test_a_draft_cannot_be_closed(
        self, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        made = await create()
        answer = await coordinator.post(f"/v1/cohorts/{made['id']}/close")
        assert answer.status_code == 403

    async def test_of_two_that_close_at_once_one_does(
        self, coordinator: httpx.AsyncClient, create: Create, world: World
    ) -> None:
        made = await create()
        async with world.context() as ctx:
            (await ctx.session.get_one(Cohort, UUID(made["id"]))).status = CohortStatus.DRAWN
        async with world.context() as ctx:
            held = select(Cohort).where(col(Cohort.id) == made["id"]).with_for_update()
            row = (await ctx.session.exec(held)).one()
            row.status = CohortStatus.CLOSED
            await ctx.session.flush()
            closing = asyncio.create_task(coordinator.post(f"/v1/cohorts/{made['id']}/close"))
            await asyncio.wait({closing}, timeout=0.5)
            assert not closing.done()
        assert (await closing).status_code == 403
        async with world.context() as ctx:
            told = select(Event).where(col(Event.type) == "cohort.closed")
            assert list(await ctx.session.exec(told)) == []
