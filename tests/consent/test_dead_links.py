"""Links that are over, and minds that are changed."""

from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from sqlmodel import select, update

from consent.rounds import Round, answers, rows, words
from factories import World
from tellmore.cohorts.models import Cohort, CohortStatus, Member, MemberStatus
from tellmore.consent.models import ConsentRequest
from tellmore.rosters.models import GuardianLink, Student

ADULT = date(2007, 1, 1)


async def end(asked: Round, **when: datetime) -> None:
    async with asked.world.context() as ctx:
        await ctx.session.exec(update(ConsentRequest).values(**when))


class TestDeadLinks:
    @pytest.mark.parametrize("method", ["GET", "POST"])
    async def test_an_expired_link_says_so(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient, method: str
    ) -> None:
        await end(asked, expires_at=datetime.now(UTC) - timedelta(seconds=1))
        answer = await anonymous.request(method, link, data=answers())
        assert answer.status_code == 410
        assert "The time to answer with this link is over" in words(answer)
        assert "North High" in words(answer)
        assert await rows(asked) == []

    async def test_a_used_link_decides_nothing_again(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers(participate="no"))
        again = await anonymous.post(link, data=answers())
        assert again.status_code == 409
        assert "This link was used" in words(again)
        assert {row.decision for row in await rows(asked)} == {"declined"}

    async def test_a_revoked_link_says_so(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        mother = str(asked.guardians[0][0].id)
        (hers,) = [one for one in await asked.send() if one["guardian_id"] == mother]
        revoked = await asked.coordinator.post(f"/v1/consent-requests/{hers['id']}/revoke")
        assert revoked.json()["state"] == "revoked"
        answer = await anonymous.post(link, data=answers())
        assert answer.status_code == 410
        assert "The school has closed this link" in words(answer)
        assert await rows(asked) == []

    async def test_a_foreign_link_opens_nothing(
        self, link: str, anonymous: httpx.AsyncClient, elsewhere: World
    ) -> None:
        secret = link.partition(".")[2]
        foreign = f"/c/{elsewhere.district_id.hex}.{secret}"
        for path in (foreign, "/c/x", f"{link}x", f"/c/{'0' * 32}.{secret}", "/c/%00"):
            answer = await anonymous.get(path)
            assert answer.status_code == 404, path
            assert answer.headers["content-type"].startswith("text/html")
            assert "This link does not work" in words(answer)

    async def test_leaving_the_school_revokes_links(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Student).values(active=False))
        assert (await anonymous.get(link)).status_code == 410
        assert (await anonymous.post(link, data=answers())).status_code == 410

    async def test_who_is_no_guardian_any_more_has_no_link(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            links = list(await ctx.session.exec(select(GuardianLink)))
            mother = asked.guardians[0][0].id
            for row in links:
                if row.guardian_id == mother:
                    await ctx.session.delete(row)
        assert (await anonymous.get(link)).status_code == 410

    async def test_a_member_who_was_replaced_is_not_asked_any_more(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Member).values(status=MemberStatus.REPLACED))
        assert (await anonymous.get(link)).status_code == 410

    async def test_a_closed_cohort_asks_nothing_more(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Cohort).values(status=CohortStatus.CLOSED))
        assert (await anonymous.get(link)).status_code == 410

    async def test_at_18_the_student_holds_the_consent(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Student).values(birth_date=ADULT))
        answer = await anonymous.get(link)
        assert answer.status_code == 410
        assert "decides alone" in words(answer)
        own = await asked.students_link()
        sent = answers(month="1", day="1", year="2007")
        assert (await anonymous.post(own, data=sent)).status_code == 303
        assert (await asked.permissions())["participate"]["reason"] == "student_granted"

    async def test_without_a_birth_date_on_record_nothing_is_signed_by_link(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        async with asked.world.context() as ctx:
            await ctx.session.exec(update(Student).values(birth_date=None))
        answer = await anonymous.get(link)
        assert answer.status_code == 409
        assert "Please answer at the school" in words(answer)


class TestWithdraw:
    async def test_withdrawal_of_one_purpose_with_the_same_link(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        answer = await anonymous.post(f"{link}/withdraw", data=answers(back_audio="1"))
        assert answer.status_code == 303
        now = await asked.permissions()
        assert now["audio"]["reason"] == "guardian_withdrew"
        assert now["participate"]["granted"]
        assert "May we record the sound? Taken back" in words(await anonymous.get(link))
        assert (await asked.events())[-1] in {"consent.withdrawn", "consent.names_read"}

    async def test_withdrawal_of_everything(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        await anonymous.post(f"{link}/withdraw", data=answers(everything="1"))
        assert {one["reason"] for one in (await asked.permissions()).values()} == {
            "guardian_withdrew"
        }
        assert "ask the school for a new link" in words(await anonymous.get(link))

    async def test_a_link_speaks_of_its_own_form(
        self, empty: Round, anonymous: httpx.AsyncClient
    ) -> None:
        await empty.member("mother")
        words_of = (await empty.publish())["texts"]
        for text in words_of.values():
            for party in text.values():
                party["purposes"] = {"participate": party["purposes"]["participate"]}
        await empty.publish(texts=words_of, purposes=["participate"])
        (hers,) = [one for one in await empty.send() if one["party"] == "guardian"]
        link = await empty.link(hers["id"])
        await anonymous.post(link, data=answers(form="2"))
        await empty.publish()
        assert (await empty.record()).status_code == 201
        page = await anonymous.get(link)
        assert page.status_code == 200
        assert "record the sound" not in words(page)

    async def test_withdrawal_has_no_last_day(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        await end(asked, expires_at=datetime.now(UTC) - timedelta(days=400))
        answer = await anonymous.post(f"{link}/withdraw", data=answers(everything="1"))
        assert answer.status_code == 303
        assert not (await asked.permissions())["participate"]["granted"]

    async def test_it_needs_the_birth_date_and_says_what_is_missing(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        wrong = await anonymous.post(f"{link}/withdraw", data=answers(back_audio="1", day="3"))
        assert wrong.status_code == 422
        assert 'name="back_audio" value="1" checked' in wrong.text
        nothing = await anonymous.post(f"{link}/withdraw", data=answers())
        assert nothing.status_code == 422
        assert "Choose what you want to take back" in words(nothing)
        assert (await asked.permissions())["participate"]["granted"]

    async def test_before_an_answer_there_is_nothing_to_take_back(
        self, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(f"{link}/withdraw", data=answers(everything="1"))
        assert answer.status_code == 409
