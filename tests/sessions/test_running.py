"""Running a session: its stages, who is let in, what cannot be skipped."""

import httpx
import pytest

from factories import World
from interviews import Crew, attest, end, ok, schedule, seat_everyone, start, told
from listening import reach_questions
from rounds import Round
from tellmore.consent.kinds import Decision
from tellmore.identity.abilities import Ability, Role

VERBS = [
    ("attestation", {"rapport_and_training": True, "guide_version_id": "0" * 32}),
    ("start", None),
    ("confidentiality", {"explained": True}),
    ("stage", {"stage": "introduction"}),
    ("question", {"question_key": "E1"}),
    ("recorder", {"recorder": "off"}),
    ("recall-note", {"items": [{"text": "They laughed."}]}),
    ("participants/{member}/check-in", None),
    ("participants/{member}/assent", {"assent": "yes"}),
    ("participants/{member}/leave", None),
]


class TestWhoMay:
    @pytest.mark.parametrize(("verb", "body"), VERBS)
    async def test_anonymous_others_and_other_districts_are_kept_out(  # noqa: PLR0917  # fixtures
        self,
        made: Round,
        crew: Crew,
        elsewhere: World,
        anonymous: httpx.AsyncClient,
        verb: str,
        body: dict[str, object] | None,
    ) -> None:
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/{verb}".format(member=made.member_ids[0])
        analyst = await made.world.client(Role.ANALYST)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await anonymous.post(path, json=body)).status_code == 401
        assert (await analyst.post(path, json=body)).status_code == 403
        assert (await theirs.post(path, json=body)).status_code == 404

    async def test_facilitators_act_only_on_sessions_that_they_moderate_or_write_for(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await start(made, crew, session)
        other = await made.world.client(Role.FACILITATOR)
        base = f"/v1/sessions/{session['id']}"
        answer = await other.post(f"{base}/confidentiality", json={"explained": True})
        assert answer.status_code == 403
        assert set((await other.get(base)).json()["can"]) == {"read"}
        await ok(crew.note_taker, f"{base}/confidentiality", explained=True)

    async def test_nobody_attests_for_the_moderator(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        body = {
            "rapport_and_training": True,
            "guide_version_id": str(made.guide_version.id),
        }
        for client in (crew.coordinator, crew.note_taker):
            path = f"/v1/sessions/{session['id']}/attestation"
            assert (await client.post(path, json=body)).status_code == 403

    async def test_a_district_system_runs_a_session(self, made: Round, crew: Crew) -> None:
        system = await made.world.integration(
            Ability.SESSIONS_READ, Ability.SESSIONS_WRITE, Ability.SESSIONS_RUN
        )
        session = await schedule(made, crew)
        base = f"/v1/sessions/{session['id']}"
        await ok(
            system,
            f"{base}/attestation",
            rapport_and_training=True,
            guide_version_id=str(made.guide_version.id),
        )
        assert (await ok(system, f"{base}/start"))["stage"] == "welcome"


class TestStart:
    async def test_a_conflict_blocks_the_start(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await attest(made, crew, session)
        await made.taught_by(crew.moderator_staff, made.students[0])
        base = f"/v1/sessions/{session['id']}"
        answer = await crew.moderator.post(f"{base}/start")
        assert answer.status_code == 409
        assert answer.json()["missing"] == ["conflict"]
        reason = "Nobody else speaks Hmong."
        await ok(crew.coordinator, f"{base}/conflict-override", reason=reason)
        assert (await ok(crew.moderator, f"{base}/start"))["status"] == "running"

    async def test_the_moderator_acknowledges_the_guide_version_before_starting(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        base = f"/v1/sessions/{session['id']}"
        answer = await crew.moderator.post(f"{base}/start")
        assert answer.json()["type"] == "/problems/not-ready-to-start"
        assert answer.json()["missing"] == ["attestation"]
        other = {"rapport_and_training": True, "guide_version_id": session["id"]}
        wrong = await crew.moderator.post(f"{base}/attestation", json=other)
        assert wrong.json()["type"] == "/problems/guide-not-acknowledged"
        refused = {"rapport_and_training": False, "guide_version_id": session["guide_version_id"]}
        unable = await crew.moderator.post(f"{base}/attestation", json=refused)
        assert unable.status_code == 422

    async def test_a_session_without_a_guide_does_not_start(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew, guide_version_id=None)
        answer = await crew.moderator.post(f"/v1/sessions/{session['id']}/start")
        assert "guide" in answer.json()["missing"]

    async def test_a_guide_that_was_changed_is_read_again(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        attested = await attest(made, crew, session)
        assert attested["missing"] == []
        other = await made.publish_again()
        changed = await crew.coordinator.patch(
            f"/v1/sessions/{session['id']}",
            json={"guide_version_id": str(other.id)},
            headers={"If-Match": f'"{attested["version"]}"'},
        )
        assert [one["code"] for one in changed.json()["missing"]] == ["acknowledgement"]
        answer = await crew.moderator.post(f"/v1/sessions/{session['id']}/start")
        assert answer.json()["missing"] == ["acknowledgement"]

    async def test_nothing_starts_in_a_cohort_that_is_closed(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await attest(made, crew, session)
        await made.close()
        answer = await crew.moderator.post(f"/v1/sessions/{session['id']}/start")
        assert answer.json()["type"] == "/problems/cohort-not-open"

    async def test_a_cohort_is_not_closed_over_the_heads_of_those_in_session(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        url = f"/v1/cohorts/{made.cohort.id}"
        refused = await crew.coordinator.post(f"{url}/close")
        assert refused.status_code == 409
        assert refused.json()["type"] == "/problems/cohort-in-session"
        assert (await crew.coordinator.get(url)).json()["status"] == "drawn"
        assert "cohort.closed" not in await told(made.world, {"id": str(made.cohort.id)})
        await end(crew, session)
        assert (await ok(crew.coordinator, f"{url}/close"))["status"] == "closed"

    async def test_it_starts_once(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        started = await start(made, crew, session)
        assert (started["status"], started["stage"]) == ("running", "welcome")
        again = await crew.moderator.post(f"/v1/sessions/{session['id']}/start")
        assert again.status_code == 409
        assert "session.started" in await told(made.world, session)


class TestCheckIn:
    async def test_check_in_is_refused_without_permission(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}/check-in"
        answer = await crew.note_taker.post(path)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/permission-missing"
        assert answer.json()["member_id"] == made.member_ids[0]
        assert answer.json()["reason"] == "no_guardian_known"
        await made.consent(made.members[0])
        seats = (await ok(crew.note_taker, path))["participants"]
        assert [seat["presence"] for seat in seats][:2] == ["present", "expected"]

    async def test_a_refusal_keeps_a_student_out(self, made: Round, crew: Crew) -> None:
        await made.consent(made.members[0], decision=Decision.DECLINED)
        session = await schedule(made, crew)
        path = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}/check-in"
        assert (await crew.note_taker.post(path)).status_code == 409

    async def test_only_who_has_a_seat_is_checked_in(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew, member_ids=made.member_ids[:2])
        path = f"/v1/sessions/{session['id']}/participants/{made.member_ids[3]}/check-in"
        assert (await crew.note_taker.post(path)).status_code == 404

    async def test_nobody_joins_at_the_wrap_up(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        seat = f"{base}/participants/{made.member_ids[0]}"
        await ok(crew.moderator, f"{seat}/leave")
        await ok(crew.moderator, f"{base}/stage", stage="wrap_up")
        answer = await crew.moderator.post(f"{seat}/check-in")
        assert answer.json()["type"] == "/problems/too-late-to-join"


class TestWelcome:
    async def test_the_limits_of_confidentiality_cannot_be_skipped(
        self, made: Round, crew: Crew
    ) -> None:
        session = await schedule(made, crew)
        await start(made, crew, session)
        base = f"/v1/sessions/{session['id']}"
        answer = await crew.moderator.post(f"{base}/stage", json={"stage": "introduction"})
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/confidentiality-not-explained"
        silent = await crew.moderator.post(f"{base}/confidentiality", json={"explained": False})
        assert silent.status_code == 422
        await ok(crew.moderator, f"{base}/confidentiality", explained=True)
        moved = await ok(crew.moderator, f"{base}/stage", stage="introduction")
        assert moved["stage"] == "introduction"

    async def test_each_participant_is_asked_aloud(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await made.consent()
        await start(made, crew, session)
        base = f"/v1/sessions/{session['id']}"
        await seat_everyone(crew, session, made.member_ids[:2])
        await ok(crew.note_taker, f"{base}/participants/{made.member_ids[2]}/check-in")
        await ok(crew.moderator, f"{base}/confidentiality", explained=True)
        answer = await crew.moderator.post(f"{base}/stage", json={"stage": "introduction"})
        assert answer.json()["type"] == "/problems/assent-missing"
        assert answer.json()["member_ids"] == [made.member_ids[2]]
        seat = f"{base}/participants/{made.member_ids[2]}"
        passed = await ok(crew.moderator, f"{seat}/assent", assent="pass")
        assert passed["participants"][2]["presence"] == "present"
        await ok(crew.moderator, f"{base}/stage", stage="introduction")

    async def test_a_no_takes_them_out_without_consequence(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await made.consent()
        await start(made, crew, session)
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        await ok(crew.note_taker, f"{seat}/check-in")
        out = (await ok(crew.moderator, f"{seat}/assent", assent="no"))["participants"][0]
        assert (out["presence"], out["assent"]) == ("left", "no")
        back = (await ok(crew.note_taker, f"{seat}/check-in"))["participants"][0]
        assert (back["presence"], back["assent"]) == ("present", None)

    async def test_who_is_not_here_is_not_asked(self, made: Round, crew: Crew) -> None:
        session = await schedule(made, crew)
        await start(made, crew, session)
        seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
        answer = await crew.moderator.post(f"{seat}/assent", json={"assent": "yes"})
        assert answer.json()["type"] == "/problems/not-checked-in"


class TestStages:
    async def test_stages_follow_each_other_to_the_end(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        base = f"/v1/sessions/{session['id']}"
        for wrong in ("welcome", "questions", "ended"):
            answer = await crew.moderator.post(f"{base}/stage", json={"stage": wrong})
            assert answer.json()["type"] == "/problems/stage-out-of-order"
        done = await end(crew, session)
        assert (done["status"], done["stage"]) == ("completed", "ended")
        assert done["missing"] == []
        over = await crew.moderator.post(f"{base}/question", json={"question_key": "E1"})
        assert over.json()["type"] == "/problems/session-not-running"
        happened = await told(made.world, session)
        assert happened[-1] == "session.completed"
        assert happened.count("session.stage_entered") == 3

    async def test_questions_are_asked_in_any_order(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        path = f"/v1/sessions/{session['id']}/question"
        await ok(crew.moderator, path, question_key="E2")
        await ok(crew.moderator, path, question_key="E1")
        await ok(crew.moderator, path, question_key="E2.yes")
        again = await ok(crew.moderator, path, question_key="E2")
        assert again["current_question"] == "E2"
        assert again["asked_questions"] == ["E2", "E1", "E2.yes"]
        between = await crew.moderator.post(path, json={"question_key": None})
        assert between.json()["current_question"] is None

    async def test_a_question_that_the_guide_lacks_is_named(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        path = f"/v1/sessions/{session['id']}/question"
        answer = await crew.moderator.post(path, json={"question_key": "E9"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/question_key"
