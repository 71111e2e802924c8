from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Update, exists, func, or_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from tellmore.insights.models import Cause, ClearedWord, Code, Coding, Evidence, Theme, ThemeStatus
from tellmore.responses.models import Response


@dataclass(frozen=True)
class CodingFilter:
    cohort_id: UUID | None = None
    code_id: UUID | None = None
    response_id: UUID | None = None


@dataclass(frozen=True)
class ThemeFilter:
    cohort_id: UUID | None = None
    status: ThemeStatus | None = None


def codes(cohort_id: UUID | None) -> SelectOfScalar[Code]:
    query = select(Code)
    return query if cohort_id is None else query.where(col(Code.cohort_id) == cohort_id)


def code(code_id: UUID) -> SelectOfScalar[Code]:
    return select(Code).where(col(Code.id) == code_id, col(Code.deleted_at).is_(None))


def code_named(cohort_id: UUID, name: str) -> SelectOfScalar[Code]:
    return select(Code).where(col(Code.cohort_id) == cohort_id, col(Code.name) == name)


def children(code_id: UUID) -> SelectOfScalar[Code]:
    return select(Code).where(col(Code.parent_id) == code_id, col(Code.deleted_at).is_(None))


def coding_counts(code_ids: Sequence[UUID]) -> Select[UUID, int]:
    return (
        select(Coding.code_id, func.count())
        .where(col(Coding.code_id).in_(code_ids), col(Coding.deleted_at).is_(None))
        .group_by(col(Coding.code_id))
    )


def standing_counts(code_ids: Sequence[UUID]) -> Select[UUID, int]:
    """The same without what was struck: no count tells of words that were taken back."""
    return (
        coding_counts(code_ids)
        .join(Response, col(Response.id) == col(Coding.response_id))
        .where(col(Response.struck_at).is_(None))
    )


def codings(wanted: CodingFilter) -> SelectOfScalar[Coding]:
    query = select(Coding)
    if wanted.cohort_id is not None:
        query = query.where(col(Coding.cohort_id) == wanted.cohort_id)
    if wanted.code_id is not None:
        query = query.where(col(Coding.code_id) == wanted.code_id)
    if wanted.response_id is not None:
        query = query.where(col(Coding.response_id) == wanted.response_id)
    return query


def codings_by_id(ids: Sequence[UUID]) -> SelectOfScalar[Coding]:
    return select(Coding).where(col(Coding.id).in_(ids), col(Coding.deleted_at).is_(None))


def themes(wanted: ThemeFilter) -> SelectOfScalar[Theme]:
    query = select(Theme)
    if wanted.cohort_id is not None:
        query = query.where(col(Theme.cohort_id) == wanted.cohort_id)
    if wanted.status is not None:
        query = query.where(col(Theme.status) == wanted.status)
    return query


def struck_since() -> ColumnElement[bool]:
    """Whether anything that a theme rests on was struck after it was published."""
    return exists(
        select(Evidence.id)
        .join(Coding, col(Coding.id) == col(Evidence.coding_id))
        .join(Response, col(Response.id) == col(Coding.response_id))
        .where(
            col(Evidence.theme_id) == col(Theme.id),
            col(Response.struck_at) > col(Theme.published_at),
        )
        .correlate(Theme)
    )


def struck(cohort_id: UUID | None) -> SelectOfScalar[UUID]:
    query = select(Theme.id).where(col(Theme.status) == ThemeStatus.PUBLISHED, struck_since())
    return query if cohort_id is None else query.where(col(Theme.cohort_id) == cohort_id)


def published(cohort_id: UUID | None, struck: Collection[UUID]) -> SelectOfScalar[Theme]:
    query = themes(ThemeFilter(cohort_id, ThemeStatus.PUBLISHED))
    return query.where(col(Theme.id).not_in(struck))


def ever_published(cohort_id: UUID | None) -> SelectOfScalar[Theme]:
    """For those who synchronise: the withdrawn too, so that copies elsewhere end."""
    gone = or_(col(Theme.status) == ThemeStatus.PUBLISHED, col(Theme.withdrawn_at).is_not(None))
    return themes(ThemeFilter(cohort_id)).where(gone)


def to_withdraw(most: int) -> SelectOfScalar[Theme]:
    query = themes(ThemeFilter(status=ThemeStatus.PUBLISHED)).where(struck_since())
    return query.order_by(col(Theme.id)).limit(most).with_for_update(skip_locked=True)


def touched_codings(response_id: UUID, moment: datetime) -> Update:
    return (
        update(Coding)
        .where(col(Coding.response_id) == response_id)
        .values(updated_at=moment, version=col(Coding.version) + 1)
    )


def themes_resting_on(response_id: UUID) -> SelectOfScalar[UUID]:
    return (
        select(Evidence.theme_id)
        .join(Coding, col(Coding.id) == col(Evidence.coding_id))
        .where(col(Coding.response_id) == response_id)
    )


def touched_themes(response_id: UUID, moment: datetime) -> Update:
    return (
        update(Theme)
        .where(col(Theme.id).in_(themes_resting_on(response_id)))
        .values(updated_at=moment, version=col(Theme.version) + 1)
    )


def theme(theme_id: UUID) -> SelectOfScalar[Theme]:
    return select(Theme).where(col(Theme.id) == theme_id, col(Theme.deleted_at).is_(None))


def causes(theme_ids: Sequence[UUID]) -> SelectOfScalar[Cause]:
    return (
        select(Cause)
        .where(col(Cause.theme_id).in_(theme_ids))
        .order_by(col(Cause.theme_id), col(Cause.position))
    )


def evidence(theme_ids: Sequence[UUID]) -> SelectOfScalar[Evidence]:
    return select(Evidence).where(col(Evidence.theme_id).in_(theme_ids)).order_by(col(Evidence.id))


def resting_on(coding_id: UUID) -> SelectOfScalar[Theme]:
    """Published themes with this excerpt in evidence."""
    return (
        themes(ThemeFilter(status=ThemeStatus.PUBLISHED))
        .join(Evidence, col(Evidence.theme_id) == col(Theme.id))
        .where(col(Evidence.coding_id) == coding_id, col(Theme.deleted_at).is_(None))
    )


def cleared_words(subject_id: UUID) -> SelectOfScalar[str]:
    return select(ClearedWord.word).where(col(ClearedWord.subject_id) == subject_id)


def cleared_word(subject_id: UUID, word: str) -> SelectOfScalar[ClearedWord]:
    return select(ClearedWord).where(
        col(ClearedWord.subject_id) == subject_id, col(ClearedWord.word) == word
    )
