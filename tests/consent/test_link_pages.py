"""What a guardian and a student see behind a link."""

import re

import httpx
import pytest

from consent.rounds import PURPOSES, Round, fingerprint, words
from tellmore.consent import link_pages
from tellmore.consent.kinds import Language


class TestLook:
    async def test_it_names_school_human_and_student_and_asks_each_purpose(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        school = asked.world.schools[0]
        await asked.coordinator.patch(
            f"/v1/schools/{school.id}",
            json={"contact_name": "Ana Ortiz", "contact_phone": "+1 555 0100"},
            headers={"If-Match": '"1"'},
        )
        page = await anonymous.get(link)
        assert page.status_code == 200
        text = words(page)
        for part in ("North High", "Lakeside Unified", "Ana Ortiz", "+1 555 0100", "Given0"):
            assert part in text
        for purpose in PURPOSES:
            yes, no = (f'name="{purpose}" value="{reply}">' for reply in ("yes", "no"))
            assert yes in page.text
            assert no in page.text
        assert " checked" not in page.text

    async def test_it_is_small_needs_no_script_and_is_not_kept(
        self, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        page = await anonymous.get(link)
        assert len(page.content) < 50_000
        assert "<script" not in page.text
        assert not re.search(r"\son\w+=", page.text)
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "script-src" not in page.headers["content-security-policy"]
        assert "default-src 'none'" in page.headers["content-security-policy"]

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    async def test_looking_changes_nothing(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient, method: str
    ) -> None:
        before = await fingerprint(asked)
        for path in (link, f"{link}?lang=es", f"{link}/questions"):
            assert (await anonymous.request(method, path)).status_code == 200
        assert await fingerprint(asked) == before

    async def test_in_the_guardians_language_and_switchable(
        self, empty: Round, anonymous: httpx.AsyncClient
    ) -> None:
        await empty.member("madre")
        await empty.publish()
        (hers,) = [one for one in await empty.send() if one["party"] == "guardian"]
        link = await empty.link(hers["id"])
        spanish = await anonymous.get(link)
        assert '<html lang="es">' in spanish.text
        assert spanish.headers["content-language"] == "es"
        assert "¿Puede participar su hijo o hija?" in words(spanish)
        english = await anonymous.get(link, params={"lang": "en"})
        assert '<html lang="en">' in english.text
        assert "May your child take part?" in words(english)

    async def test_a_student_is_asked_in_their_own_words(
        self, asked: Round, anonymous: httpx.AsyncClient
    ) -> None:
        link = await asked.students_link()
        assert "Do you want to take part?" in words(await anonymous.get(link))
        spanish = words(await anonymous.get(link, params={"lang": "es"}))
        assert "La decisión es tuya" in spanish
        assert "usted" not in spanish

    async def test_the_questions_are_shown_on_request(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        assert "not ready yet" in words(await anonymous.get(f"{link}/questions"))
        guide = await publish_guide(asked)
        page = await anonymous.get(link)
        assert f"{link}/questions" in page.text
        text = words(await anonymous.get(f"{link}/questions"))
        for question in guide["content"]["questions"]:
            assert question["text"] in text

    def test_every_word_is_there_in_every_language(self) -> None:
        for key, texts in link_pages.site.words.known.items():
            assert set(Language) <= set(texts), key
            holes = {frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}
            assert len(holes) == 1, key


async def publish_guide(asked: Round) -> dict[str, dict[str, list[dict[str, str]]]]:
    bank = (await asked.coordinator.get("/v1/question-bank")).json()
    body = {
        "cohort_id": str(asked.cohort.id),
        "name": "Our questions",
        "questions": [{"bank_key": one["key"]} for one in bank["questions"][:3]],
    }
    made = await asked.coordinator.post("/v1/guides", json=body)
    assert made.status_code == 201, made.text
    published = await asked.coordinator.post(
        f"/v1/guides/{made.json()['id']}/publish", headers={"If-Match": made.headers["etag"]}
    )
    assert published.status_code == 200, published.text
    guide: dict[str, dict[str, list[dict[str, str]]]] = published.json()
    return guide
