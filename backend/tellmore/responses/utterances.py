"""What other rooms may know of responses: where they were said, and for some readers the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from tellmore.core.context import Context
from tellmore.responses.models import Response
from tellmore.responses.readers import known_reader


@dataclass(frozen=True)
class Source:
    """Where something was said, and by whom (None: by the group). For counting, not for reading."""

    id: UUID
    session_id: UUID
    cohort_id: UUID
    school_id: UUID
    member_id: UUID | None


@dataclass(frozen=True)
class Utterance(Source):
    text: str
    revision: int
    pseudonym: str | None


async def of(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Utterance]:
    """The words, as far as this reader may open them. Struck ones are not there."""
    if not ids:
        return {}
    hidden = (await known_reader(ctx)).conditions()
    query = select(Response).where(*_standing(ids), *hidden)
    return {
        row.id: Utterance(
            id=row.id,
            session_id=row.session_id,
            cohort_id=row.cohort_id,
            school_id=row.school_id,
            member_id=row.member_id,
            text=row.text or "",
            revision=row.revision,
            pseudonym=row.pseudonym,
        )
        for row in await ctx.session.exec(query)
    }


async def sources(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Source]:
    """Where these were said, whoever asks. Struck ones are not there."""
    query = select(Response).where(*_standing(ids))
    return {
        row.id: Source(row.id, row.session_id, row.cohort_id, row.school_id, row.member_id)
        for row in await ctx.session.exec(query)
    }


def _standing(ids: Sequence[UUID]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Response.id).in_(ids),
        col(Response.struck_at).is_(None),
        col(Response.text).is_not(None),
    )
