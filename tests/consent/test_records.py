from datetime import timedelta
from typing import Any

import httpx
import pytest

from consent.rounds import PURPOSES, SIGNED, Round, answers
from factories import World
from tellmore.identity.abilities import Ability, Role

URL = "/v1/consent-records"


async def first(asked: Round, purpose: str = "participate") -> str:
    listed = await asked.coordinator.get(URL, params={"purpose": purpose})
    record: str = listed.json()["items"][0]["id"]
    return record


class TestCreate:
    async def test_a_paper_decision_counts_as_one_by_link_does(self, asked: Round) -> None:
        answer = await asked.record(note="Scan in the office, folder 3")
        assert answer.status_code == 201, answer.text
        items = answer.json()["items"]
        assert [one["purpose"] for one in items] == list(PURPOSES)
        assert {one["method"] for one in items} == {"paper"}
        assert all(one["recorded_by"] for one in items)
        assert items[0]["signed_name"] == "Mother Rivera"
        assert (await asked.permissions())["participate"]["reason"] == "guardian_granted"
        assert (await asked.events()).count("consent.granted") == 4

    async def test_a_verbal_decision_says_who_asked_and_how(self, asked: Round) -> None:
        bare = await asked.record(method="verbal")
        assert bare.status_code == 422
        told = await asked.record(method="verbal", note="Ms. Ortiz by phone, script 2")
        assert told.status_code == 201

    async def test_a_guardian_who_is_not_on_the_roster_signs_by_name(self, asked: Round) -> None:
        one: dict[str, Any] = {"guardian_id": None, "signed_name": "Rosa  Vidal"}
        await asked.record(**one)
        assert (await asked.permissions())["participate"]["granted"]
        await asked.record(
            guardian_id=None,
            signed_name="rosa vidal",
            decided_at=(SIGNED + timedelta(days=30)).isoformat(),
            decisions={"participate": "withdrawn"},
        )
        assert (await asked.permissions())["participate"]["reason"] == "guardian_withdrew"

    async def test_what_was_signed_before_counts_before(self, asked: Round) -> None:
        await asked.record(decisions={"participate": "withdrawn"})
        await asked.record(decided_at=(SIGNED - timedelta(days=30)).isoformat())
        assert (await asked.permissions())["participate"]["reason"] == "guardian_withdrew"

    @pytest.mark.parametrize(
        ("changes", "pointer"),
        [
            ({"decided_at": "2999-01-01T00:00:00Z"}, "/decided_at"),
            ({"decided_at": "0001-01-01T00:00:00Z"}, "/decided_at"),
            ({"guardian_id": "018f0000-0000-7000-8000-000000000000"}, "/guardian_id"),
            ({"form_id": None, "decisions": {}}, "/decisions"),
            ({"method": "link"}, "/method"),
            ({"party": "student"}, ""),
        ],
    )
    async def test_what_does_not_fit_is_named(
        self, asked: Round, changes: dict[str, Any], pointer: str
    ) -> None:
        answer = await asked.record(**changes)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer
        assert (await asked.coordinator.get(URL)).json()["items"] == []

    async def test_a_purpose_that_the_form_does_not_ask_is_refused(self, empty: Round) -> None:
        await empty.member("mother")
        await empty.publish(purposes=["participate"])
        answer = await empty.record()
        assert answer.status_code == 422
        answer = await empty.record(decisions={"participate": "granted"})
        assert answer.status_code == 201
        assert (await empty.permissions())["audio"]["reason"] == "not_asked"

    async def test_an_older_version_can_be_named(self, asked: Round) -> None:
        older = asked.form["id"]
        await asked.publish()
        answer = await asked.record(form_id=older)
        assert {one["form_id"] for one in answer.json()["items"]} == {older}

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        body = {
            "member_id": str(asked.members[0].id),
            "party": "student",
            "method": "in_person",
            "language": "en",
            "signed_name": "Given0",
            "decided_at": SIGNED.isoformat(),
            "decisions": {"participate": "granted"},
        }
        facilitator = await asked.world.client(Role.FACILITATOR)
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await anonymous.post(URL, json=body)).status_code == 401
        assert (await facilitator.post(URL, json=body)).status_code == 403
        assert (await foreign.post(URL, json=body)).status_code == 404
        assert (await asked.coordinator.post(URL, json=body)).status_code == 201


