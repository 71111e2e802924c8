"""You said / we did: drafts, what may be published, links, and the page that a student opens."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest
from sqlmodel import col, func, select, update

from actions_world import Json, Listening, add_members
from factories import World
from tellmore.actions.models import FeedbackLink
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.insights.models import ThemeStatus

Create = Callable[..., Awaitable[Json]]
URL = "/v1/feedback-pages"


def match(row: Json) -> dict[str, str]:
    return {"If-Match": f'"{row["version"]}"'}


@pytest.fixture
def create(listening: Listening, coordinator: httpx.AsyncClient) -> Create:
    async def make(**changes: Any) -> Json:
        answer = await coordinator.post(URL, json=listening.page(**changes))
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    return make


async def publish(client: httpx.AsyncClient, page: Json) -> httpx.Response:
    return await client.post(f"{URL}/{page['id']}/publish", headers=match(page))


@pytest.fixture
def published(create: Create, coordinator: httpx.AsyncClient) -> Create:
    async def make(**changes: Any) -> Json:
        answer = await publish(coordinator, await create(**changes))
        assert answer.status_code == 200, answer.text
        made: Json = answer.json()
        return made

    return make


async def links(client: httpx.AsyncClient, page: Json, *member_ids: UUID) -> list[str]:
    """The addresses, as the browser would ask for them."""
    body = {"member_ids": [str(member_id) for member_id in member_ids]}
    answer = await client.post(f"{URL}/{page['id']}/links", json=body)
    assert answer.status_code == 201, answer.text
    return [urlsplit(link["url"]).path for link in answer.json()["links"]]


async def done_item(client: httpx.AsyncClient, listening: Listening) -> str:
    item = (await client.post("/v1/action-items", json=listening.item())).json()
    for status in ("planned", "in_progress", "done"):
        url = f"/v1/action-items/{item['id']}/status"
        item = (await client.post(url, json={"status": status}, headers=match(item))).json()
    return str(item["id"])


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


class TestLinks:
    async def test_one_for_each_member_or_one_to_share(
        self, published: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        page = await published()
        first, second = listening.members[:2]
        paths = await links(coordinator, page, first.id, second.id)
        paths += await links(coordinator, page)
        assert len(set(paths)) == 3
        listed = await coordinator.get(f"{URL}/{page['id']}/links")
        assert [each["member_id"] for each in listed.json()["items"]] == [
            None,
            str(second.id),
            str(first.id),
        ]
        assert "token" not in listed.text

    async def test_a_draft_has_none(self, create: Create, coordinator: httpx.AsyncClient) -> None:
        page = await create()
        refused = await coordinator.post(f"{URL}/{page['id']}/links", json={})
        assert refused.json()["type"] == "/problems/feedback-page-not-published"

    async def test_members_of_another_cohort_are_refused(
        self, published: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        page = await published()
        other = await listening.add_cohort("Another")
        [member] = await add_members(listening.world, other.id, 1)
        body = {"member_ids": [str(member.id)]}
        refused = await coordinator.post(f"{URL}/{page['id']}/links", json=body)
        assert refused.json()["type"] == "/problems/not-of-this-cohort"
        unknown = {"member_ids": [page["id"]]}
        absent = await coordinator.post(f"{URL}/{page['id']}/links", json=unknown)
        assert absent.status_code == 404

    async def test_a_revoked_one_leads_nowhere(
        self, published: Create, coordinator: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        page = await published()
        [path] = await links(coordinator, page)
        [link] = (await coordinator.get(f"{URL}/{page['id']}/links")).json()["items"]
        assert (await anonymous.get(path)).status_code == 200
        revoked = await coordinator.post(f"/v1/feedback-links/{link['id']}/revoke")
        assert revoked.status_code == 204
        gone = await anonymous.get(path)
        assert gone.status_code == 404
        assert "This link does not work" in gone.text

    async def test_others_are_refused(
        self,
        published: Create,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        page = await published()
        await links(coordinator, page)
        url = f"{URL}/{page['id']}/links"
        [link] = (await coordinator.get(url)).json()["items"]
        revoke = f"/v1/feedback-links/{link['id']}/revoke"
        viewer = await world.client(Role.SCHOOL_VIEWER)
        theirs = await elsewhere.client(Role.COORDINATOR)
        other_school = await world.client(Role.COORDINATOR, school=world.schools[1])
        for client, status in (
            (anonymous, 401),
            (viewer, 403),
            (theirs, 404),
            (other_school, 404),
        ):
            assert (await client.get(url)).status_code == status
            assert (await client.post(url, json={})).status_code == status
            assert (await client.post(revoke)).status_code == status


class TestTheStudentsPage:
    async def test_it_is_read_without_an_account_or_a_script(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        item_id = await done_item(coordinator, listening)
        other = await listening.add_theme()
        entries = [
            listening.entry(
                answer="we_did", text="A circle each week <now>.", action_item_id=item_id
            ),
            listening.entry(theme_id=str(other.id), you_said="Lunch is short."),
        ]
        page = await published(entries=entries, intro="Thank you for talking with us.")
        [path] = await links(coordinator, page)
        answer = await anonymous.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        for words in (
            "North High",
            "What you told us in autumn",
            "Nobody speaks to new students.",
            "We did",
            "A circle each week &lt;now&gt;.",
            "You get an answer here by February 28, 2099.",
        ):
            assert words in answer.text
        assert "<script" not in answer.text
        assert len(answer.content) < 50_000

    async def test_its_frame_is_spanish_when_wanted(
        self, published: Create, coordinator: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        [path] = await links(coordinator, await published())
        answer = await anonymous.get(path, params={"lang": "es"})
        assert '<html lang="es">' in answer.text
        assert "Ustedes dijeron" in answer.text

    async def test_a_draft_cannot_be_opened_nor_a_made_up_or_expired_link(
        self,
        published: Create,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
        listening: Listening,
    ) -> None:
        page = await published()
        [path] = await links(coordinator, page)
        assert (await anonymous.get(path[:-1])).status_code == 404
        assert (await anonymous.get("/heard/nonsense")).status_code == 404
        async with listening.world.context() as ctx:
            await ctx.session.exec(update(FeedbackLink).values(expires_at=now() - timedelta(1)))
        gone = await anonymous.get(path)
        assert gone.status_code == 404
        assert gone.headers["content-type"].startswith("text/html")

    async def test_reading_changes_nothing(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        page = await published()
        [path] = await links(coordinator, page, listening.members[0].id)
        before = await count_events(listening.world)
        await anonymous.get(path)
        assert await count_events(listening.world) == before
        assert (await coordinator.get(f"{URL}/{page['id']}")).json()["pulse"]["total"] is None


async def count_events(world: World) -> int:
    async with world.context() as ctx:
        return (await ctx.session.exec(select(func.count(col(Event.id))))).one()


class TestWereYouHeard:
    async def test_answers_are_counted_and_the_last_one_counts(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        page = await published()
        paths = await links(coordinator, page, *(member.id for member in listening.members))
        for place, path in enumerate(paths):
            heard = "yes" if place < 6 else "partly"
            answer = await anonymous.post(path, data={"heard": heard})
            assert answer.status_code == 303
        await anonymous.post(paths[0], data={"heard": "partly"})
        thanked = await anonymous.get(paths[0])
        assert "Your answer is counted" in thanked.text
        assert re.search(r'value="partly" required checked', thanked.text)
        pulse = (await coordinator.get(f"{URL}/{page['id']}")).json()["pulse"]
        assert pulse["total"] == 12

    async def test_few_answers_are_not_shown(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        page = await published()
        paths = await links(coordinator, page, *(each.id for each in listening.members[:6]))
        for path in paths[:4]:
            await anonymous.post(path, data={"heard": "yes"})
        shown = (await coordinator.get(f"{URL}/{page['id']}")).json()["pulse"]
        assert set(shown.values()) == {None}
        for path in paths[4:]:
            await anonymous.post(path, data={"heard": "no"})
        shown = (await coordinator.get(f"{URL}/{page['id']}")).json()["pulse"]
        assert shown == {"yes": None, "partly": None, "no": None, "total": 6}

    async def test_what_leaves_the_school_needs_more_answers(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        page = await published()
        for path in await links(coordinator, page, *(each.id for each in listening.members[:6])):
            await anonymous.post(path, data={"heard": "yes"})
        system = await listening.world.integration(Ability.FEEDBACK_READ)
        for client, total in ((coordinator, 6), (system, None)):
            assert (await client.get(f"{URL}/{page['id']}")).json()["pulse"]["total"] == total

    async def test_a_district_may_ask_for_more_and_not_for_a_cell_of_one(
        self, world: World
    ) -> None:
        admin = await world.client(Role.DISTRICT_ADMIN)
        url = "/v1/policies/disclosure.minimum_inside"
        day = {"effective_from": "2020-01-01"}
        assert (await admin.put(url, json={"value": 1, **day})).status_code == 422
        assert (await admin.put(url, json={"value": 8, **day})).status_code == 200

    async def test_a_shared_link_does_not_vote(
        self, published: Create, coordinator: httpx.AsyncClient, anonymous: httpx.AsyncClient
    ) -> None:
        [path] = await links(coordinator, await published())
        assert "Were you heard?" not in (await anonymous.get(path)).text
        assert (await anonymous.post(path, data={"heard": "yes"})).status_code == 404

    async def test_another_answer_is_refused(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        page = await published()
        [path] = await links(coordinator, page, listening.members[0].id)
        refused = await anonymous.post(path, data={"heard": "maybe"})
        assert refused.status_code == 422
        assert refused.headers["content-type"].startswith("text/html")
