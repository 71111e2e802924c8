"""Who is missing: each member's answer per purpose, and how they add up; disputes settled."""

from uuid import UUID

from tellmore.cohorts import roll
from tellmore.cohorts import service as cohorts
from tellmore.cohorts.models import Member
from tellmore.consent import people, queries, requests
from tellmore.consent.events import ConsentResolved
from tellmore.consent.kinds import Keeping, Purpose
from tellmore.consent.models import ConsentResolution
from tellmore.consent.overview_schemas import (
    CohortConsent,
    MemberConsent,
    PermissionRead,
    PurposeCount,
    ResolutionCreate,
    ResolutionRead,
)
from tellmore.consent.permission import Permission, Reason
from tellmore.consent.schemas import RequestRead
from tellmore.consent.standing import Standing, standings
from tellmore.core.context import Context
from tellmore.core.errors import Problem
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.identity.abilities import Ability

WAITING = frozenset(
    {
        Reason.STUDENT_NOT_ANSWERED,
        Reason.STUDENT_NOW_DECIDES,
        Reason.GUARDIAN_NOT_ANSWERED,
        Reason.ASK_AGAIN,
        Reason.NO_GUARDIAN_KNOWN,
        Reason.GUARDIANS_DISAGREE,
        Reason.NOTICE_NOT_SENT,
        Reason.NOTICE_RUNNING,
    }
)
"""Refused for now: somebody has yet to speak, or time has to pass."""
DISPUTED = frozenset({Reason.GUARDIANS_DISAGREE, Reason.RESOLVED_GRANTED, Reason.RESOLVED_REFUSED})


class NothingToResolve(Problem):
    status = 409
    title = "The guardians do not disagree about this"


async def of_cohort(ctx: Context, cohort_id: UUID) -> CohortConsent:
    """Everyone who was drawn, with what is permitted now and how the asking stands."""
    ctx.require(Ability.CONSENT_READ)
    cohort = await cohorts.get(ctx, cohort_id)
    drawn = await roll.drawn(ctx, cohort.id)
    known = await standings(ctx, [member.id for member in drawn])
    form = (await ctx.session.exec(queries.forms_in_force([cohort.id]))).one_or_none()
    named = await people.names(ctx, [member.id for member in drawn])
    asked: dict[UUID, list[RequestRead]] = {member.id: [] for member in drawn}
    if form is not None:
        rows = list(await ctx.session.exec(queries.requests_about(form.id, asked)))
        for request in await requests.views(ctx, rows, named):
            asked[request.member_id].append(request)
    students = {id_: people.full_name(family.student) for id_, family in named.items()}
    return CohortConsent(
        cohort_id=cohort.id,
        form_id=form.id if form else None,
        members=[_member(m, students.get(m.id), known[m.id], asked[m.id]) for m in drawn],
        counts=[_count(purpose, [known[m.id].permissions for m in drawn]) for purpose in Purpose],
    )


async def list_resolutions(
    ctx: Context, member_id: UUID | None, page: PageParams
) -> Rows[ResolutionRead]:
    ctx.require(Ability.CONSENT_READ)
    query = queries.resolutions(member_id)
    rows = await fetch(ctx.session, query, ConsentResolution, page)
    return Rows(
        [ResolutionRead.model_validate(_shown(ctx, row)) for row in rows.items], rows.next_cursor
    )


async def resolve(ctx: Context, data: ResolutionCreate) -> ResolutionRead:
    """Settle what guardians disagree about. The reason is kept; their next word reopens it."""
    ctx.require(Ability.CONSENT_WRITE)
    member = await roll.member(ctx, data.member_id)
    await ctx.session.exec(queries.lock(member.id))
    known = (await standings(ctx, [member.id]))[member.id]
    held = data.purpose is Purpose.PARTICIPATE and known.keeping is Keeping.HELD
    if not held and known.permissions[data.purpose].reason not in DISPUTED:
        raise NothingToResolve
    row = ConsentResolution(
        district_id=ctx.district_id,
        school_id=member.school_id,
        resolved_by=ctx.actor.id,
        resolved_at=ctx.now,
        **data.model_dump(),
    )
    ctx.session.add(row)
    settled = ConsentResolved(
        resolution_id=row.id, member_id=member.id, purpose=row.purpose, outcome=row.outcome
    )
    await ctx.emit(settled, of=row)
    return ResolutionRead.model_validate(_shown(ctx, row))


def _shown(ctx: Context, row: ConsentResolution) -> dict[str, object]:
    """The reason is free text about a family."""
    reason = row.reason if ctx.actor.may(Ability.IDENTITIES_READ) else None
    return {**row.model_dump(exclude={"district_id", "school_id"}), "reason": reason}


def _member(
    member: Member,
    student: str | None,
    known: Standing,
    asked: list[RequestRead],
) -> MemberConsent:
    return MemberConsent(
        member_id=member.id,
        pseudonym=member.pseudonym,
        student=student,
        permissions=[PermissionRead.model_validate(known.permissions[p]) for p in Purpose],
        to_settle=known.to_settle,
        requests=asked,
    )


def _count(purpose: Purpose, members: list[dict[Purpose, Permission]]) -> PurposeCount:
    answers = [answer[purpose] for answer in members]
    granted = sum(answer.granted for answer in answers)
    waiting = sum(answer.reason in WAITING for answer in answers)
    refused = len(answers) - granted - waiting
    return PurposeCount(purpose=purpose, granted=granted, refused=refused, waiting=waiting)
