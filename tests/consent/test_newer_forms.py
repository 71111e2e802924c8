"""The calculator alone: what a consent to an older form still counts for."""

from dataclasses import replace
from datetime import date

from consent.choices import (
    DECLINED,
    P,
    S,
    facts,
    participate,
    policy,
    reason,
    says,
)
from tellmore.consent.facts import Asked
from tellmore.consent.kinds import AssentRule
from tellmore.consent.permission import Reason, permissions


class TestNewerForms:
    """A consent counts for what its form said, and for no more."""

    plain = Asked(frozenset({P.PARTICIPATE}))
    family = Asked(frozenset({P.PARTICIPATE, P.AUDIO}), frozenset({"family"}))
    now = facts(asked=family.purposes, areas=family.areas, sensitive=True)

    def test_a_yes_to_a_form_that_said_all_of_it_stays(self) -> None:
        assert participate(replace(self.now, choices=(says(form=self.family),))).granted
        fewer = replace(self.now, areas=frozenset())
        assert participate(replace(fewer, choices=(says(form=self.family),))).granted

    def test_a_topic_that_was_added_is_asked_again(self) -> None:
        older = replace(self.now, choices=(says(form=self.plain),))
        assert reason(older) is Reason.ASK_AGAIN
        again = replace(older, choices=(*older.choices, says(form=self.family, days_ago=0.5)))
        assert participate(again).granted

    def test_a_purpose_that_was_added_is_asked_again(self) -> None:
        known = facts(says(form=self.plain), asked=self.family.purposes)
        answers = permissions(policy(), known)
        assert answers[P.PARTICIPATE].granted
        assert answers[P.AUDIO].reason is Reason.ASK_AGAIN

    def test_an_older_no_stays_a_no(self) -> None:
        older = replace(self.now, choices=(says(DECLINED, form=self.plain),))
        assert reason(older) is Reason.GUARDIAN_DECLINED
        both = (says(DECLINED, form=self.plain), says(person="father", form=self.family))
        assert reason(replace(self.now, choices=both)) is Reason.GUARDIANS_DISAGREE

    def test_the_students_own_yes_is_asked_again_too(self) -> None:
        own = says(party=S, person="student", form=self.plain)
        known = replace(self.now, choices=(says(form=self.family), own))
        assert participate(known).ask_aloud
        recorded = policy(assent={P.PARTICIPATE: AssentRule.RECORDED})
        assert reason(known, recorded) is Reason.ASK_AGAIN
        adult = replace(known, birth_date=date(2000, 1, 1), choices=(own,))
        assert reason(adult) is Reason.ASK_AGAIN
