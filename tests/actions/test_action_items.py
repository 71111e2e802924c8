"""Action items over HTTP: what they rest on, and who owns them."""

import httpx
import pytest

from actions.items import URL, Create, match, move, moved, told
from actions_world import Json, Listening
from factories import World
from tellmore.identity.abilities import Ability, Role


class TestCreate:
    @pytest.mark.parametrize("kind", ["project", "activity", "committee", "other"])
    async def test_of_each_kind(self, add_item: Create, listening: Listening, kind: str) -> None:
        item = await add_item(kind=kind)
        assert item["status"] == "proposed"
        assert item["cohort_id"] == str(listening.cohort.id)
        assert item["overdue"] is False
        assert set(item["can"]) == {"read", "update", "move", "add_update", "delete"}
        assert set(item["next_statuses"]) == {"planned", "dropped"}

    async def test_a_theme_without_a_cause_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        theme = await listening.add_theme(cause_unknown=False)
        answer = await coordinator.post(URL, json=listening.item(theme_id=str(theme.id)))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cause-missing"
        assert (await coordinator.get(URL)).json()["items"] == []

    async def test_a_cause_that_no_excerpt_speaks_for_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        theme = await listening.add_theme(cause="Few greet newcomers.", cause_unknown=False)
        answer = await coordinator.post(URL, json=listening.item(theme_id=str(theme.id)))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cause-unsupported"
        assert (await coordinator.get(URL)).json()["items"] == []

    async def test_a_theme_whose_cause_is_openly_unknown_is_enough(
        self, listening: Listening, add_item: Create
    ) -> None:
        theme = await listening.add_theme()
        assert (await add_item(theme_id=str(theme.id)))["theme_id"] == str(theme.id)

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
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
        answer = await coordinator.get(f"{URL}/{item['id']}")
        assert answer.json() == item
        known = {"If-None-Match": answer.headers["etag"]}
        assert (await coordinator.get(f"{URL}/{item['id']}", headers=known)).status_code == 304

    async def test_what_is_late_says_so(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item(due_on="2020-01-01")
        assert item["overdue"] is True
        dropped = await move(coordinator, item, "dropped", reason="No room for it.")
        assert dropped.json()["overdue"] is False

    async def test_the_list_is_filtered(
        self, add_item: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
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
        self, add_item: Create, world: World
    ) -> None:
        item = await add_item()
        viewer = await world.client(Role.SCHOOL_VIEWER, school=world.schools[0])
        assert (await viewer.get(f"{URL}/{item['id']}")).json()["can"] == ["read"]

    async def test_another_school_finds_nothing(self, add_item: Create, world: World) -> None:
        item = await add_item()
        viewer = await world.client(Role.SCHOOL_VIEWER, school=world.schools[1])
        assert (await viewer.get(f"{URL}/{item['id']}")).status_code == 404
        assert (await viewer.get(URL)).json()["items"] == []

    async def test_others_are_refused(
        self, add_item: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await add_item()
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
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item(measure="Newcomers who know five names")
        body = {"title": "Two welcome circles", "target": "9 of 10"}
        url = f"{URL}/{item['id']}"
        changed = (await coordinator.patch(url, json=body, headers=match(item))).json()
        assert changed["title"] == "Two welcome circles"
        assert changed["target"] == "9 of 10"
        assert changed["measure"] == "Newcomers who know five names"
        assert changed["version"] == item["version"] + 1

    async def test_if_match_is_needed_and_must_be_fresh(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}"
        assert (await coordinator.patch(url, json={"title": "B"})).status_code == 428
        stale = {"If-Match": '"9"'}
        assert (await coordinator.patch(url, json={"title": "B"}, headers=stale)).status_code == 412
        assert (await coordinator.get(url)).json()["title"] == item["title"]

    async def test_what_is_over_keeps_its_story(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await moved(coordinator, await add_item(), "planned", "in_progress", "done")
        url = f"{URL}/{item['id']}"
        refused = await coordinator.patch(url, json={"title": "B"}, headers=match(item))
        assert refused.json()["type"] == "/problems/action-item-over"

    async def test_a_new_owner_is_a_colleague_too(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await add_item()
        body = {"owner_id": item["id"]}
        url = f"{URL}/{item['id']}"
        refused = await coordinator.patch(url, json=body, headers=match(item))
        assert refused.json()["type"] == "/problems/owner-not-here"

    async def test_others_are_refused(
        self, add_item: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        item = await add_item()
        url, body, fresh = f"{URL}/{item['id']}", {"title": "B"}, match(item)
        assert (await anonymous.patch(url, json=body, headers=fresh)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.patch(url, json=body, headers=fresh)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.patch(url, json=body, headers=fresh)).status_code == 404


class TestDelete:
    async def test_a_proposal_is_taken_away(
        self, add_item: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}"
        assert (await coordinator.delete(url, headers=match(item))).status_code == 204
        assert (await coordinator.get(url)).status_code == 404
        since = {"updated_since": item["created_at"]}
        synced = (await coordinator.get(URL, params=since)).json()["items"]
        assert synced[0]["deleted"] is True
        assert (await told(world, item))[-1] == "action_item.deleted"

    async def test_what_is_planned_is_dropped_instead(
        self, add_item: Create, coordinator: httpx.AsyncClient
    ) -> None:
        item = await moved(coordinator, await add_item(), "planned")
        refused = await coordinator.delete(f"{URL}/{item['id']}", headers=match(item))
        assert refused.json()["type"] == "/problems/action-item-not-proposal"

    async def test_others_are_refused(
        self,
        add_item: Create,
        anonymous: httpx.AsyncClient,
        coordinator: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        item = await add_item()
        url = f"{URL}/{item['id']}"
        assert (await anonymous.delete(url, headers=match(item))).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.delete(url, headers=match(item))).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.delete(url, headers=match(item))).status_code == 404
        assert (await coordinator.delete(url)).status_code == 428
