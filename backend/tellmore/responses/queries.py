from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.cohorts.models import Member
from tellmore.responses.models import (
    LateThoughtLink,
    Response,
    ResponseKind,
    ResponseRevision,
    StruckBy,
)
from tellmore.rosters import teaching

NEWEST = 500


@dataclass(frozen=True)
class ResponseFilter:
    cohort_id: UUID | None = None
    session_id: UUID | None = None
    member_id: UUID | None = None
    question_key: str | None = None
    kind: ResponseKind | None = None


Words: TypeAlias = type[Response] | type[ResponseRevision]
"""Rows that have a speaker and a text."""


def not_of(rows: Words, member_ids: frozenset[UUID]) -> ColumnElement[bool]:
    column = col(rows.member_id)
    return or_(column.is_(None), column.not_in(member_ids))


def of_known(rows: Words, today: date) -> ColumnElement[bool]:
    """Of members of whom the roster says who teaches them in each class; and of the group."""
    speaker = col(rows.member_id)
    known = teaching.fully_known(col(Member.student_id), today)
    return or_(speaker.is_(None), exists().where(col(Member.id) == speaker, known))


def not_naming(rows: Words, names: str) -> ColumnElement[bool]:
    """`names`: as `mentions.pattern` gives them."""
    return not_(func.coalesce(rows.text, "").regexp_match(names))


def response(response_id: UUID) -> SelectOfScalar[Response]:
    return select(Response).where(col(Response.id) == response_id)


def response_locked(response_id: UUID) -> SelectOfScalar[Response]:
    return response(response_id).with_for_update()


def of_member(session_id: UUID, member_id: UUID) -> SelectOfScalar[Response]:
    return (
        select(Response)
        .where(
            col(Response.session_id) == session_id,
            col(Response.member_id) == member_id,
            col(Response.struck_at).is_(None),
        )
        .order_by(col(Response.sequence))
        .with_for_update()
    )


def held() -> ColumnElement[bool]:
    return col(Response.struck_by) == StruckBy.DISPUTE


def words_of(member_id: UUID) -> SelectOfScalar[Response]:
    """All that is left of what a member said: what stands, and what is held."""
    return (
        select(Response)
        .where(
            col(Response.member_id) == member_id,
            or_(col(Response.struck_at).is_(None), held()),
        )
        .order_by(col(Response.session_id), col(Response.sequence))
        .with_for_update()
    )


def members_held(after: UUID, most: int) -> SelectOfScalar[UUID | None]:
    member = col(Response.member_id)
    return select(member).where(held(), member > after).distinct().order_by(member).limit(most)


def at_stake(member_id: UUID) -> Select[int, int]:
    """How many entries stand, and how many are held."""
    stands = func.count().filter(col(Response.struck_at).is_(None))
    return select(stands, func.count().filter(held())).where(col(Response.member_id) == member_id)


def newest(session_id: UUID) -> SelectOfScalar[Response]:
    return (
        select(Response)
        .where(col(Response.session_id) == session_id)
        .order_by(col(Response.sequence).desc())
        .limit(NEWEST)
    )


def ids(*conditions: ColumnElement[bool]) -> SelectOfScalar[UUID]:
    """Of those responses for which these hold."""
    return select(col(Response.id)).where(*conditions)


def counts(session_id: UUID) -> Select[UUID | None, ResponseKind, int]:
    return (
        select(col(Response.member_id), col(Response.kind), func.count())
        .where(col(Response.session_id) == session_id, col(Response.struck_at).is_(None))
        .group_by(col(Response.member_id), col(Response.kind))
    )


def revisions(response_id: UUID) -> SelectOfScalar[ResponseRevision]:
    return (
        select(ResponseRevision)
        .where(col(ResponseRevision.response_id) == response_id)
        .order_by(col(ResponseRevision.number))
        .limit(NEWEST)
    )


def link(token_hash: str) -> SelectOfScalar[LateThoughtLink]:
    return select(LateThoughtLink).where(col(LateThoughtLink.token_hash) == token_hash)


def live_links(session_id: UUID, member_ids: Sequence[UUID]) -> SelectOfScalar[LateThoughtLink]:
    return select(LateThoughtLink).where(
        col(LateThoughtLink.session_id) == session_id,
        col(LateThoughtLink.member_id).in_(member_ids),
        col(LateThoughtLink.revoked_at).is_(None),
    )


def speakers(cohort_id: UUID, kinds: Collection[ResponseKind]) -> SelectOfScalar[UUID | None]:
    return (
        select(col(Response.member_id))
        .where(
            col(Response.cohort_id) == cohort_id,
            col(Response.kind).in_(kinds),
            col(Response.member_id).is_not(None),
            col(Response.struck_at).is_(None),
        )
        .distinct()
    )
