import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlmodel import col, select, update

from consent.rounds import Round, answers
from factories import World
from tellmore.consent import expiry
from tellmore.consent.models import ConsentRequest
from tellmore.core.clock import now
from tellmore.core.db import Database
from tellmore.districts.models import District
from tellmore.identity.abilities import Ability, Role
from tellmore.rosters.models import Student

URL = "/v1/consent-requests"


def of(requests: list[dict[str, str]], party: str) -> list[dict[str, str]]:
    return [one for one in requests if one["party"] == party]


class TestSend:
    async def test_every_guardian_and_the_student_are_asked_by_a_link_of_their_own(
        self, asked: Round
    ) -> None:
        requests = await asked.send()
        assert {one["recipient"] for one in of(requests, "guardian")} == {
            "Mother Rivera",
            "Father Rivera",
        }
        (own,) = of(requests, "student")
        assert own["recipient"] == own["student"] == "Given0 Family0"
        assert {one["state"] for one in of(requests, "guardian")} == {"no_mail"}
        assert own["state"] == "no_address"
        assert (await asked.events())[:3] == ["consent.requested"] * 3

    async def test_who_is_asked_already_is_not_asked_again(self, asked: Round) -> None:
        first, again = await asked.send(), await asked.send()
        assert [one["id"] for one in first] == [one["id"] for one in again]

    async def test_who_has_answered_is_asked_again_only_when_it_is_said(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        assert len(await asked.send()) == 3
        assert len(await asked.send(again=True)) == 4

    async def test_at_18_the_student_alone_is_asked(self, empty: Round) -> None:
        await empty.member("mother", birth_date=date(2000, 1, 1))
        await empty.publish()
        assert [one["party"] for one in await empty.send()] == ["student"]

    async def test_who_turns_18_after_answering_is_asked_again(
        self, asked: Round, anonymous: httpx.AsyncClient
    ) -> None:
        """Without a further word: what a minor assented to is no consent of the adult."""
        await asked.send()
        said: dict[str, Any] = {
            "party": "student",
            "guardian_id": None,
            "signed_name": "Given0 Family0",
        }
        before = (now() - timedelta(days=30)).isoformat()
        assert (await asked.record(**said, decided_at=before)).status_code == 201
        turned = now().date() - timedelta(days=10)
        born = date(turned.year - 18, turned.month, min(turned.day, 28))
        async with asked.world.context() as ctx:
            own = col(ConsentRequest.party) == "student"
            await ctx.session.exec(update(ConsentRequest).where(own).values(answered_at=ctx.now))
            await ctx.session.exec(update(Student).values(birth_date=born))
        assert (await asked.permissions())["participate"]["reason"] == "student_now_decides"
        theirs = of(await asked.send(), "student")
        assert sorted(one["state"] for one in theirs) == ["answered", "no_address"]
        assert len(await asked.send()) == 4
        (waits,) = [one for one in theirs if one["answered_at"] is None]
        sent = answers(month=str(born.month), day=str(born.day), year=str(born.year))
        answer = await anonymous.post(await asked.link(waits["id"]), data=sent)
        assert answer.status_code == 303
        assert (await asked.permissions())["participate"]["reason"] == "student_granted"
        assert len(await asked.send()) == 4

    async def test_a_link_can_be_answered_to_the_end_of_its_last_day(self, asked: Round) -> None:
        async with asked.world.context() as ctx:
            district = await ctx.session.get_one(District, asked.world.district_id)
            district.timezone = "Pacific/Auckland"
        there = ZoneInfo("Pacific/Auckland")
        before = now().astimezone(there).date()
        until = {datetime.fromisoformat(one["expires_at"]) for one in await asked.send()}
        after = now().astimezone(there).date()  # a day later, where midnight has passed
        (end,) = {one.astimezone(there) for one in until}
        assert end.date() - timedelta(days=30) in {before, after}
        assert (end.hour, end.minute) == (23, 59)

    async def test_a_member_without_guardian_is_named(self, empty: Round) -> None:
        member = await empty.member()
        await empty.publish()
        answer = await empty.coordinator.post(URL, json={"cohort_id": str(empty.cohort.id)})
        assert answer.json()["without_guardian"] == [str(member.id)]

    async def test_some_members_only(self, asked: Round) -> None:
        second = await asked.member("mother")
        requests = await asked.send(member_ids=[str(second.id)])
        assert {one["member_id"] for one in requests} == {str(second.id)}

    async def test_a_member_of_another_cohort_is_not_found(
        self, asked: Round, elsewhere: World
    ) -> None:
        (stranger,) = await elsewhere.students(1)
        body = {"cohort_id": str(asked.cohort.id), "member_ids": [str(stranger.id)]}
        assert (await asked.coordinator.post(URL, json=body)).status_code == 404

    async def test_without_a_published_form_or_without_members_there_is_nothing_to_send(
        self, empty: Round
    ) -> None:
        body = {"cohort_id": str(empty.cohort.id)}
        answer = await empty.coordinator.post(URL, json=body)
        assert answer.json()["type"] == "/problems/no-form-in-force"
        await empty.publish()
        answer = await empty.coordinator.post(URL, json=body)
        assert answer.json()["type"] == "/problems/nobody-drawn"

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        body = {"cohort_id": str(asked.cohort.id)}
        counselor = await asked.world.client(Role.COUNSELOR)
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await anonymous.post(URL, json=body)).status_code == 401
        assert (await counselor.post(URL, json=body)).status_code == 403
        assert (await foreign.post(URL, json=body)).status_code == 404


