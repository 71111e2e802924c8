"""Strike that: the words go from everywhere, and who may say so."""

import httpx
from pydantic import TypeAdapter
from sqlmodel import select

from factories import World
from interviews import Crew, end, long_ago, ok, said, told
from listening import reach_questions
from responses.words import places_of
from rounds import Round
from tellmore.core.clock import now
from tellmore.core.idempotency import IdempotentAnswer
from tellmore.core.ids import uuid7
from tellmore.core.schemas import Tombstone
from tellmore.identity.abilities import Role


class TestStrike:
    async def test_strike_that_leaves_a_tombstone_without_content(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        body = said(made, session, id=str(uuid7()))
        key = {"Idempotency-Key": "once"}
        sent = await crew.note_taker.post("/v1/responses", json=body, headers=key)
        path = f"/v1/responses/{body['id']}"
        await crew.note_taker.patch(path, json={"text": "I feel it in band."})
        answer = await crew.moderator.post(f"{path}/strike")
        assert answer.status_code == 200, answer.text
        assert answer.json()["deleted"] is True
        assert (await crew.coordinator.get(path)).status_code == 404
        since = {"updated_since": sent.json()["created_at"]}
        items = (await crew.coordinator.get("/v1/responses", params=since)).json()["items"]
        assert TypeAdapter(list[Tombstone]).validate_python(items, strict=False) == [
            Tombstone.model_validate(answer.json())
        ]
        replayed = await crew.note_taker.post("/v1/responses", json=body, headers=key)
        assert replayed.status_code == 422
        assert replayed.json()["type"] == "/problems/answer-erased"
        queued = await crew.note_taker.post("/v1/responses", json=body)
        assert queued.json()["type"] == "/problems/response-struck-already"
        assert "choir" not in replayed.text
        assert (await crew.moderator.post(f"{path}/strike")).status_code == 404
        assert (await told(made.world, {"id": body["id"]}))[-1] == "response.struck"

    async def test_no_word_stays_anywhere_in_the_database(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        key = {"Idempotency-Key": "once"}
        sent = await crew.note_taker.post(
            "/v1/responses", json=said(made, session, text="xylophone"), headers=key
        )
        path = f"/v1/responses/{sent.json()['id']}"
        await crew.note_taker.patch(path, json={"text": "xylophone band"})
        await ok(crew.note_taker, f"{path}/strike")
        assert await places_of(made.world, "xylophone") == set()

    async def test_no_word_stays_of_a_row_that_was_first_another_schools(
        self, made: Round, crew: Crew
    ) -> None:
        south = made.world.schools[1]
        await made.listens_in(south)
        await made.enlist(2, school=south)
        session = await reach_questions(made, crew)
        noted = said(made, session, text="xylophone")
        path = f"/v1/responses/{(await ok(crew.note_taker, '/v1/responses', **noted))['id']}"
        mended = await crew.note_taker.patch(path, json={"member_id": made.member_ids[5]})
        assert mended.is_success, mended.text
        await ok(await made.world.client(Role.COORDINATOR, school=south), f"{path}/strike")
        assert await places_of(made.world, "xylophone") == set()

    async def test_what_was_struck_is_not_written_again_by_a_request_that_is_repeated(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        batch = {"items": [said(made, session, text="xylophone")]}
        bodies = {"/v1/responses": said(made, session), "/v1/responses/batch": batch}
        for path, body in bodies.items():
            key = {"Idempotency-Key": path}
            sent = (await crew.note_taker.post(path, json=body, headers=key)).json()
            struck = sent["id"] if "id" in sent else sent["results"][0]["id"]
            await ok(crew.note_taker, f"/v1/responses/{struck}/strike")
            again = await crew.note_taker.post(path, json=body, headers=key)
            assert again.status_code == 422, again.text
            assert again.json()["type"] == "/problems/answer-erased"
        assert (await crew.coordinator.get("/v1/responses")).json()["items"] == []
        async with made.world.context() as ctx:
            rows = await ctx.session.exec(select(IdempotentAnswer))
            assert {row.body for row in rows if row.key in bodies} == {b""}

    async def test_a_student_may_take_back_all(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        for number in (0, 0, 1):
            await ok(crew.note_taker, "/v1/responses", **said(made, session, seat=number))
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        assert await ok(crew.moderator, f"{seat}/strike-all") == {"struck": 2}
        left = (await crew.coordinator.get("/v1/responses")).json()["items"]
        assert [one["pseudonym"] for one in left] == ["Student 2"]

    async def test_what_a_device_has_yet_to_send_is_taken_back_with_all(
        self, made: Round, crew: Crew
    ) -> None:
        """The network was away; the student took back all before the notes arrived."""
        session = await reach_questions(made, crew)
        noted = now().isoformat()
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.moderator, f"{seat}/strike-all")
        queued = said(made, session, id=str(uuid7()), captured_at=noted)
        others = said(made, session, seat=1, id=str(uuid7()), captured_at=noted)
        sent = await ok(crew.note_taker, "/v1/responses/batch", items=[queued, others])
        assert [one["outcome"] for one in sent["results"]] == ["refused", "recorded"]
        assert sent["results"][0]["problem"]["type"] == "/problems/response-struck-already"
        moved = await crew.note_taker.patch(
            f"/v1/responses/{others['id']}", json={"member_id": made.member_ids[0]}
        )
        assert moved.json()["type"] == "/problems/response-struck-already"
        await ok(crew.note_taker, "/v1/responses", **said(made, session, text="I go on."))
        left = (await crew.coordinator.get("/v1/responses")).json()["items"]
        assert {one["pseudonym"]: one["text"] for one in left} == {
            "Student 1": "I go on.",
            "Student 2": "I feel it in choir.",
        }

    async def test_after_its_days_a_coordinator_still_can(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        got = await ok(crew.note_taker, "/v1/responses", **said(made, session))
        await end(crew, session)
        await long_ago(made, session, days=8)
        path = f"/v1/responses/{got['id']}/strike"
        answer = await crew.note_taker.post(path)
        assert answer.json()["type"] == "/problems/strike-window-closed"
        await ok(crew.coordinator, path)

    async def test_who_may(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        got = await ok(crew.note_taker, "/v1/responses", **said(made, session))
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        other = await made.world.client(Role.NOTE_TAKER)
        analyst = await made.world.client(Role.ANALYST)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        clients = ((anonymous, 401), (other, 403), (analyst, 403), (theirs, 404))
        for client, status in clients:
            for path in (f"/v1/responses/{got['id']}/strike", f"{seat}/strike-all"):
                assert (await client.post(path)).status_code == status
