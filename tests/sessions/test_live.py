"""Two screens at once, over real HTTP: what one does shows on the other within a second."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from factories import World
from interviews import Crew, ok, said, schedule
from listening import reach_questions
from rounds import Json, Round
from tellmore.cohorts.models import Member
from tellmore.consent.events import ConsentWithdrawn
from tellmore.consent.kinds import Purpose
from tellmore.core.ids import uuid7
from tellmore.identity.abilities import Role
from tellmore.sessions import live

PATIENCE = 30


class Server(uvicorn.Server):
    """Leaves the signals to pytest."""

    def capture_signals(self) -> Any:
        return nullcontext()


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The application behind a real uvicorn, on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = Server(config)
    running = asyncio.create_task(server.serve([listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await running


class StreamEndedError(Exception):
    pass


class Screen:
    """A screen that follows a session."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self) -> Json:
        """The next message. How soon it comes is looked at once, over several."""
        message: Json = {}
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                if not line and "event" in message:
                    return message
                name, _, value = line.partition(": ")
                if name in {"event", "id", "data"}:
                    message[name] = json.loads(value) if name == "data" else value
        raise StreamEndedError

    async def change(self) -> Json:
        while (message := await self.next())["event"] != "change":
            pass
        data: Json = message["data"]
        return data


@asynccontextmanager
async def follow(
    address: str, client: httpx.AsyncClient, session: Json, **headers: str
) -> AsyncIterator[Screen]:
    """Open the live channel with this person's token, over a connection of its own."""
    headers["Authorization"] = client.headers["Authorization"]
    path = f"/v1/sessions/{session['id']}/live"
    async with (
        httpx.AsyncClient(base_url=address, headers=headers, timeout=PATIENCE) as screen,
        screen.stream("GET", path) as response,
    ):
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"].startswith("text/event-stream")
        opened = Screen(response.aiter_lines())
        assert (await opened.next())["event"] == "hello"
        yield opened


async def withdraw(made: Round, member: Member) -> None:
    """The student withdraws: the row and the event that consent writes in one transaction."""
    await made.withdraw(member)
    event = ConsentWithdrawn(
        record_id=uuid7(),
        cohort_id=made.cohort.id,
        member_id=member.id,
        purpose=Purpose.PARTICIPATE,
    )
    async with made.world.context() as ctx:
        await ctx.emit(event)


async def test_what_one_does_shows_on_the_other_within_a_second(
    made: Round, crew: Crew, address: str
) -> None:
    session = await reach_questions(made, crew)
    async with (
        follow(address, crew.moderator, session) as moderator,
        follow(address, crew.note_taker, session) as note_taker,
    ):
        took = []
        for key in ("E1", "E2") * 3:
            begun = time.monotonic()
            await ok(crew.moderator, f"/v1/sessions/{session['id']}/question", question_key=key)
            seen = await note_taker.change()
            assert (seen["type"], seen["resource_id"]) == ("session.question_asked", session["id"])
            assert (await moderator.change()) == seen
            took.append(time.monotonic() - begun)
        assert min(took) < 1  # one slow moment of the machine says nothing about the product
        got = await ok(crew.note_taker, "/v1/responses", **said(made, session))
        seen = await moderator.change()
        assert (seen["type"], seen["resource_id"]) == ("response.recorded", got["id"])
        state = (await crew.moderator.get(f"/v1/sessions/{session['id']}/state")).json()
        assert state["session"]["current_question"] == "E2"
        assert state["seats"][0]["participation"] == "heard"


async def test_it_carries_ids_and_no_words(made: Round, crew: Crew, address: str) -> None:
    session = await reach_questions(made, crew)
    async with follow(address, crew.moderator, session) as moderator:
        await ok(crew.note_taker, "/v1/responses", **said(made, session))
        assert "choir" not in json.dumps(await moderator.change())


