"""Links to a published page, and what whoever holds one may see and say."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

import segno
from pydantic import Field

from tellmore.actions import feedback, queries
from tellmore.actions.events import FeedbackLinkCreated, FeedbackLinkRevoked, PulseGiven
from tellmore.actions.models import FeedbackEntry, FeedbackLink, FeedbackPage, Heard, Pulse
from tellmore.actions.schemas import FeedbackLinkRead, LinkCreated, LinksCreate, LinksCreated
from tellmore.cohorts import roll
from tellmore.core.context import Actor, ActorKind, Context
from tellmore.core.db import Scope
from tellmore.core.errors import NotFound, Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.core.security import district_of, hash_token, new_token
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.districts.models import School
from tellmore.districts.policy import Policies
from tellmore.identity.abilities import Ability
from tellmore.insights import service as insights
from tellmore.settings import Settings

LINK_DAYS: Final = Policies.add(
    "feedback.link_days",
    Annotated[int, Field(ge=1, le=1000)],
    180,
    "For how many days a link to “you said / we did” is good.",
)


class FeedbackPageNotPublished(Problem):
    status = 409
    title = "Publish the page before its links are handed out"


class NotOfThisCohort(Problem):
    status = 409
    title = "A link is for members of the page's own cohort"


@dataclass(frozen=True)
class Shown:
    """What a holder of a link gets to see."""

    page: FeedbackPage
    school: School
    district_name: str
    entries: list[FeedbackEntry]
    may_answer: bool
    """Whether the link is one participant's own."""
    answered: Heard | None


async def create(
    ctx: Context, page_id: UUID, data: LinksCreate, settings: Settings
) -> LinksCreated:
    """Make links for these members, or one to share. The tokens are shown this once."""
    ctx.require(Ability.ACTIONS_WRITE)
    page = await feedback.get(ctx, page_id)
    if page.published_at is None:
        raise FeedbackPageNotPublished
    members = await roll.members(ctx, data.member_ids)
    if set(data.member_ids) - set(members):
        raise NotFound("One of these members is not among yours.")
    if any(member.cohort_id != page.cohort_id for member in members.values()):
        raise NotOfThisCohort
    wanted: list[UUID | None] = [*dict.fromkeys(data.member_ids)]
    return LinksCreated(
        links=[await _create(ctx, page, each, settings) for each in wanted or [None]]
    )


async def list_links(ctx: Context, page_id: UUID, page: PageParams) -> Rows[FeedbackLinkRead]:
    ctx.require(Ability.ACTIONS_WRITE)
    await feedback.get(ctx, page_id)
    rows = await fetch(ctx.session, queries.links(page_id), FeedbackLink, page)
    return Rows(
        [FeedbackLinkRead.model_validate(_public(row)) for row in rows.items], rows.next_cursor
    )


async def revoke(ctx: Context, link_id: UUID) -> None:
    ctx.require(Ability.ACTIONS_WRITE)
    link = (await ctx.session.exec(queries.link(link_id))).one_or_none()
    if link is None:
        raise NotFound
    if link.revoked_at is None:
        link.revoked_at = ctx.now
        event = FeedbackLinkRevoked(feedback_link_id=link.id, feedback_page_id=link.page_id)
        await ctx.emit(event, of=link)


async def show(ctx: Context, token: str, settings: Settings) -> Shown:
    """Become the holder of this link, and read the page."""
    link = await _enter(ctx, token, settings)
    page = await feedback.get(ctx, link.page_id)
    if page.published_at is None:
        raise NotFound
    pulse = None
    if link.member_id is not None:
        pulse = (await ctx.session.exec(queries.pulse_of(page.id, link.member_id))).one_or_none()
    return Shown(
        page=page,
        school=(await districts.schools(ctx, [page.school_id]))[0],
        district_name=(await districts.own(ctx)).name,
        entries=await _told(ctx, page),
        may_answer=link.member_id is not None,
        answered=pulse.heard if pulse else None,
    )


async def _told(ctx: Context, page: FeedbackPage) -> list[FeedbackEntry]:
    """Only of themes that stand: words that were taken back are told to nobody."""
    published = {theme.id for theme in await insights.published(ctx, page.cohort_id)}
    entries = await ctx.session.exec(queries.entries([page.id]))
    return [entry for entry in entries if entry.theme_id in published]


async def answer(ctx: Context, token: str, heard: Heard, settings: Settings) -> None:
    """Take a participant's answer to "Were you heard?"; the last one counts."""
    link = await _enter(ctx, token, settings)
    page = await feedback.get(ctx, link.page_id)
    if link.member_id is None or page.published_at is None:
        raise NotFound
    pulse = (await ctx.session.exec(queries.pulse_of(page.id, link.member_id))).one_or_none()
    if pulse is None:
        pulse = Pulse(
            district_id=ctx.district_id, page_id=page.id, member_id=link.member_id, heard=heard
        )
        ctx.session.add(pulse)
    pulse.heard = heard
    await ctx.emit(PulseGiven(feedback_page_id=page.id))


async def _create(
    ctx: Context, page: FeedbackPage, member_id: UUID | None, settings: Settings
) -> LinkCreated:
    token = new_token(ctx.district_id)
    good_for = await districts.policy(ctx, LINK_DAYS)
    link = FeedbackLink(
        district_id=ctx.district_id,
        page_id=page.id,
        member_id=member_id,
        token_hash=hash_token(token, settings),
        expires_at=await days.end_of(ctx, ctx.now, good_for),
    )
    ctx.session.add(link)
    event = FeedbackLinkCreated(feedback_link_id=link.id, feedback_page_id=page.id)
    await ctx.emit(event, of=link)
    url = f"{str(settings.public_url).rstrip('/')}/heard/{token}"
    return LinkCreated(
        id=link.id,
        member_id=member_id,
        url=url,
        qr_svg=segno.make(url, micro=False).svg_inline(scale=4, border=2),
        expires_at=link.expires_at,
    )


async def _enter(ctx: Context, token: str, settings: Settings) -> FeedbackLink:
    """A link that is unknown, over or revoked is the same to its holder: it leads nowhere."""
    district_id = district_of(token)
    if district_id is None:
        raise NotFound
    await ctx.enter(Scope.whole(district_id), Actor(ActorKind.LINK, None))
    found = await ctx.session.exec(queries.link_by_hash(hash_token(token, settings)))
    link = found.one_or_none()
    if link is None or link.revoked_at is not None or link.expires_at <= ctx.now:
        raise NotFound
    if link.member_id is not None and not await roll.is_here(ctx, link.member_id):
        raise NotFound
    return link


def _public(link: FeedbackLink) -> dict[str, object]:
    return link.model_dump(
        exclude={"district_id", "page_id", "token_hash", "updated_at", "version"}
    )
