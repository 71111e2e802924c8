"""Laws of the calculator over anything at all."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from consent.choices import DAY, GRANTED, NOW, WITHDRAWN, G, P, S, policy
from tellmore.consent.facts import AgeStep, Asked, Choice, ConsentPolicy, Facts, Resolution
from tellmore.consent.kinds import AssentRule, Decision, GuardianMode, Outcome, Party, Purpose
from tellmore.consent.permission import Reason, permissions

forms = st.none() | st.builds(
    Asked,
    purposes=st.frozensets(st.sampled_from(Purpose)),
    areas=st.frozensets(st.sampled_from(["family", "income"])),
)
choices = st.builds(
    Choice,
    purpose=st.sampled_from(Purpose),
    party=st.just(G),
    person=st.sampled_from(["mother", "father", "grandmother"]),
    decision=st.sampled_from(Decision),
    at=st.integers(0, 20).map(lambda days: NOW - days * DAY),
    written=st.booleans(),
    current=st.booleans(),
    form=forms,
)
own_choices = st.builds(
    Choice,
    purpose=st.sampled_from(Purpose),
    party=st.just(S),
    person=st.just("student"),
    decision=st.sampled_from(Decision),
    at=st.integers(0, 20).map(lambda days: NOW - days * DAY),
)
anything = st.builds(
    Facts,
    now=st.just(NOW),
    today=st.just(NOW.date()),
    birth_date=st.none() | st.dates(date(2005, 1, 1), date(2020, 1, 1)),
    in_cohort=st.booleans(),
    guardians_known=st.booleans(),
    choices=st.lists(choices | own_choices, max_size=12).map(tuple),
    resolutions=st.lists(
        st.builds(
            Resolution,
            purpose=st.sampled_from(Purpose),
            outcome=st.sampled_from(Outcome),
            at=st.integers(0, 20).map(lambda days: NOW - days * DAY),
        ),
        max_size=3,
    ).map(tuple),
    noticed_at=st.dictionaries(
        st.sampled_from(Party), st.integers(0, 30).map(lambda days: NOW - days * DAY)
    ),
    asked=st.none() | st.frozensets(st.sampled_from(Purpose)),
    areas=st.frozensets(st.sampled_from(["family", "income"])),
    sensitive=st.booleans(),
    federal=st.booleans(),
)
modes = st.sampled_from(GuardianMode)
policies = st.builds(
    ConsentPolicy,
    guardian=st.dictionaries(
        st.sampled_from(Purpose),
        st.lists(st.builds(AgeStep, st.integers(0, 20), modes), max_size=3).map(tuple),
    ),
    assent=st.dictionaries(st.sampled_from(Purpose), st.sampled_from(AssentRule)),
    adult_age=st.integers(16, 21),
    audio_active_below=st.integers(0, 18),
    opt_out=st.integers(0, 30).map(lambda days: days * DAY),
)
YES = {
    Reason.GUARDIAN_GRANTED,
    Reason.STUDENT_GRANTED,
    Reason.RESOLVED_GRANTED,
    Reason.NOTICE_GIVEN,
    Reason.NOT_NEEDED,
}


class TestLaws:
    @given(policies, anything)
    def test_every_answer_has_a_reason_that_says_the_same(
        self, by: ConsentPolicy, known: Facts
    ) -> None:
        for purpose, answer in permissions(by, known).items():
            assert answer.purpose is purpose
            assert answer.granted is (answer.reason in YES)

    @given(policies, anything, st.randoms(use_true_random=False))
    def test_the_order_of_the_records_does_not_matter(
        self, by: ConsentPolicy, known: Facts, random: Random
    ) -> None:
        shuffled = list(known.choices)
        random.shuffle(shuffled)
        other = replace(known, choices=tuple(shuffled))
        assert permissions(by, other) == permissions(by, known)

    @given(policies, anything, st.sampled_from(["family", "income"]))
    def test_a_topic_that_is_added_never_permits_more(
        self, by: ConsentPolicy, known: Facts, area: str
    ) -> None:
        before = permissions(by, known)
        after = permissions(by, replace(known, areas=known.areas | {area}))
        for purpose in Purpose:
            silent = after[purpose].reason in {Reason.NOTICE_GIVEN, Reason.NOT_NEEDED}
            assert before[purpose].granted or not after[purpose].granted or silent

    @given(policies, anything, choices)
    def test_of_two_words_of_one_person_at_one_moment_the_weaker_counts(
        self, by: ConsentPolicy, known: Facts, choice: Choice
    ) -> None:
        weak = replace(choice, current=False, written=False)
        both = (choice, weak)
        first, second = (replace(known, choices=order) for order in (both, tuple(reversed(both))))
        assert permissions(by, first) == permissions(by, second)

    @given(policies, anything, choices, st.tuples(forms, forms))
    def test_of_two_yeses_at_one_moment_to_two_forms_the_order_is_nothing(
        self, by: ConsentPolicy, known: Facts, choice: Choice, to: tuple[Asked | None, Asked | None]
    ) -> None:
        both = tuple(replace(choice, decision=GRANTED, form=form) for form in to)
        orders = (both, tuple(reversed(both)))
        first, second = (replace(known, choices=(*known.choices, *order)) for order in orders)
        assert permissions(by, first) == permissions(by, second)

    @given(policies, anything, st.sampled_from(Purpose), st.sampled_from(Party))
    def test_a_no_said_now_by_student_or_holder_always_refuses(
        self, by: ConsentPolicy, known: Facts, purpose: Purpose, party: Party
    ) -> None:
        holder = permissions(by, known)[purpose].holder
        if party is G and holder is S:
            return  # a guardian's word ends at 18
        person = "student" if party is S else "mother"
        no = Choice(purpose, party, person, WITHDRAWN, NOW + timedelta(seconds=1))
        told = replace(known, choices=(*known.choices, no))
        assert not permissions(by, told)[purpose].granted

    @given(policies, anything)
    def test_nothing_is_granted_to_who_does_not_take_part(
        self, by: ConsentPolicy, known: Facts
    ) -> None:
        answers = permissions(by, known)
        if not answers[P.PARTICIPATE].granted:
            assert not any(answer.granted for answer in answers.values())

    @given(policies, anything, st.integers(0, 40))
    def test_an_unknown_age_is_never_granted_more_than_a_minor_of_any_age(
        self, by: ConsentPolicy, known: Facts, years: int
    ) -> None:
        born = date(NOW.year - years, 1, 1)
        if years >= by.adult_age:
            return
        known_age = permissions(by, replace(known, birth_date=born))
        unknown = permissions(by, replace(known, birth_date=None))
        for purpose in Purpose:
            assert known_age[purpose].granted or not unknown[purpose].granted

    @given(anything)
    def test_active_consent_is_never_granted_in_silence(self, known: Facts) -> None:
        for purpose, answer in permissions(policy(), known).items():
            if answer.granted:
                assert any(c.decision is GRANTED and c.purpose is purpose for c in known.choices)
