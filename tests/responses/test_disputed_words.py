"""While guardians disagree about taking part, nothing is read and nothing is destroyed."""

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from families import by_guardian, decide, guardians, leave, second_guardian, settle
from interviews import Crew, ok
from responses.words import places_of, read, struck_by, texts
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.identity.abilities import Ability, Role
from tellmore.responses import withdrawing
from tellmore.responses.models import Response, StruckBy


class TestGuardiansWhoDisagree:
    @pytest.fixture
    async def held(self, made: Round, crew: Crew, talk: Json) -> Json:
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        return talk

    async def test_while_they_disagree_nothing_is_read_and_nothing_is_lost(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        assert await texts(crew.coordinator) == {"We.", "Other."}
        assert (await crew.coordinator.get(held["first"])).status_code == 404
        assert (await crew.note_taker.patch(held["first"], json={"text": "No."})).status_code == 404
        assert await struck_by(made.world) == ["dispute"] * 3
        assert await places_of(made.world, "xylophone") == {"responses", "response_revisions"}
        consent = await crew.coordinator.get(f"/v1/cohorts/{made.cohort.id}/consent")
        assert consent.json()["members"][0]["to_settle"] == ["participate"]

    async def test_settled_with_a_no_it_is_gone(self, made: Round, crew: Crew, held: Json) -> None:
        await settle(made, crew.coordinator, "refused")
        await settle(made, crew.coordinator, "granted")
        assert await texts(crew.coordinator) == {"We.", "Other."}
        assert await places_of(made.world, "xylophone") == set()

    async def test_settled_with_a_yes_it_is_there_again(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        system = await made.world.integration(Ability.RESPONSES_READ)
        since = now().isoformat()
        await settle(made, crew.coordinator, "granted")
        assert "xylophone band" in await texts(crew.coordinator)
        past = await crew.coordinator.get(f"{held['first']}/revisions")
        assert [one["text"] for one in past.json()["items"]] == ["xylophone"]
        back = await read(system, updated_since=since, member_id=made.member_ids[0])
        assert {one["text"] for one in back} == {"xylophone band", "More.", None}
        async with made.world.context() as ctx:
            query = select(Event.data).where(col(Event.type) == "response.returned")
            told = {data["response_id"] for data in await ctx.session.exec(query)}
        assert told == {one["id"] for one in back}

    async def test_the_students_own_no_needs_no_settling(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        await decide(made, crew.coordinator, "withdrawn")
        await decide(made, crew.coordinator, "granted")
        await settle(made, crew.coordinator, "granted")
        assert await texts(crew.coordinator) == {"We.", "Other."}

    async def test_what_the_student_strikes_meanwhile_is_gone(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        seat = f"/v1/sessions/{held['id']}/participants/{made.member_ids[0]}"
        assert await ok(crew.moderator, f"{seat}/strike-all") == {"struck": 3}
        await settle(made, crew.coordinator, "granted")
        assert await texts(crew.coordinator) == {"We.", "Other."}

    async def test_who_takes_back_the_no_gives_the_words_back(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        await by_guardian(made, crew.coordinator, "granted", guardian=1)
        assert "xylophone band" in await texts(crew.coordinator)

    async def test_when_both_say_no_it_is_gone(self, made: Round, crew: Crew, held: Json) -> None:
        await by_guardian(made, crew.coordinator, "withdrawn")
        assert await places_of(made.world, "xylophone") == set()

    async def test_a_guardian_who_leaves_the_roster_destroys_nothing(
        self, made: Round, crew: Crew, held: Json
    ) -> None:
        await leave(made, (await guardians(made))[0])
        async with made.world.context() as ctx:
            await withdrawing.follow_held(ctx)
        await settle(made, crew.coordinator, "granted")
        assert "xylophone band" in await texts(crew.coordinator)

    async def test_what_an_upgrade_held_is_struck_at_night(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        """The record of its withdrawal was written before anything followed from one."""
        await made.withdraw(made.members[0])
        async with made.world.context() as ctx:
            query = select(Response).where(col(Response.member_id) == made.members[0].id)
            for row in await ctx.session.exec(query):
                row.struck_at, row.struck_by = now(), StruckBy.DISPUTE
        async with made.world.context() as ctx:
            await withdrawing.follow_held(ctx)
        assert "responses" not in await places_of(made.world, "xylophone")
        assert await struck_by(made.world) == ["withdrawal"] * 3

    async def test_who_stays_unsettled_stands_before_nobody_at_night(
        self, made: Round, crew: Crew, talk: Json, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(withdrawing, "AT_ONCE", 1)
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        await made.withdraw(made.members[1])
        async with made.world.context() as ctx:
            query = select(Response).where(col(Response.member_id) == made.members[1].id)
            for row in await ctx.session.exec(query):
                row.struck_at, row.struck_by = now(), StruckBy.DISPUTE
        async with made.world.context() as ctx:
            await withdrawing.follow_held(ctx)
        assert sorted(await struck_by(made.world)) == ["dispute"] * 3 + ["withdrawal"]

    async def test_the_no_of_a_former_guardian_alone_waits_for_a_coordinator(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        query = {"member_id": made.member_ids[0], "purpose": "participate"}
        found = await crew.coordinator.get("/v1/consent-records", params=query)
        theirs = next(one for one in found.json()["items"] if one["party"] == "guardian")
        await leave(made, (await guardians(made))[0])
        url = f"/v1/consent-records/{theirs['id']}/withdraw"
        await ok(crew.coordinator, url, method="in_person")
        assert await texts(crew.coordinator) == {"We.", "Other."}
        assert "responses" in await places_of(made.world, "xylophone")
        await settle(made, crew.coordinator, "refused")
        assert await places_of(made.world, "xylophone") == set()


class TestAtStake:
    async def test_it_counts_what_a_withdrawal_would_take_out(
        self, made: Round, crew: Crew, talk: Json
    ) -> None:
        url = f"/v1/members/{made.member_ids[0]}/at-stake"
        counted = {"member_id": made.member_ids[0], "pseudonym": "Student 1"}
        first = (await crew.coordinator.get(url)).json()
        assert first == counted | {"entries": 3, "held": 0}
        await second_guardian(made)
        await by_guardian(made, crew.coordinator, "withdrawn", guardian=1)
        assert (await crew.coordinator.get(url)).json() == counted | {"entries": 0, "held": 3}
        await settle(made, crew.coordinator, "refused")
        assert (await crew.coordinator.get(url)).json() == counted | {"entries": 0, "held": 0}

    async def test_who_may(
        self, made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        analyst = await made.world.client(Role.ANALYST)
        theirs = await elsewhere.client(Role.COORDINATOR)
        for client, status in ((anonymous, 401), (analyst, 403), (theirs, 404)):
            answer = await client.get(f"/v1/members/{made.member_ids[0]}/at-stake")
            assert answer.status_code == status
