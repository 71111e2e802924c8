"""What becomes of a message that a receiver does not take."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from factories import World
from ports import reserved_port
from tellmore.core.jobs import Works
from tellmore.webhooks import jobs, schedule, sending
from tellmore.webhooks.schedule import RETRIES
from webhooks.receiver import (
    Receiver,
    Subscribe,
    Tell,
    Work,
    attempts,
    change,
    create_cohort,
    deliveries,
    endpoint,
    pass_until_due,
    receiving,
)


def test_the_pauses_grow_from_five_seconds_to_a_day() -> None:
    pauses = [pause.total_seconds() for pause in RETRIES]
    assert pauses == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]


class TestRefusal:
    async def test_a_failure_is_tried_again_after_the_schedule(
        self, world: World, admin: httpx.AsyncClient, tell: Tell, receiver: Receiver, work: Work
    ) -> None:
        receiver.says("500 Oh", body="x" * 5000)
        made = await tell()
        delivery = made["delivery"]
        for pause in schedule.RETRIES:
            (delivery,) = await deliveries(admin, made)
            assert delivery["status"] == "pending"
            waited = await pass_until_due(world, delivery)
            assert pause - timedelta(seconds=30) < waited < pause * 1.11
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
        with reserved_port() as port:  # nobody listens there, and nobody else gets it meanwhile
            made = await tell(url=f"http://127.0.0.1:{port}/hook")
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
