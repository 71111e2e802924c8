"""The live state: who was heard, the recorder, the entries in their order."""

import httpx

from factories import World
from interviews import Crew, end, ok, who
from listening import reach_questions
from responses.talking import talk
from rounds import Round
from tellmore.consent.kinds import Purpose
from tellmore.identity.abilities import Role


class TestState:
    async def test_not_yet_heard_invited_and_passed_and_heard_are_three_states(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "Hello.")
        body = {"session_id": session["id"], "member_id": made.member_ids[1], "kind": "pass"}
        await ok(crew.moderator, "/v1/responses", **body)
        state = (await crew.note_taker.get(f"/v1/sessions/{session['id']}/state")).json()
        assert [seat["participation"] for seat in state["seats"]] == [
            "heard",
            "invited_and_passed",
            "not_yet_heard",
            "not_yet_heard",
        ]
        assert [(seat["turns"], seat["passes"]) for seat in state["seats"]][:2] == [(1, 0), (0, 1)]

    async def test_a_struck_turn_no_longer_counts(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        (spoken,) = await talk(made, crew, session, "Hello.")
        await ok(crew.note_taker, f"/v1/responses/{spoken['id']}/strike")
        state = (await crew.moderator.get(f"/v1/sessions/{session['id']}/state")).json()
        assert state["seats"][0]["participation"] == "not_yet_heard"
        assert (state["entries"], state["struck"]) == ([], [spoken["id"]])

    async def test_a_missing_audio_permission_locks_the_recorder(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        await ok(crew.moderator, f"{base}/recorder", recorder="recording")
        before = (await crew.moderator.get(f"{base}/state")).json()
        assert before["recorder"] == {"state": "recording", "locked_by": []}
        await made.withdraw(made.members[1], Purpose.AUDIO)
        after = (await crew.moderator.get(f"{base}/state")).json()
        assert after["recorder"] == {"state": "locked", "locked_by": [made.member_ids[1]]}
        assert after["seats"][1]["may_be_recorded"] is False

    async def test_a_withdrawal_is_shown_at_its_seat(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await made.withdraw(made.members[2])
        state = (await crew.moderator.get(f"/v1/sessions/{session['id']}/state")).json()
        seat = state["seats"][2]
        assert (seat["may_take_part"], seat["reason"]) == (False, "student_withdrew")

    async def test_the_entries_are_in_the_order_of_the_session(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "One.", "Two.", "Three.")
        await end(crew, session)
        state = (await crew.note_taker.get(f"/v1/sessions/{session['id']}/state")).json()
        assert [entry["text"] for entry in state["entries"]] == ["One.", "Two.", "Three."]
        assert state["session"]["status"] == "completed"
        assert state["entries"][0]["recorded_by"] == who(crew.note_taker)

    async def test_who_may(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        session = await reach_questions(made, crew)
        path = f"/v1/sessions/{session['id']}/state"
        stranger = await made.world.client(Role.FACILITATOR)
        counselor = await made.world.client(Role.COUNSELOR)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        for client, status in ((anonymous, 401), (stranger, 403), (counselor, 403), (theirs, 404)):
            assert (await client.get(path)).status_code == status
