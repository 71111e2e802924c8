from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.routing import APIRoute

from tellmore.core import http, json_lists
from tellmore.core.context import Context
from tellmore.core.db import NOWHERE, Database
from tellmore.core.errors import Forbidden, Unauthenticated
from tellmore.core.http import CREATE, EDGES, ITEM, PageDep, SettingsDep, merge, problems
from tellmore.core.schemas import Page, Tombstone
from tellmore.identity import systems
from tellmore.identity.abilities import Ability
from tellmore.identity.authentication import NOBODY, Bearer, ContextDep, KeysDep, authenticate
from tellmore.responses import (
    admission,
    capture,
    late_links,
    listing,
    live_state,
    recall,
    service,
    striking,
    withdrawing,
)
from tellmore.responses.models import ResponseKind
from tellmore.responses.queries import ResponseFilter
from tellmore.responses.readers import TeachingUnknown
from tellmore.responses.schemas import (
    AtStake,
    BatchRead,
    LinkList,
    RecallNote,
    ResponseBatch,
    ResponseCreate,
    ResponseRead,
    ResponseUpdate,
    RevisionList,
    SessionState,
    StruckRead,
)
from tellmore.sessions.presence import PermissionMissing
from tellmore.sessions.running import NotReadyToStart
from tellmore.sessions.schemas import QuestionKey, SessionRead
from tellmore.sessions.service import CohortNotOpen

router = http.router("/responses", "responses")
lists = http.router("", "responses", route_class=APIRoute)
"""Without a transaction around the route: a pull brings its own."""
in_sessions = http.router("/sessions/{session_id}", "sessions")
of_members = http.router("/members", "members")

WHOSE = problems(
    admission.NotTakingPart,
    admission.ResponseStruckAlready,
    admission.ClockAhead,
    PermissionMissing,
    NotReadyToStart,
)
"""Whoever it is said to be of."""
CAPTURE = merge(WHOSE, problems(capture.ResponseIdTaken, capture.SessionNotCapturing))
STRIKE = merge(CREATE, ITEM, problems(striking.StrikeWindowClosed, NotReadyToStart))
RAW = problems(Forbidden, TeachingUnknown)
"""A route that gives words."""
CSV: dict[str, Any] = {"text/csv": {"schema": {"type": "string"}}}
LISTED: dict[int | str, dict[str, Any]] = {
    200: {"model": Page[ResponseRead | Tombstone], "content": CSV},
    **RAW,
}


async def response_filter(
    cohort_id: UUID | None = None,
    session_id: UUID | None = None,
    member_id: UUID | None = None,
    question_key: Annotated[QuestionKey | None, Query()] = None,
    kind: ResponseKind | None = None,
) -> ResponseFilter:
    return ResponseFilter(cohort_id, session_id, member_id, question_key, kind)


FilterDep = Annotated[ResponseFilter, Depends(response_filter)]


async def found_page(
    request: Request, keys: KeysDep, credentials: Bearer, wanted: FilterDep, page: PageDep
) -> json_lists.JsonPage:
    """A system's pull in one round trip; a person's as every other request."""
    if credentials is None:
        raise Unauthenticated
    token = credentials.credentials
    pull = listing.Pull(wanted, page)
    pulled = await systems.pull(request.app.state.hot, keys, token, Ability.RESPONSES_READ, pull)
    if pulled is not None:
        return pulled
    database: Database = request.app.state.database
    async with database.transaction() as session:
        ctx = Context(session=session, actor=NOBODY, scope=NOWHERE)
        await authenticate(ctx, keys, token)
        return await listing.list_responses(ctx, wanted, page)


FoundDep = Annotated[json_lists.JsonPage, Depends(found_page)]


@lists.get("/responses", name="list", responses=LISTED, response_model=None)
async def list_responses(found: FoundDep, request: Request) -> Response:
    """List what was captured, under pseudonyms. `Accept: text/csv` gives the same for a sheet."""
    if "text/csv" in request.headers.get("accept", ""):
        return _csv(request, found)
    response = Response(found.body, media_type="application/json")
    http.link_next(request, response, found.next_cursor)
    return response


