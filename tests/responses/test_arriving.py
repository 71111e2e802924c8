"""Words that arrive after they were said: what ended meanwhile, and what a clock says."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from families import by_guardian, decide, publish, second_guardian, settle
from interviews import Crew, end, ok, said
from listening import reach_questions
from responses.changes import left_school, lost_guardians, newer_form, replaced
from responses.words import places_of, struck_by, texts
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.core.ids import uuid7


@pytest.fixture
async def running(made: Round, crew: Crew) -> Json:
    await publish(made, crew.coordinator)
    return await reach_questions(made, crew)


@pytest.fixture
def noted(made: Round, running: Json) -> Json:
    """On a device without a network, with permission."""
    return said(made, running, id=str(uuid7()), text="xylophone", captured_at=now().isoformat())


@pytest.fixture
def seat(made: Round, running: Json) -> str:
    return f"/v1/sessions/{running['id']}/participants/{made.member_ids[0]}"


async def refusal(crew: Crew, body: Json) -> str:
    answer = await crew.note_taker.post("/v1/responses", json=body)
    assert answer.status_code == 409, answer.text
    return str(answer.json()["type"]).removeprefix("/problems/")


class TestWhatIsNobodysNo:
    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            (left_school, "not_in_cohort"),
            (replaced, "not_in_cohort"),
            (lost_guardians, "no_guardian_known"),
            (newer_form, "ask_again"),
        ],
    )
    async def test_a_permission_that_ends_by_itself_takes_back_no_words(
        self,
        made: Round,
        crew: Crew,
        noted: Json,
        change: Callable[[Round], Awaitable[None]],
        reason: str,
    ) -> None:
        running = {"id": noted["session_id"]}
        await end(crew, running)
        await change(made)
        state = (await crew.note_taker.get(f"/v1/sessions/{running['id']}/state")).json()
        assert state["seats"][0]["reason"] == reason
        await ok(crew.note_taker, "/v1/responses", **noted)
        assert await texts(crew.coordinator) == {"xylophone"}


class TestWhatSomebodysNoCovers:
    async def test_a_withdrawal_still_takes_what_has_yet_to_arrive(
        self, made: Round, crew: Crew, running: Json, noted: Json
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        assert await refusal(crew, noted) == "response-struck-already"
        await left_school(made)
        assert await refusal(crew, {**noted, "captured_at": None}) == "permission-missing"
        assert await places_of(made.world, "xylophone") == set()

    async def test_while_guardians_disagree_it_is_kept_and_nobody_reads_it(
        self, made: Round, crew: Crew, running: Json, noted: Json
    ) -> None:
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        key = {"Idempotency-Key": "once"}
        for _ in range(2):
            sent = await crew.note_taker.post("/v1/responses", json=noted, headers=key)
            assert (sent.status_code, sent.json()["text"]) == (201, None)
        assert await refusal(crew, noted) == "response-struck-already"
        assert await texts(crew.coordinator) == set()
        assert await struck_by(made.world) == ["dispute"]
        later = {**noted, "id": None, "captured_at": now().isoformat()}
        assert await refusal(crew, later) == "permission-missing"
        await settle(made, crew.coordinator, "granted")
        assert await texts(crew.coordinator) == {"xylophone"}

    async def test_what_turns_out_to_be_theirs_is_hidden_too(
        self, made: Round, crew: Crew, running: Json, noted: Json
    ) -> None:
        other = {**noted, "member_id": made.member_ids[1]}
        await ok(crew.note_taker, "/v1/responses", **other)
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        path = f"/v1/responses/{noted['id']}"
        moved = await crew.note_taker.patch(path, json={"member_id": made.member_ids[0]})
        assert (moved.status_code, moved.json()["text"]) == (200, None)
        assert await texts(crew.coordinator) == set()


class TestTheAnswerAloud:
    async def test_a_no_ends_what_is_noted_from_its_moment_on(
        self, crew: Crew, seat: str, noted: Json
    ) -> None:
        first, second = noted, {**noted, "id": str(uuid7())}
        await ok(crew.moderator, f"{seat}/assent", assent="no")
        under_the_no = {**noted, "id": None, "captured_at": now().isoformat()}
        assert await refusal(crew, under_the_no) == "not-taking-part"
        await ok(crew.note_taker, "/v1/responses", **first)
        await ok(crew.note_taker, f"{seat}/check-in")
        await ok(crew.note_taker, "/v1/responses", **second)
        assert await refusal(crew, under_the_no) == "not-taking-part"
        await ok(crew.moderator, f"{seat}/assent", assent="yes")
        assert await refusal(crew, under_the_no) == "not-taking-part"
        await ok(crew.note_taker, "/v1/responses", **{**noted, "id": None, "captured_at": None})


class TestAClockThatIsAhead:
    @pytest.fixture
    def ahead(self, noted: Json) -> Json:
        return {**noted, "captured_at": (now() + timedelta(minutes=2)).isoformat()}

    async def test_nothing_is_said_after_it_arrived(self, crew: Crew, ahead: Json) -> None:
        got = await ok(crew.note_taker, "/v1/responses", **ahead)
        assert got["captured_at"] < now().isoformat()

    @pytest.mark.parametrize("step", ["strike-all", "leave"])
    async def test_it_undoes_no_step_of_the_student_and_costs_no_word(
        self, crew: Crew, seat: str, noted: Json, ahead: Json, step: str
    ) -> None:
        await ok(crew.moderator, f"{seat}/{step}")
        sent = await ok(crew.note_taker, "/v1/responses/batch", items=[ahead])
        assert sent["results"][0]["problem"]["type"] == "/problems/clock-ahead"
        if step == "strike-all":
            assert await refusal(crew, noted) == "response-struck-already"
        else:
            await ok(crew.note_taker, "/v1/responses", **noted)

    async def test_nor_a_no_that_was_taken_back(self, crew: Crew, seat: str, ahead: Json) -> None:
        await ok(crew.moderator, f"{seat}/assent", assent="no")
        await ok(crew.note_taker, f"{seat}/check-in")
        await ok(crew.moderator, f"{seat}/assent", assent="yes")
        assert await refusal(crew, ahead) == "clock-ahead"

    async def test_nor_a_dispute(self, made: Round, crew: Crew, noted: Json, ahead: Json) -> None:
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        assert await refusal(crew, ahead) == "clock-ahead"
        await ok(crew.note_taker, "/v1/responses", **noted)
        assert await struck_by(made.world) == ["dispute"]
