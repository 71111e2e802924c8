"""What a link opens: whose it is, what it asks, what was answered. Looking changes nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tellmore.cohorts import roll
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import CohortStatus
from tellmore.consent import forms, links, people, records, standing, wording
from tellmore.consent.kinds import Decision, Language, Party, Purpose
from tellmore.consent.models import ConsentForm, ConsentRequest
from tellmore.consent.people import Family
from tellmore.consent.permission import age_on
from tellmore.consent.policies import ADULT_AGE
from tellmore.consent.schemas import Address
from tellmore.core.context import Context
from tellmore.core.html import Header, PageProblem
from tellmore.districts import days
from tellmore.districts import service as districts
from tellmore.guides import inspection
from tellmore.guides.models import GuideVersion
from tellmore.rosters.birth_dates import BirthDateUnknown
from tellmore.settings import Settings


class LinkRevoked(PageProblem):
    status = 410
    title = "This link was taken back"


class LinkExpired(PageProblem):
    status = 410
    title = "This link is over"


class LinkClosed(PageProblem):
    """The student left the school or the cohort, or the cohort is closed."""

    status = 410
    title = "This is not asked any more"


class StudentDecides(PageProblem):
    status = 410
    title = "The student is of age and decides alone"


@dataclass(frozen=True)
class Given:
    """What this person last said, as their receipt shows it."""

    name: str
    on: date
    decisions: dict[Purpose, Decision]

    @property
    def granted(self) -> list[Purpose]:
        """What can be taken back."""
        return [p for p, decision in self.decisions.items() if decision is Decision.GRANTED]


@dataclass(frozen=True)
class Sheet:
    """Everything that a page shows. Nothing in it depends on who looks but the link."""

    token: str
    request: ConsentRequest
    form: ConsentForm
    family: Family
    header: Header
    language: Language
    address: Address
    purposes: list[Purpose]
    guides: list[GuideVersion]
    until: date
    given: Given | None
    holds: bool
    """Whether this person's no reaches back to what was said: at 18 only the student's does."""
    permitted: bool
    """Whether the student may speak today, by another's yes or by silence, and may have."""

    def values(self) -> dict[str, Any]:
        return {
            "sheet": self,
            "called": people.called(self.family.student),
            "errors": {},
            "typed": {},
        }


async def open_link(
    ctx: Context,
    settings: Settings,
    token: str,
    chosen: Language | None,
    *,
    to_answer: bool = False,
) -> Sheet:
    """Look at it. Nothing changes by looking, however often and by whatever program."""
    request = await links.enter(ctx, settings, token, to_answer=to_answer)
    form = await forms.get(ctx, request.form_id)
    member = await roll.member(ctx, request.member_id)
    family = (await people.families_of(ctx, [member])).get(member.id)
    if family is None:
        raise links.LinkUnknown
    header = await _alive(ctx, settings, token, request, family)
    language = chosen or request.language
    return Sheet(
        token=token,
        request=request,
        form=form,
        family=family,
        header=header,
        language=language,
        address=wording.shown(form, language, request.party),
        purposes=[Purpose(purpose) for purpose in form.purposes],
        guides=(await inspection.newest(ctx, [form.cohort_id]))[form.cohort_id],
        until=await days.local_day(ctx, request.expires_at),
        given=await _given(ctx, request, form),
        permitted=(await standing.permits(ctx, member.id))[Purpose.PARTICIPATE].granted,
        holds=request.party is Party.STUDENT or not await _of_age(ctx, family.student.birth_date),
    )


async def _alive(
    ctx: Context, settings: Settings, token: str, request: ConsentRequest, family: Family
) -> Header:
    header = await _header(ctx, request, f"{links.PATH}/{token}")
    if await links.is_locked(ctx, settings, token):
        raise links.LinkLocked(header)
    await _refuse_dead(ctx, request, family, header)
    return header


async def _refuse_dead(
    ctx: Context, request: ConsentRequest, family: Family, header: Header
) -> None:
    """A link that was answered lives on for its receipt; taking back a yes has no last day."""
    if request.revoked_at is not None:
        raise LinkRevoked(header)
    theirs = {one.id for one in family.guardians}
    stranger = request.party is Party.GUARDIAN and request.guardian_id not in theirs
    present = family.student.active and family.member.status in standing.IN_COHORT
    if stranger or not present:
        raise LinkClosed(header)
    if request.answered_at is not None:
        return
    if request.expires_at <= ctx.now:
        raise LinkExpired(header)
    if (await cohorts.get(ctx, request.cohort_id)).status is CohortStatus.CLOSED:
        raise LinkClosed(header)
    born = family.student.birth_date
    if born is None:
        raise BirthDateUnknown(header)
    if request.party is Party.GUARDIAN and await _of_age(ctx, born):
        raise StudentDecides(header)


async def _of_age(ctx: Context, born: date | None) -> bool:
    if born is None:
        return False
    return age_on(await days.today(ctx), born) >= await districts.policy(ctx, ADULT_AGE)


async def _header(ctx: Context, request: ConsentRequest, home: str) -> Header:
    school = (await districts.schools(ctx, [request.school_id]))[0]
    return Header(
        school=school.name,
        district=(await districts.own(ctx)).name,
        language=request.language,
        contact_name=school.contact_name,
        contact_email=school.contact_email,
        contact_phone=school.contact_phone,
        familiar=request.party is Party.STUDENT,
        home=home,
    )


async def _given(ctx: Context, request: ConsentRequest, form: ConsentForm) -> Given | None:
    if request.answered_at is None:
        return None
    person = "student" if request.party is Party.STUDENT else str(request.guardian_id)
    last = await records.last_words(ctx, request.member_id, person)
    newest = max(last.values(), key=lambda row: (row.decided_at, row.id))
    # On paper they may have decided more, on another version: this link speaks of its own form.
    asked = [Purpose(purpose) for purpose in form.purposes]
    decisions = {purpose: last[purpose].decision for purpose in asked if purpose in last}
    on = await days.local_day(ctx, newest.decided_at)
    return Given(newest.signed_name, on, decisions)