async def test_a_withdrawal_during_a_session_reaches_the_screens(
    made: Round, crew: Crew, address: str
) -> None:
    session = await reach_questions(made, crew)
    async with follow(address, crew.moderator, session) as moderator:
        await withdraw(made, made.members[2])
        seen = await moderator.change()
        assert seen["type"] == "consent.withdrawn"
        assert seen["data"]["member_id"] == made.member_ids[2]
    state = (await crew.moderator.get(f"/v1/sessions/{session['id']}/state")).json()
    assert state["seats"][2]["may_take_part"] is False


async def test_a_screen_hears_of_its_own_session_only(
    made: Round, crew: Crew, address: str, elsewhere: World
) -> None:
    session = await reach_questions(made, crew, member_ids=made.member_ids[:2])
    other = await schedule(made, crew)
    theirs = await Round.drawn(elsewhere)
    their_crew = await Crew.of(theirs)
    async with follow(address, crew.moderator, session) as moderator:
        await ok(crew.coordinator, f"/v1/sessions/{other['id']}/cancel", reason="Snow")
        await withdraw(made, made.members[3])
        await reach_questions(theirs, their_crew)
        await ok(crew.moderator, f"/v1/sessions/{session['id']}/question", question_key="E1")
        assert (await moderator.change())["type"] == "session.question_asked"


async def test_a_screen_that_was_away_gets_what_it_missed(
    made: Round, crew: Crew, address: str
) -> None:
    session = await reach_questions(made, crew)
    path = f"/v1/sessions/{session['id']}/question"
    async with follow(address, crew.moderator, session) as moderator:
        await ok(crew.moderator, path, question_key="E2")
        last = await moderator.change()
    await ok(crew.note_taker, "/v1/responses", **said(made, session))
    async with follow(
        address, crew.moderator, session, **{"Last-Event-ID": last["id"]}
    ) as moderator:
        seen: set[str] = set()
        while "response.recorded" not in seen:
            change = await moderator.change()
            assert change["id"] != last["id"]
            seen.add(change["type"])


@pytest.mark.parametrize("last", ["nonsense", "01890000-0000-7000-8000-000000000000"])
async def test_a_screen_that_was_away_too_long_reads_the_state_anew(
    made: Round, crew: Crew, address: str, last: str
) -> None:
    session = await reach_questions(made, crew)
    async with follow(address, crew.moderator, session, **{"Last-Event-ID": last}) as moderator:
        assert (await moderator.next())["event"] == "reset"


async def test_a_lost_connection_to_the_database_is_made_good(
    made: Round, crew: Crew, address: str
) -> None:
    session = await reach_questions(made, crew)
    path = f"/v1/sessions/{session['id']}/question"
    async with follow(address, crew.moderator, session) as moderator:
        await ok(crew.moderator, path, question_key="E2")
        # The first reader of a process is told "reset" at the beginning as well.
        assert (await moderator.change())["type"] == "session.question_asked"
        async with made.world.context() as ctx:
            await (await ctx.session.connection()).exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%'"
            )
        assert (await moderator.next())["event"] == "reset"
        await ok(crew.moderator, path, question_key="E1")
        assert (await moderator.change())["type"] == "session.question_asked"


async def test_the_stream_ends_once_its_reader_is_signed_out(
    made: Round, crew: Crew, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    session = await reach_questions(made, crew)
    async with follow(address, crew.moderator, session) as moderator:
        await crew.moderator.post("/v1/me/sign-out-everywhere")
        with pytest.raises(StreamEndedError):
            await moderator.change()


async def test_who_may_follow(
    made: Round, crew: Crew, elsewhere: World, anonymous: httpx.AsyncClient
) -> None:
    session = await schedule(made, crew)
    path = f"/v1/sessions/{session['id']}/live"
    stranger = await made.world.client(Role.FACILITATOR)
    theirs = await elsewhere.client(Role.DISTRICT_ADMIN)
    for client, status in ((anonymous, 401), (stranger, 403), (theirs, 404)):
        answer = await client.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