class TestRead:
    async def test_the_list_filters_and_pages(self, asked: Round) -> None:
        await asked.record(decisions=dict.fromkeys(PURPOSES, "granted") | {"audio": "declined"})
        declined = await asked.coordinator.get(URL, params={"decision": "declined"})
        assert [one["purpose"] for one in declined.json()["items"]] == ["audio"]
        page = (await asked.coordinator.get(f"{URL}?limit=3")).json()
        rest = (await asked.coordinator.get(URL, params={"cursor": page["next_cursor"]})).json()
        assert len(page["items"]) == 3
        assert len(rest["items"]) == 1

    async def test_who_may_not_and_who_sees_no_name(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        mother = str(asked.guardians[0][0].id)
        await asked.record(guardian_id=mother, note="Mrs. Rivera brought it.")
        url = f"{URL}/{await first(asked)}"
        system = await asked.world.integration(Ability.CONSENT_READ, Ability.STUDENTS_READ)
        seen = (await system.get(url)).json()
        assert {seen[name] for name in ("signed_name", "guardian_id", "note")} == {None}
        assert (await asked.coordinator.get(url)).json()["guardian_id"] == mother
        assert (await system.get(f"{url}/receipt")).status_code == 403
        foreign = await elsewhere.client(Role.COORDINATOR)
        analyst = await asked.world.client(Role.ANALYST)
        for path in (url, f"{url}/receipt"):
            assert (await anonymous.get(path)).status_code == 401
            assert (await analyst.get(path)).status_code == 403
            assert (await foreign.get(path)).status_code == 404
        tag = (await asked.coordinator.get(url)).headers["etag"]
        known = await asked.coordinator.get(url, headers={"If-None-Match": tag})
        assert known.status_code == 304


class TestWithdraw:
    async def test_one_yes_is_taken_back(self, asked: Round) -> None:
        await asked.record()
        url = f"{URL}/{await first(asked, 'audio')}/withdraw"
        answer = await asked.coordinator.post(url, json={"method": "in_person"})
        assert answer.status_code == 201, answer.text
        assert [one["decision"] for one in answer.json()["items"]] == ["withdrawn"]
        now = await asked.permissions()
        assert now["audio"]["reason"] == "guardian_withdrew"
        assert now["participate"]["granted"]
        again = await asked.coordinator.post(url, json={"method": "in_person"})
        assert again.status_code == 409

    async def test_everything_is_taken_back(self, asked: Round) -> None:
        await asked.record()
        url = f"{URL}/{await first(asked)}/withdraw"
        body = {"method": "verbal", "everything": True, "note": "By phone"}
        answer = await asked.coordinator.post(url, json=body)
        assert len(answer.json()["items"]) == 4
        assert not any(one["granted"] for one in (await asked.permissions()).values())

    async def test_who_may_not(
        self, asked: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        await asked.record()
        url = f"{URL}/{await first(asked)}/withdraw"
        body = {"method": "paper"}
        counselor = await asked.world.client(Role.COUNSELOR)
        foreign = await elsewhere.client(Role.COORDINATOR)
        assert (await anonymous.post(url, json=body)).status_code == 401
        assert (await counselor.post(url, json=body)).status_code == 403
        assert (await foreign.post(url, json=body)).status_code == 404


class TestReceipt:
    async def test_it_holds_what_a_consent_receipt_must(
        self, asked: Round, link: str, anonymous: httpx.AsyncClient
    ) -> None:
        await anonymous.post(link, params={"lang": "es"}, data=answers(audio="no"))
        receipt = (await asked.coordinator.get(f"{URL}/{await first(asked)}/receipt")).json()
        assert receipt["version"] == "1.0"
        assert receipt["time"]
        assert receipt["method"] == "link"
        assert receipt["language"] == "es"
        assert receipt["jurisdiction"] == "US-CA"
        assert receipt["principal"] == "Mother Rivera"
        assert receipt["regarding"] == "Given0 Family0"
        assert receipt["controller"] == "Lakeside Unified"
        assert receipt["text"] == asked.form["texts"]["es"]["guardian"]
        decisions = {one["purpose"]: one["decision"] for one in receipt["purposes"]}
        assert decisions == dict.fromkeys(PURPOSES, "granted") | {"audio": "declined"}
        assert {one["state"] for one in receipt["purposes"]} == {"in_force"}

    async def test_old_records_keep_the_text_that_was_signed(self, asked: Round) -> None:
        await asked.record()
        url = f"{URL}/{await first(asked)}/receipt"
        before = (await asked.coordinator.get(url)).json()
        texts = asked.form["texts"]
        texts["en"]["guardian"]["about"] = "Something else."
        await asked.publish(texts=texts)
        assert (await asked.coordinator.get(url)).json()["text"] == before["text"]

    async def test_it_says_what_a_later_decision_replaced(self, asked: Round) -> None:
        await asked.record()
        record = await first(asked, "audio")
        await asked.coordinator.post(f"{URL}/{record}/withdraw", json={"method": "paper"})
        receipt = (await asked.coordinator.get(f"{URL}/{record}/receipt")).json()
        states = {one["purpose"]: one["state"] for one in receipt["purposes"]}
        assert states == dict.fromkeys(PURPOSES, "in_force") | {"audio": "replaced"}

    async def test_reading_it_is_on_record(self, asked: Round) -> None:
        await asked.record()
        url = f"{URL}/{await first(asked)}/receipt"
        before = (await asked.events()).count("consent.names_read")
        await asked.coordinator.get(url)
        assert (await asked.events()).count("consent.names_read") == before + 1
