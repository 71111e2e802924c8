"""Writing down: who may, about whom, what each kind holds, and sending it again."""

import asyncio

import httpx
import pytest

from factories import World
from interviews import Crew, end, long_ago, ok, said, schedule, start, told
from listening import reach_questions
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Ability, Role


class TestCreate:
    async def test_an_utterance_is_kept_verbatim_under_its_pseudonym(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        answer = await crew.note_taker.post("/v1/responses", json=said(made, session))
        assert answer.status_code == 201, answer.text
        got = answer.json()
        assert (got["pseudonym"], got["wording"]) == ("Student 1", "verbatim")
        assert (got["stage"], got["sequence"], got["revision"]) == ("questions", 1, 1)
        assert set(got["can"]) == {"read", "edit", "strike"}
        read = await crew.note_taker.get(f"/v1/responses/{got['id']}")
        assert read.json() == got

    async def test_passes_and_nonverbal_cues_are_recorded(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        passed = said(made, session, kind="pass", text=None)
        seen = said(made, session, kind="observation", text=None, cue="tears")
        group = said(made, session, kind="observation", text=None, cue="laugh", member_id=None)
        for body in (passed, seen, group):
            got = await ok(crew.note_taker, "/v1/responses", **body)
            assert got["wording"] is None
        assert got["pseudonym"] is None

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"text": None}, "/text"),
            ({"text": "   "}, "/text"),
            ({"kind": "pass"}, "/text"),
            ({"kind": "pass", "text": None, "member_id": None}, "/member_id"),
            ({"kind": "observation", "text": None}, "/cue"),
            ({"cue": "laugh"}, "/cue"),
            ({"kind": "observation", "cue": "laugh", "wording": "verbatim"}, "/wording"),
            ({"question_key": "E9"}, "/question_key"),
            ({"stage": "wrap_up"}, "/stage"),
            ({"colour": "red"}, "/colour"),
            ({"text": "a\u0000b"}, "/text"),
            ({"captured_at": "0001-01-01T00:00:00+14:00"}, "/captured_at"),
        ],
    )
    async def test_a_fault_is_named_and_nothing_is_kept(
        self, made: Round, crew: Crew, changes: Json, pointer: str
    ) -> None:
        session = await reach_questions(made, crew)
        body = said(made, session, **changes)
        answer = await crew.note_taker.post("/v1/responses", json=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == pointer
        listed = await crew.coordinator.get("/v1/responses")
        assert listed.json()["items"] == []

    async def test_who_may_write(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        body = said(made, session)
        other = await made.world.client(Role.NOTE_TAKER)
        analyst = await made.world.client(Role.ANALYST)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        clients = ((anonymous, 401), (other, 403), (analyst, 403), (theirs, 404))
        for client, status in clients:
            assert (await client.post("/v1/responses", json=body)).status_code == status
        system = await made.world.integration(
            Ability.RESPONSES_WRITE, Ability.SESSIONS_RUN, Ability.SESSIONS_WRITE
        )
        for client in (crew.moderator, crew.note_taker, crew.coordinator, system):
            await ok(client, "/v1/responses", **body)

    async def test_nothing_is_written_about_who_has_not_said_yes(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await made.consent()
        body = said(made, session, question_key=None)
        before = await crew.note_taker.post("/v1/responses", json=body)
        assert before.json()["type"] == "/problems/session-not-capturing"
        await start(made, crew, session)
        absent = await crew.note_taker.post("/v1/responses", json=body)
        assert absent.json()["type"] == "/problems/not-taking-part"
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.note_taker, f"{seat}/check-in")
        for answer in (None, "pass", "no"):
            if answer:
                await ok(crew.moderator, f"{seat}/assent", assent=answer)
            refused = await crew.note_taker.post("/v1/responses", json=body)
            assert refused.json()["type"] == "/problems/not-taking-part"
            assert refused.json()["member_id"] == made.member_ids[0]

    async def test_a_withdrawal_holds_from_its_moment_on(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await made.withdraw(made.members[0])
        answer = await crew.note_taker.post("/v1/responses", json=said(made, session))
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/permission-missing"
        await ok(crew.note_taker, "/v1/responses", **said(made, session, seat=1))

    async def test_who_left_is_quoted_only_from_before(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        earlier = now().isoformat()
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.moderator, f"{seat}/leave")
        after = await crew.note_taker.post("/v1/responses", json=said(made, session))
        assert after.json()["type"] == "/problems/not-taking-part"
        await ok(crew.note_taker, "/v1/responses", **said(made, session, captured_at=earlier))

    async def test_a_student_of_another_session_has_no_seat(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew, member_ids=made.member_ids[:2])
        answer = await crew.note_taker.post("/v1/responses", json=said(made, session, seat=3))
        assert answer.status_code == 404

    async def test_words_that_wait_on_a_device_outlast_the_closing_of_their_cohort(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        spoken = now().isoformat()
        await end(crew, session)
        await ok(crew.coordinator, f"/v1/cohorts/{made.cohort.id}/close")
        await ok(crew.note_taker, "/v1/responses", **said(made, session, captured_at=spoken))


class TestSentAgain:
    async def test_the_same_id_again_changes_nothing(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        body = said(made, session, id=str(uuid7()))
        first = await ok(crew.note_taker, "/v1/responses", **body)
        assert first["id"] == body["id"]
        again = await ok(crew.note_taker, "/v1/responses", **{**body, "text": "Other words."})
        assert again == first
        assert (await told(made.world, {"id": first["id"]})) == ["response.recorded"]

    async def test_two_senders_at_once_write_it_once(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        body = said(made, session, id=str(uuid7()))
        posts = [
            client.post("/v1/responses", json=body)
            for client in (crew.note_taker, crew.moderator, crew.note_taker)
        ]
        answers = await asyncio.gather(*posts)
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["sequence"] for answer in answers}) == 1

    async def test_an_id_of_another_district_is_refused_not_found_out(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        theirs = await Round.drawn(elsewhere)
        their_crew = await Crew.of(theirs)
        their_session = await reach_questions(theirs, their_crew)
        body = said(theirs, their_session, id=str(uuid7()))
        await ok(their_crew.note_taker, "/v1/responses", **body)
        session = await reach_questions(made, crew)
        answer = await crew.note_taker.post(
            "/v1/responses", json=said(made, session, id=body["id"])
        )
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/response-id-taken"

    async def test_nothing_typed_is_lost_when_the_network_returns_after_the_end(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await end(crew, session)
        body = said(made, session, stage="questions")
        got = await ok(crew.note_taker, "/v1/responses", **body)
        assert got["stage"] == "questions"
        await long_ago(made, session, days=4)
        late = await crew.note_taker.post("/v1/responses", json=body)
        assert late.json()["type"] == "/problems/session-not-capturing"

    async def test_a_paper_late_thought_joins_the_same_pseudonym(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await end(crew, session)
        await long_ago(made, session, days=6)
        body = said(made, session, kind="late_thought", question_key=None)
        got = await ok(crew.note_taker, "/v1/responses", **body)
        assert (got["pseudonym"], got["stage"]) == ("Student 1", "ended")
        await long_ago(made, session, days=8)
        answer = await crew.note_taker.post("/v1/responses", json=body)
        assert answer.json()["type"] == "/problems/session-not-capturing"


class TestBatch:
    async def test_each_is_taken_or_refused_by_name(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        good, again = said(made, session, id=str(uuid7())), str(uuid7())
        items = [
            good,
            said(made, session, seat=1, id=again, text=None),
            said(made, session, seat=2, id=str(uuid7()), session_id=str(uuid7())),
            good,
            said(made, session, seat=3, id=str(uuid7())),
        ]
        answer = await crew.note_taker.post("/v1/responses/batch", json={"items": items})
        assert answer.status_code == 200, answer.text
        results = answer.json()["results"]
        assert [one["outcome"] for one in results] == [
            "recorded", "refused", "refused", "known", "recorded",
        ]  # fmt: skip
        assert [one["id"] for one in results] == [item["id"] for item in items]
        assert results[1]["problem"] == {
            "type": "/problems/invalid",
            "title": "Some of what was sent is not valid",
            "status": 422,
            "detail": "/text: Write down what was said.",
        }
        assert results[2]["problem"]["status"] == 404
        assert results[3]["response"] == results[0]["response"]
        listed = await crew.coordinator.get("/v1/responses")
        assert len(listed.json()["items"]) == 2

    async def test_an_id_that_is_taken_elsewhere_does_not_hold_up_the_rest(
        self, made: Round, crew: Crew, elsewhere: World
    ) -> None:
        theirs = await Round.drawn(elsewhere)
        their_crew = await Crew.of(theirs)
        taken = said(theirs, await reach_questions(theirs, their_crew), id=str(uuid7()))
        await ok(their_crew.note_taker, "/v1/responses", **taken)
        session = await reach_questions(made, crew)
        items = [said(made, session, id=taken["id"]), said(made, session, id=str(uuid7()))]
        answer = await crew.note_taker.post("/v1/responses/batch", json={"items": items})
        outcomes = [one["outcome"] for one in answer.json()["results"]]
        assert outcomes == ["refused", "recorded"]

    async def test_bounds_and_who_may(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        path, one = "/v1/responses/batch", {"items": [said(made, session)]}
        for items in ([], [said(made, session)] * 101):
            answer = await crew.note_taker.post(path, json={"items": items})
            assert answer.status_code == 422
        assert (await anonymous.post(path, json=one)).status_code == 401
        analyst = await made.world.client(Role.ANALYST)
        assert (await analyst.post(path, json=one)).status_code == 403
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        refused = (await theirs.post(path, json=one)).json()["results"][0]
        assert refused["problem"]["status"] == 404


class TestUpdate:
    async def test_what_it_said_before_is_kept(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        got = await ok(crew.note_taker, "/v1/responses", **said(made, session))
        path = f"/v1/responses/{got['id']}"
        change = {"text": "I feel it in band.", "member_id": made.member_ids[1]}
        answer = await crew.note_taker.patch(path, json=change)
        assert answer.status_code == 200, answer.text
        mended = answer.json()
        assert (mended["text"], mended["pseudonym"]) == ("I feel it in band.", "Student 2")
        assert mended["revision"] == 2
        same = (await crew.note_taker.patch(path, json=change)).json()
        assert same["revision"] == 2
        before = (await crew.note_taker.get(f"{path}/revisions")).json()["items"]
        assert [(one["number"], one["text"]) for one in before] == [(1, "I feel it in choir.")]
        happened = await told(made.world, {"id": got["id"]})
        assert happened == ["response.recorded", "response.updated"]

    async def test_bad_changes_and_who_may(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        got = await ok(crew.note_taker, "/v1/responses", **said(made, session))
        path, change = f"/v1/responses/{got['id']}", {"text": "Other."}
        other = await made.world.client(Role.NOTE_TAKER)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        for client, status in ((anonymous, 401), (other, 403), (theirs, 404)):
            assert (await client.patch(path, json=change)).status_code == status
            revisions = await client.get(f"{path}/revisions")
            assert revisions.status_code == status
        for bad in (
            {"text": None},
            {"cue": "laugh"},
            {"kind": "pass"},
        ):
            answer = await crew.note_taker.patch(path, json=bad)
            assert answer.status_code == 422, bad
        nobody = await crew.note_taker.patch(path, json={"member_id": str(uuid7())})
        assert nobody.status_code == 404
        assert (await crew.note_taker.get(path)).json()["text"] == got["text"]
