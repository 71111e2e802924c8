"""From an event to a receiver that verifies it with the public library."""

import json

import httpx

from factories import World
from tellmore.identity.abilities import Role
from webhooks.receiver import (
    Receiver,
    Subscribe,
    Tell,
    Work,
    attempts,
    create_cohort,
)


class TestArriving:
    async def test_an_event_arrives_signed_and_thin(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        made = await tell()
        (message,) = receiver.received
        told = message.verified(made["secret"])
        assert told["type"] == "cohort.created"
        assert told["data"]["cohort_id"] == made["cohort"]["id"]
        assert told["data"]["version"] == 1
        assert set(told["data"]) == {"cohort_id", "sequence", "version"}
        assert message.headers["webhook-id"] == told["id"]
        assert message.headers[":path"] == "/hook?key=1"
        assert len(message.body) < 20_000
        assert made["delivery"]["status"] == "delivered"
        (attempt,) = await attempts(admin, made["delivery"])
        assert (attempt["status_code"], attempt["failure"]) == (204, None)

    async def test_the_endpoint_tells_when_it_last_took_something_and_is_no_newer_for_it(
        self, admin: httpx.AsyncClient, tell: Tell
    ) -> None:
        made = await tell()
        url = f"/v1/webhook-endpoints/{made['endpoint']['id']}"
        after = (await admin.get(url)).json()
        assert made["endpoint"]["last_success_at"] is None
        assert after["last_success_at"] is not None
        assert after["version"] == made["endpoint"]["version"]

    async def test_the_feed_tells_it_in_the_same_words(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        await tell()
        feed = (await admin.get("/v1/events", params={"type": "cohort.created"})).json()
        assert feed["items"] == [json.loads(receiver.received[0].body)]

    async def test_every_type_is_told_when_none_is_named(
        self, tell: Tell, receiver: Receiver
    ) -> None:
        await tell(event_types=[])
        assert len(receiver.received) == 1  # and nothing of the endpoint's own making

    async def test_what_was_not_asked_for_is_not_told(  # noqa: PLR0917  # fixtures
        self, world: World, elsewhere: World, admin: httpx.AsyncClient, subscribe: Subscribe,
        receiver: Receiver, work: Work,
    ) -> None:  # fmt: skip
        await subscribe(event_types=["cohort.closed"])
        await create_cohort(world, admin)
        await subscribe(event_types=["cohort.created"], enabled=False)
        await work()
        await subscribe()
        await create_cohort(elsewhere, await elsewhere.client(Role.DISTRICT_ADMIN))
        await work()
        assert receiver.received == []

    async def test_the_host_header_names_the_receiver(self, tell: Tell, receiver: Receiver) -> None:
        receiver.host = "localhost"
        await tell()
        assert receiver.received[0].headers["host"] == f"localhost:{receiver.port}"

    async def test_a_change_that_was_rolled_back_is_not_told(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        made = await tell()
        again = {"name": made["cohort"]["name"], "purpose": "x", "size": 1}
        again["school_ids"] = [str(world.schools[0].id)]
        assert (await admin.post("/v1/cohorts", json=again)).status_code == 409
        await work()
        assert len(receiver.received) == 1
