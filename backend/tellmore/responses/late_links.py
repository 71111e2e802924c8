"""A student's own way back to a session: a link, once per student, shown once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn
from uuid import UUID

import segno

from tellmore.cohorts import roll
from tellmore.consent import service as consent
from tellmore.consent.kinds import Keeping
from tellmore.core.context import Actor, ActorKind, Context
from tellmore.core.db import Scope
from tellmore.core.html import Header, PageProblem
from tellmore.core.ids import uuid7
from tellmore.core.languages import Language
from tellmore.core.security import district_of, hash_token, new_token
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.responses import admission, queries
from tellmore.responses.events import LateThoughtLinkLocked, LateThoughtsInvited
from tellmore.responses.models import LateThoughtLink, ResponseKind
from tellmore.responses.policies import LATE_THOUGHT_DAYS, STRIKE_DAYS
from tellmore.responses.schemas import LinkList, LinkRead
from tellmore.rosters import families
from tellmore.rosters.birth_dates import BirthDateUnknown
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Assent, Participant, Session
from tellmore.sessions.permissions import SessionAction, allowed
from tellmore.sessions.presence import PermissionMissing
from tellmore.sessions.running import require_apart
from tellmore.sessions.views import seats
from tellmore.settings import Settings

PATH = "/t"


class LateLinkUnknown(PageProblem):
    status = 404
    title = "This link does not work"


class LateLinkOver(PageProblem):
    status = 410
    title = "The days for adding and taking back are over"


class LateLinkLocked(PageProblem):
    status = 410
    title = "This link is locked"
    commits = True


class LateAddingAfterNo(PageProblem):
    status = 409
    title = "There is a no to taking part: nothing is written down"


class LateAddingUnsettled(PageProblem):
    status = 409
    title = "Whether the student takes part is not settled: nothing is written down"


@dataclass(frozen=True)
class Opened:
    """What a link opens. No word of the student's is in it: looking proves nothing."""

    token: str
    link: LateThoughtLink
    session: Session
    seat: Participant
    header: Header
    now: datetime
    add_by: date
    strike_by: date
    born: date
    shut: type[PageProblem] | None
    """Why nothing is added now, within the days for it."""
    once: UUID = field(default_factory=uuid7)

    @property
    def adding(self) -> bool:
        """Until the day that the student was told, whatever became of the cohort."""
        return self.now <= self.link.add_until

    @property
    def striking(self) -> bool:
        return self.now <= self.link.strike_until

    def values(self) -> dict[str, Any]:
        return {"opened": self, "errors": {}, "typed": {}, "said": None}


async def invite(ctx: Context, settings: Settings, session_id: UUID) -> LinkList:
    """One link for each who said yes. Links that were given before stop working."""
    session = await sessions.locked(ctx, session_id)
    ctx.require(Ability.SESSIONS_RUN)
    ctx.require_action(SessionAction.INVITE_LATE_THOUGHTS, allowed(ctx.actor, session))
    await require_apart(ctx, session)
    willing = [seat for seat in await seats(ctx, session.id) if seat.assent is Assent.YES]
    await _revoke(ctx, session, willing)
    ended = session.ended_at or ctx.now
    adding = await districts.policy(ctx, LATE_THOUGHT_DAYS)
    striking = await districts.policy(ctx, STRIKE_DAYS)
    until = (await days.end_of(ctx, ended, adding), await days.end_of(ctx, ended, striking))
    made = [_issue(ctx, settings, seat, until) for seat in willing]
    await ctx.emit(LateThoughtsInvited(session_id=session.id))
    return LinkList(items=made)


