"""Deciding by link: what is kept, and what is refused."""

import asyncio
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from consent.conftest import MakeRound
from consent.rounds import Round, answers, rows, words
from factories import World
from tellmore.consent import wording
from tellmore.consent.kinds import Language, Party
from tellmore.consent.models import ConsentForm
from tellmore.identity.abilities import Role


async def decide(asked: Round, policy: str, value: int) -> None:
    admin = await asked.world.client(Role.DISTRICT_ADMIN)
    body = {"value": value, "effective_from": "2020-01-01"}
    answer = await admin.put(f"/v1/policies/{policy}", json=body)
    assert answer.is_success, answer.text


async def most_guesses(asked: Round, most: int) -> None:
    await decide(asked, "consent.birth_date_guesses", most)


class TestDecide:
    async def test_a_choice_per_purpose_with_typed_name_and_birth_date(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(link, data=answers(audio="no"))
        assert answer.status_code == 303
        assert answer.headers["location"] == link
        made = {row.purpose: row for row in await rows(asked)}
        assert {p: row.decision for p, row in made.items()} == {
            "participate": "granted",
            "audio": "declined",
            "quote": "granted",
            "follow_up": "granted",
        }
        row = made[next(iter(made))]
        assert row.signed_name == "Mother Rivera"
        assert row.method == "link"
        assert row.form_id == UUID(asked.form["id"])
        assert row.recorded_by is None
        assert len({one.signing_id for one in made.values()}) == 1
        told = [name for name in await asked.events() if name.endswith(("granted", "declined"))]
        assert told.count("consent.granted") == 3
        assert told.count("consent.declined") == 1

    async def test_then_the_link_shows_the_receipt(
        self, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers(audio="no"))
        text = words(await anonymous.get(link))
        assert "Your answers are saved" in text
        assert "Mother Rivera answered for Given0" in text
        assert "May we record the sound? No" in text

    async def test_refusing_takes_no_more_than_a_name_and_a_date(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        refusal = answers(participate="no", audio="", quote="", follow_up="")
        assert (await anonymous.post(link, data=refusal)).status_code == 303
        assert {row.decision for row in await rows(asked)} == {"declined"}

    async def test_a_student_assents_by_a_link_of_their_own(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, data=answers())
        assert (await asked.permissions())["audio"]["reason"] == "student_not_answered"
        own = await asked.students_link()
        await anonymous.post(own, data=answers(name="Given0 Family0", quote="no"))
        now = await asked.permissions()
        assert now["participate"] | {"granted": True, "ask_aloud": False} == now["participate"]
        assert now["audio"]["granted"]
        assert now["quote"]["reason"] == "student_declined"

    async def test_what_was_sent_is_signed_in_the_language_that_was_read(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(link, params={"lang": "es"}, data=answers())
        assert answer.headers["location"] == f"{link}?lang=es"
        english, spanish = await text_hashes(asked)
        assert {(row.language, row.text_sha256) for row in await rows(asked)} == {("es", spanish)}
        assert english != spanish

    async def test_twice_at_once_is_once(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        both = await asyncio.gather(*(anonymous.post(link, data=answers()) for _ in range(2)))
        assert sorted(one.status_code for one in both) == [303, 409]
        assert len(await rows(asked)) == 4


class TestReplacedForm:
    """A newer form is published while somebody reads the older one."""

    async def test_nobody_signs_words_that_they_have_not_read(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        assert 'name="form" value="1"' in (await anonymous.get(link)).text
        await asked.publish(sensitive_areas=["mental"])
        answer = await anonymous.post(link, data=answers(audio="no"))
        assert answer.status_code == 409
        assert "changed this form while you were reading" in words(answer)
        assert await rows(asked) == []
        assert 'value="Mother Rivera"' in answer.text
        assert '" checked>' not in answer.text
        assert 'name="form" value="2"' in answer.text
        assert (await anonymous.post(link, data=answers(form="2"))).status_code == 303
        assert {row.form_id for row in await rows(asked)} == {UUID(asked.form["id"])}

    async def test_a_program_that_sends_no_form_decides_nothing(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        assert (await anonymous.post(link, data=answers(form=""))).status_code == 422
        assert await rows(asked) == []


async def text_hashes(asked: Round) -> tuple[str, str]:
    async with asked.world.context() as ctx:
        form = (await ctx.session.exec(select(ConsentForm))).one()
        shown = [wording.shown(form, language, Party.GUARDIAN) for language in Language]
        return wording.digest(shown[0]), wording.digest(shown[1])


class TestBadAnswers:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"participate": ""}, "Choose yes or no"),
            ({"audio": "maybe"}, "Choose yes or no"),
            ({"name": " "}, "Type your full name"),
            ({"day": ""}, "Type the month, the day and the year"),
            ({"day": "31", "month": "2"}, "Type the month, the day and the year"),
            ({"year": "²012"}, "Type the month, the day and the year"),
        ],
    )
    async def test_what_is_missing_is_said_beside_it_and_what_was_typed_is_kept(
        self,
        asked: Round,
        link: str,
        anonymous: httpx.AsyncClient,
        changes: dict[str, str],
        sentence: str,
    ) -> None:
        answer = await anonymous.post(link, data=answers(quote="no") | changes)
        assert answer.status_code == 422
        assert words(answer).count(sentence) == 2
        assert 'name="quote" value="no" checked' in answer.text
        assert f'href="{link}?lang=es"' in answer.text
        assert await rows(asked) == []

    async def test_a_decision_without_the_birth_date_is_refused(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        bare = {key: text for key, text in answers().items() if key not in ("month", "day", "year")}
        assert (await anonymous.post(link, data=bare)).status_code == 422
        assert await rows(asked) == []

    async def test_a_wrong_birth_date_is_refused_and_soon_rate_limited(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        for _ in range(5):
            answer = await anonymous.post(link, data=answers(day="3"))
            assert answer.status_code == 422
            assert "not the one that the school has" in words(answer)
        answer = await anonymous.post(link, data=answers())
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert "try again in 15 minutes" in words(answer)
        assert await rows(asked) == []

    async def test_guesses_have_an_end_whatever_pause_is_kept(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await most_guesses(asked, 3)
        for _ in range(2):
            assert (await anonymous.post(link, data=answers(day="3"))).status_code == 422
        last = await anonymous.post(link, data=answers(day="3"))
        assert last.status_code == 410
        assert "ask for a new link" in words(last)
        for answer in (await anonymous.get(link), await anonymous.post(link, data=answers())):
            assert answer.status_code == 410
            assert "This link is locked" in words(answer)
        spanish = await anonymous.get(link, params={"lang": "es"})
        assert "Este enlace está bloqueado" in words(spanish)
        assert await rows(asked) == []
        assert (await asked.events()).count("consent.locked") == 1

    async def test_guesses_are_counted_over_all_links_of_the_district(
        self,
        asked: Round,
        anonymous: httpx.AsyncClient,
        elsewhere: World,
        make_round: MakeRound,
    ) -> None:
        await decide(asked, "consent.birth_date_guesses_an_hour", 20)
        await asked.member("mother", "father")
        *tried, last = [await asked.link(one["id"]) for one in await asked.send()]
        for path in tried[:5]:
            for day in range(1, 5):
                wrong = await anonymous.post(path, data=answers(day=str(day)))
                assert wrong.status_code == 422
        answer = await anonymous.post(last, data=answers())
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) <= 3600
        assert await rows(asked) == []
        other = await make_round(elsewhere)
        await other.member("mother")
        await other.publish()
        theirs = await other.link((await other.send())[0]["id"])
        assert (await anonymous.post(theirs, data=answers())).status_code == 303

    async def test_staff_issue_a_new_link_and_the_locked_one_stays_dead(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await most_guesses(asked, 3)
        for _ in range(3):
            await anonymous.post(link, data=answers(day="3"))
        listed = (await asked.coordinator.get("/v1/consent-requests")).json()["items"]
        (locked,) = [one for one in listed if one["state"] == "locked"]
        made = await asked.coordinator.post(f"/v1/consent-requests/{locked['id']}/link")
        assert made.is_success, made.text
        fresh = "/c/" + made.json()["url"].rsplit("/", 1)[-1]
        assert (await anonymous.get(link)).status_code == 410
        assert (await anonymous.post(fresh, data=answers())).status_code == 303
        assert len(await rows(asked)) == 4

    async def test_the_right_date_clears_the_count(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        for _ in range(4):
            await anonymous.post(link, data=answers(day="3"))
        assert (await anonymous.post(link, data=answers())).status_code == 303
        wrong = {"everything": "1", **answers(day="3")}
        for _ in range(4):
            assert (await anonymous.post(f"{link}/withdraw", data=wrong)).status_code == 422

    async def test_what_is_typed_is_text_and_nothing_else(
        self, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(link, data=answers(name="<b onclick=x>", day="3"))
        assert "<b onclick" not in answer.text
        assert "&lt;b onclick" in answer.text

    async def test_a_body_that_is_no_form_is_refused_as_a_page(
        self, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(link, json={"participate": "yes"})
        assert answer.status_code == 422
        assert answer.headers["content-type"].startswith("text/html")
        huge = await anonymous.post(link, data=dict.fromkeys(map(str, range(100)), "x"))
        assert huge.status_code == 422
        assert huge.headers["content-type"].startswith("text/html")

    async def test_a_null_byte_does_not_reach_the_database(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        answer = await anonymous.post(link, data=answers(name="Mo\x00ther"))
        assert answer.status_code == 422
        assert await rows(asked) == []
