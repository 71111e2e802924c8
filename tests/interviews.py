"""Who runs a session, and the steps of one, over HTTP as the page takes them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

import httpx
from jose import jwt
from sqlmodel import col, select

from factories import World
from rounds import Json, Round
from tellmore.core.clock import now
from tellmore.core.events import Event
from tellmore.identity.abilities import Role
from tellmore.rosters.models import StaffMember
from tellmore.sessions.models import Session


@dataclass
class Crew:
    """Who runs a session: a coordinator who plans, a moderator and a note-taker."""

    coordinator: httpx.AsyncClient
    moderator: httpx.AsyncClient
    note_taker: httpx.AsyncClient
    moderator_id: str
    note_taker_id: str
    moderator_staff: StaffMember

    @classmethod
    async def of(cls, made: Round) -> Self:
        """Both facilitators are staff; another teacher has the students in class."""
        world = made.world
        moderator_staff, writer_staff = await made.staff("Quill"), await made.staff("Reed")
        await made.taught_by(await made.staff("Unrelated"), *made.students)
        moderator = await world.client(Role.FACILITATOR, staff_id=moderator_staff.id)
        note_taker = await world.client(Role.NOTE_TAKER, staff_id=writer_staff.id)
        return cls(
            coordinator=await world.client(Role.COORDINATOR),
            moderator=moderator,
            note_taker=note_taker,
            moderator_id=who(moderator),
            note_taker_id=who(note_taker),
            moderator_staff=moderator_staff,
        )


def who(client: httpx.AsyncClient) -> str:
    """The id of whoever signed in there."""
    user_id: str = jwt.get_unverified_claims(client.headers["Authorization"].split()[1])["sub"]
    return user_id


def plan(made: Round, crew: Crew, **changes: Any) -> Json:
    starts = now() + timedelta(days=1)
    return {
        "cohort_id": str(made.cohort.id),
        "kind": "focus_group",
        "modality": "in_person",
        "place": "Library",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(minutes=50)).isoformat(),
        "moderator_id": crew.moderator_id,
        "note_taker_id": crew.note_taker_id,
        "member_ids": made.member_ids,
        "guide_version_id": str(made.guide_version.id),
        **changes,
    }


async def schedule(made: Round, crew: Crew, **changes: Any) -> Json:
    answer = await crew.coordinator.post("/v1/sessions", json=plan(made, crew, **changes))
    assert answer.status_code == 201, answer.text
    session: Json = answer.json()
    return session


async def ok(client: httpx.AsyncClient, path: str, **body: Any) -> Json:
    answer = await client.post(path, json=body or None)
    assert answer.is_success, answer.text
    got: Json = answer.json()
    return got


async def attest(made: Round, crew: Crew, session: Json) -> Json:
    return await ok(
        crew.moderator,
        f"/v1/sessions/{session['id']}/attestation",
        rapport_and_training=True,
        guide_version_id=str(made.guide_version.id),
    )


async def start(made: Round, crew: Crew, session: Json) -> Json:
    await attest(made, crew, session)
    return await ok(crew.moderator, f"/v1/sessions/{session['id']}/start")


async def seat_everyone(crew: Crew, session: Json, member_ids: list[str]) -> None:
    for member_id in member_ids:
        seat = f"/v1/sessions/{session['id']}/participants/{member_id}"
        await ok(crew.note_taker, f"{seat}/check-in")
        await ok(crew.moderator, f"{seat}/assent", assent="yes")


async def walk_to_questions(made: Round, crew: Crew) -> Json:
    """Step by step; `listening.reach_questions` is at the same place at once."""
    session = await schedule(made, crew)
    await made.consent()
    await start(made, crew, session)
    await seat_everyone(crew, session, made.member_ids)
    base = f"/v1/sessions/{session['id']}"
    await ok(crew.moderator, f"{base}/confidentiality", explained=True)
    await ok(crew.moderator, f"{base}/stage", stage="introduction")
    return await ok(crew.moderator, f"{base}/stage", stage="questions")


async def end(crew: Crew, session: Json) -> Json:
    base = f"/v1/sessions/{session['id']}"
    await ok(crew.moderator, f"{base}/stage", stage="wrap_up")
    return await ok(crew.moderator, f"{base}/stage", stage="ended")


async def told(world: World, session: Json) -> list[str]:
    """The events of a session, in the order in which they happened."""
    async with world.context() as ctx:
        query = select(Event.type).where(col(Event.resource_id) == UUID(session["id"]))
        return list(await ctx.session.exec(query.order_by(col(Event.sequence))))


def said(made: Round, session: Json, seat: int = 0, **changes: Any) -> Json:
    return {
        "session_id": session["id"],
        "member_id": made.member_ids[seat],
        "kind": "utterance",
        "text": "I feel it in choir.",
        "question_key": "E1",
        **changes,
    }


async def long_ago(made: Round, session: Json, days: int) -> None:
    """Move the session's end back, as if days had passed."""
    async with made.world.context() as ctx:
        row = await ctx.session.get_one(Session, session["id"])
        row.ended_at = now() - timedelta(days=days)
