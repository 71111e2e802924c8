"""Who hears of it when nothing is sent to an endpoint any more."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest
from aiosmtpd.smtp import SMTP

from factories import World
from postbox import Postbox
from postbox import work as perform
from tellmore.core.db import Database, libpq_url
from tellmore.identity.abilities import Role
from tellmore.settings import Settings
from webhooks.receiver import Receiver, Subscribe, Work, create_cohort, deliveries


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
async def mailing(settings: Settings, postbox: Postbox) -> AsyncIterator[Settings]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(postbox), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    changes = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_starttls": False}
    yield settings.model_copy(update=changes)
    server.close()
    await server.wait_closed()


@pytest.fixture(autouse=True)
def nothing_due(settings: Settings) -> None:
    """What other tests left to be done is not done here."""
    url = libpq_url(settings.database_url.get_secret_value())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET app.worker = 'on'")
        connection.execute("DELETE FROM procrastinate_jobs")


async def test_each_administrator_gets_a_letter_that_tells_no_secret_of_the_address(  # noqa: PLR0917  # fixtures
    world: World,
    admin: httpx.AsyncClient,
    subscribe: Subscribe,
    receiver: Receiver,
    work: Work,
    postbox: Postbox,
    mailing: Settings,
    database: Database,
) -> None:
    await world.user(Role.COORDINATOR)
    spanish = await world.user(Role.DISTRICT_ADMIN, language="es")
    receiver.says("410 Gone")
    made = await subscribe()
    await create_cohort(world, admin)
    await work()
    (delivery,) = await deliveries(admin, made)
    assert delivery["status"] == "failed"

    await perform(mailing, database)
    assert len(postbox.letters) == 2
    letter = postbox.to(spanish)
    assert letter["Subject"] == "Tellmore dejó de enviar un webhook"
    said = letter.get_content()
    assert "127.0.0.1" in said
    assert "key=1" not in said
    assert made["endpoint"]["id"] in said


async def test_nobody_is_told_of_what_is_well_again(  # noqa: PLR0917  # fixtures
    world: World,
    admin: httpx.AsyncClient,
    subscribe: Subscribe,
    receiver: Receiver,
    work: Work,
    postbox: Postbox,
    mailing: Settings,
    database: Database,
) -> None:
    receiver.says("410 Gone")
    made = await subscribe()
    await create_cohort(world, admin)
    await work()
    url = f"/v1/webhook-endpoints/{made['endpoint']['id']}"
    tag = (await admin.get(url)).headers["etag"]
    await admin.patch(url, json={"enabled": True}, headers={"If-Match": tag})
    await perform(mailing, database)
    assert postbox.letters == []
