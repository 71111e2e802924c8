"""Gathers what is known about members and asks the calculator. Nothing of it is stored."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tellmore.cohorts import roll
from tellmore.cohorts.models import MemberStatus
from tellmore.cohorts.roll import Household
from tellmore.consent import policies, queries, taking_back
from tellmore.consent.facts import Asked, Choice, Facts, Resolution
from tellmore.consent.kinds import WRITTEN, Decision, Keeping, Party, Purpose
from tellmore.consent.models import ConsentForm, ConsentRecord, FormStatus
from tellmore.consent.permission import Permission, Reason
from tellmore.consent.permission import permissions as computed
from tellmore.core.context import Context
from tellmore.districts import days
from tellmore.guides import inspection
from tellmore.guides.linter.findings import PpraArea
from tellmore.rosters.models import Guardian

IN_COHORT = frozenset({MemberStatus.DRAWN, MemberStatus.ALTERNATE})
"""An alternate may be asked beforehand, so that a replacement is ready at once."""


@dataclass(frozen=True)
class Standing:
    """How one member stands now: what is permitted, and what becomes of what was said."""

    permissions: dict[Purpose, Permission]
    keeping: Keeping

    @property
    def to_settle(self) -> list[Purpose]:
        """What a coordinator has to settle."""
        held = {Purpose.PARTICIPATE} if self.keeping is Keeping.HELD else set()
        split = Reason.GUARDIANS_DISAGREE
        return [p for p in Purpose if p in held or self.permissions[p].reason is split]


async def standings(ctx: Context, member_ids: Collection[UUID]) -> dict[UUID, Standing]:
    policy = await policies.in_force(ctx)
    facts = await gather(ctx, await roll.households(ctx, member_ids))
    return {
        member_id: Standing(computed(policy, known), taking_back.keeping(policy, known))
        for member_id, known in facts.items()
    }


async def permissions(
    ctx: Context, member_ids: Collection[UUID]
) -> dict[UUID, dict[Purpose, Permission]]:
    """For other rooms: what each of these members is permitted now, by purpose, and why."""
    found = await standings(ctx, member_ids)
    return {member_id: standing.permissions for member_id, standing in found.items()}


async def permits(ctx: Context, member_id: UUID) -> dict[Purpose, Permission]:
    """The same of one member."""
    return (await standings(ctx, [member_id]))[member_id].permissions


async def keeping(ctx: Context, member_id: UUID) -> Keeping:
    """For other rooms: whether what this member said is kept, now."""
    return (await standings(ctx, [member_id]))[member_id].keeping


async def on_arrival(ctx: Context, member_id: UUID, said_at: datetime) -> Keeping:
    """For other rooms: the same of words that arrive now, while permission is missing."""
    facts = await gather(ctx, await roll.households(ctx, [member_id]))
    return taking_back.on_arrival(await policies.in_force(ctx), facts[member_id], said_at)


async def steady(ctx: Context, member_id: UUID) -> None:
    """Let nobody decide about this member until this transaction ends.

    Otherwise what is written down while a no is on its way would be there after it.
    """
    await ctx.session.exec(queries.lock_shared(member_id))


def person_key(record: ConsentRecord) -> str:
    """Who decided: a guardian on the roster by id, another adult by the name that was signed."""
    if record.party is Party.STUDENT:
        return "student"
    return str(record.guardian_id or " ".join(record.signed_name.casefold().split()))


@dataclass(frozen=True)
class _Known:
    """All rows that bear on a set of members."""

    zone: ZoneInfo
    forms: dict[UUID, ConsentForm]
    """By cohort, the one in force."""
    asked: dict[UUID, Asked]
    """By form, older ones too: what it spoke of."""
    records: dict[UUID, list[ConsentRecord]]
    resolutions: dict[UUID, list[Resolution]]
    notices: dict[UUID, list[tuple[Party, UUID, datetime]]]
    """To whom, on which form, when first."""
    areas: dict[UUID, frozenset[PpraArea]]
    """What a person confirmed about the cohort's questions."""


