"""What a student does by link: add a thought, read what was noted, take it back.

A link alone shows and changes nothing: a program follows links too, and so may somebody at home.
The birth date is asked for each time.
"""

from collections.abc import Mapping
from uuid import UUID

from tellmore.core import throttle
from tellmore.core.context import Context
from tellmore.core.html import PageProblem
from tellmore.core.ids import uuid7
from tellmore.districts import service as districts
from tellmore.responses import queries
from tellmore.responses.capture import add
from tellmore.responses.late_links import Opened, lock, require_heard
from tellmore.responses.models import Response, ResponseKind, StruckBy, Wording
from tellmore.responses.striking import erase, erase_all
from tellmore.rosters import birth_dates
from tellmore.sessions import service as sessions
from tellmore.sessions.models import Stage

AS_LONG_AS_A_LINK = throttle.LONGEST
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
    await sessions.locked(ctx, opened.session.id)  # of two that come at once, one sees the other
    await require_heard(ctx, opened)
    once = _once(typed)
    known = (await ctx.session.exec(queries.response(once))).one_or_none()
    if known is not None and known.member_id == opened.link.member_id:
        return
    await add(ctx, _thought(ctx, opened, once, text), None)


def _thought(ctx: Context, opened: Opened, once: UUID, text: str) -> Response:
    return Response(
        id=once,
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


def _once(typed: Mapping[str, str]) -> UUID:
    """The page gives each form an id: sent again, by an impatient finger, it adds nothing."""
    try:
        return UUID(typed.get("id", ""))
    except ValueError:
        return uuid7()


async def what_was_said(ctx: Context, opened: Opened, typed: Mapping[str, str]) -> list[Response]:
    """The student's own words, to choose from."""
    if not opened.striking:
        raise LateStrikingOver(opened.header)
    await _require_known(ctx, opened, typed, {})
    return await _own(ctx, opened)


async def strike(ctx: Context, opened: Opened, typed: Mapping[str, str]) -> int:
    """Some of it, or all."""
    said = await what_was_said(ctx, opened, typed)
    if "everything" in typed:
        return await erase_all(ctx, opened.session.id, opened.link.member_id, StruckBy.STUDENT)
    chosen = [row for row in said if f"strike_{row.id}" in typed]
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
    born = birth_dates.typed(typed)
    if born is None:
        errors = {**errors, "birth": "error-birth-missing"}
    if errors:
        raise LateFormIncomplete(opened.header, **{**shown, "errors": errors})
    link, in_all = f"late:{opened.link.id}", f"late:{opened.link.id}:in all"
    if not await birth_dates.is_right(ctx, link, born, opened.born):
        guesses = await throttle.count_failure(ctx, in_all, window=AS_LONG_AS_A_LINK)
        if guesses >= await districts.policy(ctx, birth_dates.MOST_IN_ALL):
            await lock(ctx, opened)
        wrong = {"birth": "error-birth-wrong"}
        raise LateBirthDateWrong(opened.header, **{**shown, "errors": wrong})
    await throttle.forget(ctx, in_all)
