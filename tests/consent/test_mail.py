"""Letters, through a real SMTP server, sent by a real worker."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest
from aiosmtpd.smtp import SMTP
from fastapi import FastAPI
from sqlalchemy import text

from consent.rounds import Round, answers, words
from postbox import Postbox, work
from tellmore.app import create_app
from tellmore.core.db import Database, libpq_url
from tellmore.settings import Settings


@pytest.fixture(autouse=True)
def nothing_due(settings: Settings) -> None:
    """What other tests left to be done is not done here."""
    url = libpq_url(settings.database_url.get_secret_value())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET app.worker = 'on'")
        connection.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
async def port(postbox: Postbox) -> AsyncIterator[int]:
    """Where the server listens."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()


@pytest.fixture
def mailing(settings: Settings, port: int) -> Settings:
    changes = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_starttls": False}
    return settings.model_copy(update=changes)


@pytest.fixture
async def mailing_app(mailing: Settings) -> AsyncIterator[FastAPI]:
    made = create_app(mailing)
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def round_(empty: Round, mailing_app: FastAPI) -> AsyncIterator[Round]:
    """A member with an address, a mother who reads Spanish and a father."""
    await empty.member("madre", "father", email="maya@school.example.org")
    transport = httpx.ASGITransport(mailing_app, raise_app_exceptions=False)
    headers = empty.coordinator.headers
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test.example", headers=headers
    ) as client:
        empty.coordinator = client
        await empty.publish()
        yield empty


async def states(round_: Round) -> dict[str, str]:
    listed = (await round_.coordinator.get("/v1/consent-requests")).json()["items"]
    return {one["recipient"]: one["state"] for one in listed}


class TestLetters:
    async def test_each_person_gets_one_in_their_language_with_a_link_that_works(
        self,
        round_: Round,
        postbox: Postbox,
        mailing: Settings,
        database: Database,
        anonymous: httpx.AsyncClient,
    ) -> None:
        await round_.send()
        assert set((await states(round_)).values()) == {"queued"}
        assert postbox.letters == []
        await work(mailing, database)
        assert set((await states(round_)).values()) == {"sent"}
        assert len(postbox.letters) == 3
        letter = postbox.to(round_.guardians[0][0].email)
        assert letter["Subject"] == "Una pregunta de North High"
        assert letter["Content-Language"] == "es"
        assert letter["Auto-Submitted"] == "auto-generated"
        url = next(line for line in letter.get_content().splitlines() if "/c/" in line)
        path = url.partition(str(mailing.public_url).rstrip("/"))[2]
        assert "¿Puede participar su hijo o hija?" in words(await anonymous.get(path))
        assert (await anonymous.post(path, data=answers())).status_code == 303
        assert (await states(round_))["Madre Rivera"] == "answered"
        assert (await round_.events()).count("consent.delivered") == 3

    async def test_a_letter_carries_no_answer_and_no_family_name_of_the_student(
        self, round_: Round, postbox: Postbox, mailing: Settings, database: Database
    ) -> None:
        await round_.send()
        await work(mailing, database)
        for letter in postbox.letters:
            assert "Family0" not in letter.as_string()

    async def test_a_refused_address_is_shown_as_failed(
        self, round_: Round, postbox: Postbox, mailing: Settings, database: Database
    ) -> None:
        postbox.reply = "550 No such person"
        await round_.send()
        await work(mailing, database)
        assert set((await states(round_)).values()) == {"failed"}
        postbox.reply = "250 OK"
        listed = (await round_.coordinator.get("/v1/consent-requests")).json()["items"]
        await round_.coordinator.post(f"/v1/consent-requests/{listed[0]['id']}/resend")
        await work(mailing, database)
        assert sorted((await states(round_)).values()) == ["failed", "failed", "sent"]

    async def test_what_was_revoked_meanwhile_is_not_sent(
        self, round_: Round, postbox: Postbox, mailing: Settings, database: Database
    ) -> None:
        for request in await round_.send():
            await round_.coordinator.post(f"/v1/consent-requests/{request['id']}/revoke")
        await work(mailing, database)
        assert postbox.letters == []

    async def test_a_server_that_is_away_is_tried_again(
        self, round_: Round, postbox: Postbox, mailing: Settings, database: Database
    ) -> None:
        await round_.send()
        away = mailing.model_copy(update={"smtp_port": 1})
        await work(away, database)
        assert set((await states(round_)).values()) == {"failed"}
        assert postbox.letters == []
        waiting = text("SELECT attempts, status FROM procrastinate_jobs")
        async with round_.world.context() as ctx:
            left = (await (await ctx.session.connection()).execute(waiting)).all()
        assert [job.status for job in left] == ["todo"] * 3
        assert min(job.attempts for job in left) >= 1  # more where three seconds pass meanwhile
