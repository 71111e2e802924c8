"""A guide is frozen as a version, or taken away while it is a draft."""

from uuid import UUID

import httpx
import pytest
from sqlalchemy.exc import ProgrammingError
from sqlmodel import col, delete, select, update

from factories import World
from guides.drafting import Create, match, publish
from tellmore.core.events import Event
from tellmore.guides.models import GuideVersion
from tellmore.identity.abilities import Role


class TestPublish:
    async def test_a_version_is_frozen_and_edits_make_a_draft(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        answer = await publish(coordinator, guide)
        assert answer.status_code == 200, answer.text
        published = answer.json()
        assert (published["status"], published["published_number"]) == ("published", 1)
        assert "publish" not in published["can"]

        url = f"/v1/guides/{guide['id']}"
        body = {"questions": [{"bank_key": "E8"}]}
        edited = (await coordinator.patch(url, json=body, headers=match(published))).json()
        assert (edited["status"], edited["published_number"]) == ("draft", 1)

        first_url = f"/v1/guide-versions/{published['published_version_id']}"
        first = (await coordinator.get(first_url)).json()
        assert first["content"] == published["content"]
        second = (await publish(coordinator, edited)).json()
        assert second["published_number"] == 2
        versions = (await coordinator.get(f"{url}/versions")).json()["items"]
        assert [version["number"] for version in versions] == [2, 1]
        assert (await coordinator.get(first_url)).json() == first

    async def test_the_database_itself_refuses_to_change_a_version(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        await publish(coordinator, await create())
        for statement in (update(GuideVersion).values(number=9), delete(GuideVersion)):
            with pytest.raises(ProgrammingError, match="permission denied"):
                async with world.context() as ctx:
                    await ctx.session.exec(statement)

    async def test_no_placeholder_reaches_a_version(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        own = [{"text": "What is it like at [your school]?"}, {"bank_key": "E1"}]
        guide = await create(questions=own)
        refused = await publish(coordinator, guide)
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/placeholder-left"
        assert refused.json()["keys"] == ["Q1"]

    async def test_a_person_confirms_what_the_classifier_suggests(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        """Or says that it is not so: what nobody has decided never passes as harmless."""
        asks = {"questions": [{"text": "What makes you feel depressed at school?"}]}
        for decided in ({"ppra_areas": ["mental"]}, {"ppra_dismissed": ["mental"]}):
            guide = await create(**asks)
            assert guide["ppra_undecided"] == ["mental"]
            refused = await publish(coordinator, guide)
            assert refused.status_code == 409
            assert refused.json()["type"] == "/problems/ppra-undecided"
            assert refused.json()["areas"] == ["mental"]
            url = f"/v1/guides/{guide['id']}"
            settled = await coordinator.patch(url, json=decided, headers=match(guide))
            assert settled.json()["ppra_undecided"] == []
            published = (await publish(coordinator, settled.json())).json()
            assert published["content"].items() >= decided.items()

    async def test_a_guide_without_questions_is_refused(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        refused = await publish(coordinator, await create(questions=[]))
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/guide-empty"

    async def test_what_is_published_already_is_refused(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        published = (await publish(coordinator, await create())).json()
        refused = await publish(coordinator, published)
        assert refused.json()["type"] == "/problems/guide-not-draft"

    async def test_if_match_is_needed(self, create: Create, coordinator: httpx.AsyncClient) -> None:
        guide = await create()
        answer = await coordinator.post(f"/v1/guides/{guide['id']}/publish")
        assert answer.status_code == 428

    async def test_others_are_refused(
        self, create: Create, anonymous: httpx.AsyncClient, world: World, elsewhere: World
    ) -> None:
        guide = await create()
        assert (await publish(anonymous, guide)).status_code == 401
        analyst = await world.client(Role.ANALYST)
        assert (await publish(analyst, guide)).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await publish(theirs, guide)).status_code == 404

    async def test_versions_are_for_those_who_read_guides_of_the_district(
        self,
        create: Create,
        coordinator: httpx.AsyncClient,
        anonymous: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        published = (await publish(coordinator, await create())).json()
        viewer = await world.client(Role.SCHOOL_VIEWER)
        theirs = await elsewhere.client(Role.COORDINATOR)
        for url in (
            f"/v1/guide-versions/{published['published_version_id']}",
            f"/v1/guides/{published['id']}/versions",
        ):
            assert (await anonymous.get(url)).status_code == 401
            assert (await viewer.get(url)).status_code == 403
            assert (await theirs.get(url)).status_code == 404

    async def test_its_events_carry_ids_only(
        self, create: Create, coordinator: httpx.AsyncClient, world: World
    ) -> None:
        guide = await create()
        await publish(coordinator, guide)
        async with world.context() as ctx:
            rows = await ctx.session.exec(
                select(Event)
                .where(col(Event.resource_id) == UUID(guide["id"]))
                .order_by(col(Event.sequence))
            )
            told = [(row.type, sorted(row.data)) for row in rows]
        assert told == [
            ("guide.created", ["cohort_id", "guide_id"]),
            ("guide.published", ["cohort_id", "guide_id", "guide_version_id", "number"]),
        ]


class TestDelete:
    async def test_a_draft_is_taken_away_and_leaves_a_tombstone(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        url = f"/v1/guides/{guide['id']}"
        assert (await coordinator.delete(url, headers=match(guide))).status_code == 204
        assert (await coordinator.get(url)).status_code == 404
        since = {"updated_since": guide["created_at"]}
        synced = (await coordinator.get("/v1/guides", params=since)).json()["items"]
        assert synced[0]["deleted"] is True

    async def test_what_was_published_stays(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        published = (await publish(coordinator, await create())).json()
        url = f"/v1/guides/{published['id']}"
        refused = await coordinator.delete(url, headers=match(published))
        assert refused.json()["type"] == "/problems/guide-has-versions"

    async def test_others_are_refused(
        self,
        create: Create,
        anonymous: httpx.AsyncClient,
        coordinator: httpx.AsyncClient,
        world: World,
        elsewhere: World,
    ) -> None:
        guide = await create()
        url = f"/v1/guides/{guide['id']}"
        assert (await anonymous.delete(url, headers=match(guide))).status_code == 401
        facilitator = await world.client(Role.FACILITATOR)
        assert (await facilitator.delete(url, headers=match(guide))).status_code == 403
        theirs = await elsewhere.client(Role.COORDINATOR)
        assert (await theirs.delete(url, headers=match(guide))).status_code == 404
        assert (await coordinator.delete(url)).status_code == 428
