"""Reading: who may open raw text, and the hot list against its schema."""

import csv
import io
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from factories import World
from interviews import Crew, ok, said
from listening import reach_questions
from responses.talking import talk
from rounds import Json, Round
from tellmore.core.ids import uuid7
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity.abilities import Ability, Role
from tellmore.responses.listing import LIST
from tellmore.responses.schemas import ResponseRead

ROW: TypeAdapter[Any] = TypeAdapter(Page[ResponseRead | Tombstone])


class TestList:
    def test_the_columns_are_the_documented_fields(self) -> None:
        assert {*LIST.columns, *LIST.constants} == set(ResponseRead.model_fields)

    async def test_what_postgresql_builds_is_what_the_schema_says(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        first, second = await talk(made, crew, session, 'He said "hi" \\ 🎈', "Änd\nmore")
        answer = await crew.coordinator.get("/v1/responses")
        assert answer.headers["content-type"] == "application/json"
        ROW.validate_json(answer.content)
        singles = [
            (await crew.coordinator.get(f"/v1/responses/{one['id']}")).json()
            for one in (second, first)
        ]
        listed = answer.json()["items"]
        for item, single in zip(listed, singles, strict=True):
            assert ResponseRead.model_validate(item) == ResponseRead.model_validate(single)

    async def test_pages_filters_and_following_along(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        spoken = await talk(made, crew, session, *(f"Thought {number}" for number in range(5)))
        seen: list[str] = []
        cursor = None
        while True:
            params: Json = {"limit": 2} | ({"cursor": cursor} if cursor else {})
            page = await crew.coordinator.get("/v1/responses", params=params)
            seen += [item["id"] for item in page.json()["items"]]
            cursor = page.json()["next_cursor"]
            assert ('rel="next"' in page.headers.get("link", "")) == (cursor is not None)
            if cursor is None:
                break
        assert seen == [one["id"] for one in spoken][::-1]
        await ok(crew.note_taker, f"/v1/responses/{spoken[1]['id']}/strike")
        since = {"updated_since": spoken[0]["created_at"], "limit": 4}
        first = (await crew.coordinator.get("/v1/responses", params=since)).json()
        rest = (
            await crew.coordinator.get(
                "/v1/responses", params={**since, "cursor": first["next_cursor"]}
            )
        ).json()["items"]
        order = [item["id"] for item in first["items"] + rest]
        assert order == [spoken[place]["id"] for place in (0, 2, 3, 4, 1)]
        assert rest[-1]["deleted"] is True
        for wanted, count in (
            ({"member_id": made.member_ids[0]}, 2),
            ({"member_id": made.member_ids[1]}, 0),
            ({"kind": "pass"}, 0),
            ({"session_id": session["id"], "cohort_id": str(made.cohort.id)}, 4),
            ({"question_key": "E1"}, 0),
        ):
            got = await crew.coordinator.get("/v1/responses", params=wanted)
            assert len(got.json()["items"]) == count, wanted

    async def test_as_csv_no_cell_can_start_a_formula(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "=HYPERLINK(1)", "Plain, with a comma")
        by_accept = await crew.coordinator.get("/v1/responses", headers={"Accept": "text/csv"})
        by_name = await crew.coordinator.get("/v1/responses.csv")
        assert by_accept.content == by_name.content
        assert by_name.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(by_name.text)))
        assert [row["text"] for row in rows] == ["Plain, with a comma", "'=HYPERLINK(1)"]
        empty = await crew.coordinator.get("/v1/responses.csv", params={"kind": "pass"})
        assert empty.text.strip() == ",".join(["deleted", *ResponseRead.model_fields])

    async def test_the_next_page_of_the_csv_is_where_the_document_says(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "First.", "Second.")
        page = await crew.coordinator.get("/v1/responses.csv", params={"limit": 1})
        document = (await crew.coordinator.get("/v1/openapi.json")).json()
        documented = document["paths"]["/v1/responses.csv"]["get"]["responses"]["200"]["headers"]
        assert "Link" in documented
        rest = await crew.coordinator.get(page.links["next"]["url"])
        texts = [next(csv.DictReader(io.StringIO(each.text)))["text"] for each in (page, rest)]
        assert texts == ["Second.", "First."]

    async def test_pseudonyms_only(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "Hello.")
        text = (await crew.coordinator.get("/v1/responses")).text
        assert "Student 1" in text
        assert "Given" not in text
        assert str(made.students[0].id) not in text

    async def test_who_may_open_the_raw_text(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        (spoken,) = await talk(made, crew, session, "Hello.")
        paths = ("/v1/responses", "/v1/responses.csv", f"/v1/responses/{spoken['id']}")
        counselor = await made.world.client(Role.COUNSELOR)
        viewer = await made.world.client(Role.SCHOOL_VIEWER)
        stranger = await made.world.client(Role.FACILITATOR)
        system = await made.world.integration(Ability.RESPONSES_READ)
        analyst = await made.world.client(Role.ANALYST)
        for path in paths:
            assert (await anonymous.get(path)).status_code == 401
            for client in (counselor, viewer, stranger):
                assert (await client.get(path)).status_code == 403, path
            for client in (system, analyst, crew.coordinator):
                assert (await client.get(path)).status_code == 200, path
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        south = await made.world.client(Role.ANALYST, school=made.world.schools[1])
        for client in (theirs, south):
            assert (await client.get("/v1/responses")).json()["items"] == []
            assert (await client.get(paths[2])).status_code == 404

    async def test_facilitators_read_what_was_noted_in_their_own_session(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "Hello.")
        assert (await crew.moderator.get("/v1/responses")).status_code == 403
        own = await crew.moderator.get("/v1/responses", params={"session_id": session["id"]})
        assert len(own.json()["items"]) == 1

    async def test_those_who_teach_the_student_cannot_open_the_raw_text(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        spoken = await talk(made, crew, session, "First.", "Second.")
        teacher = await made.staff("Unmentioned")
        await made.taught_by(teacher, made.students[0])
        analyst = await made.world.client(Role.ANALYST, staff_id=teacher.id)
        listed = (await analyst.get("/v1/responses")).json()["items"]
        assert [item["text"] for item in listed] == ["Second."]
        assert (await analyst.get(f"/v1/responses/{spoken[0]['id']}")).status_code == 404
        assert "First" not in (await analyst.get("/v1/responses.csv")).text
        state = (await analyst.get(f"/v1/sessions/{session['id']}/state")).json()
        assert [(e["withheld"], e["text"]) for e in state["entries"]] == [
            (True, None),
            (False, "Second."),
        ]

    async def test_nor_by_an_edit_a_replay_or_what_it_said_before(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        kept = said(made, session, text="A secret.", id=str(uuid7()))
        await ok(crew.note_taker, "/v1/responses", **kept)
        moved = await ok(crew.note_taker, "/v1/responses", **said(made, session, text="Whose?"))
        teacher = await made.staff("Unmentioned")
        await made.taught_by(teacher, made.students[0])
        reader = await made.world.client(Role.COORDINATOR, staff_id=teacher.id)
        path = f"/v1/responses/{kept['id']}"
        tries = [
            await reader.patch(path, json={}),
            await reader.patch(path, json={"question_key": None}),
            await reader.post("/v1/responses", json=said(made, session, id=kept["id"])),
            await reader.post(
                "/v1/responses/batch", json={"items": [said(made, session, id=kept["id"])]}
            ),
        ]
        assert [answer.status_code for answer in tries] == [404, 404, 409, 200]
        assert "secret" not in " ".join(answer.text for answer in tries)
        path = f"/v1/responses/{moved['id']}"
        other = {"member_id": made.member_ids[1], "text": "Not hers."}
        assert (await crew.note_taker.patch(path, json=other)).status_code == 200
        before = await reader.get(f"{path}/revisions")
        assert before.json() == {"items": []}
        own = await crew.note_taker.get(f"{path}/revisions", params={})
        assert [one["text"] for one in own.json()["items"]] == ["Whose?"]

    async def test_a_name_that_was_edited_away_still_withholds_what_was_said_before(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        (spoken,) = await talk(made, crew, session, "Mr. Vane yells.")
        path = f"/v1/responses/{spoken['id']}"
        await crew.note_taker.patch(path, json={"text": "A teacher yells."})
        named = await made.staff("Vane")
        analyst = await made.world.client(Role.ANALYST, staff_id=named.id)
        assert (await analyst.get(path)).json()["text"] == "A teacher yells."
        assert (await analyst.get(f"{path}/revisions")).json() == {"items": []}

    async def test_staff_named_in_an_excerpt_cannot_open_it(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "mr. o'hara yells.", "I like art.", "Oh, Haralds.")
        named = await made.staff("O'Hara")
        analyst = await made.world.client(Role.ANALYST, staff_id=named.id)
        listed = (await analyst.get("/v1/responses")).json()["items"]
        assert [item["text"] for item in listed] == ["Oh, Haralds.", "I like art."]
        state = (await analyst.get(f"/v1/sessions/{session['id']}/state")).json()
        assert [entry["withheld"] for entry in state["entries"]] == [True, False, False]

    @pytest.mark.parametrize(
        ("names", "text"),
        [
            ("Ana|García López", "Mr. García shouts at us."),
            ("Ana|Smith-García", "Mr. García shouts at us."),
            ("Ana|García", "Mr Garcia shouts."),
            ("Ana|Garcia", "Mr. García shouts."),
            ("Sam|Ortega", "Ms. Sam is unfair."),
            ("Ana|May", "ms. may is unfair"),
        ],
    )
    async def test_staff_named_by_any_part_of_the_name_in_any_spelling_cannot_open_it(
        self, made: Round, crew: Crew, names: str, text: str
    ) -> None:
        session = await reach_questions(made, crew)
        spoken = await talk(made, crew, session, text, "We may go to la casa de Lopa.")
        given, family = names.split("|")
        named = await made.staff(family, given)
        analyst = await made.world.client(Role.ANALYST, staff_id=named.id)
        listed = (await analyst.get("/v1/responses")).json()["items"]
        assert [item["id"] for item in listed] == [spoken[1]["id"]]
        assert (await analyst.get(f"/v1/responses/{spoken[0]['id']}")).status_code == 404
        state = (await analyst.get(f"/v1/sessions/{session['id']}/state")).json()
        assert [entry["withheld"] for entry in state["entries"]] == [True, False]


class TestSystemsPull:
    async def test_the_same_rows_as_a_person_reads(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "One.", "Two.", "Three.")
        system = await made.world.integration(Ability.RESPONSES_READ)
        analyst = await made.world.client(Role.ANALYST)
        for params in (
            {"limit": 2},
            {"kind": "utterance", "member_id": made.member_ids[1]},
            {"updated_since": session["created_at"], "limit": 2},
        ):
            pulled = (await system.get("/v1/responses", params=params)).json()
            assert pulled == (await analyst.get("/v1/responses", params=params)).json()
            if pulled["next_cursor"]:
                rest = {**params, "cursor": pulled["next_cursor"]}
                more = (await system.get("/v1/responses", params=rest)).json()
                assert len(more["items"]) == 1

    async def test_a_revoked_system_is_refused_at_once(self, made: Round, crew: Crew) -> None:
        system = await made.world.integration(Ability.RESPONSES_READ)
        assert (await system.get("/v1/responses")).status_code == 200
        admin = await made.world.client(Role.DISTRICT_ADMIN)
        (known,) = (await admin.get("/v1/api-clients")).json()["items"]
        await ok(admin, f"/v1/api-clients/{known['id']}/revoke")
        assert (await system.get("/v1/responses")).status_code == 401

    async def test_without_the_scope_or_in_another_district_nothing_is_read(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "Hello.")
        other = await made.world.integration(Ability.SESSIONS_READ)
        assert (await other.get("/v1/responses")).status_code == 403
        theirs = await elsewhere.integration(Ability.RESPONSES_READ)
        assert (await theirs.get("/v1/responses")).json()["items"] == []
        everyones = {"cohort_id": str(made.cohort.id)}
        assert (await theirs.get("/v1/responses", params=everyones)).json()["items"] == []
