"""Registering where events are sent, and looking at what was."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from factories import World
from tellmore.identity.abilities import Ability, Role
from webhooks.receiver import Json, Receiver, Subscribe, Work, create_cohort, deliveries

BASE = "/v1/webhook-endpoints"


def url_of(made: Json) -> str:
    return f"{BASE}/{made['endpoint']['id']}"


class TestCreate:
    async def test_the_secret_is_shown_in_this_answer_only(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe(description="The warehouse")
        assert made["secret"].startswith("whsec_")
        assert set(made["endpoint"]["can"]) == {
            "read", "update", "rotate", "test", "replay", "delete",
        }  # fmt: skip
        read = await admin.get(url_of(made))
        assert read.json() == made["endpoint"]
        assert "secret" not in read.text

    async def test_nobody_signed_in_is_asked_to(self, anonymous: httpx.AsyncClient) -> None:
        answer = await anonymous.post(BASE, json={"url": "https://example.org"})
        assert answer.status_code == 401

    async def test_a_coordinator_is_refused(self, world: World) -> None:
        coordinator = await world.client(Role.COORDINATOR)
        answer = await coordinator.post(BASE, json={"url": "https://example.org"})
        assert answer.status_code == 403

    @pytest.mark.parametrize(
        ("body", "pointer"),
        [
            ({}, "/url"),
            ({"url": "https://example.org", "colour": "red"}, "/colour"),
            ({"url": "https://example.org", "event_types": ["cohort.eaten"]}, "/event_types/0"),
            ({"url": "https://example.org", "event_types": ["user.created"]}, "/event_types/0"),
        ],
    )
    async def test_a_fault_is_named(
        self, admin: httpx.AsyncClient, body: dict[str, Any], pointer: str
    ) -> None:
        answer = await admin.post(BASE, json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == pointer

    async def test_a_client_with_the_scopes_registers_itself(
        self, world: World, receiver: Receiver
    ) -> None:
        system = await world.integration(Ability.WEBHOOKS_READ, Ability.WEBHOOKS_WRITE)
        answer = await system.post(BASE, json={"url": receiver.url})
        assert answer.status_code == 201


class TestRead:
    @pytest.mark.parametrize("path", ["", "/deliveries"])
    async def test_another_district_finds_nothing(
        self, subscribe: Subscribe, elsewhere: World, path: str
    ) -> None:
        made = await subscribe()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(url_of(made) + path)).status_code == 404
        assert (await theirs.get(BASE)).json()["items"] == []

    @pytest.mark.parametrize("path", ["", "/deliveries"])
    async def test_an_analyst_is_refused(
        self, subscribe: Subscribe, world: World, path: str
    ) -> None:
        made = await subscribe()
        analyst = await world.client(Role.ANALYST)
        assert (await analyst.get(url_of(made) + path)).status_code == 403


class TestUpdate:
    async def test_it_changes_what_was_sent_and_nothing_else(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe(description="Old")
        body = {"description": "New"}
        answer = await admin.patch(url_of(made), json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 200
        assert answer.json()["description"] == "New"
        assert answer.json()["event_types"] == ["cohort.created"]
        stale = await admin.patch(url_of(made), json=body, headers={"If-Match": '"1"'})
        assert stale.status_code == 412
        assert (await admin.patch(url_of(made), json=body)).status_code == 428

    async def test_a_private_address_is_refused(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe()
        body = {"url": "https://192.168.0.1/"}
        answer = await admin.patch(url_of(made), json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 422
        assert (await admin.get(url_of(made))).json() == made["endpoint"]

    async def test_switched_off_it_takes_neither_test_nor_replay(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe()
        off = {"enabled": False}
        answer = await admin.patch(url_of(made), json=off, headers={"If-Match": '"1"'})
        assert answer.json()["disabled_reason"] == "by_hand"
        assert set(answer.json()["can"]) == {"read", "update", "rotate", "delete"}
        refused = await admin.post(f"{url_of(made)}/test")
        assert refused.json()["type"] == "/problems/endpoint-disabled"


class TestDelete:
    async def test_it_is_gone_and_stays_as_a_tombstone(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe()
        answer = await admin.delete(url_of(made), headers={"If-Match": '"1"'})
        assert answer.status_code == 204
        assert (await admin.get(url_of(made))).status_code == 404
        since = {"updated_since": made["endpoint"]["created_at"]}
        (left,) = (await admin.get(BASE, params=since)).json()["items"]
        assert left["deleted"] is True

    async def test_what_was_on_its_way_is_not_sent(
        self,
        world: World,
        admin: httpx.AsyncClient,
        subscribe: Subscribe,
        receiver: Receiver,
        work: Work,
    ) -> None:
        made = await subscribe()
        await admin.post(f"{url_of(made)}/test")
        await admin.delete(url_of(made), headers={"If-Match": '"1"'})
        await create_cohort(world, admin)
        await work()
        assert receiver.received == []


SENDING = ["rotate", "test", "replay"]


class TestSending:
    @pytest.mark.parametrize("verb", SENDING)
    async def test_another_district_finds_nothing(
        self, subscribe: Subscribe, elsewhere: World, verb: str
    ) -> None:
        made = await subscribe()
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        body = {"since": "2026-01-01T00:00:00Z"} if verb == "replay" else None
        assert (await theirs.post(f"{url_of(made)}/{verb}", json=body)).status_code == 404

    @pytest.mark.parametrize("verb", SENDING)
    async def test_a_system_that_only_reads_is_refused(
        self, subscribe: Subscribe, world: World, verb: str
    ) -> None:
        made = await subscribe()
        system = await world.integration(Ability.WEBHOOKS_READ)
        body = {"since": "2026-01-01T00:00:00Z"} if verb == "replay" else None
        assert (await system.post(f"{url_of(made)}/{verb}", json=body)).status_code == 403

    async def test_a_replay_reaches_thirty_days_back(
        self, admin: httpx.AsyncClient, subscribe: Subscribe
    ) -> None:
        made = await subscribe()
        body = {"since": "2020-01-01T00:00:00Z"}
        answer = await admin.post(f"{url_of(made)}/replay", json=body)
        assert answer.json()["errors"][0]["pointer"] == "/since"


class TestDeliveries:
    async def test_another_district_finds_nothing(
        self, admin: httpx.AsyncClient, subscribe: Subscribe, elsewhere: World
    ) -> None:
        made = await subscribe()
        await admin.post(f"{url_of(made)}/test")
        (delivery,) = await deliveries(admin, made)
        url = f"/v1/webhook-deliveries/{delivery['id']}"
        assert (await admin.get(url)).json() == delivery
        theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
        assert (await theirs.get(url)).status_code == 404
        assert (await theirs.get(f"{url}/attempts")).status_code == 404
        assert (await theirs.post(f"{url}/replay")).status_code == 404

    async def test_they_are_filtered_by_status(
        self, admin: httpx.AsyncClient, subscribe: Subscribe, work: Work
    ) -> None:
        made = await subscribe()
        await admin.post(f"{url_of(made)}/test")
        url = f"{url_of(made)}/deliveries"
        pending = await admin.get(url, params={"status": "pending"})
        assert len(pending.json()["items"]) == 1
        await work()
        assert (await admin.get(url, params={"status": "pending"})).json()["items"] == []
        assert len((await admin.get(url, params={"status": "delivered"})).json()["items"]) == 1

    async def test_one_that_does_not_exist_is_not_found(self, admin: httpx.AsyncClient) -> None:
        assert (await admin.get(f"/v1/webhook-deliveries/{uuid4()}")).status_code == 404

    async def test_attempts_can_be_followed_from_a_moment(
        self, admin: httpx.AsyncClient, subscribe: Subscribe, receiver: Receiver, work: Work
    ) -> None:
        made = await subscribe()
        await admin.post(f"{url_of(made)}/test")
        for _ in range(3):
            await work()
            (delivery,) = await deliveries(admin, made)
            await admin.post(f"/v1/webhook-deliveries/{delivery['id']}/replay")
        url = f"/v1/webhook-deliveries/{delivery['id']}/attempts"
        params = {"updated_since": made["endpoint"]["created_at"], "limit": "2"}
        first = (await admin.get(url, params=params)).json()
        params["cursor"] = first["next_cursor"]
        second = (await admin.get(url, params=params)).json()
        assert [each["number"] for each in first["items"] + second["items"]] == [1, 2, 3]
        params = {"updated_since": "2090-01-01T00:00:00Z"}
        assert (await admin.get(url, params=params)).json()["items"] == []


async def test_a_body_that_is_no_text_is_unreadable(admin: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await admin.post(BASE, content=b"\xff\xfe{", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unreadable"
