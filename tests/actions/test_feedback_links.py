"""The links to a feedback page, and what a student opens with one."""

import re
from datetime import timedelta

import httpx
from sqlmodel import col, func, select, update

from actions.feedback import URL, Create, done_item, links
from actions_world import Listening, add_members
from factories import World
from kept import post_kept
from tellmore.actions.models import FeedbackLink
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role


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

    async def test_none_is_kept_in_clear_for_a_request_that_is_sent_twice(
        self, published: Create, listening: Listening, coordinator: httpx.AsyncClient
    ) -> None:
        url = f"{URL}/{(await published())['id']}/links"
        answer, body = await post_kept(listening.world, coordinator, url)
        [link] = answer.json()["links"]
        assert answer.headers["cache-control"] == "no-store"
        assert link["url"].rpartition("/")[2].encode() not in body

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

    async def test_nothing_is_chosen_beforehand_so_a_form_sent_blindly_does_not_vote(
        self,
        published: Create,
        listening: Listening,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
    ) -> None:
        """Some mail scanners send the forms that they find."""
        [path] = await links(coordinator, await published(), listening.members[0].id)
        shown = (await anonymous.get(path)).text
        assert shown.count('name="heard"') == shown.count(" required") == 3
        blind: tuple[dict[str, str], ...] = ({}, {"heard": ""})
        for data in blind:
            assert (await anonymous.post(path, data=data)).status_code == 422
        assert " checked" not in shown + (await anonymous.get(path)).text
