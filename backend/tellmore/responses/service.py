"""Reading and mending what was captured. Capturing and striking have files of their own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from tellmore.core.context import Context
from tellmore.core.errors import Forbidden, NotFound, Problem
from tellmore.identity.abilities import Ability
from tellmore.responses import queries
from tellmore.responses.admission import Admitted, admit
from tellmore.responses.capture import capture, require_kind, tell
from tellmore.responses.events import ResponseUpdated
from tellmore.responses.handling import handling
from tellmore.responses.models import CONTENT, Response, ResponseRevision
from tellmore.responses.participation import SPOKEN
from tellmore.responses.permissions import ResponseAction, everywhere, within
from tellmore.responses.readers import Reader, TeachingUnknown, known_reader, reader, whom_to_ask
from tellmore.responses.schemas import (
    BatchRead,
    BatchResult,
    Outcome,
    Refusal,
    ResponseBatch,
    ResponseCreate,
    ResponseRead,
    ResponseUpdate,
    RevisionList,
    RevisionRead,
)
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Session
from tellmore.sessions.running import require_apart, require_question


async def read(ctx: Context, response_id: UUID) -> ResponseRead:
    row = await _get(ctx, response_id)
    return view(row, await reading(ctx, row.session_id))


async def read_revisions(ctx: Context, response_id: UUID) -> RevisionList:
    """Each as far as this reader may open it: it may have been another's, or named somebody."""
    row = await _get(ctx, response_id)
    await reading(ctx, row.session_id)
    who = await reader(ctx, await sessions.get(ctx, row.session_id))
    own = row.recorded_by == who.user_id
    kept = [] if own else who.others(ResponseRevision)
    shown = await ctx.session.exec(queries.revisions(row.id).where(*kept))
    hidden = {"id", "district_id", "response_id", "school_id"}
    return RevisionList(
        items=[RevisionRead.model_validate(one.model_dump(exclude=hidden)) for one in shown]
    )


async def record(ctx: Context, data: ResponseCreate) -> ResponseRead:
    row, _new = await capture(ctx, data)
    return view(row, within(ctx.actor, await sessions.get(ctx, row.session_id)))


async def record_batch(ctx: Context, data: ResponseBatch) -> BatchRead:
    """Each is taken or refused by itself: one that is wrong does not hold up the others."""
    ctx.require(Ability.RESPONSES_WRITE)
    await sessions.hold(ctx, {item.session_id for item in data.items})
    return BatchRead(results=[await _one(ctx, item) for item in data.items])


async def update(ctx: Context, response_id: UUID, data: ResponseUpdate) -> ResponseRead:
    """Mend what was written down. What it said before is kept, until it is struck."""
    ctx.require(Ability.RESPONSES_WRITE)
    row = await _readable(ctx, queries.response_locked(response_id))
    session = await sessions.get(ctx, row.session_id)
    can = within(ctx.actor, session)
    ctx.require_action(ResponseAction.EDIT, can)
    await require_apart(ctx, session)
    changes = {k: v for k, v in data.changes().items() if v != getattr(row, k)}
    if not changes:
        return view(row, can)
    whose = None
    if "member_id" in changes:
        whose = await _speaker(ctx, row, session, changes["member_id"])
        changes |= _place(session, whose)
    if changes.get("question_key") is not None:
        await require_question(ctx, session, str(changes["question_key"]))
    ctx.session.add(_revision(ctx, row))
    for name, value in changes.items():
        setattr(row, name, value)
    require_kind(row.kind, row.member_id, row.text, row.wording, row.cue)
    row.revision += 1
    event = ResponseUpdated(response_id=row.id, session_id=row.session_id, cohort_id=row.cohort_id)
    await tell(ctx, event, row, whose)
    return view(row, can)


