"""What is remembered when nobody took notes: responses like any other."""

from dataclasses import replace

import httpx
import pytest

from factories import World
from interviews import Crew, end, ok
from listening import reach_questions
from rounds import Json, Round
from tellmore.identity.abilities import Role


@pytest.fixture
async def session(made: Round, crew: Crew) -> Json:
    """Over, without a note-taker; the second student left before the end."""
    alone = replace(crew, note_taker=crew.moderator)
    flu = {"note_taker_id": None, "no_note_taker_reason": "Flu"}
    running = await reach_questions(made, alone, **flu)
    seat = f"/v1/sessions/{running['id']}/participants/{made.member_ids[1]}"
    await ok(crew.moderator, f"{seat}/leave")
    return await end(crew, running)


def note(made: Round, *texts: str) -> Json:
    """One text for each student in turn, the last for the group."""
    ids = [*made.member_ids[: len(texts) - 1], None]
    pairs = zip(ids, texts, strict=True)
    return {"items": [{"member_id": member, "text": text} for member, text in pairs]}


async def test_it_is_read_among_the_responses_as_paraphrase(
    made: Round, crew: Crew, session: Json
) -> None:
    path = f"/v1/sessions/{session['id']}/recall-note"
    written = await ok(crew.moderator, path, **note(made, "Choir.", "The bus.", "All laughed."))
    assert written["missing"] == []
    items = (await crew.coordinator.get("/v1/responses")).json()["items"]
    kept = {(one["pseudonym"], one["text"], one["wording"], one["kind"]) for one in items}
    assert kept == {
        ("Student 1", "Choir.", "paraphrase", "utterance"),
        ("Student 2", "The bus.", "paraphrase", "utterance"),
        (None, "All laughed.", "paraphrase", "utterance"),
    }


async def test_a_student_strikes_what_was_remembered_too(
    made: Round, crew: Crew, session: Json
) -> None:
    base = f"/v1/sessions/{session['id']}"
    await ok(crew.moderator, f"{base}/recall-note", **note(made, "Choir.", "The bus."))
    seat = f"{base}/participants/{made.member_ids[0]}"
    assert await ok(crew.moderator, f"{seat}/strike-all") == {"struck": 1}
    left = (await crew.coordinator.get("/v1/responses")).json()["items"]
    assert [one["text"] for one in left] == ["The bus."]
    again = await crew.moderator.post(f"{base}/recall-note", json=note(made, "Choir.", "Bus."))
    assert again.json()["type"] == "/problems/response-struck-already"
    assert len((await crew.coordinator.get("/v1/responses")).json()["items"]) == 1


async def test_nothing_is_remembered_of_who_has_withdrawn(
    made: Round, crew: Crew, session: Json
) -> None:
    await made.withdraw(made.members[0])
    path = f"/v1/sessions/{session['id']}/recall-note"
    answer = await crew.moderator.post(path, json=note(made, "Choir.", "The bus."))
    assert answer.json()["type"] == "/problems/permission-missing"
    assert (await crew.coordinator.get("/v1/responses")).json()["items"] == []


async def test_who_may(
    made: Round, crew: Crew, session: Json, elsewhere: World, anonymous: httpx.AsyncClient
) -> None:
    other = await made.world.client(Role.FACILITATOR)
    theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
    path = f"/v1/sessions/{session['id']}/recall-note"
    for client, status in ((anonymous, 401), (other, 403), (theirs, 404)):
        assert (await client.post(path, json=note(made, "All."))).status_code == status
