"""The feed of events: in an order in which none is ever skipped."""

from typing import Any

import httpx
import pytest

from factories import World
from tellmore.cohorts.events import CohortClosed, CohortCreated
from tellmore.core.context import Context
from tellmore.core.db import Scope
from tellmore.core.ids import uuid7
from tellmore.districts.founding import FOUNDER
from tellmore.identity.abilities import Ability, Role
from webhooks.receiver import create_cohort

URL = "/v1/events"


async def everything(client: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    while True:
        page = (await client.get(URL, params=params)).json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        params["cursor"] = page["next_cursor"]


class TestOrder:
    async def test_no_event_of_a_slow_transaction_is_skipped(
        self, world: World, admin: httpx.AsyncClient
    ) -> None:
        slow = world.database.session(Scope.whole(world.district_id))
        async with slow:
            ctx = Context(slow, FOUNDER, Scope.whole(world.district_id))
            late = uuid7()
            await ctx.emit(CohortClosed(cohort_id=late))  # has its number, is not committed
            quick = await create_cohort(world, admin)
            before = (await admin.get(URL)).json()
            assert quick["id"] not in str(before)  # it waits, so that the reader can't pass by
            await slow.commit()
        after = await everything(admin, cursor=before["resume_cursor"])
        assert [e["data"]["cohort_id"] for e in after] == [str(late), quick["id"]]

    async def test_pages_follow_each_other_and_the_feed_goes_on_from_its_end(
        self, world: World, admin: httpx.AsyncClient
    ) -> None:
        made = [(await create_cohort(world, admin, f"Round {n}"))["id"] for n in range(5)]
        first = await admin.get(URL, params={"limit": 2})
        assert 'rel="next"' in first.headers["link"]
        items = await everything(admin, limit=2)
        assert [e["data"]["cohort_id"] for e in items] == made
        end = (await admin.get(URL, params={"limit": 200})).json()["resume_cursor"]
        assert await everything(admin, cursor=end) == []
        later = await create_cohort(world, admin, "Later")
        (told,) = await everything(admin, cursor=end)
        assert told["data"]["cohort_id"] == later["id"]

    async def test_events_of_one_transaction_keep_their_order(
        self, world: World, admin: httpx.AsyncClient
    ) -> None:
        ids = [uuid7() for _ in range(20)]
        async with world.context() as ctx:
            for cohort_id in ids:
                await ctx.emit(CohortCreated(cohort_id=cohort_id))
        items = await everything(admin, limit=7)
        assert [e["data"]["cohort_id"] for e in items] == [str(i) for i in ids]
        sequences = [e["data"]["sequence"] for e in items]
        assert sequences == sorted(sequences)


class TestContent:
    async def test_only_public_types_are_told(self, world: World, admin: httpx.AsyncClient) -> None:
        await world.user(Role.ANALYST)
        await create_cohort(world, admin)
        assert {e["type"] for e in await everything(admin)} == {"cohort.created"}

    async def test_it_is_filtered_by_type_and_time(
        self, world: World, admin: httpx.AsyncClient
    ) -> None:
        cohort = await create_cohort(world, admin)
        change = {"size": 9}
        url = f"/v1/cohorts/{cohort['id']}"
        await admin.patch(url, json=change, headers={"If-Match": '"1"'})
        (told,) = await everything(admin, type="cohort.updated")
        assert told["data"]["version"] == 2
        assert await everything(admin, updated_since=told["timestamp"]) == [told]

    @pytest.mark.parametrize(
        "params",
        [
            {"cursor": "x"},
            {"cursor": "WzEsLTFd"},
            {"type": "user.created"},
            {"limit": 0},
            {"updated_since": "1700000000"},
        ],
    )
    async def test_what_is_not_ours_is_refused(
        self, admin: httpx.AsyncClient, params: dict[str, Any]
    ) -> None:
        assert (await admin.get(URL, params=params)).status_code == 422


class TestWho:
    async def test_nobody_signed_in_is_asked_to(self, anonymous: httpx.AsyncClient) -> None:
        assert (await anonymous.get(URL)).status_code == 401

    async def test_a_coordinator_is_refused(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        assert (await coordinator.get(URL)).status_code == 403

    async def test_another_district_hears_nothing(
        self, world: World, admin: httpx.AsyncClient, elsewhere: World
    ) -> None:
        await create_cohort(world, admin)
        theirs = await elsewhere.integration(Ability.EVENTS_READ)
        assert await everything(theirs) == []
