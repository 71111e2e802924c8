"""Codes and excerpts, under pseudonyms."""

import httpx

from factories import World
from insights.conftest import Study
from tellmore.core.clock import now
from tellmore.identity.abilities import Ability, Role
from tellmore.responses.models import Response, StruckBy

LUNCH = "At lunch 🍎 I sit alone. In class it is fine."


async def strike(study: Study, response: Response) -> None:
    async with study.round.world.context() as ctx:
        row = await ctx.session.get_one(Response, response.id)
        row.text, row.struck_at, row.struck_by = None, now(), StruckBy.STUDENT


class TestCodes:
    async def test_codes_form_a_tree(self, study: Study) -> None:
        parent = await study.code("School life")
        child = await study.code("Lunch", parent_id=parent["id"])
        assert child["parent_id"] == parent["id"]
        listed = await study.analyst.get("/v1/codes", params={"cohort_id": study.cohort_id})
        assert {item["name"] for item in listed.json()["items"]} == {"School life", "Lunch"}

    async def test_what_was_struck_is_not_counted(self, study: Study) -> None:
        code = await study.code()
        for member in study.round.members[:2]:
            said = await study.said(LUNCH, member)
            await study.coding(code, said, "alone")
        path = f"/v1/codes/{code['id']}"
        assert (await study.analyst.get(path)).json()["coding_count"] == 2
        await strike(study, said)
        assert (await study.analyst.get(path)).json()["coding_count"] == 1

    async def test_a_code_cannot_lie_below_itself(self, study: Study) -> None:
        parent = await study.code("School life")
        child = await study.code("Lunch", parent_id=parent["id"])
        answer = await study.analyst.patch(
            f"/v1/codes/{parent['id']}",
            json={"parent_id": child["id"]},
            headers={"If-Match": '"1"'},
        )
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/code-loop"

    async def test_a_name_is_used_once_in_a_cohort(self, study: Study) -> None:
        await study.code("Lunch")
        body = {"cohort_id": study.cohort_id, "name": "Lunch"}
        answer = await study.analyst.post("/v1/codes", json=body)
        assert answer.json()["type"] == "/problems/code-name-taken"

    async def test_a_code_in_use_stays(self, study: Study) -> None:
        code = await study.code()
        said = await study.said(LUNCH, study.round.members[0])
        await study.coding(code, said, "alone")
        headers = {"If-Match": '"1"'}
        answer = await study.analyst.delete(f"/v1/codes/{code['id']}", headers=headers)
        assert answer.json()["type"] == "/problems/code-in-use"

    async def test_who_may(
        self, study: Study, world: World, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        code = await study.code()
        body = {"cohort_id": study.cohort_id, "name": "Other"}
        assert (await anonymous.post("/v1/codes", json=body)).status_code == 401
        note_taker = await world.client(Role.NOTE_TAKER)
        assert (await note_taker.post("/v1/codes", json=body)).status_code == 403
        theirs = await elsewhere.client(Role.ANALYST)
        assert (await theirs.post("/v1/codes", json=body)).status_code == 404
        assert (await theirs.get(f"/v1/codes/{code['id']}")).status_code == 404
        south = await world.client(Role.ANALYST, school=world.schools[1])
        assert (await south.get("/v1/codes")).json()["items"] == []


class TestCodings:
    async def test_an_excerpt_is_the_marked_words_under_a_pseudonym(self, study: Study) -> None:
        member = study.round.members[0]
        said = await study.said(LUNCH, member)
        made = await study.coding(await study.code(), said, "I sit alone")
        assert made["excerpt"] == "I sit alone"
        assert made["pseudonym"] == member.pseudonym
        assert "student_id" not in made
        listed = await study.analyst.get("/v1/codings", params={"response_id": str(said.id)})
        assert listed.json()["items"] == [made]

    async def test_a_span_beyond_the_words_is_refused(self, study: Study) -> None:
        said = await study.said("Short.", study.round.members[0])
        body = {
            "code_id": (await study.code())["id"],
            "response_id": str(said.id),
            "span_start": 0,
            "span_end": 99,
            "response_revision": 1,
        }
        answer = await study.analyst.post("/v1/codings", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/span_end"

    async def test_a_response_that_was_edited_meanwhile_is_read_again_first(
        self, study: Study
    ) -> None:
        said = await study.said(LUNCH, study.round.members[0])
        body = {
            "code_id": (await study.code())["id"],
            "response_id": str(said.id),
            "span_start": 0,
            "span_end": 5,
            "response_revision": 2,
        }
        answer = await study.analyst.post("/v1/codings", json=body)
        assert answer.json()["type"] == "/problems/response-changed"

    async def test_strike_that_takes_the_excerpt_out_of_everything(self, study: Study) -> None:
        code = await study.code()
        said = await study.said(LUNCH, study.round.members[0])
        coding = await study.coding(code, said, "I sit alone")
        theme = await study.theme(evidence=[{"coding_id": coding["id"]}], cause_unknown=True)
        assert theme["strength"]["students"] == 1
        await strike(study, said)
        assert (await study.analyst.get("/v1/codings")).json()["items"] == []
        after = (await study.analyst.get(f"/v1/themes/{theme['id']}")).json()
        assert after["evidence"] == []
        assert after["strength"]["students"] == after["strength"]["excerpts"] == 0
        publish = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
        assert publish.json()["type"] == "/problems/evidence-missing"

    async def test_who_coded_what_stays_with_the_coder(self, study: Study, world: World) -> None:
        said = await study.said(LUNCH, study.round.members[0])
        coding = await study.coding(await study.code(), said, "alone")
        other = await world.client(Role.ANALYST)
        assert (await other.delete(f"/v1/codings/{coding['id']}")).status_code == 403
        assert (await study.analyst.delete(f"/v1/codings/{coding['id']}")).status_code == 204

    async def test_a_mark_that_a_published_theme_rests_on_stays(self, study: Study) -> None:
        said = await study.said(LUNCH, study.round.members[0])
        coding = await study.coding(await study.code(), said, "alone")
        theme = await study.theme(evidence=[{"coding_id": coding["id"]}], cause_unknown=True)
        url = f"/v1/codings/{coding['id']}"
        published = await study.analyst.post(f"/v1/themes/{theme['id']}/publish")
        assert published.status_code == 200, published.text
        refused = await study.analyst.delete(url)
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/coding-in-evidence"
        left = (await study.analyst.get(f"/v1/themes/{theme['id']}")).json()
        assert left["strength"]["excerpts"] == 1

    async def test_a_systems_mark_is_its_own_and_for_those_who_plan(
        self, study: Study, world: World
    ) -> None:
        code = await study.code()
        said = await study.said(LUNCH, study.round.members[0])
        scopes = (Ability.INSIGHTS_READ, Ability.INSIGHTS_WRITE, Ability.RESPONSES_READ)
        mine, other = await world.integration(*scopes), await world.integration(*scopes)
        coordinator = await world.client(Role.COORDINATOR)
        body = {
            "code_id": code["id"],
            "response_id": str(said.id),
            "span_start": 0,
            "span_end": 5,
            "response_revision": said.revision,
        }
        for taker in (mine, coordinator):
            made = await mine.post("/v1/codings", json=body)
            assert made.status_code == 201, made.text
            path = f"/v1/codings/{made.json()['id']}"
            shown = (await study.analyst.get("/v1/codings")).json()["items"][0]
            assert shown["coder_id"] is None
            assert shown["client_id"] is not None
            assert shown["can"] == ["read"]
            for stranger in (study.analyst, other):
                assert (await stranger.delete(path)).status_code == 403
            assert (await taker.delete(path)).status_code == 204

    async def test_a_client_without_the_right_to_read_words_sees_no_excerpt(
        self, study: Study, world: World
    ) -> None:
        system = await world.integration(Ability.INSIGHTS_READ)
        assert (await system.get("/v1/codings")).status_code == 403
        assert (await system.get("/v1/themes")).status_code == 403
