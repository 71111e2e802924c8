"""Of an account outside the roster nobody knows whom it teaches: unknown never reads as clear."""

import httpx
import pytest

from interviews import Crew, ok, said
from listening import reach_questions
from responses.talking import talk
from rounds import Json, Round
from tellmore.identity.abilities import Role


async def stranger(made: Round, *roles: Role) -> httpx.AsyncClient:
    """Somebody who is neither linked to the roster nor attested."""
    return await made.world.client(*roles, teaches_nobody=False)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COORDINATOR, Role.DISTRICT_ADMIN])
async def test_raw_text_is_refused_with_what_to_do_and_who_can(
    made: Round, crew: Crew, role: Role
) -> None:
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "A secret.")
    admin = await made.world.client(Role.DISTRICT_ADMIN)
    reader = await stranger(made, role)
    for path in (
        "/v1/responses",
        "/v1/responses.csv",
        f"/v1/responses?session_id={session['id']}",
        f"/v1/responses/{spoken['id']}",
        f"/v1/responses/{spoken['id']}/revisions",
    ):
        answer = await reader.get(path)
        assert answer.status_code == 403, path
        problem = answer.json()
        assert problem["type"] == "/problems/teaching-unknown"
        assert "administrator" in problem["detail"]
        assert (await admin.get("/v1/me")).json()["name"] in problem["administrators"]
        assert "secret" not in answer.text


async def test_the_live_screen_shows_the_session_without_the_words(made: Round, crew: Crew) -> None:
    session = await reach_questions(made, crew)
    await talk(made, crew, session, "A secret.")
    reader = await stranger(made, Role.COORDINATOR)
    state = (await reader.get(f"/v1/sessions/{session['id']}/state")).json()
    assert [(entry["withheld"], entry["text"]) for entry in state["entries"]] == [(True, None)]


async def test_nor_by_an_edit_or_a_replay(made: Round, crew: Crew) -> None:
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "A secret.")
    reader = await stranger(made, Role.COORDINATOR)
    path = f"/v1/responses/{spoken['id']}"
    tries = [
        await reader.patch(path, json={}),
        await reader.post("/v1/responses", json=said(made, session, id=spoken["id"])),
    ]
    assert [answer.status_code for answer in tries] == [403, 409]
    assert "secret" not in " ".join(answer.text for answer in tries)


async def test_whoever_sat_in_the_room_has_heard_it(made: Round, crew: Crew) -> None:
    admin = await made.world.client(Role.DISTRICT_ADMIN)
    people = {}
    for key, role in (("moderator_id", Role.FACILITATOR), ("note_taker_id", Role.NOTE_TAKER)):
        client = await stranger(made, role)
        people[key] = (await client.get("/v1/me")).json()["id"]
        setattr(crew, key.removesuffix("_id"), client)
        setattr(crew, key, people[key])
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "Said aloud.")
    assert (await admin.get(f"/v1/responses/{spoken['id']}")).json()["text"] == "Said aloud."
    assert (await crew.moderator.get(f"/v1/responses/{spoken['id']}")).status_code == 200
    listed = await crew.moderator.get("/v1/responses", params={"session_id": session["id"]})
    assert [one["text"] for one in listed.json()["items"]] == ["Said aloud."]


async def test_an_administrators_attestation_opens_it(made: Round, crew: Crew) -> None:
    session = await reach_questions(made, crew)
    await talk(made, crew, session, "Heard at last.")
    reader = await stranger(made, Role.ANALYST)
    admin = await made.world.client(Role.DISTRICT_ADMIN)
    user = f"/v1/users/{(await reader.get('/v1/me')).json()['id']}"
    tag = {"If-Match": (await admin.get(user)).headers["etag"]}
    body = (await admin.patch(user, json={"teaches_nobody": True}, headers=tag)).json()
    assert body["teaches_nobody"]
    assert len((await reader.get("/v1/responses")).json()["items"]) == 1
    tag = {"If-Match": (await admin.get(user)).headers["etag"]}
    await admin.patch(user, json={"teaches_nobody": False}, headers=tag)
    assert (await reader.get("/v1/responses")).status_code == 403


