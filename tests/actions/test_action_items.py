"""Action items over HTTP: what they rest on, who owns them, how they move on."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, select

from actions_world import Json, Listening
from factories import World
from tellmore.actions import service
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role

Create = Callable[..., Awaitable[Json]]
URL = "/v1/action-items"


@pytest.fixture
def create(listening: Listening, coordinator: httpx.AsyncClient) -> Create:
    async def make(**changes: Any) -> Json:
        answer = await coordinator.post(URL, json=listening.item(**changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make


def match(item: Json) -> dict[str, str]:
    return {"If-Match": f'"{item["version"]}"'}


async def move(client: httpx.AsyncClient, item: Json, status: str, **more: str) -> httpx.Response:
    body = {"status": status, **more}
    return await client.post(f"{URL}/{item['id']}/status", json=body, headers=match(item))


async def moved(client: httpx.AsyncClient, item: Json, *statuses: str) -> Json:
    for status in statuses:
        answer = await move(client, item, status)
        assert answer.status_code == 200, answer.text
        item = answer.json()
    return item


async def told(world: World, item: Json) -> list[str]:
    async with world.context() as ctx:
        rows = await ctx.session.exec(
            select(Event)
            .where(col(Event.resource_id) == UUID(item["id"]))
            .order_by(col(Event.sequence))
        )
        return [row.type for row in rows]


class TestCreate:
    @pytest.mark.parametrize("kind", ["project", "activity", "committee", "other"])
    async def test_of_a_theme_with_a_cause(
        self, create: Create, listening: Listening, kind: str
    ) -> None:
        item = await create(kind=kind)
        assert item["status"] == "proposed"
        assert item["cohort_id"] == str(listening.cohort.id)
        assert item["overdue"] is False
        assert set(item["can"]) == {"read", "update", "move", "add_update", "delete"}
        assert set(item["next_statuses"]) == {"planned", "dropped"}

    async def test_a_theme_without_a_cause_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        theme = await listening.add_theme(cause=None)
        answer = await coordinator.post(URL, json=listening.item(theme_id=str(theme.id)))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cause-missing"
        assert (await coordinator.get(URL)).json()["items"] == []

    async def test_a_theme_whose_cause_is_openly_unknown_is_enough(
        self, listening: Listening, create: Create
    ) -> None:
        theme = await listening.add_theme(cause=None, cause_unknown=True)
        assert (await create(theme_id=str(theme.id)))["theme_id"] == str(theme.id)

    async def test_the_owner_is_an_active_colleague(
        self, listening: Listening, coordinator: httpx.AsyncClient, elsewhere: World
    ) -> None:
        stranger = await elsewhere.client(Role.COORDINATOR)
        their_id = (await stranger.get("/v1/me")).json()["id"]
        answer = await coordinator.post(URL, json=listening.item(owner_id=their_id))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/owner-not-here"

    @pytest.mark.parametrize(
        "changes", [{"kind": "party"}, {"due_on": "soon"}, {"title": ""}, {"colour": "red"}]
    )
    async def test_a_malformed_body_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient, changes: Json
    ) -> None:
        answer = await coordinator.post(URL, json=listening.item(**changes))
        assert answer.status_code == 422

    async def test_others_are_refused(
        self, listening: Listening, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        assert (await anonymous.post(URL, json=listening.item())).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.post(URL, json=listening.item())).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.post(URL, json=listening.item())).status_code == 404

    async def test_a_theme_of_another_school_is_not_found(
        self, listening: Listening, world: World
    ) -> None:
        theirs = await world.client(Role.COORDINATOR, school=world.schools[1])
        assert (await theirs.post(URL, json=listening.item())).status_code == 404

    async def test_a_district_system_with_the_scope_does_the_same(
        self, listening: Listening, world: World
    ) -> None:
        system = await world.integration(Ability.ACTIONS_READ, Ability.ACTIONS_WRITE)
        answer = await system.post(URL, json=listening.item())
        assert answer.status_code == 201
        reader = await world.integration(Ability.ACTIONS_READ)
        assert (await reader.post(URL, json=listening.item())).status_code == 403


class TestReadAndList:
    async def test_it_reads_as_it_was_made(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create()
        answer = await coordinator.get(f"{URL}/{item['id']}")
        assert answer.json() == item
        known = {"If-None-Match": answer.headers["etag"]}
        assert (await coordinator.get(f"{URL}/{item['id']}", headers=known)).status_code == 304

    async def test_what_is_late_says_so(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create(due_on="2020-01-01")
        assert item["overdue"] is True
        dropped = await move(coordinator, item, "dropped", reason="No room for it.")
        assert dropped.json()["overdue"] is False

    async def test_the_list_is_filtered(
        self, create: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create()
        for name, value in {
            "cohort_id": str(listening.cohort.id),
            "theme_id": str(listening.theme.id),
            "owner_id": listening.owner_id,
            "status": "proposed",
        }.items():
            found = await coordinator.get(URL, params={name: value})
            assert [each["id"] for each in found.json()["items"]] == [item["id"]]
        none = await coordinator.get(URL, params={"status": "done"})
        assert none.json()["items"] == []

    async def test_a_school_viewer_reads_and_may_not_change(
        self, create: Create, world: World
    ) -> None:
        item = await create()
        viewer = await world.client(Role.SCHOOL_VIEWER, school=world.schools[0])
        assert (await viewer.get(f"{URL}/{item['id']}")).json()["can"] == ["read"]

    async def test_another_school_finds_nothing(self, create: Create, world: World) -> None:
        item = await create()
        viewer = await world.client(Role.SCHOOL_VIEWER, school=world.schools[1])
        assert (await viewer.get(f"{URL}/{item['id']}")).status_code == 404
        assert (await viewer.get(URL)).json()["items"] == []

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await create()
        assert (await anonymous.get(URL)).status_code == 401
        assert (await anonymous.get(f"{URL}/{item['id']}")).status_code == 401
        note_taker = await world.client(Role.NOTE_TAKER)
        assert (await note_taker.get(URL)).status_code == 403
        assert (await note_taker.get(f"{URL}/{item['id']}")).status_code == 403
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(f"{URL}/{item['id']}")).status_code == 404
        assert (await theirs.get(URL)).json()["items"] == []


class TestUpdate:
    async def test_only_what_was_sent_changes(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create(measure="Newcomers who know five names")
        body = {"title": "Two welcome circles", "target": "9 of 10"}
        url = f"{URL}/{item['id']}"
        changed = (await coordinator.patch(url, json=body, headers=match(item))).json()
        assert changed["title"] == "Two welcome circles"
        assert changed["target"] == "9 of 10"
        assert changed["measure"] == "Newcomers who know five names"
        assert changed["version"] == item["version"] + 1

    async def test_if_match_is_needed_and_must_be_fresh(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create()
        url = f"{URL}/{item['id']}"
        assert (await coordinator.patch(url, json={"title": "B"})).status_code == 428
        stale = {"If-Match": '"9"'}
        assert (await coordinator.patch(url, json={"title": "B"}, headers=stale)).status_code == 412
        assert (await coordinator.get(url)).json()["title"] == item["title"]

    async def test_what_is_over_keeps_its_story(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await moved(coordinator, await create(), "planned", "in_progress", "done")
        url = f"{URL}/{item['id']}"
        refused = await coordinator.patch(url, json={"title": "B"}, headers=match(item))
        assert refused.json()["type"] == "/problems/action-item-over"

    async def test_a_new_owner_is_a_colleague_too(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create()
        body = {"owner_id": item["id"]}
        url = f"{URL}/{item['id']}"
        refused = await coordinator.patch(url, json=body, headers=match(item))
        assert refused.json()["type"] == "/problems/owner-not-here"

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await create()
        url, body, fresh = f"{URL}/{item['id']}", {"title": "B"}, match(item)
        assert (await anonymous.patch(url, json=body, headers=fresh)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.patch(url, json=body, headers=fresh)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.patch(url, json=body, headers=fresh)).status_code == 404


class TestMove:
    async def test_proposed_planned_in_progress_done(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await moved(coordinator, await create(), "planned", "in_progress", "done")
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
        self, create: Create, coordinator: httpx.AsyncClient, world: World, before: tuple[str, ...]
    ) -> None:
        item = await moved(coordinator, await create(), *before)
        answer = await move(coordinator, item, "dropped", reason="There is no room for it.")
        assert answer.json()["dropped_reason"] == "There is no room for it."
        assert (await told(world, item))[-1] == "action_item.dropped"

    @pytest.mark.parametrize("body", [{"status": "dropped"}, {"status": "planned", "reason": "x"}])
    async def test_a_reason_belongs_to_dropping(
        self, create: Create, coordinator: httpx.AsyncClient, body: Json
    ) -> None:
        item = await create()
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
        create: Create,
        coordinator: httpx.AsyncClient,
        before: tuple[str, ...],
        status: str,
    ) -> None:
        item = await moved(coordinator, await create(), *before)
        refused = await move(coordinator, item, status)
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/action-status-out-of-order"

    async def test_a_note_goes_into_the_story(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await create()
        await move(coordinator, item, "planned", note="The principal agreed.")
        updates = (await coordinator.get(f"{URL}/{item['id']}/updates")).json()["items"]
        assert [(each["text"], each["status"]) for each in updates] == [
            ("The principal agreed.", "planned")
        ]

    async def test_if_match_is_needed(self, create: Create, coordinator: httpx.AsyncClient) -> None:
        item = await create()
        url = f"{URL}/{item['id']}/status"
        assert (await coordinator.post(url, json={"status": "planned"})).status_code == 428
        stale = {"If-Match": '"9"'}
        refused = await coordinator.post(url, json={"status": "planned"}, headers=stale)
        assert refused.status_code == 412

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await create()
        assert (await move(anonymous, item, "planned")).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await move(viewer, item, "planned")).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await move(theirs, item, "planned")).status_code == 404


class TestUpdates:
    async def test_the_story_is_told_newest_first_and_goes_on_after_the_end(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await create()
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
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await create()
        url, body = f"{URL}/{item['id']}/updates", {"text": "x"}
        assert (await anonymous.get(url)).status_code == 401
        assert (await anonymous.post(url, json=body)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get(url)).status_code == 200
        assert (await viewer.post(url, json=body)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.get(url)).status_code == 404
        assert (await theirs.post(url, json=body)).status_code == 404


class TestDelete:
    async def test_a_proposal_is_taken_away(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await create()
        url = f"{URL}/{item['id']}"
        assert (await coordinator.delete(url, headers=match(item))).status_code == 204
        assert (await coordinator.get(url)).status_code == 404
        since = {"updated_since": item["created_at"]}
        synced = (await coordinator.get(URL, params=since)).json()["items"]
        assert synced[0]["deleted"] is True
        assert (await told(world, item))[-1] == "action_item.deleted"

    async def test_what_is_planned_is_dropped_instead(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await moved(coordinator, await create(), "planned")
        refused = await coordinator.delete(f"{URL}/{item['id']}", headers=match(item))
        assert refused.json()["type"] == "/problems/action-item-not-proposal"

    async def test_others_are_refused(
        self,
        create: Create,
        anonymous: httpx.AsyncClient,
        coordinator: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        item = await create()
        url = f"{URL}/{item['id']}"
        assert (await anonymous.delete(url, headers=match(item))).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.delete(url, headers=match(item))).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.delete(url, headers=match(item))).status_code == 404
        assert (await coordinator.delete(url)).status_code == 428


class TestOverdue:
    async def test_it_is_told_once_for_each_due_date(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        late, _on_time = await create(due_on="2020-01-01"), await create()
        dropped = await create(due_on="2020-01-01")
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
