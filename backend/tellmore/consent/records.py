"""Decisions on record: by link, on paper, spoken. Never changed; a later one outweighs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tellmore.cohorts import roll
from tellmore.cohorts.models import Member
from tellmore.consent import asking, forms, people, queries, wording
from tellmore.consent.events import (
    ConsentConflicted,
    ConsentDeclined,
    ConsentGranted,
    ConsentWithdrawn,
)
from tellmore.consent.kinds import Decision, Language, Method, Party, Purpose
from tellmore.consent.models import ConsentForm, ConsentRecord, FormStatus
from tellmore.consent.permission import Reason
from tellmore.consent.permissions import on_record
from tellmore.consent.queries import RecordFilter
from tellmore.consent.schemas import RecordRead, RecordsCreate, RecordsRead, Withdrawal
from tellmore.consent.standing import permissions, person_key
from tellmore.core.context import Context
from tellmore.core.errors import Invalid, NotFound, Problem
from tellmore.core.ids import uuid7
from tellmore.core.pages import PageParams, Rows, fetch
from tellmore.identity.abilities import Ability

CLOCKS_DIFFER = timedelta(minutes=5)
OLDEST = timedelta(days=5 * 366)
HAPPENED: dict[Decision, type[ConsentGranted | ConsentDeclined | ConsentWithdrawn]] = {
    Decision.GRANTED: ConsentGranted,
    Decision.DECLINED: ConsentDeclined,
    Decision.WITHDRAWN: ConsentWithdrawn,
}


_NAMING = ("guardian_id", "signed_name", "note")
"""What leads to a name: the roster says whose guardian somebody is."""


class NothingToWithdraw(Problem):
    status = 409
    title = "A later decision has taken the place of this one"


@dataclass(frozen=True)
class Signing:
    """Decisions of one person about one member, given at once."""

    member: Member
    form: ConsentForm
    party: Party
    guardian_id: UUID | None
    signed_name: str
    method: Method
    language: Language
    decided_at: datetime
    decisions: Mapping[Purpose, Decision]
    request_id: UUID | None = None
    recorded_by: UUID | None = None
    note: str | None = None


async def list_records(ctx: Context, wanted: RecordFilter, page: PageParams) -> Rows[RecordRead]:
    ctx.require(Ability.CONSENT_READ)
    rows = await fetch(ctx.session, queries.records(wanted), ConsentRecord, page)
    return Rows(await views(ctx, rows.items), rows.next_cursor)


async def read(ctx: Context, record_id: UUID) -> RecordRead:
    ctx.require(Ability.CONSENT_READ)
    return (await views(ctx, [await get(ctx, record_id)]))[0]


async def create(ctx: Context, data: RecordsCreate) -> RecordsRead:
    """Write down what somebody signed on paper or said to a person."""
    ctx.require(Ability.CONSENT_WRITE)
    member = await roll.member(ctx, data.member_id)
    form = await _form(ctx, member, data)
    await _refuse_stranger(ctx, member, data)
    if not ctx.now - OLDEST < data.decided_at < ctx.now + CLOCKS_DIFFER:
        raise Invalid.at("/decided_at", "time", "A decision of the last years, made by now.")
    signing = Signing(
        member=member,
        form=form,
        recorded_by=ctx.actor.id,
        **data.model_dump(exclude={"member_id", "form_id"}),
    )
    return RecordsRead(items=await views(ctx, await write(ctx, signing)))


async def withdraw(ctx: Context, record_id: UUID, data: Withdrawal) -> RecordsRead:
    """Take back a yes, on the word of the one who gave it."""
    given = await get(ctx, record_id)
    ctx.require(Ability.CONSENT_WRITE)
    last = await last_words(ctx, given.member_id, person_key(given))
    purposes = list(last) if data.everything else [given.purpose]
    standing = [p for p in purposes if last[p].decision is Decision.GRANTED]
    if not standing or (not data.everything and last[given.purpose].id != given.id):
        raise NothingToWithdraw
    signing = Signing(
        member=await roll.member(ctx, given.member_id),
        form=await forms.get(ctx, given.form_id),
        party=given.party,
        guardian_id=given.guardian_id,
        signed_name=given.signed_name,
        method=data.method,
        language=given.language,
        decided_at=ctx.now,
        decisions=dict.fromkeys(standing, Decision.WITHDRAWN),
        recorded_by=ctx.actor.id,
        note=data.note,
    )
    return RecordsRead(items=await views(ctx, await write(ctx, signing)))


async def write(ctx: Context, signing: Signing) -> list[ConsentRecord]:
    """Put each decision on record, tell it, and tell when guardians come to disagree by it."""
    member = signing.member
    # Of two guardians who answer at once, the second sees the first: one of them tells of a split.
    await ctx.session.exec(queries.lock(member.id))
    before = (await permissions(ctx, [member.id]))[member.id]
    rows = _rows(ctx, signing)
    ctx.session.add_all(rows)
    for row in rows:
        happened = HAPPENED[row.decision](
            record_id=row.id, cohort_id=row.cohort_id, member_id=row.member_id, purpose=row.purpose
        )
        await ctx.emit(happened, of=row)
    after = (await permissions(ctx, [member.id]))[member.id]
    for purpose in signing.decisions:
        split = Reason.GUARDIANS_DISAGREE
        if after[purpose].reason is split and before[purpose].reason is not split:
            dispute = ConsentConflicted(
                cohort_id=member.cohort_id, member_id=member.id, purpose=purpose
            )
            await ctx.emit(dispute)
    return rows


async def get(ctx: Context, record_id: UUID) -> ConsentRecord:
    row = (await ctx.session.exec(queries.record(record_id))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def last_words(ctx: Context, member_id: UUID, person: str) -> dict[Purpose, ConsentRecord]:
    """What this person last decided about this member, by purpose."""
    rows = [
        row
        for row in await ctx.session.exec(queries.records_of([member_id]))
        if person_key(row) == person
    ]
    return {row.purpose: row for row in sorted(rows, key=lambda row: (row.decided_at, row.id))}


async def views(ctx: Context, rows: Sequence[ConsentRecord]) -> list[RecordRead]:
    """With what names somebody, for those who may read names."""
    named = await people.names(ctx, {row.member_id for row in rows})
    scanned = set(await ctx.session.exec(queries.scanned({row.signing_id for row in rows})))
    hidden = {"district_id", "school_id", "text_sha256"}
    return [
        RecordRead.model_validate(
            {
                **row.model_dump(exclude=hidden),
                **({} if row.member_id in named else dict.fromkeys(_NAMING)),
                "has_scan": row.signing_id in scanned,
                "can": on_record(ctx.actor, row),
            }
        )
        for row in rows
    ]


def _rows(ctx: Context, signing: Signing) -> list[ConsentRecord]:
    signing_id = uuid7()
    decided = [purpose for purpose in Purpose if purpose in signing.decisions]
    return [_row(ctx, signing, signing_id, purpose) for purpose in decided]


def _row(ctx: Context, signing: Signing, signing_id: UUID, purpose: Purpose) -> ConsentRecord:
    words = wording.shown(signing.form, signing.language, signing.party)
    return ConsentRecord(
        district_id=ctx.district_id,
        cohort_id=signing.member.cohort_id,
        member_id=signing.member.id,
        school_id=signing.member.school_id,
        form_id=signing.form.id,
        request_id=signing.request_id,
        signing_id=signing_id,
        purpose=purpose,
        party=signing.party,
        guardian_id=signing.guardian_id,
        signed_name=signing.signed_name,
        decision=signing.decisions[purpose],
        method=signing.method,
        language=signing.language,
        text_sha256=wording.digest(words),
        decided_at=signing.decided_at,
        recorded_by=signing.recorded_by,
        note=signing.note,
    )


async def _form(ctx: Context, member: Member, data: RecordsCreate) -> ConsentForm:
    """The version that was signed: the one in force, or an older one that is named."""
    if data.form_id is None:
        form = await asking.form_in_force(ctx, member.cohort_id)
    else:
        form = await forms.get(ctx, data.form_id)
    if form.cohort_id != member.cohort_id or form.status is FormStatus.DRAFT:
        raise Invalid.at("/form_id", "form", "No published form of this student's cohort.")
    for purpose in set(data.decisions) - set(map(Purpose, form.purposes)):
        raise Invalid.at(f"/decisions/{purpose}", "purpose", "The form does not ask this.")
    return form


async def _refuse_stranger(ctx: Context, member: Member, data: RecordsCreate) -> None:
    if data.guardian_id is None:
        return
    family = (await people.families_of(ctx, [member])).get(member.id)
    if family is None or data.guardian_id not in {one.id for one in family.guardians}:
        raise Invalid.at("/guardian_id", "guardian", "No guardian of this student.")
