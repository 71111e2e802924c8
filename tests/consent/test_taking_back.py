"""Laws of what becomes of a member's words, over anything at all."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from consent.choices import BORN, DAY, NOW, policy
from consent.test_permission_laws import anything
from tellmore.consent.facts import Choice, Facts, Resolution
from tellmore.consent.kinds import Decision, Keeping, Outcome, Party, Purpose
from tellmore.consent.permission import permissions, standing
from tellmore.consent.taking_back import keeping

OF_AGE = date(2000, 1, 1)


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
