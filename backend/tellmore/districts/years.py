"""The school year: what "this year" means where something is counted by it.

The roster tells on which day each year begins. A year lasts until the next one begins, so that
the summer after it is part of it, and never longer than twelve months: an old roster must not
stretch its last year to today. Where no year is known, nothing counted by it is known.
"""

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from tellmore.core.context import Context
from tellmore.districts import days, queries, service
from tellmore.districts.events import SchoolYearChanged
from tellmore.districts.models import SchoolYear
from tellmore.districts.policy import Policies, Policy
from tellmore.districts.schemas import SchoolYearRead, YearSource
from tellmore.identity.abilities import Ability


def _month_day(value: str) -> str:
    try:
        day = datetime.strptime(f"2001-{value}", "%Y-%m-%d")  # noqa: DTZ007  # a day, no moment
    except ValueError:
        day = None
    if day is None or f"{day:%m-%d}" != value:
        msg = "a month and a day of every year, as in 08-15"
        raise ValueError(msg)
    return value


FIRST_DAY: Policy[str | None] = Policies.add(
    "school_year.first_day",
    Annotated[str, AfterValidator(_month_day)] | None,
    None,
    "On which day a school year begins, where the roster doesn't say it.",
)


@dataclass(frozen=True)
class ToldYear:
    """The first day of a school year, or of one of its terms: then the year isn't `whole`."""

    name: str
    starts_on: date
    whole: bool


@dataclass(frozen=True)
class Year:
    """From the first moment of `starts_on` to that of `ends_before`, by the district's clock."""

    starts_on: date
    ends_before: date
    begins: datetime
    ends: datetime
    source: YearSource


async def current(ctx: Context) -> Year | None:
    return await year_of(ctx, ctx.now)


async def read(ctx: Context) -> SchoolYearRead:
    ctx.require(Ability.DISTRICT_READ)
    return shown(await current(ctx))


def shown(year: Year | None) -> SchoolYearRead:
    if year is None:
        return SchoolYearRead(known=False, starts_on=None, ends_before=None, source=None)
    return SchoolYearRead(
        known=True, starts_on=year.starts_on, ends_before=year.ends_before, source=year.source
    )


async def year_of(ctx: Context, moment: datetime) -> Year | None:
    """The school year of a moment; None where nobody has said when it began."""
    return (await years_of(ctx, [moment]))[moment]


async def years_of(ctx: Context, moments: Collection[datetime]) -> dict[datetime, Year | None]:
    """The same for several moments, in one look."""
    told = [row.starts_on for row in await ctx.session.exec(queries.school_years())]
    rule, zone = await service.policy(ctx, FIRST_DAY), await days.zone(ctx)
    return {moment: _year(moment, zone, told, rule) for moment in moments}


async def write(ctx: Context, told: Iterable[ToldYear]) -> None:
    """For imports. Several calendars of one year begin with the first of them."""
    there = {row.name: row for row in await ctx.session.exec(queries.school_years())}
    for name, years in _by_name(told).items():
        starts_on, whole = min(one.starts_on for one in years), any(one.whole for one in years)
        row = there.get(name)
        if row is None:
            row = SchoolYear(district_id=ctx.district_id, name=name, starts_on=starts_on)
        elif starts_on == row.starts_on or (starts_on > row.starts_on and not whole):
            continue  # a delta may hold a later term of the year alone
        row.starts_on = starts_on
        ctx.session.add(row)
        await ctx.emit(SchoolYearChanged(school_year_id=row.id))


def _by_name(told: Iterable[ToldYear]) -> dict[str, list[ToldYear]]:
    """Where a row is about the year itself, its terms don't count."""
    found: dict[str, list[ToldYear]] = defaultdict(list)
    for one in sorted(told, key=lambda one: not one.whole):
        if one.whole or not (found[one.name] and found[one.name][0].whole):
            found[one.name].append(one)
    return found


def _year(
    moment: datetime, zone: ZoneInfo, told: Collection[date], rule: str | None
) -> Year | None:
    day = moment.astimezone(zone).date()
    source: YearSource = "roster"
    if (found := _within(day, told)) is None:
        found, source = _by_rule(day, rule), "policy"
    if found is None:
        return None
    begins, ends = (datetime.combine(first, time.min, zone) for first in found)
    return Year(*found, begins, ends, source)


def _within(day: date, starts: Iterable[date]) -> tuple[date, date] | None:
    starts = sorted(starts)
    first = max((one for one in starts if one <= day), default=None)
    if first is None:
        return None
    after = min((one for one in starts if one > day), default=date.max)
    ends = min(after, _same_day(first, first.year + 1))
    return (first, ends) if day < ends else None


def _by_rule(day: date, first_day: str | None) -> tuple[date, date] | None:
    if first_day is None:
        return None
    pattern = date.fromisoformat(f"2001-{first_day}")
    return _within(day, [_same_day(pattern, day.year + more) for more in (-1, 0, 1)])


def _same_day(day: date, year: int) -> date:
    last = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, min(day.day, last))
