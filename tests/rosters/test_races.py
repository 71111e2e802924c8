"""Race and ethnicity: keep every selection, derive two roll-ups."""

import pytest

from tellmore.rosters.races import (
    MULTIRACIAL,
    TWO_OR_MORE,
    UNKNOWN,
    Race,
    roll_up_2007,
    roll_up_2024,
)

ASIAN, WHITE, MENA = Race.asian, Race.white, Race.middle_eastern_or_north_african


@pytest.mark.parametrize(
    ("races", "hispanic", "of_2007", "of_2024"),
    [
        ({ASIAN}, False, ASIAN, ASIAN),
        ({ASIAN}, True, Race.hispanic_or_latino, MULTIRACIAL),
        (set(), True, Race.hispanic_or_latino, Race.hispanic_or_latino),
        ({ASIAN, WHITE}, False, TWO_OR_MORE, MULTIRACIAL),
        ({MENA}, False, WHITE, MENA),
        ({MENA, WHITE}, False, WHITE, MULTIRACIAL),
        ({MENA, ASIAN}, False, TWO_OR_MORE, MULTIRACIAL),
        (set(), False, UNKNOWN, UNKNOWN),
        (set(), None, UNKNOWN, UNKNOWN),
        ({ASIAN}, None, UNKNOWN, ASIAN),
    ],
)
def test_roll_ups(races: set[Race], hispanic: bool | None, of_2007: str, of_2024: str) -> None:
    assert roll_up_2007(races, hispanic=hispanic) == of_2007
    assert roll_up_2024(races, hispanic=hispanic) == of_2024


def test_a_stated_two_or_more_counts_without_its_parts() -> None:
    assert roll_up_2007(set(), hispanic=False, two_or_more=True) == TWO_OR_MORE
    assert roll_up_2024(set(), hispanic=False, two_or_more=True) == MULTIRACIAL


def test_hispanic_of_any_race_comes_first_in_2007() -> None:
    for race in Race:
        assert roll_up_2007({race}, hispanic=True) == Race.hispanic_or_latino
