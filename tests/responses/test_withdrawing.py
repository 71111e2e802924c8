"""Deletion on withdrawal: a no to taking part takes out what was said, from everything at once."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from families import by_guardian, decide, publish
from interviews import Crew, end, ok, said
from listening import reach_questions
from responses.late import BORN, links, path_of
from responses.words import places_of, read, struck_by, texts
from rounds import Json, Round
from tellmore.consent.kinds import Purpose
from tellmore.core.clock import now
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student


class TestDeletionOnWithdrawal:
    async def test_deletion_on_withdrawal_leaves_no_word_anywhere(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        assert await texts(crew.coordinator) == {"We.", "Other."}
        assert (await crew.coordinator.get(talk["first"])).status_code == 404
        assert (await crew.coordinator.get(f"{talk['first']}/revisions")).status_code == 404
        assert await places_of(made.world, "xylophone") == set()
        assert await struck_by(made.world) == ["withdrawal"] * 3

    @pytest.mark.parametrize("decision", ["withdrawn", "declined"])
    async def test_deletion_on_withdrawal_by_a_guardian(
        self, made: Round, crew: Crew, talk: Json, decision: str
    ) -> None:
        """Where silence was a yes, who opts out afterwards declines."""
        await by_guardian(made, crew.coordinator, decision)
        assert await texts(crew.coordinator) == {"We.", "Other."}

    @pytest.mark.parametrize("party", ["guardian", "student"])
    async def test_deletion_on_withdrawal_by_link(
        self, made: Round, crew: Crew, talk: Json, anonymous: httpx.AsyncClient, party: str
    ) -> None:
        ask = {"cohort_id": str(made.cohort.id), "member_ids": [made.member_ids[0]], "again": True}
        items = (await ok(crew.coordinator, "/v1/consent-requests", **ask))["items"]
        (asked,) = [one for one in items if one["party"] == party]
        url = (await ok(crew.coordinator, f"/v1/consent-requests/{asked['id']}/link"))["url"]
        path = "/c/" + url.partition("/c/")[2]
        warned = "a no takes what you said" if party == "student" else "a no takes what Given0 said"
        assert warned in (await anonymous.get(path)).text
        signed = dict.fromkeys(Purpose, "yes") | {"form": str(made.form.number), "name": "G H"}
        assert (await anonymous.post(path, data=signed | BORN)).status_code == 303
        told = "what you said is" if party == "student" else "what Given0 said is"
        assert told in (await anonymous.get(path)).text
        assert "xylophone band" in await texts(crew.coordinator)
        back = await anonymous.post(f"{path}/withdraw", data={"back_participate": "1", **BORN})
        assert back.status_code == 303, back.text
        assert "was taken out of everything" in (await anonymous.get(path)).text
        assert await texts(crew.coordinator) == {"We.", "Other."}
        assert await places_of(made.world, "xylophone") == set()

    async def test_deletion_on_withdrawal_of_everything(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        query = {"member_id": made.member_ids[0], "purpose": "quote"}
        found = await crew.coordinator.get("/v1/consent-records", params=query)
        record = next(one for one in found.json()["items"] if one["party"] == "guardian")
        url = f"/v1/consent-records/{record['id']}/withdraw"
        await ok(crew.coordinator, url, everything=True, method="in_person")
        assert await texts(crew.coordinator) == {"We.", "Other."}

    async def test_a_system_that_synchronises_is_told_to_drop_its_copies(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        system = await made.world.integration(Ability.RESPONSES_READ)
        before = await read(system, member_id=made.member_ids[0])
        since = max(one["updated_at"] for one in before)
        await decide(made, crew.coordinator, "withdrawn")
        changed = await read(system, updated_since=since)
        gone = {one["id"] for one in changed if one.get("deleted")}
        assert gone == {one["id"] for one in before}
        assert "xylophone" not in (await system.get("/v1/responses.csv")).text

    @pytest.mark.parametrize("purpose", ["audio", "quote", "follow_up"])
    async def test_withdrawal_for_one_purpose_leaves_what_was_said(
        self, made: Round, crew: Crew, talk: Json, purpose: str
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn", decisions={purpose: "withdrawn"})
        assert "xylophone band" in await texts(crew.coordinator)

    async def test_it_reaches_a_session_that_another_school_hosts(
        self, made: Round, crew: Crew
    ) -> None:
        """The coordinator who records it sees one school; everything that was said goes."""
        north, south = made.world.schools[:2]
        await made.listens_in(south)
        await made.enlist(2, school=south)
        await publish(made, crew.coordinator)
        session = await reach_questions(made, crew, school_id=str(south.id))
        await ok(crew.note_taker, "/v1/responses", **said(made, session, text="Gone."))
        await ok(crew.note_taker, "/v1/responses", **said(made, session, seat=5, text="Other."))
        await decide(made, await made.world.client(Role.COORDINATOR, school=north), "withdrawn")
        assert await texts(crew.coordinator) == {"Other."}

    async def test_a_later_yes_brings_nothing_back(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        await decide(made, crew.coordinator, "granted")
        assert await texts(crew.coordinator) == {"We.", "Other."}
        await ok(crew.note_taker, "/v1/responses", **said(made, talk, text="I go on."))
        assert "I go on." in await texts(crew.coordinator)

    async def test_a_paper_that_is_older_than_the_yes_takes_nothing(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        long_ago = (now() - timedelta(days=365)).isoformat()
        await decide(made, crew.coordinator, "withdrawn", decided_at=long_ago)
        assert "xylophone band" in await texts(crew.coordinator)

    async def test_what_was_first_noted_as_theirs_goes_too(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        moved = {"member_id": made.member_ids[1]}
        assert (await crew.note_taker.patch(talk["first"], json=moved)).is_success
        await decide(made, crew.coordinator, "withdrawn")
        assert "xylophone band" in await texts(crew.coordinator)
        past = await crew.coordinator.get(f"{talk['first']}/revisions")
        assert past.json()["items"] == []


class TestInTheMiddleOfASession:
    async def test_the_live_screens_drop_the_words(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        await by_guardian(made, crew.coordinator, "withdrawn")
        state = (await crew.note_taker.get(f"/v1/sessions/{talk['id']}/state")).json()
        assert {one["text"] for one in state["entries"]} == {"We.", "Other."}
        assert len(state["struck"]) == 3
        seat = state["seats"][0]
        assert (seat["may_take_part"], seat["participation"]) == (False, "not_yet_heard")

    async def test_what_a_device_has_yet_to_send_is_struck_already(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        """So that the device drops it, instead of keeping what it could not send."""
        noted = now().isoformat()
        await decide(made, crew.coordinator, "withdrawn")
        queued = said(made, talk, id=str(uuid7()), captured_at=noted)
        for decision in ("withdrawn", "granted"):
            await decide(made, crew.coordinator, decision)
            sent = await crew.note_taker.post("/v1/responses", json=queued)
            assert sent.json()["type"] == "/problems/response-struck-already"

    async def test_what_is_said_afterwards_is_not_written_down(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        sent = await crew.note_taker.post("/v1/responses", json=said(made, talk))
        assert sent.json()["type"] == "/problems/permission-missing"

    async def test_what_is_written_down_at_the_same_moment_goes_too(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        async def note(number: int) -> None:
            await crew.note_taker.post("/v1/responses", json=said(made, talk, text=f"{number}"))

        withdrawal = decide(made, crew.coordinator, "withdrawn")
        await asyncio.gather(*(note(n) for n in range(6)), withdrawal, *(note(n) for n in (7, 8)))
        assert await texts(crew.coordinator) == {"We.", "Other."}

    async def test_a_late_thought_is_not_added(
        self, made: Round, crew: Crew, talk: Json, anonymous: httpx.AsyncClient
    ) -> None:
        await end(crew, talk)
        page = path_of((await links(crew, talk))[0])
        await decide(made, crew.coordinator, "withdrawn")
        refused = await anonymous.post(page, data={"thought": "Late.", **BORN})
        assert refused.status_code == 409
        shown = await anonymous.post(f"{page}/said", data=BORN)
        assert "There is nothing written down that you said." in shown.text


class TestOfAge:
    @pytest.fixture
    async def adult(self, made: Round, talk: Json) -> None:
        async with made.world.context() as ctx:
            student = await ctx.session.get_one(Student, made.students[0].id)
            student.birth_date = now().date().replace(year=now().year - 19, day=1)

    async def test_at_18_a_guardian_takes_nothing_out(
        self, made: Round, crew: Crew, adult: None
    ) -> None:
        await by_guardian(made, crew.coordinator, "withdrawn")
        assert "xylophone band" in await texts(crew.coordinator)

    async def test_at_18_the_student_does(self, made: Round, crew: Crew, adult: None) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        assert await places_of(made.world, "xylophone") == set()
