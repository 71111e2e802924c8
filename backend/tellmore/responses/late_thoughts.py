"""What a student does by link: add a thought, read what was noted, take it back.

A link alone shows and changes nothing: a program follows links too, and so may somebody at home.
The birth date is asked for each time.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from tellmore.cohorts import roll
from tellmore.core import throttle
from tellmore.core.context import Context
from tellmore.core.html import PageProblem
from tellmore.core.ids import uuid7
from tellmore.responses import queries
from tellmore.responses.capture import add
from tellmore.responses.late_links import Opened
from tellmore.responses.models import Response, ResponseKind, StruckBy, Wording
from tellmore.responses.striking import erase
from tellmore.rosters import families
from tellmore.sessions import presence
from tellmore.sessions.models import Stage

MOST_GUESSES = 5
GUESSES_WITHIN = timedelta(minutes=15)
LONGEST = 4000


class LateFormIncomplete(PageProblem):
    """Shown on the form itself."""

    status = 422
    title = "Something is missing"
    template = "late.html"


class LateBirthDateWrong(LateFormIncomplete):
    title = "That is not the birth date that the school has"
    commits = True


class LateAddingOver(PageProblem):
    status = 409
    title = "The days for adding a thought are over"


class LateStrikingOver(PageProblem):
    status = 409
    title = "The days for taking something back are over"


async def add_thought(ctx: Context, opened: Opened, typed: Mapping[str, str]) -> None:
    """Under the same pseudonym as in the session."""
    if not opened.adding:
        raise LateAddingOver(opened.header)
    text = typed.get("thought", "").replace("\r\n", "\n")
    errors = {} if 0 < len(text) <= LONGEST and "\x00" not in text else {"thought": "error-thought"}
    await _require_known(ctx, opened, typed, errors)
    await presence.require_permission(ctx, opened.link.member_id)
    row = Response(
        id=uuid7(),
        district_id=ctx.district_id,
        session_id=opened.session.id,
        cohort_id=opened.session.cohort_id,
        school_id=opened.seat.school_id,
        member_id=opened.link.member_id,
        pseudonym=opened.seat.pseudonym,
        kind=ResponseKind.LATE_THOUGHT,
        text=text,
        wording=Wording.VERBATIM,
        stage=opened.session.stage or Stage.ENDED,
        sequence=0,
        captured_at=ctx.now,
    )
    await add(ctx, row)


async def what_was_said(ctx: Context, opened: Opened, typed: Mapping[str, str]) -> list[Response]:
    """The student's own words, to choose from."""
    if not opened.striking:
        raise LateStrikingOver(opened.header)
    await _require_known(ctx, opened, typed, {})
    return await _own(ctx, opened)


async def strike(ctx: Context, opened: Opened, typed: Mapping[str, str]) -> int:
    """Some of it, or all."""
    said = await what_was_said(ctx, opened, typed)
    chosen = [row for row in said if "everything" in typed or f"strike_{row.id}" in typed]
    for row in chosen:
        await erase(ctx, row, StruckBy.STUDENT)
    return len(chosen)


async def _own(ctx: Context, opened: Opened) -> list[Response]:
    query = queries.of_member(opened.session.id, opened.link.member_id)
    return list((await ctx.session.exec(query)).all())


async def _require_known(
    ctx: Context, opened: Opened, typed: Mapping[str, str], errors: dict[str, str]
) -> None:
    """Something that the student knows; guesses are counted, whoever makes them."""
    shown = {**opened.values(), "typed": typed}
    born = _birth_date(typed)
    if born is None:
        errors = {**errors, "birth": "error-birth-missing"}
    if errors:
        raise LateFormIncomplete(opened.header, **{**shown, "errors": errors})
    key = f"late:{opened.link.id}"
    await throttle.refuse_if_exhausted(ctx, key, most=MOST_GUESSES, window=GUESSES_WITHIN)
    if born != await _on_record(ctx, opened):
        await throttle.count_failure(ctx, key, window=GUESSES_WITHIN)
        wrong = {"birth": "error-birth-wrong"}
        raise LateBirthDateWrong(opened.header, **{**shown, "errors": wrong})
    await throttle.forget(ctx, key)


async def _on_record(ctx: Context, opened: Opened) -> date | None:
    member = await roll.member(ctx, opened.link.member_id)
    student = (await families.students(ctx, [member.student_id])).get(member.student_id)
    return student.birth_date if student else None


def _birth_date(typed: Mapping[str, str]) -> date | None:
    parts = [typed.get(part, "") for part in ("year", "month", "day")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):  # noqa: PLR2004  # a year's digits
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
