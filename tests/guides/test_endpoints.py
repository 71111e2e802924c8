"""Guides over HTTP: made, read and changed."""

import httpx
import pytest

from factories import World
from guides.drafting import Create, Json, match
from tellmore.identity.abilities import Role


class TestCreate:
    async def test_a_draft_has_four_stages_and_the_picked_questions_in_order(
        self, create: Create
    ) -> None:
        guide = await create()
        assert guide["status"] == "draft"
        assert guide["published_number"] is None
        assert [q["key"] for q in guide["content"]["questions"]] == ["E2", "G1"]
        assert [p["key"] for p in guide["content"]["questions"][0]["prompts"]] == [
            "E2.yes",
            "E2.no",
        ]
        assert len(guide["content"]["stages"]) == 4
        assert set(guide["can"]) == {"read", "update", "publish", "delete"}

    async def test_placeholders_are_filled_with_the_schools_name(self, create: Create) -> None:
        guide = await create()
        questions = guide["content"]["questions"]
        assert questions[0]["text"].startswith("Do you feel like you belong at North High?")
        assert questions[1]["text"] == "Why did you decide to enroll at North High?"
        assert "(school" not in str(guide["content"])

    async def test_without_a_school_they_read_your_school(self, create: Create) -> None:
        english = await create(school_id=None)
        assert "belong at your school?" in english["content"]["questions"][0]["text"]
        spanish = await create(school_id=None, language="es")
        assert "tu escuela" in spanish["content"]["questions"][0]["text"]

    async def test_the_answer_carries_lint_findings(self, create: Create) -> None:
        guide = await create(questions=[{"text": "Do you like lunch?"}, {"bank_key": "E2"}])
        found = {(f["key"], f["code"], f["severity"]) for f in guide["findings"]}
        assert ("Q1", "yes_no", "error") in found
        assert ("E2", "yes_no", "info") in found
        assert ("E2.yes", "names_a_peer", "warning") in found

    async def test_more_than_8_primaries_get_a_warning(self, create: Create) -> None:
        keys = ["G1", "G2", "G3", "G4", "G5", "E1", "E2", "E3"]
        eight = await create(questions=[{"bank_key": key} for key in keys])
        assert eight["warnings"] == []
        nine = await create(questions=[{"bank_key": key} for key in [*keys, "E4"]])
        assert [warning["code"] for warning in nine["warnings"]] == ["too_many_primaries"]

    async def test_a_required_line_can_be_reworded_and_not_left_out(
        self, create: Create, coordinator: httpx.AsyncClient, cohort_id: str
    ) -> None:
        key = "confidentiality_limits"
        line = {"key": key, "text": "There are limits to what stays between us."}
        guide = await create(stages=[{"stage": "welcome", "lines": [line]}])
        lines = {each["key"]: each for each in guide["content"]["stages"][0]["lines"]}
        assert lines[key] == {**line, "required": True}
        stages = [{"stage": "welcome", "left_out": [key]}]
        body = {"cohort_id": cohort_id, "name": "No limits", "stages": stages}
        answer = await coordinator.post("/v1/guides", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "required_line"

    async def test_a_line_that_is_not_required_can_be_left_out(self, create: Create) -> None:
        guide = await create(stages=[{"stage": "introduction", "left_out": ["icebreaker"]}])
        assert guide["content"]["stages"][1]["lines"] == []

    async def test_a_question_that_the_bank_lacks_is_refused(
        self, coordinator: httpx.AsyncClient, cohort_id: str
    ) -> None:
        body = {"cohort_id": cohort_id, "name": "X", "questions": [{"bank_key": "Z9"}]}
        answer = await coordinator.post("/v1/guides", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/questions/0/bank_key"

    @pytest.mark.parametrize(
        "question",
        [
            {},
            {"text": "A?", "colour": "red"},
            {
                "text": "A?",
                "prompts": [{"kind": "if_yes", "text": "B"}, {"kind": "if_yes", "text": "C"}],
            },
        ],
    )
    async def test_a_malformed_question_is_refused(
        self, coordinator: httpx.AsyncClient, cohort_id: str, question: Json
    ) -> None:
        body = {"cohort_id": cohort_id, "name": "X", "questions": [question]}
        assert (await coordinator.post("/v1/guides", json=body)).status_code == 422

    async def test_a_placeholder_is_no_school_name(
        self, coordinator: httpx.AsyncClient, cohort_id: str
    ) -> None:
        body = {"cohort_id": cohort_id, "name": "X", "school_name": "(school name)"}
        answer = await coordinator.post("/v1/guides", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/school_name"

    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, cohort_id: str
    ) -> None:
        body = {"cohort_id": cohort_id, "name": "X"}
        assert (await anonymous.post("/v1/guides", json=body)).status_code == 401

    async def test_a_facilitator_is_refused(self, world: World, cohort_id: str) -> None:
        facilitator = await world.client(Role.FACILITATOR)
        body = {"cohort_id": cohort_id, "name": "X"}
        assert (await facilitator.post("/v1/guides", json=body)).status_code == 403

    async def test_a_cohort_of_another_district_is_not_found(
        self, cohort_id: str, elsewhere: World
    ) -> None:
        theirs = await elsewhere.client(Role.COORDINATOR)
        body = {"cohort_id": cohort_id, "name": "X"}
        assert (await theirs.post("/v1/guides", json=body)).status_code == 404

    async def test_a_cohort_of_another_school_is_not_found(
        self, cohort_id: str, world: World
    ) -> None:
        theirs = await world.client(Role.COORDINATOR, school=world.schools[1])
        body = {"cohort_id": cohort_id, "name": "X"}
        assert (await theirs.post("/v1/guides", json=body)).status_code == 404


class TestReadAndList:
    async def test_a_guide_of_another_school_is_not_found(
        self, create: Create, world: World
    ) -> None:
        guide = await create()
        theirs = await world.client(Role.COORDINATOR, school=world.schools[1])
        assert (await theirs.get(f"/v1/guides/{guide['id']}")).status_code == 404
        assert (await theirs.get("/v1/guides")).json()["items"] == []

    async def test_it_reads_as_it_was_made_with_its_etag(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        answer = await coordinator.get(f"/v1/guides/{guide['id']}")
        assert answer.json() == guide
        known = {"If-None-Match": answer.headers["etag"]}
        again = await coordinator.get(f"/v1/guides/{guide['id']}", headers=known)
        assert again.status_code == 304

    async def test_a_facilitator_reads_and_may_not_change(
        self, create: Create, world: World
    ) -> None:
        guide = await create()
        facilitator = await world.client(Role.FACILITATOR)
        answer = await facilitator.get(f"/v1/guides/{guide['id']}")
        assert answer.json()["can"] == ["read"]

    async def test_the_list_is_filtered_by_cohort(
        self, create: Create, coordinator: httpx.AsyncClient, cohort_id: str
    ) -> None:
        guide = await create()
        wanted = await coordinator.get("/v1/guides", params={"cohort_id": cohort_id})
        assert [item["id"] for item in wanted.json()["items"]] == [guide["id"]]
        other = await coordinator.get("/v1/guides", params={"cohort_id": guide["id"]})
        assert other.json()["items"] == []

    async def test_another_district_finds_nothing(self, create: Create, elsewhere: World) -> None:
        guide = await create()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(f"/v1/guides/{guide['id']}")).status_code == 404
        assert (await theirs.get("/v1/guides")).json()["items"] == []

    async def test_anonymous_is_asked_to_sign_in(
        self, create: Create, anonymous: httpx.AsyncClient
    ) -> None:
        guide = await create()
        assert (await anonymous.get("/v1/guides")).status_code == 401
        assert (await anonymous.get(f"/v1/guides/{guide['id']}")).status_code == 401

    async def test_a_school_viewer_is_refused(self, create: Create, world: World) -> None:
        guide = await create()
        viewer = await world.client(Role.SCHOOL_VIEWER)
        assert (await viewer.get("/v1/guides")).status_code == 403
        assert (await viewer.get(f"/v1/guides/{guide['id']}")).status_code == 403


class TestUpdate:
    async def test_questions_are_reordered_and_reworded(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        questions = [
            {"bank_key": "G1"},
            {"bank_key": "E1", "text": "What is belonging at (school)?", "prompts": []},
            {"text": "What is lunch like?", "prompts": [{"kind": "follow_up", "text": "Why?"}]},
        ]
        url = f"/v1/guides/{guide['id']}"
        answer = await coordinator.patch(url, json={"questions": questions}, headers=match(guide))
        assert answer.status_code == 200
        asked = answer.json()["content"]["questions"]
        assert [question["key"] for question in asked] == ["G1", "E1", "Q1"]
        assert asked[1]["text"] == "What is belonging at North High?"
        assert asked[2]["prompts"] == [{"key": "Q1.a", "kind": "follow_up", "text": "Why?"}]
        assert answer.json()["version"] == guide["version"] + 1

    async def test_another_school_name_fills_the_same_placeholders(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        url = f"/v1/guides/{guide['id']}"
        body = {"school_name": "Hill Middle"}
        answer = await coordinator.patch(url, json=body, headers=match(guide))
        assert "belong at Hill Middle?" in answer.json()["content"]["questions"][0]["text"]

    async def test_if_match_is_needed_and_must_be_fresh(
        self, create: Create, coordinator: httpx.AsyncClient
    ) -> None:
        guide = await create()
        url = f"/v1/guides/{guide['id']}"
        assert (await coordinator.patch(url, json={"name": "B"})).status_code == 428
        stale = {"If-Match": '"7"'}
        refused = await coordinator.patch(url, json={"name": "B"}, headers=stale)
        assert refused.status_code == 412
        assert (await coordinator.get(url)).json()["name"] == "Round one"

    async def test_a_facilitator_is_refused(self, create: Create, world: World) -> None:
        guide = await create()
        facilitator = await world.client(Role.FACILITATOR)
        url = f"/v1/guides/{guide['id']}"
        refused = await facilitator.patch(url, json={"name": "B"}, headers=match(guide))
        assert refused.status_code == 403

    async def test_another_district_finds_nothing(self, create: Create, elsewhere: World) -> None:
        guide = await create()
        theirs = await elsewhere.client(Role.COORDINATOR)
        url = f"/v1/guides/{guide['id']}"
        assert (
            await theirs.patch(url, json={"name": "B"}, headers=match(guide))
        ).status_code == 404

    async def test_anonymous_is_asked_to_sign_in(
        self, create: Create, anonymous: httpx.AsyncClient
    ) -> None:
        guide = await create()
        url = f"/v1/guides/{guide['id']}"
        refused = await anonymous.patch(url, json={"name": "B"}, headers=match(guide))
        assert refused.status_code == 401
