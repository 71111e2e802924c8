"""A round with something said in it, and an analyst who reads."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from factories import World
from rounds import Round
from tellmore.cohorts.models import Member
from tellmore.core.clock import now
from tellmore.identity.abilities import Role
from tellmore.identity.models import User
from tellmore.responses.models import Response, ResponseKind, Wording
from tellmore.sessions.models import Modality, Session, SessionKind, SessionStatus, Stage

Json = dict[str, Any]


@dataclass
class Study:
    """A cohort after its sessions: responses to read, and people who read them."""

    round: Round
    analyst: httpx.AsyncClient
    sessions: list[Session]

    @property
    def cohort_id(self) -> str:
        return str(self.round.cohort.id)

    async def said(self, text: str, member: Member, session: int = 0) -> Response:
        held = self.sessions[session]
        held.last_sequence += 1
        row = Response(
            district_id=held.district_id,
            session_id=held.id,
            cohort_id=held.cohort_id,
            member_id=member.id,
            pseudonym=member.pseudonym,
            school_id=member.school_id,
            kind=ResponseKind.UTTERANCE,
            text=text,
            wording=Wording.VERBATIM,
            stage=Stage.QUESTIONS,
            sequence=held.last_sequence,
            captured_at=now(),
        )
        await self.round.world.add(row)
        return row

    async def code(self, name: str = "Belonging", **changes: Any) -> Json:
        body = {"cohort_id": self.cohort_id, "name": name, **changes}
        return await self.post("/v1/codes", body)

    async def coding(self, code: Json, response: Response, words: str) -> Json:
        text = response.text or ""
        start = text.index(words)
        body = {
            "code_id": code["id"],
            "response_id": str(response.id),
            "span_start": start,
            "span_end": start + len(words),
            "response_revision": response.revision,
        }
        return await self.post("/v1/codings", body)

    async def theme(self, **changes: Any) -> Json:
        body = {
            "cohort_id": self.cohort_id,
            "title": "Lunch is where one is alone",
            "description": "New students have nobody to sit with.",
            **changes,
        }
        return await self.post("/v1/themes", body)

    async def post(self, url: str, body: Json) -> Json:
        answer = await self.analyst.post(url, json=body)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made


@pytest.fixture
async def study(world: World) -> Study:
    made = await Round.drawn(world)
    email = await world.user(Role.FACILITATOR)
    async with world.context() as ctx:
        moderator = (await ctx.session.exec(select(User).where(col(User.email) == email))).one()
    sessions = [
        Session(
            district_id=world.district_id,
            cohort_id=made.cohort.id,
            school_id=world.schools[0].id,
            kind=SessionKind.FOCUS_GROUP,
            modality=Modality.IN_PERSON,
            starts_at=now(),
            ends_at=now() + timedelta(hours=1),
            moderator_id=moderator.id,
            status=SessionStatus.COMPLETED,
        )
        for _ in range(2)
    ]
    await world.add(*sessions)
    return Study(made, await world.client(Role.ANALYST), sessions)
