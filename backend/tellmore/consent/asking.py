"""Asking: every guardian of a member and the member, each once, each in their own language."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tellmore.cohorts import roll
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import Member
from tellmore.consent import links, people, policies, queries, requests, standing
from tellmore.consent.events import ConsentRequested
from tellmore.consent.jobs import deliver
from tellmore.consent.kinds import Language, Party
from tellmore.consent.models import ConsentForm, ConsentRequest, Delivery
from tellmore.consent.people import Family, Person
from tellmore.consent.permission import Reason, age_on
from tellmore.consent.permissions import RequestAction
from tellmore.consent.schemas import RequestRead, RequestsCreate, RequestsSent
from tellmore.core.context import Context
from tellmore.core.errors import NotFound, Problem
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.identity.abilities import Ability
from tellmore.settings import Settings

Key = tuple[UUID, Party, UUID | None]


class NoFormInForce(Problem):
    status = 409
    title = "Publish a consent form for this cohort first"


class NobodyDrawn(Problem):
    status = 409
    title = "Draw the students first: there is nobody to ask about"


@dataclass(frozen=True)
class Terms:
    """What holds for everybody who is asked now."""

    spoken: Language
    until: datetime
    today: date
    adult_age: int
    mail: bool
    """Whether this installation sends any."""


async def terms(ctx: Context, settings: Settings) -> Terms:
    good_for = await districts.policy(ctx, policies.LINK_DAYS)
    return Terms(
        spoken=Language.closest((await districts.own(ctx)).language),
        until=await days.end_of(ctx, ctx.now, good_for),
        today=await days.today(ctx),
        adult_age=await districts.policy(ctx, policies.ADULT_AGE),
        mail=settings.smtp_host is not None,
    )


async def send(ctx: Context, settings: Settings, data: RequestsCreate) -> RequestsSent:
    """Ask everybody concerned; who is asked already, or has answered, is not asked again."""
    ctx.require(Ability.CONSENT_WRITE)
    cohort = await cohorts.get(ctx, data.cohort_id)
    form = await form_in_force(ctx, cohort.id)
    await ctx.session.exec(queries.lock(cohort.id))
    families = await people.families_of(ctx, await _members(ctx, data))
    known = await _asked(ctx, form, families, again=data.again)
    holding = await terms(ctx, settings)
    await _tell_again(ctx, form, families, holding)
    for family in families.values():
        for person in _to_ask(family, holding):
            if (family.member.id, person.party, person.guardian_id) not in known:
                await _ask(ctx, form, family.member, person, holding)
    rows = list(await ctx.session.exec(queries.requests_about(form.id, families)))
    missing = [family.member.id for family in families.values() if not family.guardians]
    return RequestsSent(items=await requests.views(ctx, rows), without_guardian=missing)


async def resend(ctx: Context, settings: Settings, request_id: UUID) -> RequestRead:
    """Ask the same person once more, with as many days as the first time."""
    request = await requests.changeable(ctx, request_id, RequestAction.RESEND)
    holding = await terms(ctx, settings)
    request.expires_at, request.expired_at = holding.until, None
    member = await roll.member(ctx, request.member_id)
    family = (await people.families_of(ctx, [member])).get(member.id)
    party, guardian_id = request.party, request.guardian_id
    person = family.person(party, guardian_id, holding.spoken) if family else None
    await _dispatch(ctx, request, person, holding)
    await ctx.emit(requests.about(ConsentRequested, request), of=request)
    return await requests.view(ctx, request)


async def form_in_force(ctx: Context, cohort_id: UUID) -> ConsentForm:
    form = (await ctx.session.exec(queries.forms_in_force([cohort_id]))).one_or_none()
    if form is None:
        raise NoFormInForce
    return form


async def _members(ctx: Context, data: RequestsCreate) -> list[Member]:
    if data.member_ids is None:
        drawn = await roll.drawn(ctx, data.cohort_id)
        if not drawn:
            raise NobodyDrawn
        return drawn
    members = await roll.members(ctx, data.member_ids)
    within = {row.id for row in members.values() if row.cohort_id == data.cohort_id}
    if set(data.member_ids) - within:
        raise NotFound("One of these students is not in the cohort.")
    return [row for row in members.values() if row.status in standing.IN_COHORT]


def _to_ask(family: Family, holding: Terms) -> list[Person]:
    """The guardians and the student; at 18 the student alone; nobody who has left."""
    if not family.student.active:
        return []
    asked = [family.person(Party.STUDENT, None, holding.spoken)]
    born = family.student.birth_date
    if born is None or age_on(holding.today, born) < holding.adult_age:
        asked += [family.person(Party.GUARDIAN, g.id, holding.spoken) for g in family.guardians]
    return [person for person in asked if person is not None]


async def _asked(
    ctx: Context, form: ConsentForm, member_ids: Collection[UUID], *, again: bool
) -> set[Key]:
    """Who needs not be asked: a request stands, or was answered and is not to be put again."""
    rows = await ctx.session.exec(queries.requests_about(form.id, member_ids))
    grown = await _came_of_age(ctx, member_ids)
    good = [row for row in rows if row.revoked_at is None]
    waiting = {_key(row) for row in good if row.answered_at is None}
    return waiting if again else waiting | {_key(row) for row in good} - grown


def _key(request: ConsentRequest) -> Key:
    return (request.member_id, request.party, request.guardian_id)


async def _came_of_age(ctx: Context, member_ids: Collection[UUID]) -> set[Key]:
    """Students who answered as minors: what they said then is no consent of theirs now."""
    found = await standing.permissions(ctx, member_ids)
    return {
        (member_id, Party.STUDENT, None)
        for member_id, answers in found.items()
        if any(one.reason is Reason.STUDENT_NOW_DECIDES for one in answers.values())
    }


async def _tell_again(
    ctx: Context, form: ConsentForm, families: dict[UUID, Family], holding: Terms
) -> None:
    """Requests that reached their person with an older form, which said less than this one."""
    for request in await ctx.session.exec(queries.requests_about(form.id, families)):
        reached = request.delivery in {Delivery.SENT, Delivery.HANDED_OVER}
        if reached and request.delivered_at is None and links.answerable(request, ctx.now):
            family = families[request.member_id]
            person = family.person(request.party, request.guardian_id, holding.spoken)
            await _dispatch(ctx, request, person, holding)
            await ctx.emit(requests.about(ConsentRequested, request), of=request)


async def _ask(
    ctx: Context,
    form: ConsentForm,
    member: Member,
    person: Person,
    holding: Terms,
) -> None:
    request = ConsentRequest(
        district_id=ctx.district_id,
        form_id=form.id,
        cohort_id=form.cohort_id,
        member_id=member.id,
        school_id=member.school_id,
        party=person.party,
        guardian_id=person.guardian_id,
        language=person.language,
        expires_at=holding.until,
    )
    ctx.session.add(request)
    await _dispatch(ctx, request, person, holding)
    await ctx.emit(requests.about(ConsentRequested, request), of=request)


async def _dispatch(
    ctx: Context, request: ConsentRequest, person: Person | None, holding: Terms
) -> None:
    if person is None or not person.email:
        request.delivery = Delivery.NO_ADDRESS
    elif not holding.mail:
        request.delivery = Delivery.NO_MAIL
    else:
        request.delivery = Delivery.QUEUED
        await deliver.defer(ctx, request_id=str(request.id))
