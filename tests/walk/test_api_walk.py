"""The whole main job over the API: `@tellmore/client`, client credentials, and signed webhooks."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from ports import reserved_port
from tellmore.identity.abilities import CLIENT_SCOPES, Role
from tellmore.identity.models import User
from tellmore.rosters.demo.bundle import demo_bundle
from tellmore.settings import Settings
from webhooks.receiver import Json, Receiver, receiving

pytestmark = pytest.mark.slow
CLIENT = Path(__file__).resolve().parents[2] / "frontend" / "client"
EACH_STEP = {
    "roster.import.completed",
    "cohort.created",
    "cohort.drawn",
    "consent.requested",
    "consent.granted",
    "session.scheduled",
    "session.started",
    "response.recorded",
    "session.completed",
    "theme.published",
    "action_item.created",
    "action_item.completed",
}
PATIENCE = 90


@dataclass(frozen=True)
class Stack:
    """The API and the worker as processes, as they run in a district."""

    url: str

    @classmethod
    @contextmanager
    def running(cls, settings: Settings) -> Iterator["Stack"]:
        with reserved_port() as port, ExitStack() as running:
            url = f"http://127.0.0.1:{port}"
            for part in ("serve", "worker"):
                command = [sys.executable, "-m", "tellmore.cli", part]
                env = cls._environment(settings, url, port)
                child = subprocess.Popen(command, env=env)  # noqa: S603 - our own command
                running.callback(child.wait)
                running.callback(child.terminate)
            yield cls(url)

    @staticmethod
    def _environment(settings: Settings, url: str, port: int) -> dict[str, str]:
        return os.environ | {
            "TELLMORE_ENVIRONMENT": "development",
            "TELLMORE_DATABASE_URL": settings.database_url.get_secret_value(),
            "TELLMORE_SECRET_KEY": settings.secret_key.get_secret_value(),
            "TELLMORE_JWT_PRIVATE_KEY": settings.jwt_private_key.get_secret_value(),
            "TELLMORE_PUBLIC_URL": url,
            "PORT": str(port),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }

    async def ready(self) -> None:
        """Ask until it is well: first nobody answers, then a 503 misses the worker."""
        async with asyncio.timeout(PATIENCE), httpx.AsyncClient(base_url=self.url) as client:
            while True:
                with suppress(httpx.TransportError):
                    if (await client.get("/healthz")).is_success:
                        return
                await asyncio.sleep(0.1)


@pytest.fixture
async def stack(settings: Settings) -> AsyncIterator[Stack]:
    with Stack.running(settings) as made:
        await made.ready()
        yield made


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


async def credentials(world: World) -> dict[str, str]:
    admin = await world.client(Role.DISTRICT_ADMIN)
    body = {"name": "SIS", "scopes": sorted(CLIENT_SCOPES)}
    made = (await admin.post("/v1/api-clients", json=body)).json()
    return {
        "TELLMORE_ID": made["client"]["client_id"],
        "TELLMORE_SECRET": made["client_secret"],
    }


async def facilitators(world: World) -> str:
    emails = [await world.user(role) for role in (Role.FACILITATOR, Role.NOTE_TAKER)]
    async with world.context() as ctx:
        found = await ctx.session.exec(select(User).where(col(User.email).in_(emails)))
        ids = {user.email: str(user.id) for user in found}
    return ",".join(ids[email] for email in emails)


async def walk(env: dict[str, str]) -> Json:
    command = ["npm", "run", "--silent", "walk"]
    made = await asyncio.create_subprocess_exec(
        *command,
        cwd=CLIENT,
        env=os.environ | env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, trouble = await made.communicate()
    assert made.returncode == 0, trouble.decode()
    told: Json = json.loads(said.splitlines()[-1])
    return told


async def told(receiver: Receiver, secret: str) -> set[str]:
    """The types of what arrived so far, each verified by the public library."""
    return {str(one.verified(secret)["type"]) for one in receiver.received}


@pytest.mark.timeout(240)
async def test_a_district_system_walks_from_the_roster_to_the_answer(
    world: World, stack: Stack, receiver: Receiver, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.zip"
    roster.write_bytes(demo_bundle(2026))
    made = await walk(
        await credentials(world)
        | {
            "TELLMORE_URL": stack.url,
            "ROSTER": str(roster),
            "RECEIVER": receiver.url,
            "FACILITATORS": await facilitators(world),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
    )
    async with asyncio.timeout(PATIENCE):
        while EACH_STEP - (types := await told(receiver, made["webhook_secret"])):
            receiver.arrived.clear()
            await receiver.arrived.wait()
    assert types >= EACH_STEP
    for one in receiver.received:
        assert b"Lunch" not in one.body
        assert b"lunch" not in one.body
        assert len(one.body) < 20_000
