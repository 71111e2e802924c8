"""A request that stands: how it is, a link to hand over, and its end."""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

import segno

from tellmore.cohorts import roll
from tellmore.cohorts.models import Member
from tellmore.consent import links, people, queries
from tellmore.consent.events import (
    ConsentDelivered,
    ConsentExpired,
    ConsentLinkRevoked,
    ConsentNamesRead,
    ConsentRequested,
)
from tellmore.consent.kinds import Language
from tellmore.consent.models import ConsentRequest, Delivery
from tellmore.consent.people import Family
from tellmore.consent.permissions import RequestAction, on_request
from tellmore.consent.queries import RequestFilter
from tellmore.consent.schemas import LinkRead, RequestRead, RequestState
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.settings import Settings

EventT = TypeVar("EventT", ConsentDelivered, ConsentExpired, ConsentLinkRevoked, ConsentRequested)


class RequestAnswered(Problem):
    status = 409
    title = "This person has answered. To ask once more, send a new request with `again`"


class RequestRevoked(Problem):
    status = 409
    title = "This request was revoked. Send a new one"


class RequestOver(Problem):
    status = 409
    title = "This request is over. Send it again first"


async def list_requests(ctx: Context, wanted: RequestFilter, page: PageParams) -> Rows[RequestRead]:
    ctx.require(Ability.CONSENT_READ)
    rows = await fetch(ctx.session, queries.requests(wanted), ConsentRequest, page)
    return Rows(await views(ctx, rows.items), rows.next_cursor)


async def read(ctx: Context, request_id: UUID) -> RequestRead:
    ctx.require(Ability.CONSENT_READ)
    return await view(ctx, await get(ctx, request_id))


async def hand_over(ctx: Context, settings: Settings, request_id: UUID) -> LinkRead:
    """A link to give in person: as text, and as a code for a phone. What it opens is logged."""
    ctx.require(Ability.IDENTITIES_READ)
    request = await changeable(ctx, request_id, RequestAction.HAND_OVER)
    if request.answered_at is None and request.expires_at <= ctx.now:
        raise RequestOver
    if request.delivered_at is None:
        request.delivery, request.delivered_at = Delivery.HANDED_OVER, ctx.now
    url = await links.issue(ctx, settings, request)
    await ctx.emit(about(ConsentDelivered, request), of=request)
    await ctx.emit(ConsentNamesRead(cohort_id=request.cohort_id))
    return LinkRead(
        request_id=request.id,
        url=url,
        qr_svg=segno.make(url, error="m").svg_inline(scale=4, border=2),
        expires_at=request.expires_at,
    )


async def revoke(ctx: Context, request_id: UUID) -> RequestRead:
    """Let every link to it stop working. What was decided with it stays on record."""
    request = await changeable(ctx, request_id, RequestAction.REVOKE)
    request.revoked_at = ctx.now
    await ctx.emit(about(ConsentLinkRevoked, request), of=request)
    return await view(ctx, request)


async def get(ctx: Context, request_id: UUID) -> ConsentRequest:
    request = (await ctx.session.exec(queries.request(request_id))).one_or_none()
    if request is None:
        raise NotFound
    return request


async def changeable(ctx: Context, request_id: UUID, action: RequestAction) -> ConsentRequest:
    """Held until the end: an answer, a revocation and a new link come one after the other."""
    found = await ctx.session.exec(queries.request_to_answer(request_id))
    request = found.one_or_none()
    if request is None:
        raise NotFound
    ctx.require(Ability.CONSENT_WRITE)
    if request.revoked_at is not None:
        raise RequestRevoked
    if request.answered_at is not None and action is RequestAction.RESEND:
        raise RequestAnswered
    ctx.require_action(action, on_request(ctx.actor, request))
    return request


def about(kind: type[EventT], request: ConsentRequest) -> EventT:
    return kind(request_id=request.id, cohort_id=request.cohort_id, member_id=request.member_id)


def state(ctx: Context, request: ConsentRequest) -> RequestState:
    if request.revoked_at is not None:
        return RequestState.REVOKED
    if request.locked_at is not None:
        return RequestState.LOCKED
    if request.answered_at is not None:
        return RequestState.ANSWERED
    if request.expires_at <= ctx.now:
        return RequestState.EXPIRED
    return RequestState(request.delivery.value)


async def view(ctx: Context, request: ConsentRequest) -> RequestRead:
    return (await views(ctx, [request]))[0]


async def views(
    ctx: Context,
    requests: Sequence[ConsentRequest],
    named: Mapping[UUID, Family] | None = None,
) -> list[RequestRead]:
    """With the names of those concerned, for those who may read them."""
    member_ids = {request.member_id for request in requests}
    members = await roll.members(ctx, member_ids)
    named = await people.names(ctx, member_ids) if named is None else named
    spoken = Language.closest((await districts.own(ctx)).language)
    return [
        _view(ctx, row, members[row.member_id], named.get(row.member_id), spoken)
        for row in requests
    ]


def _view(
    ctx: Context,
    request: ConsentRequest,
    member: Member,
    family: Family | None,
    spoken: Language,
) -> RequestRead:
    person = family.person(request.party, request.guardian_id, spoken) if family else None
    hidden = {"district_id", "school_id", "delivery", "expired_at", "guesses", "locked_at"}
    return RequestRead.model_validate(
        {
            **request.model_dump(exclude=hidden),
            "pseudonym": member.pseudonym,
            "guardian_id": request.guardian_id if family else None,
            "recipient": person.name if person else None,
            "student": people.full_name(family.student) if family else None,
            "state": state(ctx, request),
            "can": on_request(ctx.actor, request),
        }
    )