async def test_an_attested_adult_reads_nothing_that_names_them(made: Round, crew: Crew) -> None:
    session = await reach_questions(made, crew)
    await talk(made, crew, session, "Ms. Vane yells.", "I like art.")
    admin = await made.world.client(Role.DISTRICT_ADMIN)
    email = await made.world.user(Role.ANALYST)
    listed = (await admin.get("/v1/users", params={"limit": 200})).json()["items"]
    found = next(one for one in listed if one["email"] == email)
    tag = (await admin.get(f"/v1/users/{found['id']}")).headers["etag"]
    changed = await admin.patch(
        f"/v1/users/{found['id']}", json={"name": "Harriet Vane"}, headers={"If-Match": tag}
    )
    assert changed.status_code == 200
    reader = await made.world.signed_in(email)
    items = (await reader.get("/v1/responses")).json()["items"]
    assert [one["text"] for one in items] == ["I like art."]


async def test_excerpts_are_words_too(made: Round, crew: Crew) -> None:
    session = await reach_questions(made, crew)
    (spoken,) = await talk(made, crew, session, "A secret.")
    code = await ok(crew.coordinator, "/v1/codes", cohort_id=str(made.cohort.id), name="Trust")
    coding = await ok(
        crew.coordinator,
        "/v1/codings",
        code_id=code["id"],
        response_id=spoken["id"],
        span_start=0,
        span_end=8,
        response_revision=1,
    )
    theme = await ok(
        crew.coordinator,
        "/v1/themes",
        cohort_id=str(made.cohort.id),
        title="Trust",
        description="Students look for it.",
        evidence=[{"coding_id": coding["id"]}],
        cause_unknown=True,
    )
    await ok(crew.coordinator, f"/v1/themes/{theme['id']}/publish")
    reader = await stranger(made, Role.ANALYST)
    for path in ("/v1/codings", "/v1/themes", f"/v1/themes/{theme['id']}"):
        answer = await reader.get(path)
        assert answer.status_code == 403, path
        assert answer.json()["type"] == "/problems/teaching-unknown"
    shown = await reader.get("/v1/published-themes")
    assert [one["title"] for one in shown.json()["items"]] == ["Trust"]


class TestStaffOfTheRoster:
    """They are known; whom they teach is not, where a class names no teacher."""

    async def read(self, client: httpx.AsyncClient, session: Json) -> list[str]:
        """The same by each way: what the list shows, the file, and the live screen."""
        listed = [one["text"] for one in (await client.get("/v1/responses")).json()["items"]]
        state = (await client.get(f"/v1/sessions/{session['id']}/state")).json()
        shown = [one["text"] for one in state["entries"] if not one["withheld"]]
        assert sorted(listed) == sorted(shown)
        return listed

    async def test_read_nothing_of_students_whose_teacher_the_roster_does_not_name(
        self, made: Round, crew: Crew
    ) -> None:
        session = await reach_questions(made, crew)
        spoken = await talk(made, crew, session, "A secret.", "Heard.")
        unnamed = await made.taught_by(None, made.students[0])
        staff = await made.staff("Unmentioned")
        analyst = await made.world.client(Role.ANALYST, staff_id=staff.id)
        assert await self.read(analyst, session) == ["Heard."]
        answer = await analyst.get(f"/v1/responses/{spoken[0]['id']}")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/teaching-unknown")
        assert "roster" in answer.json()["detail"]
        async with made.world.context() as ctx:
            (await ctx.session.merge(unnamed)).active = False
        assert await self.read(analyst, session) == ["Heard.", "A secret."]

    async def test_nor_of_students_without_classes(self, made: Round, crew: Crew) -> None:
        await made.enlist(1)
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "1", "2", "3", "4", "A secret.")
        staff = await made.staff("Unmentioned")
        analyst = await made.world.client(Role.ANALYST, staff_id=staff.id)
        assert await self.read(analyst, session) == ["4", "3", "2", "1"]

    async def test_but_what_they_heard_or_wrote_down(self, made: Round, crew: Crew) -> None:
        session = await reach_questions(made, crew)
        await talk(made, crew, session, "Said aloud.")
        await made.taught_by(None, made.students[0])
        for client in (crew.moderator, crew.note_taker):
            found = await client.get("/v1/responses", params={"session_id": session["id"]})
            assert [one["text"] for one in found.json()["items"]] == ["Said aloud."]
