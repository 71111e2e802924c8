"""Whoever teaches a student of a session handles none of its words, also where they read them."""

import httpx
import pytest

from interviews import Crew, attest, ok, said, schedule, seat_everyone
from listening import reach_questions
from responses.talking import talk
from rounds import Json, Round
from tellmore.identity.abilities import Role

HANDLING = {"edit", "strike"}


@pytest.fixture
async def teacher(made: Round) -> httpx.AsyncClient:
    """A coordinator who has the second student in class."""
    staff = await made.staff("Unmentioned", "Nobody")
    await made.taught_by(staff, made.students[1])
    return await made.world.client(Role.COORDINATOR, staff_id=staff.id)


def refused(answer: httpx.Response) -> bool:
    body = answer.json()
    kind = body.get("type") == "/problems/not-ready-to-start"
    return answer.status_code == 409 and kind and body["missing"] == ["conflict"]


async def handled(client: httpx.AsyncClient, made: Round, spoken: Json) -> list[httpx.Response]:
    one, base = f"/v1/responses/{spoken['id']}", f"/v1/sessions/{spoken['session_id']}"
    return [
        await client.patch(one, json={"text": "Nothing."}),
        await client.post(f"{base}/late-thought-links"),
        await client.post(f"{one}/strike"),
        await client.post(f"{base}/participants/{made.member_ids[0]}/strike-all"),
    ]


async def test_who_teaches_a_student_of_a_session_handles_none_of_its_words(
    made: Round, crew: Crew, teacher: httpx.AsyncClient
) -> None:
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "We laugh.")
    assert [refused(each) for each in await handled(teacher, made, spoken)] == [True] * 4
    assert (await teacher.get(f"/v1/responses/{spoken['id']}")).json()["text"] == "We laugh."


async def test_nor_is_it_offered_to_them(
    made: Round, crew: Crew, teacher: httpx.AsyncClient
) -> None:
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "We laugh.")
    state = (await teacher.get(f"/v1/sessions/{session['id']}/state")).json()
    shown = [
        (await teacher.get(f"/v1/responses/{spoken['id']}")).json(),
        *(await teacher.get("/v1/responses")).json()["items"],
        *(await teacher.get(f"/v1/responses?session_id={session['id']}")).json()["items"],
        *state["entries"],
    ]
    assert [set(each["can"]) & HANDLING for each in shown] == [set()] * 4
    assert "invite_late_thoughts" not in state["session"]["can"]


async def test_another_session_is_theirs_to_handle(
    made: Round, crew: Crew, teacher: httpx.AsyncClient
) -> None:
    alone = {"kind": "individual", "member_ids": made.member_ids[:1]}
    session = await reach_questions(made, crew, **alone)
    (spoken,) = await talk(made, crew, session, "We laugh.")
    listed = (await teacher.get("/v1/responses")).json()["items"]
    assert [set(each["can"]) & HANDLING for each in listed] == [HANDLING]
    answers = await handled(teacher, made, spoken)
    assert [each.status_code for each in answers] == [200, 201, 200, 200]


async def test_named_in_the_plan_and_overridden_in_writing_they_handle_them(
    made: Round, crew: Crew, teacher: httpx.AsyncClient
) -> None:
    user = (await teacher.get("/v1/me")).json()["id"]
    session = await schedule(made, crew, note_taker_id=user)
    base = f"/v1/sessions/{session['id']}"
    await made.consent()
    await attest(made, crew, session)
    await ok(crew.coordinator, f"{base}/conflict-override", reason="Nobody else speaks Hmong.")
    await ok(crew.moderator, f"{base}/start")
    await seat_everyone(Crew(**{**vars(crew), "note_taker": teacher}), session, made.member_ids)
    await ok(crew.moderator, f"{base}/confidentiality", explained=True)
    for stage in ("introduction", "questions"):
        await ok(crew.moderator, f"{base}/stage", stage=stage)
    spoken = await ok(teacher, "/v1/responses", **said(made, session))
    answers = await handled(teacher, made, spoken)
    assert [each.status_code for each in answers] == [200, 201, 200, 200]