@lists.get(
    "/responses.csv",
    name="list_csv",
    responses={200: {"content": CSV, "headers": http.NEXT}, **RAW},
    response_model=None,
    response_class=Response,
)
async def list_responses_csv(found: FoundDep, request: Request) -> Response:
    """List what was captured as CSV; the next page is in the Link header."""
    return _csv(request, found)


@of_members.get("/{member_id}/at-stake", name="read_at_stake", responses=ITEM)
async def read_at_stake(member_id: UUID, ctx: ContextDep) -> AtStake:
    """How much of what this student said would go if the consent to take part is taken back."""
    return await withdrawing.at_stake(ctx, member_id)


@router.post("", status_code=201, responses=merge(CREATE, ITEM, CAPTURE))
async def create(data: ResponseCreate, ctx: ContextDep, response: Response) -> ResponseRead:
    """Write down what was said, passed or seen. The same id again changes nothing."""
    return http.tag(response, await service.record(ctx, data))


@router.post("/batch", responses=CREATE)
async def create_batch(data: ResponseBatch, ctx: ContextDep) -> BatchRead:
    """Send what was written down without a network: each is taken or refused by itself."""
    return await service.record_batch(ctx, data)


@router.get("/{response_id}", responses=merge(ITEM, EDGES, RAW))
async def read(response_id: UUID, ctx: ContextDep, response: Response) -> ResponseRead:
    """Read one response."""
    return http.tag(response, await service.read(ctx, response_id))


@router.patch(
    "/{response_id}",
    responses=merge(ITEM, RAW, WHOSE),
)
async def update(
    response_id: UUID, data: ResponseUpdate, ctx: ContextDep, response: Response
) -> ResponseRead:
    """Mend what was written down; what it said before is kept."""
    return http.tag(response, await service.update(ctx, response_id, data))


@router.get("/{response_id}/revisions", responses=merge(ITEM, RAW))
async def list_revisions(response_id: UUID, ctx: ContextDep) -> RevisionList:
    """Read what a response said before it was edited."""
    return await service.read_revisions(ctx, response_id)


@router.post(
    "/{response_id}/strike",
    responses=STRIKE,
)
async def strike(response_id: UUID, ctx: ContextDep) -> Tombstone:
    """Strike that: the words go, everywhere; a tombstone stays."""
    return await striking.strike(ctx, response_id)


@in_sessions.post(
    "/participants/{member_id}/strike-all",
    responses=STRIKE,
)
async def strike_all(session_id: UUID, member_id: UUID, ctx: ContextDep) -> StruckRead:
    """Strike all that one student said in this session."""
    return await striking.strike_all(ctx, session_id, member_id)


@in_sessions.post(
    "/recall-note",
    responses=merge(
        CREATE,
        ITEM,
        WHOSE,
        problems(CohortNotOpen),
    ),
)
async def write_recall_note(
    session_id: UUID, data: RecallNote, ctx: ContextDep, response: Response
) -> SessionRead:
    """Write down what is remembered, when nobody took notes."""
    return http.tag(response, await recall.write(ctx, session_id, data))


@in_sessions.post(
    "/late-thought-links",
    status_code=201,
    responses=merge(CREATE, ITEM, problems(NotReadyToStart)),
)
async def invite_late_thoughts(
    session_id: UUID, ctx: ContextDep, settings: SettingsDep, response: Response
) -> LinkList:
    """Make a link for each student who said yes. They are shown once; older ones stop working."""
    http.show_once(response)
    return await late_links.invite(ctx, settings, session_id)


@in_sessions.get("/state", responses=ITEM)
async def read_state(session_id: UUID, ctx: ContextDep) -> SessionState:
    """Read everything that the live screens show, at one moment."""
    return await live_state.state(ctx, session_id)


def _csv(request: Request, found: json_lists.JsonPage) -> Response:
    columns = ["deleted", *ResponseRead.model_fields]
    response = Response(json_lists.to_csv(found, columns), media_type="text/csv")
    http.link_next(request, response, found.next_cursor)
    return response
