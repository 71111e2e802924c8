"""A no to taking part reaches back: what the student said before is taken out of everything.

Where it is taken back, it is struck. Where guardians disagree it is held: hidden as struck words
are, and kept until a coordinator settles it. Nothing that was struck comes back.
"""

from uuid import UUID

from sqlmodel import col

from tellmore.cohorts import roll
from tellmore.consent import service as consent
from tellmore.consent.kinds import Keeping
from tellmore.core.context import Context
from tellmore.identity.abilities import Ability
from tellmore.responses import queries, striking
from tellmore.responses.events import ResponseReturned
from tellmore.responses.models import ResponseRevision, StruckBy
from tellmore.responses.schemas import AtStake
from tellmore.sessions import presence

AT_ONCE = 500


async def follow(ctx: Context, member_id: UUID) -> None:
    """Let the words be what the records of consent say now."""
    keeping = await consent.keeping(ctx, member_id)
    if keeping is Keeping.TAKEN:
        await _take(ctx, member_id)
    elif keeping is Keeping.HELD:
        await _hold(ctx, member_id)
    elif keeping is Keeping.KEPT:
        await _give_back(ctx, member_id)


async def follow_held(ctx: Context) -> None:
    """All of them: who stays unsettled for long must not stand before the others each night."""
    after: UUID | None = UUID(int=0)
    while after is not None:
        found = list(await ctx.session.exec(queries.members_held(after, AT_ONCE)))
        for member_id in filter(None, found):
            await consent.steady(ctx, member_id)
            await follow(ctx, member_id)
        after = found[-1] if found else None


async def at_stake(ctx: Context, member_id: UUID) -> AtStake:
    """How much a withdrawal would take out. For those who record one, who may read none of it."""
    ctx.require(Ability.CONSENT_WRITE)
    member = await roll.member(ctx, member_id)
    stands, held = (await ctx.session.exec(queries.at_stake(member.id))).one()
    return AtStake(member_id=member.id, pseudonym=member.pseudonym, entries=stands, held=held)


async def _take(ctx: Context, member_id: UUID) -> None:
    for seat in await presence.seats_of(ctx, member_id):
        await presence.strike_all(ctx, seat.session_id, member_id)
    for row in (await ctx.session.exec(queries.words_of(member_id))).all():
        await striking.erase(ctx, row, StruckBy.WITHDRAWAL)
    # What was first noted as theirs, and then as somebody else's.
    await striking.forget(ctx, col(ResponseRevision.member_id) == member_id)


async def _hold(ctx: Context, member_id: UUID) -> None:
    for row in (await ctx.session.exec(queries.words_of(member_id))).all():
        if row.struck_at is None:
            await striking.hide(ctx, row, StruckBy.DISPUTE)


async def _give_back(ctx: Context, member_id: UUID) -> None:
    """A theme that was withdrawn meanwhile stays a draft: a person publishes it anew."""
    for row in (await ctx.session.exec(queries.words_of(member_id).where(queries.held()))).all():
        row.struck_at = row.struck_by = None
        event = ResponseReturned(
            response_id=row.id, session_id=row.session_id, cohort_id=row.cohort_id
        )
        await ctx.emit(event, of=row)
