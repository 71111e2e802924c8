"""What a family knows, and a program that follows links does not: the student's birth date.

Wrong ones are counted by link and over all links of the district. Of a whole class there are few
birthdays: whoever holds many links would otherwise find one of them by a few tries on each.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import Field

from tellmore.core import throttle
from tellmore.core.context import Context
from tellmore.core.html import PageProblem
from tellmore.districts import service as districts
from tellmore.districts.policy import Policies

AT_ONCE: Final = 5
WITHIN: Final = timedelta(minutes=15)
HOUR: Final = timedelta(hours=1)
EVERY_LINK: Final = "birth dates"


class BirthDateUnknown(PageProblem):
    """No date that is typed could be right: there is nothing to guess at, and nothing to count."""

    status = 409
    title = "The school has no birth date on record to check against"


MOST_IN_ALL = Policies.add(
    "consent.birth_date_guesses",
    Annotated[int, Field(ge=3, le=50)],
    10,
    "After how many wrong birth dates in all a link of a family or a student is locked, until "
    "staff issue a new one. Besides, five within a quarter of an hour make it wait.",
)
MOST_AN_HOUR = Policies.add(
    "consent.birth_date_guesses_an_hour",
    Annotated[int, Field(ge=20, le=100_000)],
    100,
    "How many wrong birth dates an hour are taken over all links of the district. After that every "
    "link waits for the rest of the hour.",
)


def typed(fields: Mapping[str, str]) -> date | None:
    """The date of a form's three fields; None for what is no date."""
    parts = [fields.get(part, "") for part in ("year", "month", "day")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):  # noqa: PLR2004  # a year's digits
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


async def is_right(ctx: Context, link: str, given: date | None, on_record: date | None) -> bool:
    """Whether it is the student's, refused before looking once too many were wrong.

    What is counted is kept when the problem that follows says `commits`.
    """
    await throttle.queue_up(ctx, link)
    await throttle.refuse_if_exhausted(ctx, link, most=AT_ONCE, window=WITHIN)
    most = await districts.policy(ctx, MOST_AN_HOUR)
    await throttle.refuse_if_exhausted(ctx, EVERY_LINK, most=most, window=HOUR)
    if given is not None and given == on_record:
        await throttle.forget(ctx, link)
        return True
    await throttle.count_failure(ctx, link, window=WITHIN)
    await throttle.count_failure(ctx, EVERY_LINK, window=HOUR)
    return False
