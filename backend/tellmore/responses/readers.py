"""Who may open raw text. Whoever teaches the student, or is named, may not; whatever their role."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from tellmore.cohorts import service as cohorts
from tellmore.core.context import ActorKind, Context
from tellmore.responses import queries
from tellmore.responses.models import Response
from tellmore.rosters import teaching


@dataclass(frozen=True)
class Reader:
    """What is kept from this reader."""

    user_id: UUID | None
    taught: frozenset[UUID] = frozenset()
    """Members whose student the reader teaches today."""
    family_name: str | None = None

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """As conditions on rows. What one wrote down oneself is no secret from oneself."""
        found = []
        own = col(Response.recorded_by) == self.user_id
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
        return member_id in self.taught or bool(named)


async def reader(ctx: Context) -> Reader:
    staff_id = ctx.actor.staff_id
    user_id = ctx.actor.id if ctx.actor.kind is ActorKind.USER else None
    if staff_id is None:
        return Reader(user_id)
    students = await teaching.students_of(ctx, staff_id)
    return Reader(
        user_id=user_id,
        taught=await cohorts.members_of(ctx, list(students)),
        family_name=await teaching.family_name(ctx, staff_id),
    )
