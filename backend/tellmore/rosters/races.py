"""Race and ethnicity: every selection is kept; the two official roll-ups are derived from it."""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class Race(StrEnum):
    """The seven minimum categories of the 2024 standard (OMB SPD 15)."""

    american_indian_or_alaska_native = "american_indian_or_alaska_native"
    asian = "asian"
    black_or_african_american = "black_or_african_american"
    hispanic_or_latino = "hispanic_or_latino"
    middle_eastern_or_north_african = "middle_eastern_or_north_african"
    native_hawaiian_or_pacific_islander = "native_hawaiian_or_pacific_islander"
    white = "white"


UNKNOWN = "unknown"
TWO_OR_MORE = "two_or_more"
MULTIRACIAL = "multiracial_or_multiethnic"


def roll_up_2007(
    races: AbstractSet[Race], *, hispanic: bool | None, two_or_more: bool = False
) -> str:
    """The Department of Education's seven reporting categories of 2007, from its two questions.

    Hispanic of any race comes first. An ethnicity that nobody stated is unknown, not "no". Middle
    Eastern or North African counts as White, as the definitions of 1997 say.
    """
    if hispanic or Race.hispanic_or_latino in races:
        return Race.hispanic_or_latino
    if hispanic is None:
        return UNKNOWN
    of_1997: set[Race] = {
        Race.white if race is Race.middle_eastern_or_north_african else race for race in races
    }
    return _single(of_1997, several=TWO_OR_MORE, two_or_more=two_or_more)


def roll_up_2024(
    races: AbstractSet[Race], *, hispanic: bool | None, two_or_more: bool = False
) -> str:
    """The one question of 2024: seven co-equal categories; more than one is multiracial."""
    chosen = {*races, Race.hispanic_or_latino} if hispanic else set(races)
    return _single(chosen, several=MULTIRACIAL, two_or_more=two_or_more)


def _single(chosen: set[Race], *, several: str, two_or_more: bool) -> str:
    if two_or_more or len(chosen) > 1:
        return several
    return next(iter(chosen), UNKNOWN)
