"""The recorder, locked by one missing permission; and the note that stands in for it."""

from interviews import Crew, ok, reach_questions, schedule, start
from rounds import Round
from tellmore.consent.kinds import Purpose


class TestRecorder:
    async def test_audio_needs_everyone_one_no_locks_the_recorder(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        path = f"/v1/sessions/{session['id']}/recorder"
        assert (await ok(crew.moderator, path, recorder="recording"))["recorder"] == "recording"
        await made.withdraw(made.members[2], Purpose.AUDIO)
        await ok(crew.moderator, path, recorder="paused")
        answer = await crew.moderator.post(path, json={"recorder": "recording"})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/recorder-locked"
        assert answer.json()["member_ids"] == [made.member_ids[2]]

    async def test_who_leaves_no_longer_locks_it(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        await made.withdraw(made.members[2], Purpose.AUDIO)
        await ok(crew.moderator, f"{base}/participants/{made.member_ids[2]}/leave")
        await ok(crew.moderator, f"{base}/recorder", recorder="recording")

    async def test_a_late_comer_without_audio_permission_pauses_it(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        late = f"{base}/participants/{made.member_ids[3]}"
        await ok(crew.moderator, f"{late}/leave")
        await ok(crew.moderator, f"{base}/recorder", recorder="recording")
        await made.withdraw(made.members[3], Purpose.AUDIO)
        assert (await ok(crew.moderator, f"{late}/check-in"))["recorder"] == "paused"


class TestRecallNote:
    async def test_without_a_note_taker_a_recall_note_becomes_mandatory(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew, note_taker_id=None, no_note_taker_reason="Flu")
        await made.consent()
        await start(made, crew, session)
        base = f"/v1/sessions/{session['id']}"
        await ok(crew.moderator, f"{base}/confidentiality", explained=True)
        for stage in ("introduction", "questions", "wrap_up"):
            await ok(crew.moderator, f"{base}/stage", stage=stage)
        early = await crew.moderator.post(f"{base}/recall-note", json={"text": "They laughed."})
        assert early.status_code == 403
        done = await ok(crew.moderator, f"{base}/stage", stage="ended")
        assert [one["code"] for one in done["missing"]] == ["recall_note"]
        written = await crew.moderator.post(f"{base}/recall-note", json={"text": "They laughed."})
        assert written.json()["missing"] == []
        assert "They laughed" not in written.text
