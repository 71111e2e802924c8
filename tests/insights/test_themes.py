"""Themes, causes, evidence, and what leaves the analysis."""

import asyncio

import httpx
from sqlmodel import col, delete, select

from factories import World
from insights.conftest import Json, Study
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.insights.models import Cause, Theme


async def evidence(study: Study, *voices: tuple[int, int]) -> list[Json]:
    """One coded excerpt for each (member, session)."""
    code = await study.code("Lunch")
    found = []
    for member, session in voices:
        said = await study.said("I sit alone.", study.round.members[member], session)
        found.append(await study.coding(code, said, "alone"))
    return [{"coding_id": coding["id"]} for coding in found]


class TestStrength:
    async def test_strength_is_distinct_students_groups_and_schools_not_mentions(
        self, study: Study
    ) -> None:
        rests_on = await evidence(study, (0, 0), (0, 0), (0, 1), (1, 1))
        theme = await study.theme(evidence=rests_on)
        assert theme["strength"] == {
            "students": 2,
            "sessions": 2,
            "schools": 1,
            "excerpts": 4,
            "contrary_excerpts": 0,
            "one_voice": True,
        }

    async def test_contrary_excerpts_do_not_add_strength(self, study: Study) -> None:
        first, second = await evidence(study, (0, 0), (1, 0))
        theme = await study.theme(evidence=[first, {**second, "stance": "contrary"}])
        assert theme["strength"]["students"] == 1
        assert theme["strength"]["contrary_excerpts"] == 1
        assert theme["strength"]["one_voice"] is False


class TestCauses:
    async def test_a_theme_with_a_cause_and_its_evidence_is_published(self, study: Study) -> None:
        rests_on = await evidence(study, (0, 0), (1, 1))
        causes = [{"text": "Friends are split over two lunch periods.", "evidence": rests_on[:1]}]
        theme = await study.theme(evidence=rests_on, causes=causes)
        assert theme["causes"][0]["evidence"][0]["excerpt"] == "alone"
        answer = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
        assert answer.status_code == 200
        assert answer.json()["status"] == "published"
        assert set(answer.json()["can"]) == {"read", "update"}
        async with study.round.world.context() as ctx:
            events = await ctx.session.exec(
                select(Event).where(col(Event.type) == "theme.published")
            )
            assert [row.data["theme_id"] for row in events] == [theme["id"]]

    async def test_without_a_cause_or_the_word_that_it_is_unknown_nothing_is_published(
        self, study: Study
    ) -> None:
        theme = await study.theme(evidence=await evidence(study, (0, 0)))
        answer = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/cause-missing"

    async def test_each_cause_needs_an_excerpt_that_speaks_for_it(
        self, study: Study, world: World
    ) -> None:
        """Before the theme is published, and before an action is built on it."""
        one, two, three = await evidence(study, (0, 0), (1, 1), (2, 1))
        against = {**two, "stance": "contrary"}
        named = [("Two lunch periods.", [one]), ("The hall is loud.", [against])]
        causes = [{"text": text, "evidence": rests_on} for text, rests_on in named]
        theme = await study.theme(evidence=[one, two], causes=causes)
        url, coordinator = f"/v1/themes/{theme['id']}", await world.client(Role.COORDINATOR)
        me = (await coordinator.get("/v1/me")).json()["id"]
        item = {"theme_id": theme["id"], "kind": "project", "title": "Seats", "owner_id": me}
        item["due_on"] = "2099-01-31"
        for client, path, body in (
            (study.analyst, f"{url}/publish", None),
            (coordinator, "/v1/action-items", item),
        ):
            answer = await client.post(path, json=body)
            assert answer.status_code == 409
            assert answer.json()["type"] == "/problems/cause-unsupported"
            assert answer.json()["cause_ids"] == [theme["causes"][1]["id"]]
        causes[1]["evidence"] = [against, three]
        headers = {"If-Match": '"1"'}
        await study.analyst.patch(url, json={"causes": causes}, headers=headers)
        assert (await study.analyst.post(f"{url}/publish")).status_code == 200
        assert (await coordinator.post("/v1/action-items", json=item)).status_code == 201

    async def test_a_cause_and_an_unknown_cause_exclude_each_other(self, study: Study) -> None:
        body = {
            "cohort_id": study.cohort_id,
            "title": "Lunch",
            "description": "Lunch.",
            "causes": [{"text": "Two lunch periods."}],
            "cause_unknown": True,
        }
        answer = await study.analyst.post("/v1/themes", json=body)
        assert answer.json()["type"] == "/problems/cause-known"
        assert (await study.analyst.get("/v1/themes")).json()["items"] == []

    async def test_evidence_of_another_cohort_is_refused(self, study: Study) -> None:
        body = {
            "cohort_id": study.cohort_id,
            "title": "Lunch",
            "description": "Lunch.",
            "evidence": [{"coding_id": study.cohort_id}],
        }
        answer = await study.analyst.post("/v1/themes", json=body)
        assert answer.json()["type"] == "/problems/evidence-elsewhere"

    async def test_a_cause_that_is_being_taken_away_is_not_published_over(
        self, study: Study
    ) -> None:
        rests_on = await evidence(study, (0, 0))
        theme = await study.theme(evidence=rests_on, causes=[{"text": "Two lunch periods."}])
        async with study.round.world.context() as ctx:
            held = select(Theme).where(col(Theme.id) == theme["id"]).with_for_update()
            row = (await ctx.session.exec(held)).one()
            await ctx.session.exec(delete(Cause).where(col(Cause.theme_id) == row.id))
            publishing = asyncio.create_task(
                study.analyst.post(f"/v1/themes/{theme['id']}/publish")
            )
            await asyncio.wait({publishing}, timeout=0.5)
        assert (await publishing).json()["type"] == "/problems/cause-missing"