async def spoke(ctx: Context, cohort_id: UUID) -> frozenset[UUID]:
    """Members who said anything in the cohort that stands; a pass is no turn."""
    found = await ctx.session.exec(queries.speakers(cohort_id, SPOKEN))
    return frozenset(member_id for member_id in found if member_id is not None)


def view(row: Response, can: frozenset[ResponseAction]) -> ResponseRead:
    """What is held was written down, and is shown to nobody: not to whoever sent it either."""
    hidden = {"district_id", "struck_at", "struck_by"}
    held = dict.fromkeys(CONTENT) if row.struck_at is not None else {}
    return ResponseRead.model_validate({**row.model_dump(exclude=hidden), **held, "can": can})


async def _one(ctx: Context, item: ResponseCreate) -> BatchResult:
    try:
        row, new = await capture(ctx, item)
    except Problem as problem:
        detail = "; ".join(
            f"{fault['pointer']}: {fault['detail']}" for fault in problem.extra.get("errors", [])
        )
        refusal = Refusal(
            type=f"/problems/{problem.slug()}",
            title=problem.title,
            status=problem.status,
            detail=detail or problem.detail,
        )
        return BatchResult(id=item.id, outcome=Outcome.REFUSED, response=None, problem=refusal)
    can = within(ctx.actor, await sessions.get(ctx, row.session_id))
    outcome = Outcome.RECORDED if new else Outcome.KNOWN
    return BatchResult(id=row.id, outcome=outcome, response=view(row, can), problem=None)


async def reading(ctx: Context, session_id: UUID | None) -> frozenset[ResponseAction]:
    """Analysts and coordinators read all; facilitators what was noted in their own session."""
    can = everywhere(ctx.actor)
    if session_id is not None and ctx.actor.may(Ability.RESPONSES_WRITE):
        can = await handling(ctx, await sessions.get(ctx, session_id))
    if ResponseAction.READ not in can:
        raise Forbidden(f"This needs the permission {Ability.RESPONSES_READ}.")
    return can


async def _get(ctx: Context, response_id: UUID) -> Response:
    return await _readable(ctx, queries.response(response_id))


async def _readable(ctx: Context, query: SelectOfScalar[Response]) -> Response:
    """Struck, taught or named: for this reader there is nothing."""
    row = (await ctx.session.exec(query)).one_or_none()
    if row is None or row.struck_at is not None:
        raise NotFound
    who = await reader(ctx, await sessions.get(ctx, row.session_id))
    if await _opens(ctx, row, who):
        return row
    await known_reader(ctx)  # one who is merely unknown is told what to do
    if await _opens(ctx, row, replace(who, known_on=None)):
        raise TeachingUnknown(
            "The roster does not name a teacher for each class of this student. Once it does, you "
            "can read what the student said.",
            administrators=await whom_to_ask(ctx),
        )
    raise NotFound


async def _opens(ctx: Context, row: Response, who: Reader) -> bool:
    query = queries.ids(col(Response.id) == row.id, *who.conditions())
    return (await ctx.session.exec(query)).one_or_none() is not None


async def _speaker(
    ctx: Context, row: Response, session: Session, member_id: Any
) -> Admitted | None:
    """Who said it after all: the same rules as when it is written down."""
    if member_id is None:
        return None
    return await admit(ctx, session, member_id, row.kind, row.captured_at)


def _place(session: Session, whose: Admitted | None) -> dict[str, Any]:
    if whose is None:
        return {"pseudonym": None, "school_id": session.school_id}
    return {"pseudonym": whose.seat.pseudonym, "school_id": whose.seat.school_id}


def _revision(ctx: Context, row: Response) -> ResponseRevision:
    return ResponseRevision(
        district_id=ctx.district_id,
        response_id=row.id,
        school_id=row.school_id,
        number=row.revision,
        member_id=row.member_id,
        text=row.text,
        wording=row.wording,
        cue=row.cue,
        question_key=row.question_key,
        replaced_by=ctx.actor.id,
        replaced_at=ctx.now,
    )
