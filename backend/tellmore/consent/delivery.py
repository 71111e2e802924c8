"""Brings a request to its person by mail: one letter, in their language, with a link of its own."""

from typing import Any
from uuid import UUID

from tellmore.cohorts import roll
from tellmore.consent import links, people, queries
from tellmore.consent.events import ConsentDelivered
from tellmore.consent.kinds import Language, Party
from tellmore.consent.models import ConsentRequest, Delivery
from tellmore.consent.people import Family, Person, called
from tellmore.core.context import Context, system_context
from tellmore.core.db import Scope
from tellmore.core.html.words import Words, day
from tellmore.core.jobs import Works
from tellmore.core.mail import Letter, MailDelayedError, MailRefusedError, send
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.settings import Settings

WORDS = Words("tellmore.consent")


async def deliver(works: Works, scope: Scope, request_id: UUID) -> None:
    """Send it, once more if need be. A letter that goes out twice opens the same request."""
    async with works.database.transaction(scope) as session:
        letter = await write(system_context(session, scope), works.settings, request_id)
    if letter is None:
        return
    failed: Exception | None = None
    try:
        await send(works.settings, letter)
    except (MailDelayedError, MailRefusedError) as error:
        failed = error
    async with works.database.transaction(scope) as session:
        outcome = Delivery.FAILED if failed else Delivery.SENT
        await note(system_context(session, scope), request_id, outcome)
    if isinstance(failed, MailDelayedError):
        raise failed


async def write(ctx: Context, settings: Settings, request_id: UUID) -> Letter | None:
    """The letter, or None when there is nobody to write to any more."""
    request = (await ctx.session.exec(queries.request(request_id))).one_or_none()
    if request is None or not links.answerable(request, ctx.now):
        return None
    member = await roll.member(ctx, request.member_id)
    family = (await people.families_of(ctx, [member])).get(member.id)
    spoken = Language.closest((await districts.own(ctx)).language)
    person = family.person(request.party, request.guardian_id, spoken) if family else None
    if family is None or person is None or person.email is None:
        return None
    url = await links.issue(ctx, settings, request)
    return await _letter(ctx, request, family, person, url)


async def note(ctx: Context, request_id: UUID, outcome: Delivery) -> None:
    request = (await ctx.session.exec(queries.request(request_id))).one()
    request.delivery = outcome
    if outcome is Delivery.SENT and request.delivered_at is None:
        request.delivered_at = ctx.now
    happened = ConsentDelivered(
        request_id=request.id, cohort_id=request.cohort_id, member_id=request.member_id
    )
    await ctx.emit(happened, of=request)


async def _letter(
    ctx: Context, request: ConsentRequest, family: Family, person: Person, url: str
) -> Letter:
    school = (await districts.schools(ctx, [request.school_id]))[0]
    key = "guardian" if request.party is Party.GUARDIAN else "student"
    values: dict[str, Any] = {
        "person": person.name,
        "student": called(family.student),
        "school": school.name,
        "url": url,
        "until": day(request.language, await days.local_day(ctx, request.expires_at)),
    }
    return Letter(
        to=person.email or "",
        subject=WORDS.say(request.language, "letter-subject", **values),
        text=WORDS.say(request.language, f"letter-{key}", **values),
        language=request.language,
    )