class TestUpdate:
    async def test_what_is_sent_replaces_and_the_rest_stays(self, study: Study) -> None:
        rests_on = await evidence(study, (0, 0), (1, 0))
        theme = await study.theme(evidence=rests_on, causes=[{"text": "Two lunch periods."}])
        url = f"/v1/themes/{theme['id']}"
        body = {"causes": [{"text": "Nobody saves a seat."}, {"text": "The hall is loud."}]}
        answer = await study.analyst.patch(url, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 200
        assert [cause["text"] for cause in answer.json()["causes"]] == [
            "Nobody saves a seat.",
            "The hall is loud.",
        ]
        assert len(answer.json()["evidence"]) == 2
        assert answer.json()["title"] == theme["title"]
        stale = await study.analyst.patch(url, json={"title": "X"}, headers={"If-Match": '"1"'})
        assert stale.status_code == 412

    async def test_a_published_theme_keeps_its_ground(self, study: Study) -> None:
        rests_on = await evidence(study, (0, 0))
        theme = await study.theme(evidence=rests_on, cause_unknown=True)
        url = f"/v1/themes/{theme['id']}"
        published = await study.analyst.post(f"{url}/publish")
        headers = {"If-Match": published.headers["etag"]}
        answer = await study.analyst.patch(url, json={"evidence": []}, headers=headers)
        assert answer.json()["type"] == "/problems/evidence-missing"
        assert len((await study.analyst.get(url)).json()["evidence"]) == 1
        gone = await study.analyst.delete(url, headers=headers)
        assert gone.status_code == 403


class TestWhoMay:
    async def test_each_kind_of_caller(
        self, study: Study, world: World, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        theme = await study.theme(cause_unknown=True)
        url = f"/v1/themes/{theme['id']}"
        assert (await anonymous.get(url)).status_code == 401
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get(url)).status_code == 403
        theirs = await elsewhere.client(Role.ANALYST)
        assert (await theirs.get(url)).status_code == 404
        south = await world.client(Role.ANALYST, school=world.schools[1])
        assert (await south.get(url)).status_code == 404


async def test_a_system_that_may_only_write_themes_is_given_no_words(study: Study) -> None:
    rests_on = await evidence(study, (0, 0))
    causes = [{"text": "Lunch is in two periods.", "evidence": rests_on}]
    theme = await study.theme(evidence=rests_on, causes=causes)
    writer = await study.round.world.integration(Ability.INSIGHTS_WRITE)
    body = {"cohort_id": study.cohort_id, "title": "A", "description": "B", "evidence": rests_on}
    url = f"/v1/themes/{theme['id']}"
    headers = {"If-Match": f'"{theme["version"]}"'}
    for answer in (
        await writer.post("/v1/themes", json=body),
        await writer.patch(url, json={"title": "C"}, headers=headers),
        await writer.post(f"{url}/publish"),
    ):
        assert answer.is_success, answer.text
        assert "alone" not in answer.text
        assert answer.json()["evidence"] == []
    words = (await study.analyst.get(url)).json()
    assert words["evidence"][0]["excerpt"] == "alone"


class TestPublished:
    async def test_no_excerpt_leaves_and_a_small_count_is_withheld(
        self, study: Study, world: World
    ) -> None:
        await study.round.enlist(6)
        rests_on = await evidence(study, *[(member, 0) for member in range(6)])
        many = await study.theme(evidence=rests_on, cause_unknown=True)
        few = await study.theme(
            title="The bus is late",
            evidence=rests_on[:2],
            causes=[{"text": "One bus.", "evidence": rests_on[:1]}],
        )
        for theme in (many, few):
            await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
        viewer = await world.client(Role.SCHOOL_VIEWER)
        answer = await viewer.get("/v1/published-themes")
        counts = {item["id"]: item["students"] for item in answer.json()["items"]}
        assert counts == {many["id"]: 6, few["id"]: None}
        assert "alone" not in answer.text.replace("Lunch is where one is alone", "")
        assert "Student" not in answer.text
        system = await world.integration(Ability.FEEDBACK_READ)
        outside = (await system.get("/v1/published-themes")).json()["items"]
        assert {item["students"] for item in outside} == {None}
