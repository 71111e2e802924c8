"""Laws of what becomes of a member's words, over anything at all."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from consent.choices import BORN, DAY, DECLINED, GRANTED, NOW, WITHDRAWN, S, facts, policy, says
from consent.test_permission_laws import anything
from tellmore.consent.facts import Choice, Facts, Resolution
from tellmore.consent.kinds import Decision, Keeping, Outcome, Party, Purpose
from tellmore.consent.permission import permissions, standing
from tellmore.consent.taking_back import keeping, on_arrival

OF_AGE = date(2000, 1, 1)
instants = st.integers(0, 20).map(lambda days: NOW - days * DAY)


def own(decision: Decision) -> Choice:
    return Choice(Purpose.PARTICIPATE, Party.STUDENT, "student", decision, NOW + DAY)


def refusals(facts: Facts, party: Party) -> list[Choice]:
    said = (c for c in facts.choices if c.purpose is Purpose.PARTICIPATE and c.party is party)
    return [c for c in standing(said) if c.decision is not Decision.GRANTED]


@given(anything)
def test_the_students_no_takes_the_words_whoever_says_what(facts: Facts) -> None:
    for born in (BORN, OF_AGE, None):
        said = replace(facts, birth_date=born, choices=(*facts.choices, own(Decision.WITHDRAWN)))
        assert keeping(policy(), said) is Keeping.TAKEN


@given(anything)
def test_without_a_no_nothing_is_touched(facts: Facts) -> None:
    agreed = tuple(c for c in facts.choices if c.decision is Decision.GRANTED)
    found = keeping(policy(), replace(facts, choices=agreed))
    assert found in {Keeping.KEPT, Keeping.UNDECIDED}


@given(anything)
def test_words_are_destroyed_by_somebodys_no_and_by_nothing_else(facts: Facts) -> None:
    """Not by leaving the school, nor by a new form, a birthday, or a roster without guardians."""
    if keeping(policy(), facts) is not Keeping.TAKEN:
        return
    assert refusals(facts, Party.STUDENT) or refusals(facts, Party.GUARDIAN)
    emptied = tuple(replace(c, current=False) for c in facts.choices)
    lost = replace(facts, choices=emptied, resolutions=(), guardians_known=False)
    if not refusals(facts, Party.STUDENT):
        assert keeping(policy(), lost) in {Keeping.HELD, Keeping.UNDECIDED}


@given(anything)
def test_what_is_taken_or_held_is_permitted_to_nobody(facts: Facts) -> None:
    if keeping(policy(), facts) in {Keeping.TAKEN, Keeping.HELD}:
        assert not permissions(policy(), facts)[Purpose.PARTICIPATE].granted


@given(anything)
def test_of_age_only_the_students_own_word_counts(facts: Facts) -> None:
    theirs = tuple(c for c in facts.choices if c.party is Party.GUARDIAN)
    adult = replace(facts, birth_date=OF_AGE, choices=theirs)
    assert keeping(policy(), adult) is Keeping.UNDECIDED
    spoken = replace(adult, choices=(*theirs, own(Decision.GRANTED)))
    assert keeping(policy(), spoken) is Keeping.KEPT


@given(anything)
def test_what_is_held_is_settled_by_a_coordinator_for_good_or_for_bad(facts: Facts) -> None:
    if keeping(policy(), facts) is not Keeping.HELD:
        return
    for outcome, then in ((Outcome.GRANTED, Keeping.KEPT), (Outcome.REFUSED, Keeping.TAKEN)):
        word = Resolution(Purpose.PARTICIPATE, outcome, NOW + DAY)
        settled = replace(facts, resolutions=(*facts.resolutions, word))
        assert keeping(policy(), settled) is then


@given(anything, instants)
def test_words_that_arrive_late_are_kept_no_further_than_those_that_are_here(
    facts: Facts, said_at: datetime
) -> None:
    now, arrived = keeping(policy(), facts), on_arrival(policy(), facts, said_at)
    if now is Keeping.TAKEN:
        assert arrived is Keeping.TAKEN
    if now is Keeping.HELD:
        assert arrived in {Keeping.HELD, Keeping.TAKEN}


@given(anything, instants)
def test_what_was_said_under_nobodys_no_arrives_whatever_else_ended(
    facts: Facts, said_at: datetime
) -> None:
    agreed = tuple(c for c in facts.choices if c.decision is Decision.GRANTED)
    lost = replace(facts, choices=agreed, in_cohort=False, guardians_known=False)
    assert on_arrival(policy(), lost, said_at) in {Keeping.KEPT, Keeping.UNDECIDED}


def test_what_was_said_under_a_no_does_not_arrive_when_the_no_is_taken_back() -> None:
    known = facts(says(DECLINED, S, "student", days_ago=8), says(GRANTED, S, "student", days_ago=4))
    for days_ago, then in ((9, Keeping.KEPT), (6, Keeping.TAKEN), (2, Keeping.KEPT)):
        assert on_arrival(policy(), known, NOW - days_ago * DAY) is then


def test_a_birthday_does_not_uncover_what_was_in_dispute() -> None:
    birthday = (NOW - 2 * DAY).date()
    disputed = says(GRANTED, days_ago=9), says(WITHDRAWN, person="father", days_ago=6)
    known = facts(*disputed, birth_date=birthday.replace(year=birthday.year - 18))
    for days_ago, then in ((7, Keeping.HELD), (4, Keeping.TAKEN), (1, Keeping.UNDECIDED)):
        assert on_arrival(policy(), known, NOW - days_ago * DAY) is then
