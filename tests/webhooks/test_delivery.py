"""From an event to a receiver that verifies it with the public library, come what may."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from sqlmodel import col, select
from standardwebhooks import Webhook, WebhookVerificationError

from factories import World
from tellmore.core.jobs import Works
from tellmore.identity.abilities import Role
from tellmore.webhooks import jobs, sending
from tellmore.webhooks.deliveries import forget
from tellmore.webhooks.models import WebhookSecret
from tellmore.webhooks.schedule import RETRIES
from webhooks.receiver import (
    Json,
    Receiver,
    Subscribe,
    Work,
    attempts,
    change,
    create_cohort,
    deliveries,
    endpoint,
    pass_until_due,
    receiving,
)

Tell = Callable[..., Awaitable[Json]]


@pytest.fixture
def tell(world: World, admin: httpx.AsyncClient, subscribe: Subscribe, work: Work) -> Tell:
    """Subscribe the receiver, let something happen, let the worker work: what was sent."""

    async def make(**fields: object) -> Json:
        made = await subscribe(**fields)
        made["cohort"] = await create_cohort(world, admin)
        await work()
        (made["delivery"],) = await deliveries(admin, made)
        return made

    return make


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


class TestRefusal:
    async def test_a_failure_is_tried_again_after_the_schedule(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        receiver.says("500 Oh", body="x" * 5000)
        made = await tell()
        delivery = made["delivery"]
        for pause in RETRIES:
            (delivery,) = await deliveries(admin, made)
            assert delivery["status"] == "pending"
            waited = await pass_until_due(world, delivery)
            assert pause - timedelta(seconds=10) < waited < pause * 1.11
            await work()
        (delivery,) = await deliveries(admin, made)
        assert (delivery["status"], delivery["attempts"]) == ("failed", 10)
        tried = await attempts(admin, delivery)
        assert [attempt["number"] for attempt in tried] == list(range(10, 0, -1))
        assert tried[0]["failure"] == "status"
        assert tried[0]["answer"] == "x" * 1024
        assert len({message.headers["webhook-id"] for message in receiver.received}) == 1
        assert (await endpoint(admin, made))["failing_since"] is not None

    async def test_it_arrives_once_the_receiver_is_well(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        receiver.says("503 Later")
        made = await tell()
        await pass_until_due(world, made["delivery"])
        receiver.says("200 Fine")
        await work()
        assert (await deliveries(admin, made))[0]["status"] == "delivered"
        assert (await endpoint(admin, made))["failing_since"] is None

    @pytest.mark.parametrize("form", ["seconds", "date"])
    async def test_retry_after_is_honoured(
        self, world: World, tell: Tell, receiver: Receiver, form: str
    ) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=7200), usegmt=True)
        receiver.says("429 Slow down", f"Retry-After: {'7200' if form == 'seconds' else date}")
        made = await tell()
        waited = await pass_until_due(world, made["delivery"])
        assert timedelta(seconds=7150) < waited <= timedelta(seconds=7200)

    async def test_gone_disables_the_endpoint(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        receiver.says("410 Gone")
        made = await tell()
        assert made["delivery"]["status"] == "failed"
        found = await endpoint(admin, made)
        assert (found["enabled"], found["disabled_reason"]) == (False, "gone")

    async def test_a_redirect_is_not_followed(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        async with receiving() as other:
            receiver.says("302 Found", f"Location: {other.url}")
            made = await tell()
            assert other.received == []
        (attempt,) = await attempts(admin, made["delivery"])
        assert (attempt["status_code"], attempt["failure"]) == (302, "redirect")

    async def test_a_receiver_that_is_down_is_named_so(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        async with receiving() as gone:
            url = gone.url
        made = await tell(url=url)
        (attempt,) = await attempts(admin, made["delivery"])
        assert (attempt["status_code"], attempt["failure"]) == (None, "no_connection")

    async def test_a_receiver_that_is_too_slow_is_left(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(sending, "TIMEOUT", 0.2)
        receiver.silent = True
        made = await tell()
        (attempt,) = await attempts(admin, made["delivery"])
        assert attempt["failure"] == "timeout"

    async def test_the_time_allowed_is_fifteen_seconds(self) -> None:
        assert sending.TIMEOUT == 15

    async def test_an_endless_answer_is_cut_off(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver
    ) -> None:
        receiver.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"y" * 100_000
        made = await tell()
        (attempt,) = await attempts(admin, made["delivery"])
        assert (attempt["failure"], attempt["answer"]) == (None, "y" * 1024)

    async def test_five_days_of_failing_disable_it_and_tell_the_administrator(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        receiver.says("500 Oh")
        made = await tell()
        long_ago = "UPDATE webhook_endpoints SET failing_since = now() - interval '5 days'"
        await change(world, long_ago)
        await pass_until_due(world, made["delivery"])
        await work()
        found = await endpoint(admin, made)
        assert (found["enabled"], found["disabled_reason"]) == (False, "failing")

    async def test_one_silent_receiver_does_not_hold_up_another(
        self, world: World, admin: httpx.AsyncClient, subscribe: Subscribe, receiver: Receiver,
        works: Works,
    ) -> None:  # fmt: skip
        receiver.silent = True
        await subscribe()
        for number in range(jobs.FOR_EACH + 2):
            await create_cohort(world, admin, f"Round {number}")
        async with receiving() as quick:
            await subscribe(url=quick.url, event_types=["cohort.closed", "cohort.updated"])
            await jobs.fan_out.turn(works)
            await jobs.send.turn(works)
            assert works.running("webhooks.attempt") == jobs.FOR_EACH
            cohort = await create_cohort(world, admin, "Another")
            url = f"/v1/cohorts/{cohort['id']}"
            await admin.patch(url, json={"size": 9}, headers={"If-Match": '"1"'})
            await jobs.fan_out.turn(works)
            await jobs.send.turn(works)
            await asyncio.wait_for(quick.arrived.wait(), 5)
        await works.finish(timedelta())


class TestForgetting:
    async def test_what_ended_a_month_ago_is_deleted_and_what_is_due_is_not(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        made = await tell()
        receiver.says("500 Oh")
        await create_cohort(world, admin, "Later")
        await work()
        async with world.context() as ctx:
            await forget(ctx)
        assert len(await deliveries(admin, made)) == 2
        async with world.context() as ctx:
            ctx.now += timedelta(days=31)
            await forget(ctx)
        (left,) = await deliveries(admin, made)
        assert left["status"] == "pending"


class TestRotation:
    async def test_for_a_day_both_secrets_verify(
        self, world: World, admin: httpx.AsyncClient, subscribe: Subscribe, receiver: Receiver,
        work: Work,
    ) -> None:  # fmt: skip
        made = await subscribe()
        url = f"/v1/webhook-endpoints/{made['endpoint']['id']}/rotate"
        newer = (await admin.post(url)).json()["secret"]
        await create_cohort(world, admin)
        await work()
        (message,) = receiver.received
        assert message.headers["webhook-signature"].count("v1,") == 2
        assert message.verified(made["secret"]) == message.verified(newer)

        await change(
            world, "UPDATE webhook_secrets SET expires_at = now() WHERE expires_at > now()"
        )
        await create_cohort(world, admin, "Later")
        await work()
        later = receiver.received[-1]
        assert later.verified(newer)
        with pytest.raises(WebhookVerificationError):
            Webhook(made["secret"]).verify(later.body, later.headers)

    async def test_a_secret_is_sealed_at_rest(self, world: World, subscribe: Subscribe) -> None:
        made = await subscribe()
        async with world.context() as ctx:
            query = select(WebhookSecret).order_by(col(WebhookSecret.id))
            (row,) = (await ctx.session.exec(query)).all()
        assert made["secret"].encode() not in row.sealed
        assert made["secret"].removeprefix("whsec_").encode() not in row.sealed


class TestReplay:
    async def test_one_delivery_is_sent_again(
        self, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        made = await tell()
        answer = await admin.post(f"/v1/webhook-deliveries/{made['delivery']['id']}/replay")
        assert answer.json()["status"] == "pending"
        await work()
        first, second = receiver.received
        assert first.body == second.body
        assert first.headers["webhook-id"] == second.headers["webhook-id"]

    async def test_everything_since_a_moment_is_sent_again(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        since = datetime.now(UTC).isoformat()
        made = await tell()
        url = f"/v1/webhook-endpoints/{made['endpoint']['id']}"
        off = {"enabled": False}
        tag = (await admin.get(url)).headers["etag"]
        answer = await admin.patch(url, json=off, headers={"If-Match": tag})
        await create_cohort(world, admin, "While it was off")
        await work()
        assert len(receiver.received) == 1
        tag = answer.headers["etag"]
        await admin.patch(url, json={"enabled": True}, headers={"If-Match": tag})
        answer = await admin.post(f"{url}/replay", json={"since": since})
        assert answer.json() == {"count": 2}
        await work()
        assert len(receiver.received) == 3

    async def test_a_test_event_arrives_whatever_was_asked_for(
        self, admin: httpx.AsyncClient, subscribe: Subscribe, receiver: Receiver, work: Work
    ) -> None:
        made = await subscribe()
        answer = await admin.post(f"/v1/webhook-endpoints/{made['endpoint']['id']}/test")
        assert answer.json()["event_type"] == "webhook.test"
        await work()
        (message,) = receiver.received
        told = message.verified(made["secret"])
        assert told["data"]["endpoint_id"] == made["endpoint"]["id"]