async def open_link(ctx: Context, settings: Settings, token: str, language: Language) -> Opened:
    """Become the holder of this link, or say why not. Looking changes nothing."""
    link = await _enter(ctx, settings, token)
    session = await sessions.get(ctx, link.session_id)
    seat = next(s for s in await seats(ctx, session.id) if s.member_id == link.member_id)
    header = await _header(ctx, seat, language, f"{PATH}/{token}")
    if ctx.now > max(link.add_until, link.strike_until):
        raise LateLinkOver(header)
    born = await _birth_date(ctx, link.member_id)
    if born is None:
        raise BirthDateUnknown(header)
    return Opened(
        token=token,
        link=link,
        session=session,
        seat=seat,
        header=header,
        now=ctx.now,
        add_by=await days.local_day(ctx, link.add_until),
        strike_by=await days.local_day(ctx, link.strike_until),
        born=born,
        shut=await _why_shut(ctx, session, link.member_id),
    )


async def require_heard(ctx: Context, opened: Opened) -> None:
    """Who was let in may add until somebody says no; nobody says it until this is written."""
    await consent.steady(ctx, opened.link.member_id)
    shut = await _why_shut(ctx, opened.session, opened.link.member_id)
    if shut is not None:
        raise shut(opened.header)


async def _why_shut(ctx: Context, session: Session, member_id: UUID) -> type[PageProblem] | None:
    try:
        await admission.look(ctx, session, member_id, ResponseKind.LATE_THOUGHT, ctx.now)
    except (admission.NotTakingPart, PermissionMissing):
        held = await consent.keeping(ctx, member_id) is Keeping.HELD
        return LateAddingUnsettled if held else LateAddingAfterNo
    return None


async def _enter(ctx: Context, settings: Settings, token: str) -> LateThoughtLink:
    district_id = district_of(token)
    if district_id is None:
        raise LateLinkUnknown
    await ctx.enter(Scope.whole(district_id), ctx.actor)
    link = (await ctx.session.exec(queries.link(hash_token(token, settings)))).one_or_none()
    if link is None or link.revoked_at is not None or not await roll.is_here(ctx, link.member_id):
        raise LateLinkUnknown
    ctx.actor = Actor(ActorKind.LINK, link.id)
    return link


async def _birth_date(ctx: Context, member_id: UUID) -> date | None:
    member = await roll.member(ctx, member_id)
    student = (await families.students(ctx, [member.student_id])).get(member.student_id)
    return student.birth_date if student else None


async def lock(ctx: Context, opened: Opened) -> NoReturn:
    """End it, since somebody guesses by it. A new invitation gives the student another."""
    opened.link.revoked_at = ctx.now
    event = LateThoughtLinkLocked(
        link_id=opened.link.id, session_id=opened.session.id, member_id=opened.link.member_id
    )
    await ctx.emit(event)
    raise LateLinkLocked(opened.header)


async def _revoke(ctx: Context, session: Session, willing: Sequence[Participant]) -> None:
    ids = [seat.member_id for seat in willing]
    for link in await ctx.session.exec(queries.live_links(session.id, ids)):
        link.revoked_at = ctx.now


def _issue(
    ctx: Context, settings: Settings, seat: Participant, until: tuple[datetime, datetime]
) -> LinkRead:
    token = new_token(ctx.district_id)
    row = LateThoughtLink(
        district_id=ctx.district_id,
        session_id=seat.session_id,
        member_id=seat.member_id,
        token_hash=hash_token(token, settings),
        created_at=ctx.now,
        add_until=until[0],
        strike_until=until[1],
    )
    ctx.session.add(row)
    url = f"{str(settings.public_url).rstrip('/')}{PATH}/{token}"
    return LinkRead(
        member_id=seat.member_id,
        pseudonym=seat.pseudonym,
        url=url,
        qr_svg=segno.make(url, micro=False).svg_inline(scale=4),
        add_until=until[0],
        strike_until=until[1],
    )


async def _header(ctx: Context, seat: Participant, language: Language, home: str) -> Header:
    school = (await districts.schools(ctx, [seat.school_id]))[0]
    return Header(
        school=school.name,
        district=(await districts.own(ctx)).name,
        language=language,
        contact_name=school.contact_name,
        contact_email=school.contact_email,
        contact_phone=school.contact_phone,
        familiar=True,
        home=home,
    )
