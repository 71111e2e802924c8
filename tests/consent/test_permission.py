"""The calculator alone: every rule of consent by its name, then its laws over anything at all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from consent.choices import (
    DAY,
    DECLINED,
    GRANTED,
    NOW,
    WITHDRAWN,
    G,
    P,
    S,
    everyone,
    facts,
    participate,
    policy,
    reason,
    says,
)
from tellmore.consent.facts import AgeStep, Choice, Resolution
from tellmore.consent.kinds import GuardianMode, Outcome, Party, Purpose
from tellmore.consent.permission import Reason, age_on, permissions


class TestActiveConsent:
    def test_active_consent_missing_is_refused(self) -> None:
        assert reason(facts()) is Reason.GUARDIAN_NOT_ANSWERED
        assert not participate(facts()).granted

    def test_no_guardian_known_is_a_reason_of_its_own(self) -> None:
        assert reason(facts(guardians_known=False)) is Reason.NO_GUARDIAN_KNOWN

    def test_one_guardian_is_enough(self) -> None:
        answer = participate(facts(says()))
        assert answer.granted
        assert answer.reason is Reason.GUARDIAN_GRANTED

    def test_a_guardian_declines(self) -> None:
        assert reason(facts(says(DECLINED))) is Reason.GUARDIAN_DECLINED

    def test_a_yes_of_someone_who_is_no_guardian_any_more_does_not_count(self) -> None:
        assert reason(facts(says(current=False))) is Reason.GUARDIAN_NOT_ANSWERED

    def test_a_no_of_someone_who_is_no_guardian_any_more_still_counts(self) -> None:
        assert reason(facts(says(DECLINED, current=False))) is Reason.GUARDIAN_DECLINED


class TestAssent:
    def test_a_student_who_declines_is_not_overruled(self) -> None:
        known = facts(says(), says(DECLINED, S, "student"))
        assert reason(known) is Reason.STUDENT_DECLINED

    def test_assent_that_is_missing_is_asked_aloud_at_the_welcome(self) -> None:
        answer = participate(facts(says()))
        assert answer.granted
        assert answer.ask_aloud

    def test_assent_that_was_given_is_not_waited_for(self) -> None:
        assert not participate(facts(*everyone(P.PARTICIPATE))).ask_aloud

    @pytest.mark.parametrize("purpose", [P.AUDIO, P.QUOTE, P.FOLLOW_UP])
    def test_the_other_purposes_need_the_students_recorded_yes(self, purpose: Purpose) -> None:
        known = facts(says(), says(purpose=purpose))
        assert permissions(policy(), known)[purpose].reason is Reason.STUDENT_NOT_ANSWERED
        known = facts(says(), *everyone(purpose))
        assert permissions(policy(), known)[purpose].granted


class TestWithdrawal:
    @pytest.mark.parametrize(("party", "person"), [(G, "mother"), (S, "student")])
    def test_withdrawal_at_any_time_by_either_party(self, party: Party, person: str) -> None:
        known = facts(*everyone(P.PARTICIPATE), says(WITHDRAWN, party, person, days_ago=0))
        expected = {G: Reason.GUARDIAN_WITHDREW, S: Reason.STUDENT_WITHDREW}[party]
        assert reason(known) is expected

    def test_withdrawal_for_one_purpose_leaves_the_others(self) -> None:
        known = facts(
            *everyone(P.PARTICIPATE),
            *everyone(P.AUDIO),
            *everyone(P.QUOTE),
            says(WITHDRAWN, purpose=P.AUDIO, days_ago=0),
        )
        answers = permissions(policy(), known)
        assert answers[P.AUDIO].reason is Reason.GUARDIAN_WITHDREW
        assert answers[P.PARTICIPATE].granted
        assert answers[P.QUOTE].granted

    def test_who_does_not_take_part_is_neither_recorded_nor_quoted(self) -> None:
        known = facts(*everyone(P.AUDIO), says(DECLINED))
        assert permissions(policy(), known)[P.AUDIO].reason is Reason.NOT_TAKING_PART

    def test_a_mind_can_be_changed_back(self) -> None:
        assert participate(facts(says(WITHDRAWN, days_ago=2), says(days_ago=1))).granted

    def test_of_two_decisions_at_one_moment_the_refusal_stands(self) -> None:
        assert reason(facts(says(), says(WITHDRAWN))) is Reason.GUARDIAN_WITHDREW


class TestGuardiansWhoDisagree:
    split = (says(), says(DECLINED, person="father"))

    def test_refused_until_a_coordinator_resolves_it(self) -> None:
        assert reason(facts(*self.split)) is Reason.GUARDIANS_DISAGREE

    @pytest.mark.parametrize(
        ("outcome", "expected"),
        [
            (Outcome.GRANTED, Reason.RESOLVED_GRANTED),
            (Outcome.REFUSED, Reason.RESOLVED_REFUSED),
        ],
    )
    def test_a_resolution_holds(self, outcome: Outcome, expected: Reason) -> None:
        settled = (Resolution(P.PARTICIPATE, outcome, NOW),)
        assert reason(facts(*self.split, resolutions=settled)) is expected

    def test_a_later_word_of_a_guardian_reopens_it(self) -> None:
        settled = (Resolution(P.PARTICIPATE, Outcome.GRANTED, NOW - DAY / 2),)
        known = facts(
            *self.split, says(WITHDRAWN, person="father", days_ago=0), resolutions=settled
        )
        assert reason(known) is Reason.GUARDIANS_DISAGREE

    def test_a_resolution_does_not_overrule_the_student(self) -> None:
        settled = (Resolution(P.PARTICIPATE, Outcome.GRANTED, NOW),)
        known = facts(*self.split, says(DECLINED, S, "student"), resolutions=settled)
        assert reason(known) is Reason.STUDENT_DECLINED


class TestNoticeWithOptOut:
    notice = policy(GuardianMode.NOTICE)

    def test_nothing_before_the_notice_is_sent(self) -> None:
        assert reason(facts(), self.notice) is Reason.NOTICE_NOT_SENT

    def test_not_while_the_days_run(self) -> None:
        answer = participate(facts(noticed_at={G: NOW - 4 * DAY}), self.notice)
        assert answer.reason is Reason.NOTICE_RUNNING
        assert answer.opens_on == date(2026, 11, 29)

    def test_silence_is_a_yes_after_them(self) -> None:
        known = facts(noticed_at={G: NOW - 10 * DAY})
        assert reason(known, self.notice) is Reason.NOTICE_GIVEN

    def test_an_opt_out_counts(self) -> None:
        known = facts(says(DECLINED), noticed_at={G: NOW - 10 * DAY})
        assert reason(known, self.notice) is Reason.GUARDIAN_DECLINED

    def test_a_yes_need_not_wait_for_the_days(self) -> None:
        assert participate(facts(says()), self.notice).granted


class TestNotNeeded:
    not_needed = policy(GuardianMode.NOT_NEEDED)

    def test_silence_is_a_yes(self) -> None:
        assert reason(facts(), self.not_needed) is Reason.NOT_NEEDED

    def test_a_no_is_honoured_all_the_same(self) -> None:
        assert reason(facts(says(DECLINED)), self.not_needed) is Reason.GUARDIAN_DECLINED


class TestAge:
    by_age = policy(
        guardian=dict.fromkeys(
            Purpose, (AgeStep(0, GuardianMode.ACTIVE), AgeStep(16, GuardianMode.NOT_NEEDED))
        )
    )

    @pytest.mark.parametrize(
        ("born", "granted"),
        [(date(2010, 11, 23), True), (date(2010, 11, 24), False), (None, False)],
    )
    def test_the_mode_goes_by_age_and_an_unknown_age_by_the_strictest(
        self, born: date | None, granted: bool
    ) -> None:
        assert participate(facts(birth_date=born), self.by_age).granted is granted

    def test_at_18_the_student_holds_the_consent(self) -> None:
        answer = participate(facts(says(), birth_date=date(2008, 11, 23)))
        assert answer.holder is S
        assert answer.reason is Reason.STUDENT_NOW_DECIDES
        own = says(party=S, person="student", days_ago=0)
        known = facts(says(DECLINED), own, birth_date=date(2008, 11, 20))
        assert reason(known) is Reason.STUDENT_GRANTED

    def test_assent_given_at_17_is_no_consent_at_18(self) -> None:
        own = says(party=S, person="student", days_ago=5)
        known = facts(own, birth_date=date(2008, 11, 20))
        assert reason(known) is Reason.STUDENT_NOW_DECIDES

    def test_under_13_a_recording_needs_a_yes_whatever_the_policy(self) -> None:
        known = facts(birth_date=date(2014, 1, 1))
        answers = permissions(policy(GuardianMode.NOT_NEEDED), known)
        assert answers[P.AUDIO].reason is Reason.GUARDIAN_NOT_ANSWERED
        assert answers[P.PARTICIPATE].granted

    def test_who_is_born_on_29_february_turns_on_1_march(self) -> None:
        assert age_on(date(2026, 2, 28), date(2008, 2, 29)) == 17
        assert age_on(date(2026, 3, 1), date(2008, 2, 29)) == 18


class TestTheDistrictsDay:
    def test_what_was_said_the_evening_before_a_birthday_was_said_at_17(self) -> None:
        own = Choice(P.PARTICIPATE, S, "student", GRANTED, datetime(2026, 11, 20, 5, tzinfo=UTC))
        known = facts(own, birth_date=date(2008, 11, 20))
        assert participate(known).granted
        west = replace(known, zone=ZoneInfo("America/Los_Angeles"))
        assert reason(west) is Reason.STUDENT_NOW_DECIDES

    def test_a_notice_opens_on_the_districts_day(self) -> None:
        told = {G: datetime(2026, 11, 20, 5, tzinfo=UTC)}
        known = facts(noticed_at=told, zone=ZoneInfo("America/Los_Angeles"))
        assert participate(known, policy(GuardianMode.NOTICE)).opens_on == date(2026, 11, 29)


class TestSensitiveAreas:
    not_needed = policy(GuardianMode.NOT_NEEDED)

    def test_a_sensitive_area_needs_notice_at_least(self) -> None:
        assert reason(facts(sensitive=True), self.not_needed) is Reason.NOTICE_NOT_SENT

    def test_required_and_federally_funded_it_needs_prior_written_consent(self) -> None:
        strict = facts(sensitive=True, federal=True)
        assert reason(strict, self.not_needed) is Reason.GUARDIAN_NOT_ANSWERED
        spoken = replace(strict, choices=(says(written=False),))
        assert reason(spoken, self.not_needed) is Reason.GUARDIAN_NOT_ANSWERED
        signed = replace(strict, choices=(says(),))
        assert participate(signed, self.not_needed).granted


class TestStandingInTheCohort:
    def test_who_left_the_cohort_or_the_school_is_refused(self) -> None:
        assert reason(facts(says(), in_cohort=False)) is Reason.NOT_IN_COHORT

    def test_what_the_form_does_not_ask_is_not_permitted(self) -> None:
        known = facts(
            *everyone(P.PARTICIPATE), *everyone(P.AUDIO), asked=frozenset({P.PARTICIPATE})
        )
        assert permissions(policy(), known)[P.AUDIO].reason is Reason.NOT_ASKED
