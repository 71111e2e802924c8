"""A conflict blocks whoever really runs the session, named in its plan or not."""

import pytest

from factories import World
from interviews import Crew, attest, ok, said, schedule, start
from listening import reach_questions
from rounds import Json, Round
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import StaffMember


@pytest.fixture
async def teacher(made: Round) -> StaffMember:
    staff = await made.staff("Unmentioned", "Nobody")
    await made.taught_by(staff, *made.students)
    return staff


def refused(answer: Json) -> bool:
    return bool(
        answer["type"] == "/problems/not-ready-to-start" and answer["missing"] == ["conflict"]
    )


async def test_a_coordinator_who_teaches_them_runs_no_step_of_it(
    made: Round, crew: Crew, teacher: StaffMember
) -> None:
    session = await schedule(made, crew)
    await made.consent()
    await attest(made, crew, session)
    coordinator = await made.world.client(Role.COORDINATOR, staff_id=teacher.id)
    base, seat = f"/v1/sessions/{session['id']}", f"participants/{made.member_ids[0]}"
    for step, body in (("start", None), (f"{seat}/check-in", None), (f"{seat}/leave", None)):
        answer = await coordinator.post(f"{base}/{step}", json=body)
        assert answer.status_code == 409, step
        assert refused(answer.json()), step
    await ok(crew.moderator, f"{base}/start")
    steps: list[tuple[str, Json]] = [
        (f"{seat}/assent", {"assent": "yes"}),
        (f"{seat}/spoken-consent", {"decisions": {"audio": "granted"}}),
        ("confidentiality", {"explained": True}),
        ("stage", {"stage": "introduction"}),
        ("question", {"question_key": "E1"}),
        ("recorder", {"recorder": "off"}),
    ]
    for step, body in steps:
        answer = await coordinator.post(f"{base}/{step}", json=body)
        assert answer.status_code == 409, step
        assert refused(answer.json()), step
    can = set((await coordinator.get(base)).json()["can"])
    assert not can & {"start", "check_in", "run", "write_recall_note"}


async def test_nor_writes_down_or_reads_on_the_live_screen_what_is_said(
    made: Round, crew: Crew, teacher: StaffMember
) -> None:
    session = await reach_questions(made, crew)
    await ok(crew.note_taker, "/v1/responses", **said(made, session, text="A secret."))
    coordinator = await made.world.client(Role.COORDINATOR, staff_id=teacher.id)
    answer = await coordinator.post("/v1/responses", json=said(made, session))
    assert answer.status_code == 409
    assert refused(answer.json())
    batch = await coordinator.post("/v1/responses/batch", json={"items": [said(made, session)]})
    assert [one["outcome"] for one in batch.json()["results"]] == ["refused"]
    state = await coordinator.get(f"/v1/sessions/{session['id']}/state")
    assert [one["withheld"] for one in state.json()["entries"]] == [True]
    assert "secret" not in state.text


async def test_a_note_from_memory_is_not_theirs_either(
    made: Round, crew: Crew, teacher: StaffMember
) -> None:
    flu = {"note_taker_id": None, "no_note_taker_reason": "Flu"}
    session = await schedule(made, crew, **flu)
    await made.consent()
    await start(made, crew, session)
    base = f"/v1/sessions/{session['id']}"
    await ok(crew.moderator, f"{base}/confidentiality", explained=True)
    for stage in ("introduction", "questions", "wrap_up", "ended"):
        await ok(crew.moderator, f"{base}/stage", stage=stage)
    coordinator = await made.world.client(Role.COORDINATOR, staff_id=teacher.id)
    note = {"items": [{"text": "They laughed."}]}
    answer = await coordinator.post(f"{base}/recall-note", json=note)
    assert refused(answer.json())


async def test_named_in_the_plan_and_overridden_in_writing_they_run_it(
    made: Round, crew: Crew, teacher: StaffMember
) -> None:
    coordinator = await made.world.client(Role.COORDINATOR, staff_id=teacher.id)
    user = (await coordinator.get("/v1/me")).json()["id"]
    session = await schedule(made, crew, note_taker_id=user)
    base = f"/v1/sessions/{session['id']}"
    await attest(made, crew, session)
    assert refused((await coordinator.post(f"{base}/start")).json())
    await ok(crew.coordinator, f"{base}/conflict-override", reason="Nobody else speaks Hmong.")
    assert (await ok(coordinator, f"{base}/start"))["status"] == "running"


async def test_staff_who_teach_none_of_them_and_systems_stand_in(
    made: Round, crew: Crew, world: World
) -> None:
    staff = await made.staff("Unmentioned")
    await made.consent()
    for client in (
        await world.client(Role.COORDINATOR, staff_id=staff.id),
        await world.client(Role.COORDINATOR),
        await world.integration(Ability.SESSIONS_RUN, Ability.SESSIONS_WRITE),
    ):
        session = await schedule(made, crew)
        await attest(made, crew, session)
        started = await ok(client, f"/v1/sessions/{session['id']}/start")
        assert "run" in started["can"]
