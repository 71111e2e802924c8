"""Nothing is published that names a student, their family or a teacher.

Unless a person says of a word that it is no name here, and why. Whoever publishes, all students
and staff of the cohort's schools are known to this rule: children name those who were not drawn.
Nothing that is found is a wall. In a large school half of all first words are somebody's name too:
what is in doubt says so, and a page may ask about all of it at once.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import col, select

from tellmore.cohorts.models import CohortSchool, Member
from tellmore.core.context import Context
from tellmore.core.db import whole_district
from tellmore.core.errors import Problem
from tellmore.districts.minimum import minimum_outside
from tellmore.insights import queries
from tellmore.insights.events import WordCleared
from tellmore.insights.models import ClearedWord
from tellmore.insights.schemas import ClearedWordCreate, ClearedWordRead
from tellmore.rosters import names as roster
from tellmore.rosters import spelling
from tellmore.rosters.names import Bearer


class NamesFound(Problem):
    """Carries positions; the words themselves stand in the text that was sent.

    `doubtful`: alone it may be an ordinary word, or the name of many.
    """

    status = 409
    title = "This may name somebody: change the words, or say that they are no name here"


async def refuse(
    ctx: Context, cohort_id: UUID, subject_id: UUID, texts: Mapping[str, str | None]
) -> None:
    """`texts`: what would be published, by JSON pointer. `subject_id`: the theme or the page."""
    if not any(texts.values()):
        return
    known = spelling.known(await _around(ctx, cohort_id))
    cleared = frozenset(await ctx.session.exec(queries.cleared_words(subject_id)))
    many = await minimum_outside(ctx)
    found = [
        {"pointer": pointer, **place._asdict()}
        for pointer, text in texts.items()
        for place in spelling.find(text or "", known, cleared, many=many)
    ]
    if found:
        raise NamesFound(found=found)


async def clear(
    ctx: Context, cohort_id: UUID, subject_id: UUID, data: ClearedWordCreate
) -> ClearedWordRead:
    """A person answers for it that this word names nobody in this text."""
    word = spelling.fold(data.word)
    row = (await ctx.session.exec(queries.cleared_word(subject_id, word))).one_or_none()
    if row is None:
        row = ClearedWord(
            district_id=ctx.district_id,
            cohort_id=cohort_id,
            subject_id=subject_id,
            word=word,
            reason=data.reason,
            cleared_by=ctx.actor.id,
        )
        ctx.session.add(row)
        await ctx.emit(WordCleared(cleared_word_id=row.id, subject_id=subject_id), of=row)
    return ClearedWordRead.model_validate(row.model_dump(exclude={"district_id"}))


async def _around(ctx: Context, cohort_id: UUID) -> list[Bearer]:
    """Students of schools that the publisher doesn't see are named as easily as others."""
    async with whole_district(ctx.session, ctx.scope) as connection:
        members = select(Member.student_id, Member.school_id)
        found = await connection.execute(members.where(col(Member.cohort_id) == cohort_id))
        rows = list(found)
        listens = select(CohortSchool.school_id).where(col(CohortSchool.cohort_id) == cohort_id)
        schools = {school for _, school in rows} | set(await connection.scalars(listens))
        return await roster.around(connection, {student for student, _ in rows}, schools)
