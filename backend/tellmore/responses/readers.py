"""Who may open raw text. Whoever teaches the student, or is named, may not; whatever their role.

Nor may those of whom nobody can tell: what is unknown never reads as clear. Who moderates a session
or writes for it has heard what was said there.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from tellmore.cohorts import service as cohorts
from tellmore.core.context import ActorKind, Context
from tellmore.core.errors import Problem
from tellmore.identity import service as identity
from tellmore.responses import queries
from tellmore.responses.models import Response
from tellmore.rosters import teaching
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
    family_name: str | None = None
    unknown: bool = False
    """Nobody can tell whom the reader teaches."""

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """As conditions on rows. What one wrote down oneself is no secret from oneself."""
        found = []
        own = col(Response.recorded_by) == self.user_id
        if self.unknown:
            found.append(own)
        if self.taught:
            found.append(or_(own, queries.not_of(self.taught)))
        if self.family_name:
            found.append(or_(own, queries.not_naming(self.family_name)))
        return tuple(found)

    def withholds(self, row: Response) -> bool:
        """The same of a row that was read already."""
        return row.recorded_by != self.user_id and self.barred(row.member_id, row.text)

    def barred(self, member_id: UUID | None, text: str | None) -> bool:
        """Whether the reader teaches who said this, or is named in it."""
        named = self.family_name and re.search(
            rf"\b{re.escape(self.family_name)}\b", text or "", re.IGNORECASE
        )
        return self.unknown or member_id in self.taught or bool(named)


async def reader(ctx: Context, within: Session | None = None) -> Reader:
    """`within`: the session that is read, where it is one."""
    actor = ctx.actor
    if actor.kind is not ActorKind.USER:
        return Reader(None)
    if actor.staff_id is None:
        heard = within is not None and actor.id in {within.moderator_id, within.note_taker_id}
        if not actor.teaches_nobody:
            return Reader(actor.id, unknown=not heard)
        return Reader(actor.id, family_name=await _own_family_name(ctx, actor.id))
    students = await teaching.students_of(ctx, actor.staff_id)
    return Reader(
        user_id=actor.id,
        taught=await cohorts.members_of(ctx, list(students)),
        family_name=await teaching.family_name(ctx, actor.staff_id),
    )


async def _own_family_name(ctx: Context, user_id: UUID | None) -> str | None:
    """Of an account outside the roster: the last word of its name, where it has several."""
    names = await identity.names(ctx, [user_id] if user_id else [])
    words = "".join(names.values()).split()
    return words[-1] if len(words) > 1 else None


async def known_reader(ctx: Context, within: Session | None = None) -> Reader:
    """The same, refused with what to do while nobody can tell whom the reader teaches."""
    found = await reader(ctx, within)
    if found.unknown:
        raise TeachingUnknown(
            "An administrator links your account to the roster, or attests that you teach no "
            "student. Then you can read what students said.",
            administrators=[user.name for user in await identity.administrators(ctx)],
        )
    return found
