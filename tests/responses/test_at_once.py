"""A queue of a device and an answer aloud, sent in the same moment: neither waits for ever."""

import asyncio

from sqlmodel import col, select

from interviews import Crew, said
from listening import reach_questions
from rounds import Round
from tellmore.consent import queries as consent
from tellmore.sessions.models import Session


async def test_a_queue_holds_its_sessions_before_it_holds_a_student(
    made: Round, crew: Crew
) -> None:
    """Whoever answers aloud holds the session first, so the other way about would be a ring."""
    rounds = [await reach_questions(made, crew) for _ in range(2)]
    items = [said(made, session) for session in sorted(rounds, key=lambda one: one["id"])]
    async with made.world.context() as ctx:
        later = select(Session).where(col(Session.id) == items[1]["session_id"])
        await ctx.session.exec(later.with_for_update())
        batch = {"items": items}
        sending = asyncio.create_task(crew.note_taker.post("/v1/responses/batch", json=batch))
        await asyncio.wait({sending}, timeout=0.5)
        assert not sending.done()
        await ctx.session.exec(consent.lock(made.members[0].id))
    outcomes = [one["outcome"] for one in (await sending).json()["results"]]
    assert outcomes == ["recorded", "recorded"]
