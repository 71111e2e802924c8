"""Codings: codes on excerpts. Whoever may not open a response doesn't see its excerpts either."""

from collections.abc import Sequence
from uuid import UUID

from tellmore.core.context import ActorKind, Context
from tellmore.core.errors import Conflict, Invalid, NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.schemas import Tombstone
from tellmore.identity.abilities import Ability
from tellmore.insights import codes, queries
from tellmore.insights.events import CodingCreated, CodingDeleted
from tellmore.insights.models import Coding
from tellmore.insights.permissions import CodingAction, allowed_on_coding
from tellmore.insights.queries import CodingFilter
from tellmore.insights.schemas import CodingCreate, CodingRead
from tellmore.responses import utterances
from tellmore.responses.utterances import Utterance


class CodingInEvidence(Problem):
    status = 409
    title = "A published theme rests on this excerpt; take it out of the theme first"


class ResponseChanged(Conflict):
    title = "The response was edited after you read it"


async def list_codings(
    ctx: Context, wanted: CodingFilter, page: PageParams
) -> Rows[CodingRead | Tombstone]:
    """A coding whose response was struck, or is kept from this reader, comes as a tombstone."""
    _require_reading(ctx)
    rows = await fetch(ctx.session, queries.codings(wanted), Coding, page)
    live = {view.id: view for view in await views(ctx, rows.items)}
    shown = rows.items if page.updated_since else [row for row in rows.items if row.id in live]
    items = [live.get(row.id) or _gone(row) for row in shown]
    return Rows(items, rows.next_cursor)


async def create(ctx: Context, data: CodingCreate) -> CodingRead:
    ctx.require(Ability.INSIGHTS_WRITE)
    _require_reading(ctx)
    code = await codes.get(ctx, data.code_id)
    said = (await utterances.of(ctx, [data.response_id])).get(data.response_id)
    if said is None or said.cohort_id != code.cohort_id:
        raise NotFound("There is no such response in this code's cohort.")
    if said.revision != data.response_revision:
        raise ResponseChanged("Read it again and mark the words once more.")
    if data.span_end > len(said.text):
        raise Invalid.at("/span_end", "span", f"The response has {len(said.text)} characters.")
    person = ctx.actor.kind is ActorKind.USER
    coding = Coding(
        district_id=ctx.district_id,
        cohort_id=code.cohort_id,
        coder_id=ctx.actor.id if person else None,
        client_id=None if person else ctx.actor.id,
        **data.model_dump(),
    )
    ctx.session.add(coding)
    await ctx.emit(CodingCreated(coding_id=coding.id, response_id=said.id), of=coding)
    return view(ctx, coding, said)


async def remove(ctx: Context, coding_id: UUID) -> None:
    found = (await ctx.session.exec(queries.codings_by_id([coding_id]))).one_or_none()
    if found is None:
        raise NotFound
    ctx.require(Ability.INSIGHTS_WRITE)
    ctx.require_action(CodingAction.DELETE, allowed_on_coding(ctx.actor, found))
    if (await ctx.session.exec(queries.resting_on(coding_id))).first() is not None:
        raise CodingInEvidence
    found.deleted_at = ctx.now
    event = CodingDeleted(coding_id=found.id, response_id=found.response_id)
    await ctx.emit(event, of=found)


async def views(ctx: Context, rows: Sequence[Coding]) -> list[CodingRead]:
    """Those that still stand, on responses that this reader may open."""
    standing = [row for row in rows if row.deleted_at is None]
    said = await utterances.of(ctx, [row.response_id for row in standing])
    return [view(ctx, row, said[row.response_id]) for row in standing if row.response_id in said]


def view(ctx: Context, coding: Coding, said: Utterance) -> CodingRead:
    return CodingRead.model_validate(
        {
            **coding.model_dump(exclude={"district_id", "deleted_at", "response_revision"}),
            "session_id": said.session_id,
            "member_id": said.member_id,
            "pseudonym": said.pseudonym,
            "excerpt": said.text[coding.span_start : coding.span_end],
            "outdated": coding.response_revision != said.revision,
            "can": allowed_on_coding(ctx.actor, coding),
        }
    )


def _require_reading(ctx: Context) -> None:
    ctx.require(Ability.INSIGHTS_READ)
    ctx.require(Ability.RESPONSES_READ)


def _gone(row: Coding) -> Tombstone:
    return Tombstone(id=row.id, deleted=True, updated_at=row.updated_at)
