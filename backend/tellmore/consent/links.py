"""Tokens to requests: issued, and found again by their hash alone."""

from datetime import datetime

from tellmore.consent import queries
from tellmore.consent.events import ConsentLinkLocked
from tellmore.consent.models import ConsentLink, ConsentRequest
from tellmore.core.context import Actor, ActorKind, Context
from tellmore.core.db import Scope
from tellmore.core.html import PageProblem
from tellmore.core.security import district_of, hash_token, new_token
from tellmore.settings import Settings

PATH = "/c"


class LinkUnknown(PageProblem):
    status = 404
    title = "This link does not work"


class LinkLocked(PageProblem):
    status = 410
    title = "This link is locked"
    commits = True


async def issue(ctx: Context, settings: Settings, request: ConsentRequest) -> str:
    """A new link to this request. Only its hash is kept: it cannot be shown a second time."""
    token = new_token(ctx.district_id)
    request.guesses, request.locked_at = 0, None
    ctx.session.add(
        ConsentLink(
            district_id=ctx.district_id,
            request_id=request.id,
            token_hash=hash_token(token, settings),
            created_at=ctx.now,
        )
    )
    return f"{str(settings.public_url).rstrip('/')}{PATH}/{token}"


async def lock(ctx: Context, request: ConsentRequest) -> None:
    """End every link to it that there is. Whoever guesses by a copy guesses by all of them."""
    request.locked_at = ctx.now
    for link in await ctx.session.exec(queries.links_of(request.id)):
        link.locked_at = ctx.now
    event = ConsentLinkLocked(
        request_id=request.id, cohort_id=request.cohort_id, member_id=request.member_id
    )
    await ctx.emit(event, of=request)


async def is_locked(ctx: Context, settings: Settings, token: str) -> bool:
    link = (await ctx.session.exec(queries.link_behind(hash_token(token, settings)))).one()
    return link.locked_at is not None


async def enter(
    ctx: Context, settings: Settings, token: str, *, to_answer: bool = False
) -> ConsentRequest:
    """Become the holder of this link, or say that there is none."""
    district_id = district_of(token)
    if district_id is None:
        raise LinkUnknown
    await ctx.enter(Scope.whole(district_id), ctx.actor)
    found = queries.request_behind(hash_token(token, settings))
    request = (await ctx.session.exec(found)).one_or_none()
    if request is None:
        raise LinkUnknown
    # Row security is the district's; which rows of it a link may read is for its own room to say.
    await ctx.enter(Scope.whole(district_id), Actor(ActorKind.LINK, request.id))
    again = queries.request_to_answer if to_answer else queries.request
    return (await ctx.session.exec(again(request.id))).one()


def answerable(request: ConsentRequest, now: datetime) -> bool:
    """Whether it waits for an answer still."""
    return request.revoked_at is None and request.answered_at is None and request.expires_at > now
