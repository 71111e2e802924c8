from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from consent.rounds import PURPOSES, Round
from factories import World
from tellmore.identity.abilities import Ability, Role

Json = dict[str, Any]


async def draft(round_: Round, **changes: Any) -> Json:
    body = {"cohort_id": str(round_.cohort.id), **changes}
    answer = await round_.coordinator.post("/v1/consent-forms", json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


class TestCreate:
    async def test_plain_words_are_made_from_what_the_cohort_is(self, empty: Round) -> None:
        made = await draft(empty)
        assert made["status"] == "draft"
        assert made["number"] == 1
        assert made["purposes"] == list(PURPOSES)
        assert set(made["texts"]) == {"en", "es"}
        about = {language: text["guardian"]["about"] for language, text in made["texts"].items()}
        assert empty.cohort.purpose in about["en"]
        assert empty.cohort.purpose not in about["es"]
        assert "sorteo justo" in about["es"]
        assert set(made["can"]) == {"read", "update", "publish", "delete"}
        assert await empty.events("consent_form.") == ["consent_form.created"]

    async def test_versions_are_numbered_within_the_cohort(self, empty: Round) -> None:
        assert [(await draft(empty))["number"] for _ in range(3)] == [1, 2, 3]

    async def test_a_purpose_without_its_question_is_named(self, empty: Round) -> None:
        texts = (await draft(empty))["texts"]
        del texts["es"]["student"]["purposes"]["audio"]
        body = {"cohort_id": str(empty.cohort.id), "texts": texts}
        answer = await empty.coordinator.post("/v1/consent-forms", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/texts/es/student/purposes/audio"

    async def test_a_form_asks_at_least_whether_to_take_part(self, empty: Round) -> None:
        body = {"cohort_id": str(empty.cohort.id), "purposes": ["audio"]}
        answer = await empty.coordinator.post("/v1/consent-forms", json=body)
        assert answer.status_code == 422

    async def test_anonymous_is_asked_to_sign_in(
        self, anonymous: httpx.AsyncClient, empty: Round
    ) -> None:
        body = {"cohort_id": str(empty.cohort.id)}
        assert (await anonymous.post("/v1/consent-forms", json=body)).status_code == 401

    @pytest.mark.parametrize("role", [Role.COUNSELOR, Role.FACILITATOR, Role.ANALYST])
    async def test_only_who_may_write_consent_drafts(self, empty: Round, role: Role) -> None:
        client = await empty.world.client(role)
        body = {"cohort_id": str(empty.cohort.id)}
        assert (await client.post("/v1/consent-forms", json=body)).status_code == 403

    async def test_a_cohort_of_another_district_is_not_found(
        self, empty: Round, elsewhere: World
    ) -> None:
        client = await elsewhere.client(Role.COORDINATOR)
        body = {"cohort_id": str(empty.cohort.id)}
        assert (await client.post("/v1/consent-forms", json=body)).status_code == 404


class TestRead:
    async def test_who_may_and_who_may_not(
        self, empty: Round, elsewhere: World, anonymous: httpx.AsyncClient
    ) -> None:
        url = f"/v1/consent-forms/{(await draft(empty))['id']}"
        counselor = await empty.world.client(Role.COUNSELOR)
        assert (await counselor.get(url)).json()["can"] == ["read"]
        assert (await anonymous.get(url)).status_code == 401
        assert (await (await empty.world.client(Role.ANALYST)).get(url)).status_code == 403
        assert (await (await elsewhere.client(Role.COORDINATOR)).get(url)).status_code == 404

    async def test_a_coordinator_of_another_school_sees_no_form(self, empty: Round) -> None:
        made = await draft(empty)
        theirs = await empty.world.client(Role.COORDINATOR, school=empty.world.schools[1])
        assert (await theirs.get(f"/v1/consent-forms/{made['id']}")).status_code == 404
        assert (await theirs.get("/v1/consent-forms")).json()["items"] == []

    async def test_the_list_filters_and_keeps_tombstones(self, empty: Round) -> None:
        kept, gone = await draft(empty), await draft(empty)
        url = f"/v1/consent-forms/{gone['id']}"
        assert (await empty.coordinator.delete(url, headers={"If-Match": '"1"'})).status_code == 204
        listed = (await empty.coordinator.get("/v1/consent-forms?status=draft")).json()["items"]
        assert [one["id"] for one in listed] == [kept["id"]]
        since = {"updated_since": kept["created_at"]}
        synced = (await empty.coordinator.get("/v1/consent-forms", params=since)).json()["items"]
        assert {one["id"]: one.get("deleted", False) for one in synced} == {
            kept["id"]: False,
            gone["id"]: True,
        }
        system = await empty.world.integration(Ability.CONSENT_READ)
        assert (await system.get("/v1/consent-forms")).status_code == 200


class TestUpdate:
    async def test_a_draft_changes_with_if_match(self, empty: Round) -> None:
        made = await draft(empty)
        url = f"/v1/consent-forms/{made['id']}"
        body = {"purposes": ["quote", "participate"], "sensitive_areas": ["family"]}
        bare = await empty.coordinator.patch(url, json=body)
        assert bare.status_code == 428
        answer = await empty.coordinator.patch(url, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 200
        assert answer.json()["purposes"] == ["participate", "quote"]
        assert answer.json()["sensitive_areas"] == ["family"]
        assert answer.json()["texts"] == made["texts"]
        stale = await empty.coordinator.patch(url, json=body, headers={"If-Match": '"1"'})
        assert stale.status_code == 412

    async def test_an_unknown_field_is_refused(self, empty: Round) -> None:
        url = f"/v1/consent-forms/{(await draft(empty))['id']}"
        answer = await empty.coordinator.patch(
            url, json={"colour": "red"}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == 422


class TestPublish:
    async def test_form_versions_are_immutable(self, asked: Round) -> None:
        url = f"/v1/consent-forms/{asked.form['id']}"
        tag = {"If-Match": '"2"'}
        for answer in (
            await asked.coordinator.patch(url, json={"purposes": ["participate"]}, headers=tag),
            await asked.coordinator.delete(url, headers=tag),
            await asked.coordinator.post(f"{url}/publish", headers=tag),
        ):
            assert answer.status_code == 409
            assert answer.json()["type"] == "/problems/form-not-draft"
        read = await asked.coordinator.get(url)
        assert read.json()["texts"] == asked.form["texts"]
        assert set(read.json()["can"]) == {"read", "send"}

    async def test_not_even_raw_sql_changes_published_words(self, asked: Round) -> None:
        async with asked.world.context() as ctx:
            connection = await ctx.session.connection()
            wipe = text("UPDATE consent_forms SET texts = '{}'")
            with pytest.raises(DBAPIError, match="never changes"):
                await connection.execute(wipe)
            await ctx.session.rollback()

    async def test_a_newer_version_retires_the_older(self, asked: Round) -> None:
        first = asked.form["id"]
        requests = await asked.send()
        second = (await asked.publish())["id"]
        forms = (await asked.coordinator.get("/v1/consent-forms")).json()["items"]
        assert {one["id"]: one["status"] for one in forms} == {
            first: "retired",
            second: "published",
        }
        moved = await asked.coordinator.get(f"/v1/consent-requests/{requests[0]['id']}")
        assert moved.json()["form_id"] == second

    async def test_it_needs_the_version_that_was_read(self, empty: Round) -> None:
        url = f"/v1/consent-forms/{(await draft(empty))['id']}/publish"
        assert (await empty.coordinator.post(url)).status_code == 428
        stale = await empty.coordinator.post(url, headers={"If-Match": '"7"'})
        assert stale.status_code == 412
        reader = await empty.world.client(Role.COUNSELOR)
        assert (await reader.post(url, headers={"If-Match": '"1"'})).status_code == 403
