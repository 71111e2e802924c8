"""Who may open raw text. Whoever teaches the student, or is named, may not; whatever their role.

Nor may those of whom nobody can tell: what is unknown never reads as clear. Who moderates a session
or writes for it has heard what was said there.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import col

from tellmore.cohorts import service as cohorts
from tellmore.core.context import ActorKind, Context
from tellmore.core.errors import Problem
from tellmore.districts import days
from tellmore.identity import service as identity
from tellmore.responses import queries
from tellmore.responses.models import Response
from tellmore.responses.queries import Words
from tellmore.rosters import mentions, teaching
from tellmore.sessions.models import Session


class TeachingUnknown(Problem):
    status = 403
    title = "It is not known yet whether you teach these students"


@dataclass(frozen=True)
class Reader:
    """What is kept from this reader."""

    user_id: UUID | None
    taught: frozenset[UUID] = frozenset()
    """Members whose student the reader teaches today."""
    known_on: date | None = None
    """The day on which the roster must say who teaches the speaker. None: it need not."""
    names: str | None = None
    """A pattern of the reader's own."""
    unknown: bool = False
    """Nobody can tell whom the reader teaches."""

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """On responses. What one wrote down oneself is no secret from oneself."""
        own = col(Response.recorded_by) == self.user_id
        return tuple(or_(own, each) for each in self.others(Response))

    def others(self, rows: Words) -> list[ColumnElement[bool]]:
        """On what others wrote down: responses, or what they said before."""
        found: list[ColumnElement[bool]] = []
        if self.unknown:
            found.append(false())
        if self.taught:
            found.append(queries.not_of(rows, self.taught))
        if self.known_on:
            found.append(queries.of_known(rows, self.known_on))
        if self.names:
            found.append(queries.not_naming(rows, self.names))
        return found


async def reader(ctx: Context, within: Session | None = None) -> Reader:
    """`within`: the session that is read, where it is one."""
    actor = ctx.actor
    if actor.kind is not ActorKind.USER:
        return Reader(None)
    heard = within is not None and actor.id in {within.moderator_id, within.note_taker_id}
    if actor.staff_id is None:
        if not actor.teaches_nobody:
            return Reader(actor.id, unknown=not heard)
        own = await identity.names(ctx, [actor.id] if actor.id else [])
        return Reader(actor.id, names=mentions.pattern(own.values()))
    students = await teaching.students_of(ctx, actor.staff_id)
    return Reader(
        user_id=actor.id,
        taught=await cohorts.members_of(ctx, list(students)),
        known_on=None if heard else await days.today(ctx),
        names=mentions.pattern(await teaching.names(ctx, actor.staff_id)),
    )


async def known_reader(ctx: Context, within: Session | None = None) -> Reader:
    """The same, refused with what to do while nobody can tell whom the reader teaches."""
    found = await reader(ctx, within)
    if found.unknown:
        raise TeachingUnknown(
            "An administrator links your account to the roster, or attests that you teach no "
            "student. Then you can read what students said.",
            administrators=await whom_to_ask(ctx),
        )
    return found


async def whom_to_ask(ctx: Context) -> list[str]:
    return [user.name for user in await identity.administrators(ctx)]
