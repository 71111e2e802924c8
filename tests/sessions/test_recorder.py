"""The recorder, locked by one missing permission; and the note that stands in for it."""

from dataclasses import replace

from interviews import Crew, end, ok, schedule, start
from listening import reach_questions
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

    async def test_it_goes_on_when_somebody_says_so_and_never_by_itself(
        self, made: Round, crew: Crew
    ) -> None:
        """One took the yes to audio back while it ran, and left."""
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        await ok(crew.moderator, f"{base}/recorder", recorder="recording")
        await made.withdraw(made.members[2], Purpose.AUDIO)
        left = await ok(crew.moderator, f"{base}/participants/{made.member_ids[2]}/leave")
        assert left["recorder"] == "paused"
        state = (await crew.moderator.get(f"{base}/state")).json()
        assert state["recorder"] == {"state": "paused", "locked_by": []}

    async def test_a_no_said_aloud_pauses_it(self, made: Round, crew: Crew) -> None:
        form = await ok(crew.coordinator, "/v1/consent-forms", cohort_id=str(made.cohort.id))
        headers = {"If-Match": f'"{form["version"]}"'}
        url = f"/v1/consent-forms/{form['id']}/publish"
        assert (await crew.coordinator.post(url, headers=headers)).status_code == 200
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        await ok(crew.moderator, f"{base}/recorder", recorder="recording")
        seat = f"{base}/participants/{made.member_ids[1]}"
        said = await ok(crew.moderator, f"{seat}/spoken-consent", decisions={"audio": "declined"})
        assert said["recorder"] == "paused"

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
    async def test_a_switch_that_keeps_no_audio_stands_in_for_no_note(
        self, made: Round, crew: Crew
    ) -> None:
        alone = replace(crew, note_taker=crew.moderator)
        flu = {"note_taker_id": None, "no_note_taker_reason": "Flu"}
        session = await reach_questions(made, alone, **flu)
        path = f"/v1/sessions/{session['id']}/recorder"
        await ok(crew.moderator, path, recorder="recording")
        await ok(crew.moderator, path, recorder="off")
        done = await end(crew, session)
        assert [one["code"] for one in done["missing"]] == ["recall_note"]

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
        note = {"items": [{"text": "They laughed."}]}
        early = await crew.moderator.post(f"{base}/recall-note", json=note)
        assert early.status_code == 403
        done = await ok(crew.moderator, f"{base}/stage", stage="ended")
        assert [one["code"] for one in done["missing"]] == ["recall_note"]
        written = await crew.moderator.post(f"{base}/recall-note", json=note)
        assert written.json()["missing"] == []
        assert "They laughed" not in written.text
