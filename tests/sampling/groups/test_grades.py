"""Grades as rosters write them, and the rule that bounds their span in a group."""

import pytest

from tellmore.sampling.groups.check import Rule, check
from tellmore.sampling.groups.conflict import GroupsInfeasibleError
from tellmore.sampling.groups.grades import grade_number
from tellmore.sampling.groups.grouping import Group, Grouping, Member, Plan, Rules
from tellmore.sampling.groups.model import Family
from tellmore.sampling.groups.split import groups


def graded(*grades: str) -> tuple[Member, ...]:
    return tuple(Member(f"m{i}", {"grade": grade}) for i, grade in enumerate(grades))


def test_the_codes_of_the_standard_have_their_order() -> None:
    codes = ["IT", "PR", "PK", "TK", "KG", *(f"{grade:02}" for grade in range(1, 14)), "PS"]
    numbers = [grade_number(code) for code in codes]
    assert numbers == list(range(-4, 15))


@pytest.mark.parametrize(
    ("written", "number"),
    [("9", 9), (" 09 ", 9), ("09.0", 9), ("9.", 9), ("k", 0), ("0", 0), ("pk", -2), ("ps", 14)],
)
def test_other_spellings_are_read(written: str, number: int) -> None:
    assert grade_number(written) == number


@pytest.mark.parametrize("written", ["", "UG", "Other", "12th", "9.5", "-1", "2026", "\u0669"])
def test_what_cannot_be_read_is_unknown(written: str) -> None:
    assert grade_number(written) is None


@pytest.mark.parametrize(("one", "other"), [("PK", "12"), ("09.0", "12"), ("PS", "12")])
def test_grades_that_are_no_numbers_are_bound_as_well(one: str, other: str) -> None:
    with pytest.raises(GroupsInfeasibleError) as refused:
        groups(Grouping(graded(one, other), Rules(1, grade_span=1)))
    assert refused.value.families == (Family.GRADE_SPAN,)


def test_whose_grade_is_unknown_is_told_where_a_span_is_asked_for() -> None:
    people = graded("9", "10", "UG", "12th", "")
    made = groups(Grouping(people, Rules(1, grade_span=1)))
    (told,) = [each for each in made.soft if each.rule is Rule.GRADE_UNKNOWN]
    assert (told.group, told.members) == (0, ("m2", "m3", "m4"))
    whole = Plan((Group(tuple(m.id for m in people)),))
    assert check(Grouping(people, Rules(1)), whole) == ()
