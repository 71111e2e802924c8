"""A session at its questions, as rows: most tests begin there, and each step has its own tests.

`tests/sessions/test_listening.py` holds that the steps lead to the same.
"""

from typing import Any

from interviews import Crew, plan
from rounds import Json, Round
from tellmore.cohorts.models import Member
from tellmore.core.context import Context
from tellmore.core.events import DomainEvent
from tellmore.sessions import class_time
from tellmore.sessions.events import (
    ConfidentialityExplained,
    ParticipantAnswered,
    ParticipantCheckedIn,
    SessionAttested,
    SessionScheduled,
    SessionStarted,
    StageEntered,
)
from tellmore.sessions.models import (
    Assent,
    Participant,
    Presence,
    Session,
    SessionStatus,
    Stage,
)
from tellmore.sessions.schemas import SessionCreate


async def reach_questions(made: Round, crew: Crew, **changes: Any) -> Json:
    """A running session at its questions, everyone present and willing."""
    await made.consent()
    data = SessionCreate.model_validate(plan(made, crew, **changes))
    by_id = {member.id: member for member in made.members}
    members = [by_id[member_id] for member_id in data.member_ids]
    async with made.world.context() as ctx:
        session = _session(ctx, data, members)
        ctx.session.add(session)
        await ctx.session.flush()
        ctx.session.add_all(_seats(ctx, session, members))
        await ctx.emit_all((event, session.version) for event in _told(session, members))
        await class_time.tell(ctx, session)
    answer = await crew.moderator.get(f"/v1/sessions/{session.id}")
    assert answer.status_code == 200, answer.text
    reached: Json = answer.json()
    return reached


def _session(ctx: Context, data: SessionCreate, members: list[Member]) -> Session:
    planned = data.model_dump(exclude={"member_ids", "school_id"})
    return Session(
        district_id=ctx.district_id,
        school_id=data.school_id or members[0].school_id,
        **planned,
        status=SessionStatus.RUNNING,
        attested_at=ctx.now,
        attested_by=data.moderator_id,
        acknowledged_guide_version_id=data.guide_version_id,
        stage=Stage.QUESTIONS,
        stage_since=ctx.now,
        started_at=ctx.now,
        confidentiality_explained_at=ctx.now,
    )


def _seats(ctx: Context, session: Session, members: list[Member]) -> list[Participant]:
    return [
        Participant(
            district_id=ctx.district_id,
            session_id=session.id,
            member_id=member.id,
            school_id=member.school_id,
            pseudonym=member.pseudonym,
            seat=number,
            presence=Presence.PRESENT,
            checked_in_at=ctx.now,
            assent=Assent.YES,
            assent_at=ctx.now,
        )
        for number, member in enumerate(members, start=1)
    ]


def _told(session: Session, members: list[Member]) -> list[DomainEvent]:
    read = session.acknowledged_guide_version_id
    assert read is not None
    seated: list[DomainEvent] = []
    for member in members:
        ids = {"session_id": session.id, "member_id": member.id}
        seated += [ParticipantCheckedIn(**ids), ParticipantAnswered(**ids, assent=Assent.YES)]
    return [
        SessionScheduled(session_id=session.id, cohort_id=session.cohort_id),
        SessionAttested(session_id=session.id, guide_version_id=read),
        SessionStarted(session_id=session.id),
        *seated,
        ConfidentialityExplained(session_id=session.id),
        StageEntered(session_id=session.id, stage=Stage.INTRODUCTION),
        StageEntered(session_id=session.id, stage=Stage.QUESTIONS),
    ]