async def gather(ctx: Context, homes: dict[UUID, Household]) -> dict[UUID, Facts]:
    known = await _read(ctx, homes)
    return {member_id: _facts(ctx, known, home) for member_id, home in homes.items()}


async def _read(ctx: Context, members: dict[UUID, Household]) -> _Known:
    cohort_ids = {home.member.cohort_id for home in members.values()}
    records: dict[UUID, list[ConsentRecord]] = defaultdict(list)
    for record in await ctx.session.exec(queries.records_of(members)):
        records[record.member_id].append(record)
    notices: dict[UUID, list[tuple[Party, UUID, datetime]]] = defaultdict(list)
    for member_id, party, form_id, at in await ctx.session.exec(queries.notices(members)):
        if at is not None:
            notices[member_id].append((Party(party), form_id, at))
    forms = (await ctx.session.exec(queries.forms_of(cohort_ids))).all()
    return _Known(
        zone=await days.zone(ctx),
        forms={f.cohort_id: f for f in forms if f.status is FormStatus.PUBLISHED},
        asked={form.id: _asked(form) for form in forms},
        records=records,
        resolutions=await _resolutions(ctx, records),
        notices=notices,
        areas=await inspection.sensitive_areas(ctx, cohort_ids),
    )


async def _resolutions(
    ctx: Context, records: dict[UUID, list[ConsentRecord]]
) -> dict[UUID, list[Resolution]]:
    """Looked for only where somebody refused: there is nothing else to settle."""
    refused = {
        member_id
        for member_id, rows in records.items()
        if any(row.decision is not Decision.GRANTED for row in rows)
    }
    found: dict[UUID, list[Resolution]] = defaultdict(list)
    if refused:
        for row in await ctx.session.exec(queries.resolutions_of(refused)):
            found[row.member_id].append(Resolution(row.purpose, row.outcome, row.resolved_at))
    return found


def _facts(ctx: Context, known: _Known, home: Household) -> Facts:
    member, student, guardians = home.member, home.student, home.guardians
    form = known.forms.get(member.cohort_id)
    areas = frozenset(form.sensitive_areas) if form else frozenset[str]()
    present = student is not None and student.active and member.status in IN_COHORT
    return Facts(
        now=ctx.now,
        today=ctx.now.astimezone(known.zone).date(),
        zone=known.zone,
        birth_date=student.birth_date if student else None,
        in_cohort=present,
        guardians_known=bool(guardians),
        choices=tuple(
            _choice(record, guardians, known.asked.get(record.form_id))
            for record in known.records[member.id]
        ),
        resolutions=tuple(known.resolutions.get(member.id, ())),
        noticed_at=_noticed(known, member.id, areas),
        areas=areas,
        asked=frozenset(map(Purpose, form.purposes)) if form else None,
        sensitive=bool(form and form.sensitive_areas) or bool(known.areas[member.cohort_id]),
        federal=bool(form and form.federally_required),
    )


def _asked(form: ConsentForm) -> Asked:
    return Asked(frozenset(map(Purpose, form.purposes)), frozenset(form.sensitive_areas))


def _noticed(known: _Known, member_id: UUID, areas: frozenset[str]) -> dict[Party, datetime]:
    """Since when they know of all that the form in force speaks of."""
    found: dict[Party, datetime] = {}
    for party, form_id, at in known.notices[member_id]:
        told = known.asked.get(form_id)
        if told is not None and areas <= told.areas:
            found[party] = min(at, found.get(party, at))
    return found


def _choice(record: ConsentRecord, guardians: list[Guardian], form: Asked | None) -> Choice:
    known = {guardian.id for guardian in guardians}
    return Choice(
        purpose=record.purpose,
        party=record.party,
        person=person_key(record),
        decision=record.decision,
        at=record.decided_at,
        written=record.method in WRITTEN,
        current=record.guardian_id is None or record.guardian_id in known,
        form=form,
    )
