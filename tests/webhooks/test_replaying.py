"""Secrets that rotate, messages that are sent again, and those that are forgotten."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import col, select
from standardwebhooks import Webhook, WebhookVerificationError

from factories import World
from tellmore.webhooks.deliveries import forget
from tellmore.webhooks.models import WebhookSecret
from webhooks.receiver import (
    Receiver,
    Subscribe,
    Tell,
    Work,
    change,
    create_cohort,
    deliveries,
)


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