class TestRead:
    async def test_names_are_for_those_who_may_read_them_and_each_reading_is_kept(
        self, asked: Round
    ) -> None:
        (own,) = of(await asked.send(), "student")
        before = (await asked.events()).count("consent.names_read")
        system = await asked.world.integration(Ability.CONSENT_READ)
        seen = (await system.get(f"{URL}/{own['id']}")).json()
        assert seen["recipient"] is None
        assert seen["student"] is None
        assert seen["pseudonym"] == "Student 1"
        listed = (await system.get(URL)).json()["items"]
        assert [one["guardian_id"] for one in listed] == [None] * 3
        assert (await asked.events()).count("consent.names_read") == before
        counselor = await asked.world.client(Role.COUNSELOR)
        seen = (await counselor.get(f"{URL}/{own['id']}")).json()
        assert seen["student"] == "Given0 Family0"
        assert (await asked.events()).count("consent.names_read") == before + 1

    async def test_the_list_filters(self, asked: Round) -> None:
        await asked.send()
        listed = await asked.coordinator.get(URL, params={"party": "student"})
        assert len(listed.json()["items"]) == 1
        by_cohort = f"{URL}?cohort_id={asked.cohort.id}&limit=2"
        page = (await asked.coordinator.get(by_cohort)).json()
        assert len(page["items"]) == 2
        assert page["next_cursor"]

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        (own,) = of(await asked.send(), "student")
        foreign = await elsewhere.client(Role.COORDINATOR)
        facilitator = await asked.world.client(Role.FACILITATOR)
        south = await asked.world.client(Role.COORDINATOR, school=asked.world.schools[1])
        for path in (URL, f"{URL}/{own['id']}"):
            assert (await anonymous.get(path)).status_code == 401
            assert (await facilitator.get(path)).status_code == 403
        for client in (foreign, south):
            assert (await client.get(f"{URL}/{own['id']}")).status_code == 404
            assert (await client.get(URL)).json()["items"] == []


class TestEnd:
    async def test_an_expired_request_is_told_once_and_can_be_sent_again(
        self, asked: Round, database: Database
    ) -> None:
        (own,) = of(await asked.send(), "student")
        async with asked.world.context() as ctx:
            over = datetime.now(UTC) - timedelta(seconds=1)
            await ctx.session.exec(update(ConsentRequest).values(expires_at=over))
        url = f"{URL}/{own['id']}"
        assert (await asked.coordinator.get(url)).json()["state"] == "expired"
        refused = await asked.coordinator.post(f"{url}/link")
        assert refused.json()["type"] == "/problems/request-over"
        for _ in range(2):
            async with asked.world.context() as ctx:
                await expiry.expire(ctx)
        assert (await asked.events()).count("consent.expired") == 3
        again = await asked.coordinator.post(f"{url}/resend")
        assert again.json()["state"] == "no_address"
        assert (await asked.coordinator.post(f"{url}/link")).status_code == 200

    async def test_what_was_answered_is_not_sent_again(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        listed = (await asked.coordinator.get(URL)).json()["items"]
        (hers,) = [one for one in listed if one["state"] == "answered"]
        assert "resend" not in hers["can"]
        answer = await asked.coordinator.post(f"{URL}/{hers['id']}/resend")
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/request-answered"

    @pytest.mark.parametrize("verb", ["link", "resend", "revoke"])
    async def test_what_was_revoked_stays_revoked(self, asked: Round, verb: str) -> None:
        (own,) = of(await asked.send(), "student")
        url = f"{URL}/{own['id']}"
        assert (await asked.coordinator.post(f"{url}/revoke")).json()["state"] == "revoked"
        assert (await asked.events())[-2] == "consent.revoked"
        answer = await asked.coordinator.post(f"{url}/{verb}")
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/request-revoked"
        assert len(await asked.send()) == 4


class TestAtOnce:
    """An answer, a revocation and a new link come one after the other."""

    @pytest.mark.parametrize("act", ["link", "revoke", "resend"])
    async def test_nothing_is_done_with_a_request_that_is_being_revoked(
        self, asked: Round, act: str
    ) -> None:
        (first, *_) = await asked.send()
        async with asked.world.context() as ctx:
            held = select(ConsentRequest).where(col(ConsentRequest.id) == first["id"])
            row = (await ctx.session.exec(held.with_for_update())).one()
            row.revoked_at = now()
            await ctx.session.flush()
            address = f"/v1/consent-requests/{first['id']}/{act}"
            doing = asyncio.create_task(asked.coordinator.post(address))
            await asyncio.wait({doing}, timeout=0.5)
            assert not doing.done()
        assert (await doing).json()["type"] == "/problems/request-revoked"
