"""A real receiver on this machine, written by hand so that it can misbehave."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import text
from standardwebhooks import Webhook

from factories import World

Json = dict[str, Any]
Subscribe = Callable[..., Awaitable[Json]]
Work = Callable[[], Awaitable[None]]
Tell = Callable[..., Awaitable[Json]]


@dataclass
class Received:
    headers: dict[str, str]
    body: bytes

    def verified(self, secret: str) -> Json:
        """Take what the public library makes of it; it raises when a signature is wrong."""
        told: Json = Webhook(secret).verify(self.body, self.headers)
        return told


@dataclass
class Receiver:
    port: int = 0
    host: str = "127.0.0.1"
    answer: bytes = b"HTTP/1.1 204 No Content\r\n\r\n"
    silent: bool = False
    received: list[Received] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/hook?key=1"

    def says(self, status: str, *headers: str, body: str = "") -> None:
        lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", body]
        self.answer = "\r\n".join(lines).encode()

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if line)
        headers = {name.lower(): value for name, value in headers.items()}
        body = await reader.readexactly(int(headers["content-length"]))
        self.received.append(Received({**headers, ":path": lines[0].split()[1]}, body))
        self.arrived.set()
        if self.silent:
            await reader.read()  # until the sender gives up
        else:
            writer.write(self.answer)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    made = Receiver()
    server = await asyncio.start_server(made.handle, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


async def create_cohort(world: World, client: httpx.AsyncClient, name: str = "Belonging") -> Json:
    body = {
        "name": name,
        "purpose": "Learn what helps.",
        "school_ids": [str(world.schools[0].id)],
        "size": 8,
    }
    answer = await client.post("/v1/cohorts", json=body)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def deliveries(client: httpx.AsyncClient, made: Json) -> list[Json]:
    url = f"/v1/webhook-endpoints/{made['endpoint']['id']}/deliveries"
    answer = await client.get(url)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def attempts(client: httpx.AsyncClient, delivery: Json) -> list[Json]:
    """The newest first."""
    answer = await client.get(f"/v1/webhook-deliveries/{delivery['id']}/attempts")
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def endpoint(client: httpx.AsyncClient, made: Json) -> Json:
    answer = await client.get(f"/v1/webhook-endpoints/{made['endpoint']['id']}")
    found: Json = answer.json()
    return found


async def change(world: World, statement: str, **values: Any) -> None:
    """Let time pass for what is stored: the schedule reaches over days."""
    async with world.context() as ctx:
        await (await ctx.session.connection()).execute(text(statement), values)


async def pass_until_due(world: World, delivery: Json) -> timedelta:
    """Go to the moment at which it is tried again; return how long that took."""
    values = {"id": delivery["id"]}
    wait = "SELECT due_at - clock_timestamp() FROM webhook_deliveries WHERE id = :id"
    async with world.context() as ctx:
        connection = await ctx.session.connection()
        waited: timedelta = (await connection.execute(text(wait), values)).scalar_one()
    await change(world, "UPDATE webhook_deliveries SET due_at = now() WHERE id = :id", **values)
    return waited
