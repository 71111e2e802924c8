"""You said / we did: drafts, and what may be published."""

import httpx
import pytest

from actions.feedback import URL, Create, done_item, links, match, publish
from actions_world import Json, Listening
from factories import World
from tellmore.identity.abilities import Role
from tellmore.insights.models import ThemeStatus


class TestCreate:
    async def test_a_draft_says_what_it_leaves_unanswered(
        self, create: Create, listening: Listening
    ) -> None:
        other = await listening.add_theme()
        page = await create()
        assert page["published_at"] is None
        assert page["unanswered_theme_ids"] == [str(other.id)]
        assert set(page["can"]) == {"read", "update", "publish", "delete"}

    async def test_a_theme_that_is_not_published_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        draft = await listening.add_theme(status=ThemeStatus.DRAFT)
        other = await listening.add_theme(cohort=await listening.add_cohort("Another"))
        for theme in (draft, other):
            entry = listening.entry(theme_id=str(theme.id))
            answer = await coordinator.post(URL, json=listening.page(entries=[entry]))
            assert answer.status_code == 409
            assert answer.json()["type"] == "/problems/theme-not-published"
        assert (await coordinator.get(URL)).json()["items"] == []

    async def test_we_did_needs_an_action_item_that_is_done(
        self, listening: Listening, coordinator: httpx.AsyncClient, create: Create
    ) -> None:
        item = (await coordinator.post("/v1/action-items", json=listening.item())).json()
        entry = listening.entry(answer="we_did", text="We began.", action_item_id=item["id"])
        refused = await coordinator.post(URL, json=listening.page(entries=[entry]))
        assert refused.json()["type"] == "/problems/not-done-yet"
        entry["action_item_id"] = await done_item(coordinator, listening)
        page = await create(entries=[entry])
        assert page["entries"][0]["answer"] == "we_did"

    @pytest.mark.parametrize(
        "changes",
        [
            {"answer_due_on": None},
            {"answer": "we_did"},
            {"answer": "we_did", "text": "Done."},
            {"answer": "we_cannot"},
            {"answer": "perhaps"},
        ],
    )
    async def test_an_incomplete_answer_is_refused(
        self, listening: Listening, coordinator: httpx.AsyncClient, changes: Json
    ) -> None:
        page = listening.page(entries=[listening.entry(**changes)])
        assert (await coordinator.post(URL, json=page)).status_code == 422

    async def test_a_theme_has_one_entry(
        self, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        page = listening.page(entries=[listening.entry(), listening.entry()])
        assert (await coordinator.post(URL, json=page)).status_code == 422

    async def test_the_school_is_one_of_the_cohorts(
        self, listening: Listening, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        page = listening.page(school_id=str(world.schools[1].id))
        assert (await coordinator.post(URL, json=page)).status_code == 404

    async def test_others_are_refused(
        self, listening: Listening, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        assert (await anonymous.post(URL, json=listening.page())).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.post(URL, json=listening.page())).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.post(URL, json=listening.page())).status_code == 404


class TestReadAndList:
    async def test_a_school_viewer_sees_what_is_published_and_no_draft(
        self, create: Create, published: Create, world: World
    ) -> None:
        draft, page = await create(), await published()
        viewer = await world.client(Role.SCHOOL_VIEWER, school=world.schools[0])
        seen = (await viewer.get(URL)).json()["items"]
        assert [each["id"] for each in seen] == [page["id"]]
        assert seen[0]["can"] == ["read"]
        assert (await viewer.get(f"{URL}/{draft['id']}")).status_code == 404
        assert (await viewer.get(f"{URL}/{page['id']}")).status_code == 200

    async def test_the_list_is_filtered_by_cohort(
        self, create: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        page = await create()
        wanted = {"cohort_id": str(listening.cohort.id)}
        found = (await coordinator.get(URL, params=wanted)).json()["items"]
        assert [each["id"] for each in found] == [page["id"]]
        none = await coordinator.get(URL, params={"cohort_id": page["id"]})
        assert none.json()["items"] == []

    async def test_others_are_refused(
        self, published: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        page = await published()
        url = f"{URL}/{page['id']}"
        assert (await anonymous.get(URL)).status_code == 401
        assert (await anonymous.get(url)).status_code == 401
        nobody = await world.client()
        assert (await nobody.get(URL)).status_code == 403
        assert (await nobody.get(url)).status_code == 403
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(url)).status_code == 404
        other_school = await world.client(Role.SCHOOL_VIEWER, school=world.schools[1])
        assert (await other_school.get(url)).status_code == 404


class TestUpdate:
    async def test_entries_are_replaced_in_order(
        self, create: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        page = await create()
        other = await listening.add_theme()
        entries = [
            listening.entry(theme_id=str(other.id), answer="we_cannot", text="The law forbids it."),
            listening.entry(you_said="We feel unseen."),
        ]
        url = f"{URL}/{page['id']}"
        answer = await coordinator.patch(url, json={"entries": entries}, headers=match(page))
        assert [each["answer"] for each in answer.json()["entries"]] == ["we_cannot", "heard"]
        assert answer.json()["title"] == page["title"]
        assert answer.json()["unanswered_theme_ids"] == []

    async def test_what_is_published_is_never_emptied(
        self, published: Create, coordinator: httpx.AsyncClient
    ) -> None:
        page = await published()
        url = f"{URL}/{page['id']}"
        refused = await coordinator.patch(url, json={"entries": []}, headers=match(page))
        assert refused.json()["type"] == "/problems/feedback-page-empty"
        assert len((await coordinator.get(url)).json()["entries"]) == 1

    async def test_if_match_is_needed_and_must_be_fresh(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        page = await create()
        url = f"{URL}/{page['id']}"
        assert (await coordinator.patch(url, json={"title": "B"})).status_code == 428
        stale = {"If-Match": '"9"'}
        assert (await coordinator.patch(url, json={"title": "B"}, headers=stale)).status_code == 412

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        page = await create()
        url, body, fresh = f"{URL}/{page['id']}", {"title": "B"}, match(page)
        assert (await anonymous.patch(url, json=body, headers=fresh)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.patch(url, json=body, headers=fresh)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.patch(url, json=body, headers=fresh)).status_code == 404


class TestPublish:
    async def test_once(self, create: Create, coordinator: httpx.AsyncClient) -> None:
        page = (await publish(coordinator, await create())).json()
        assert page["published_at"] is not None
        assert "make_links" in page["can"]
        again = await publish(coordinator, page)
        assert again.json()["type"] == "/problems/feedback-page-published-already"

    async def test_an_empty_page_is_refused(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        refused = await publish(coordinator, await create(entries=[]))
        assert refused.json()["type"] == "/problems/feedback-page-empty"

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        page = await create()
        assert (await publish(anonymous, page)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await publish(viewer, page)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await publish(theirs, page)).status_code == 404


class TestDelete:
    async def test_its_links_lead_nowhere(
        self, published: Create, coordinator: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        page = await published()
        [path] = await links(coordinator, page)
        url = f"{URL}/{page['id']}"
        assert (await coordinator.delete(url, headers=match(page))).status_code == 204
        assert (await coordinator.get(url)).status_code == 404
        assert (await anonymous.get(path)).status_code == 404

    async def test_others_are_refused(
        self,
        create: Create,
        anonymous: httpx.AsyncClient,
        coordinator: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        page = await create()
        url = f"{URL}/{page['id']}"
        assert (await anonymous.delete(url, headers=match(page))).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.delete(url, headers=match(page))).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.delete(url, headers=match(page))).status_code == 404
        assert (await coordinator.delete(url)).status_code == 428
