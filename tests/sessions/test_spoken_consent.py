"""A student's word on being recorded, quoted and asked again, said aloud at the Welcome."""

import httpx
import pytest

from factories import World
from interviews import Crew, ok, schedule, start
from rounds import Json, Round
from tellmore.consent.kinds import Decision, Purpose
from tellmore.identity.abilities import Role

NOTHING_YET = (Purpose.PARTICIPATE,)


@pytest.fixture
async def welcome(made: Round, crew: Crew) -> Json:
    """A session at its Welcome: its student may take part, and has said nothing else."""
    form = await ok(crew.coordinator, "/v1/consent-forms", cohort_id=str(made.cohort.id))
    headers = {"If-Match": f'"{form["version"]}"'}
    url = f"/v1/consent-forms/{form['id']}/publish"
    assert (await crew.coordinator.post(url, headers=headers)).status_code == 200
    await made.consent(purposes=NOTHING_YET)
    session = await schedule(made, crew)
    await start(made, crew, session)
    seat = f"/v1/sessions/{session['id']}/participants/{made.member_ids[0]}"
    await ok(crew.moderator, f"{seat}/check-in")
    return {"seat": seat, "id": session["id"]}


async def say(client: httpx.AsyncClient, welcome: Json, **decisions: str) -> httpx.Response:
    return await client.post(f"{welcome['seat']}/spoken-consent", json={"decisions": decisions})


async def records(crew: Crew, made: Round) -> list[Json]:
    url = f"/v1/consent-records?member_id={made.member_ids[0]}&limit=100"
    items: list[Json] = (await crew.coordinator.get(url)).json()["items"]
    return [one for one in items if one["method"] == "verbal"]


class TestHearing:
    async def test_it_is_a_record_with_who_asked_when_and_with_which_words(
        self, made: Round, crew: Crew, welcome: Json
    ) -> None:
        answer = await say(crew.moderator, welcome, audio="granted", quote="declined")
        assert answer.status_code == 200, answer.text
        found = {one["purpose"]: one for one in await records(crew, made)}
        assert {name: one["decision"] for name, one in found.items()} == {
            "audio": "granted",
            "quote": "declined",
        }
        one = found["audio"]
        assert (one["party"], one["method"]) == ("student", "verbal")
        assert one["recorded_by"] == crew.moderator_id
        assert welcome["id"] in one["note"]
        assert f"guide version {made.guide_version.number}" in one["note"]

    async def test_a_yes_of_the_student_is_no_guardian_s(
        self, made: Round, crew: Crew, welcome: Json
    ) -> None:
        await say(crew.moderator, welcome, audio="granted")
        url = f"/v1/cohorts/{made.cohort.id}/consent"
        (member,) = [
            one
            for one in (await crew.coordinator.get(url)).json()["members"]
            if one["member_id"] == made.member_ids[0]
        ]
        (audio,) = [one for one in member["permissions"] if one["purpose"] == "audio"]
        assert (audio["granted"], audio["reason"]) == (False, "guardian_not_answered")

    async def test_a_no_in_writing_is_not_talked_away(
        self, made: Round, crew: Crew, welcome: Json
    ) -> None:
        await made.consent(made.members[0], purposes=(Purpose.AUDIO,), decision=Decision.DECLINED)
        answer = await say(crew.moderator, welcome, audio="granted")
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/written-no-stands"
        assert await records(crew, made) == []
        assert (await say(crew.moderator, welcome, audio="declined")).status_code == 200

    async def test_taking_part_is_not_among_them(self, crew: Crew, welcome: Json) -> None:
        assert (await say(crew.moderator, welcome, participate="granted")).status_code == 422
        assert (await say(crew.moderator, welcome)).status_code == 422

    async def test_only_of_who_is_in_the_room(self, made: Round, crew: Crew, welcome: Json) -> None:
        await ok(crew.moderator, f"{welcome['seat']}/leave")
        answer = await say(crew.moderator, welcome, quote="granted")
        assert answer.json()["type"] == "/problems/not-checked-in"
        assert await records(crew, made) == []


class TestWhoMay:
    async def test_who_runs_the_session_and_nobody_else(
        self, world: World, elsewhere: World, anonymous: httpx.AsyncClient, welcome: Json
    ) -> None:
        another = await world.client(Role.FACILITATOR)
        analyst = await world.client(Role.ANALYST)
        stranger = await elsewhere.client(Role.DISTRICT_ADMIN)
        for client, status in ((anonymous, 401), (another, 403), (analyst, 403), (stranger, 404)):
            assert (await say(client, welcome, quote="granted")).status_code == status
