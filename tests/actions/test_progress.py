"""How an action item moves on, what is told of it, and when it is overdue."""

import httpx
import pytest

from actions.items import URL, Create, match, move, moved, told
from actions_world import Json
from factories import World
from tellmore.actions import service
from tellmore.identity.abilities import Role


class TestMove:
    async def test_proposed_planned_in_progress_done(
        self, add_item: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await moved(coordinator, await add_item(), "planned", "in_progress", "done")
        assert item["status"] == "done"
        assert item["completed_at"] is not None
        assert item["next_statuses"] == []
        assert await told(world, item) == [
            "action_item.created",
            "action_item.updated",
            "action_item.updated",
            "action_item.completed",
        ]

    @pytest.mark.parametrize("before", [(), ("planned",), ("planned", "in_progress")])
    async def test_dropped_with_a_reason_from_anywhere_before_done(
        self,
        add_item: Create,
        coordinator: httpx.AsyncClient,
        world: World,
        before: tuple[str, ...],
    ) -> None:
        item = await moved(coordinator, await add_item(), *before)
        answer = await move(coordinator, item, "dropped", reason="There is no room for it.")
        assert answer.json()["dropped_reason"] == "There is no room for it."
        assert (await told(world, item))[-1] == "action_item.dropped"

    @pytest.mark.parametrize("body", [{"status": "dropped"}, {"status": "planned", "reason": "x"}])
    async def test_a_reason_belongs_to_dropping(
        self, add_item: Create, coordinator: httpx.AsyncClient, body: Json
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}/status"
        assert (await coordinator.post(url, json=body, headers=match(item))).status_code == 422

    @pytest.mark.parametrize(
        ("before", "status"),
        [
            ((), "in_progress"),
            ((), "done"),
            (("planned",), "proposed"),
            (("planned", "in_progress", "done"), "in_progress"),
        ],
    )
    async def test_no_step_is_skipped_or_undone(
        self,
        add_item: Create,
        coordinator: httpx.AsyncClient,
        before: tuple[str, ...],
        status: str,
    ) -> None:
        item = await moved(coordinator, await add_item(), *before)
        refused = await move(coordinator, item, status)
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/action-status-out-of-order"

    async def test_a_note_goes_into_the_story(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
        await move(coordinator, item, "planned", note="The principal agreed.")
        updates = (await coordinator.get(f"{URL}/{item['id']}/updates")).json()["items"]
        assert [(each["text"], each["status"]) for each in updates] == [
            ("The principal agreed.", "planned")
        ]

    async def test_if_match_is_needed(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}/status"
        assert (await coordinator.post(url, json={"status": "planned"})).status_code == 428
        stale = {"If-Match": '"9"'}
        refused = await coordinator.post(url, json={"status": "planned"}, headers=stale)
        assert refused.status_code == 412

    async def test_others_are_refused(
        self, add_item: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await add_item()
        assert (await move(anonymous, item, "planned")).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await move(viewer, item, "planned")).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await move(theirs, item, "planned")).status_code == 404


class TestUpdates:
    async def test_the_story_is_told_newest_first_and_goes_on_after_the_end(
        self, add_item: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}/updates"
        first = await coordinator.post(url, json={"text": "Met with students."})
        assert first.status_code == 201
        current = (await coordinator.get(f"{URL}/{item['id']}")).json()
        await moved(coordinator, current, "planned", "in_progress", "done")
        await coordinator.post(url, json={"text": "Nine of ten know five names."})
        updates = (await coordinator.get(url)).json()["items"]
        assert [each["status"] for each in updates] == ["done", "proposed"]
        assert (await told(world, item)).count("action_item.updated") == 4

    async def test_others_are_refused(
        self, add_item: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await add_item()
        url, body = f"{URL}/{item['id']}/updates", {"text": "x"}
        assert (await anonymous.get(url)).status_code == 401
        assert (await anonymous.post(url, json=body)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get(url)).status_code == 200
        assert (await viewer.post(url, json=body)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.get(url)).status_code == 404
        assert (await theirs.post(url, json=body)).status_code == 404


class TestOverdue:
    async def test_it_is_told_once_for_each_due_date(
        self, add_item: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        late, _on_time = await add_item(due_on="2020-01-01"), await add_item()
        dropped = await add_item(due_on="2020-01-01")
        await move(coordinator, dropped, "dropped", reason="No room for it.")
        assert await tell_overdue(world) == 1
        assert await tell_overdue(world) == 0
        assert (await told(world, late))[-1] == "action_item.overdue"
        url = f"{URL}/{late['id']}"
        current = (await coordinator.get(url)).json()
        body = {"due_on": "2020-02-01"}
        await coordinator.patch(url, json=body, headers=match(current))
        assert await tell_overdue(world) == 1


async def tell_overdue(world: World) -> int:
    """What the daily job does in each district."""
    async with world.context() as ctx:
        return await service.tell_overdue(ctx)
