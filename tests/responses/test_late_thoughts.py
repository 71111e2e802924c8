"""The days after: a link per student, a thought added under the same pseudonym, a word struck."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from factories import World
from interviews import Crew, long_ago, said, told
from kept import post_kept
from responses.late import BORN, links, path_of, shift
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.districts.models import District
from tellmore.identity.abilities import Role
from tellmore.rosters.models import Student


class TestInvite:
    async def test_one_link_for_each_who_said_yes_open_for_a_week(
        self, made: Round, crew: Crew, session: Json
    ) -> None:
        items = await links(crew, session)
        assert [item["pseudonym"] for item in items] == [m.pseudonym for m in made.members]
        assert len({item["url"] for item in items}) == 4
        assert items[0]["qr_svg"].startswith("<svg")
        assert {item["add_until"] for item in items} == {items[0]["strike_until"]}
        assert "session.late_thoughts_invited" in await told(made.world, session)

    async def test_a_new_link_ends_the_old_one(
        self, crew: Crew, session: Json, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await anonymous.get(page)).status_code == 200
        await links(crew, session)
        assert (await anonymous.get(page)).status_code == 404

    async def test_no_link_is_kept_in_clear_for_a_request_that_is_sent_twice(
        self, made: Round, crew: Crew, session: Json
    ) -> None:
        url = f"/v1/sessions/{session['id']}/late-thought-links"
        answer, body = await post_kept(made.world, crew.moderator, url)
        assert answer.headers["cache-control"] == "no-store"
        for link in answer.json()["items"]:
            assert link["url"].rpartition("/")[2].encode() not in body

    async def test_leaving_the_school_ends_the_link(
        self, made: Round, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with made.world.context() as ctx:
            (await ctx.session.get_one(Student, made.students[0].id)).active = False
        assert (await anonymous.get(page)).status_code == 404
        typed = {**BORN, "thought": "One more."}
        assert (await anonymous.post(page, data=typed)).status_code == 404

    async def test_who_may(
        self, made: Round, session: Json, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        path = f"/v1/sessions/{session['id']}/late-thought-links"
        stranger = await made.world.client(Role.FACILITATOR)
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        for client, status in ((anonymous, 401), (stranger, 403), (theirs, 404)):
            assert (await client.post(path)).status_code == status


class TestLook:
    async def test_looking_shows_no_words_and_changes_nothing(
        self, made: Round, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.get(page)
        assert answer.status_code == 200
        assert "North High" in answer.text
        assert "choir" not in answer.text
        assert "Given0" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert (await anonymous.head(page)).status_code == 200
        assert len(answer.content) < 50_000

    async def test_in_spanish(self, page: str, anonymous: httpx.AsyncClient) -> None:
        answer = await anonymous.get(page, headers={"Accept-Language": "es-MX,es;q=0.9"})
        assert "Agregar una idea" in answer.text

    @pytest.mark.parametrize("token", ["nonsense", "0" * 32 + ".x", "%00"])
    async def test_a_link_that_is_not_ours_is_refused(
        self, anonymous: httpx.AsyncClient, token: str
    ) -> None:
        answer = await anonymous.get(f"/t/{token}")
        assert answer.status_code == 404
        assert "does not work" in answer.text

    async def test_a_link_expires(
        self, made: Round, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        past = now() - timedelta(minutes=1)
        await shift(made, add_until=past, strike_until=past)
        answer = await anonymous.get(page)
        assert answer.status_code == 410
        assert "North High" in answer.text


class TestAdd:
    async def test_a_late_thought_joins_the_same_pseudonym(
        self, made: Round, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        form = {"thought": "Also band.\r\nReally.", **BORN}
        answer = await anonymous.post(page, data=form)
        assert answer.status_code == 303, answer.text
        assert "added" in (await anonymous.get(answer.headers["location"])).text
        kind = {"kind": "late_thought"}
        (thought,) = (await crew.coordinator.get("/v1/responses", params=kind)).json()["items"]
        assert (thought["pseudonym"], thought["text"]) == ("Student 1", "Also band.\nReally.")
        assert (thought["stage"], thought["recorded_by"]) == ("ended", None)

    @pytest.mark.parametrize(
        ("changes", "shown"),
        [
            ({"thought": ""}, "Write your thought"),
            ({"year": ""}, "Type the month"),
            ({"month": "13"}, "Type the month"),
            ({"year": "1999"}, "not the one that the school has"),
        ],
    )
    async def test_without_the_birth_date_or_words_nothing_is_added(
        self,
        crew: Crew,
        page: str,
        anonymous: httpx.AsyncClient,
        changes: dict[str, str],
        shown: str,
    ) -> None:
        form = {"thought": "Also band.", **BORN, **changes}
        answer = await anonymous.post(page, data=form)
        assert answer.status_code == 422
        assert shown in answer.text
        listed = await crew.coordinator.get("/v1/responses", params={"kind": "late_thought"})
        assert listed.json()["items"] == []

    async def test_sent_twice_by_an_impatient_finger_is_added_once(
        self, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        forms = [await anonymous.get(page) for _ in range(2)]
        ids = [re.findall(r'name="id" value="([^"]+)"', form.text)[0] for form in forms]
        for once in (ids[0], ids[0], ids[1]):
            both = {**BORN, "id": once, "thought": "I said it too softly."}
            answer = await anonymous.post(page, data=both)
            assert answer.status_code == 303
        listed = await crew.coordinator.get("/v1/responses", params={"kind": "late_thought"})
        assert {one["id"] for one in listed.json()["items"]} == set(ids)

    async def test_a_cohort_that_is_closed_keeps_what_its_students_were_told(
        self, made: Round, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        await made.close()
        assert 'name="thought"' in (await anonymous.get(page)).text
        answer = await anonymous.post(page, data={**BORN, "thought": "One more thing."})
        assert answer.status_code == 303
        added = (await crew.coordinator.get("/v1/responses")).json()["items"][0]
        assert (added["kind"], added["text"]) == ("late_thought", "One more thing.")
        struck = await anonymous.post(f"{page}/strike", data={**BORN, "everything": "1"})
        assert struck.status_code == 303
        left = (await crew.coordinator.get("/v1/responses")).json()["items"]
        assert [one["pseudonym"] for one in left] == ["Student 2"]

    async def test_after_its_days_nothing_is_added(
        self, made: Round, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        await shift(made, add_until=now() - timedelta(minutes=1))
        assert "Add a thought" not in (await anonymous.get(page)).text
        answer = await anonymous.post(page, data={"thought": "Late.", **BORN})
        assert answer.status_code == 409


class TestStrike:
    async def test_the_student_strikes_what_they_choose(
        self, made: Round, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(page, data={"thought": "Keep this.", **BORN})
        shown = await anonymous.post(f"{page}/said", data=BORN)
        assert shown.status_code == 200
        assert "choir" in shown.text
        assert "Not mine" not in shown.text
        listed = (await crew.coordinator.get("/v1/responses")).json()["items"]
        (choir,) = [item for item in listed if "choir" in item["text"]]
        form = {**BORN, f"strike_{choir['id']}": "1"}
        answer = await anonymous.post(f"{page}/strike", data=form)
        assert answer.status_code == 303
        left = (await crew.coordinator.get("/v1/responses")).json()["items"]
        assert [item["text"] for item in left] == ["Keep this.", "Not mine."]
        assert (await told(made.world, choir))[-1] == "response.struck"

    async def test_or_all_and_never_anothers(
        self, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        listed = (await crew.coordinator.get("/v1/responses")).json()["items"]
        (other,) = [item for item in listed if item["pseudonym"] == "Student 2"]
        form = {**BORN, f"strike_{other['id']}": "1"}
        await anonymous.post(f"{page}/strike", data=form)
        assert len((await crew.coordinator.get("/v1/responses")).json()["items"]) == 2
        await anonymous.post(f"{page}/strike", data={**BORN, "everything": "1"})
        left = (await crew.coordinator.get("/v1/responses")).json()["items"]
        assert left == [other]

    async def test_all_means_what_has_yet_to_arrive_too(
        self, made: Round, crew: Crew, session: Json, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        noted = now().isoformat()
        await anonymous.post(f"{page}/strike", data={**BORN, "everything": "1"})
        queued = said(made, session, stage="questions", captured_at=noted)
        answer = await crew.note_taker.post("/v1/responses", json=queued)
        assert answer.json()["type"] == "/problems/response-struck-already"

    async def test_without_the_birth_date_no_word_is_shown(
        self, crew: Crew, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        for form in ({}, {**BORN, "day": "18"}):
            for verb in ("said", "strike"):
                body = {**form, "everything": "1"}
                answer = await anonymous.post(f"{page}/{verb}", data=body)
                assert answer.status_code == 422
                assert "choir" not in answer.text
        assert len((await crew.coordinator.get("/v1/responses")).json()["items"]) == 2

    async def test_after_its_days_the_school_still_can(
        self, made: Round, page: str, anonymous: httpx.AsyncClient
    ) -> None:
        await shift(made, strike_until=now() - timedelta(minutes=1))
        answer = await anonymous.post(f"{page}/said", data=BORN)
        assert answer.status_code == 409
        assert "school can still do it" in answer.text


async def test_the_window_is_counted_from_the_end(
    made: Round, crew: Crew, session: Json, anonymous: httpx.AsyncClient
) -> None:
    await long_ago(made, session, days=8)
    late = path_of((await links(crew, session))[0])
    assert (await anonymous.get(late)).status_code == 410


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
async def test_the_last_day_is_whole_and_the_districts(
    made: Round, crew: Crew, session: Json, anonymous: httpx.AsyncClient, zone: str
) -> None:
    """A student who is told a day has the evening of it, wherever the server stands."""
    async with made.world.context() as ctx:
        (await ctx.session.get_one(District, made.world.district_id)).timezone = zone
    link = (await links(crew, session))[0]
    ended = datetime.fromisoformat(str(session["ended_at"])).astimezone(ZoneInfo(zone))
    last = ended.date() + timedelta(days=7)
    until = datetime.fromisoformat(link["add_until"]).astimezone(ZoneInfo(zone))
    assert (until.date(), until.hour, until.minute) == (last, 23, 59)
    shown = (await anonymous.get(path_of(link))).text
    assert shown.count(f"until {last:%B} {last.day}, {last.year}") == 2
