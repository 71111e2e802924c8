"""Whether a member may take part, be recorded, be quoted, be asked again: now, and why.

Pure: policy and facts in, one answer per purpose out. A refusal always outweighs a grant of the
same moment, an unknown age is treated as the strictest, and nobody's silence is read as a yes
unless the district's policy says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tellmore.consent.facts import Choice, ConsentPolicy, Facts
from tellmore.consent.kinds import (
    AssentRule,
    Decision,
    GuardianMode,
    Outcome,
    Party,
    Purpose,
)


class Reason(StrEnum):
    GUARDIAN_GRANTED = "guardian_granted"
    STUDENT_GRANTED = "student_granted"
    RESOLVED_GRANTED = "resolved_granted"
    NOTICE_GIVEN = "notice_given"
    NOT_NEEDED = "not_needed"
    NOT_IN_COHORT = "not_in_cohort"
    NOT_ASKED = "not_asked"
    NOT_TAKING_PART = "not_taking_part"
    STUDENT_DECLINED = "student_declined"
    STUDENT_WITHDREW = "student_withdrew"
    STUDENT_NOT_ANSWERED = "student_not_answered"
    STUDENT_NOW_DECIDES = "student_now_decides"
    """The student has come of age; what was decided before is no consent of theirs."""
    GUARDIAN_DECLINED = "guardian_declined"
    GUARDIAN_WITHDREW = "guardian_withdrew"
    GUARDIANS_DISAGREE = "guardians_disagree"
    RESOLVED_REFUSED = "resolved_refused"
    GUARDIAN_NOT_ANSWERED = "guardian_not_answered"
    ASK_AGAIN = "ask_again"
    """There was a yes, to a form that did not speak of what the newer one asks."""
    NO_GUARDIAN_KNOWN = "no_guardian_known"
    NOTICE_NOT_SENT = "notice_not_sent"
    NOTICE_RUNNING = "notice_running"


@dataclass(frozen=True)
class Permission:
    """The answer for one purpose."""

    purpose: Purpose
    granted: bool
    reason: Reason
    holder: Party
    mode: GuardianMode
    ask_aloud: bool = False
    """Granted, but the student has said nothing yet: ask at the Welcome."""
    opens_on: date | None = None
    """With NOTICE_RUNNING: the day from which silence is a yes."""


_STRICTEST = (GuardianMode.ACTIVE, GuardianMode.NOTICE, GuardianMode.NOT_NEEDED)
_REFUSED_BY = {
    (Party.GUARDIAN, Decision.DECLINED): Reason.GUARDIAN_DECLINED,
    (Party.GUARDIAN, Decision.WITHDRAWN): Reason.GUARDIAN_WITHDREW,
    (Party.STUDENT, Decision.DECLINED): Reason.STUDENT_DECLINED,
    (Party.STUDENT, Decision.WITHDRAWN): Reason.STUDENT_WITHDREW,
}


def permissions(policy: ConsentPolicy, facts: Facts) -> dict[Purpose, Permission]:
    """Answer for every purpose. Whoever does not take part can be neither recorded nor quoted."""
    answers = {purpose: _Case(policy, facts, purpose).answer() for purpose in Purpose}
    if answers[Purpose.PARTICIPATE].granted:
        return answers
    return {
        purpose: _refuse(answer, Reason.NOT_TAKING_PART) if answer.granted else answer
        for purpose, answer in answers.items()
    }


def age_on(day: date, birth_date: date) -> int:
    """Full years; who is born on 29 February turns on 1 March."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def standing(choices: Iterable[Choice]) -> list[Choice]:
    """Each person's last word on each purpose; of two at one moment, the one that says less.

    Of two that say the same, the first.
    """
    last: dict[tuple[Purpose, Party, str], Choice] = {}
    for choice in choices:
        key = (choice.purpose, choice.party, choice.person)
        if key not in last or _weight(choice) > _weight(last[key]):
            last[key] = choice
    return list(last.values())


def _weight(choice: Choice) -> tuple[datetime, int, bool, bool]:
    order = (Decision.GRANTED, Decision.DECLINED, Decision.WITHDRAWN)
    return (choice.at, order.index(choice.decision), not choice.current, not choice.written)


def _refuse(answer: Permission, reason: Reason) -> Permission:
    return replace(answer, granted=False, reason=reason, ask_aloud=False)


class _Case:
    """One purpose of one member."""

    def __init__(self, policy: ConsentPolicy, facts: Facts, purpose: Purpose) -> None:
        self.policy, self.facts, self.purpose = policy, facts, purpose
        born = facts.birth_date
        self.age = None if born is None else age_on(facts.today, born)
        adult = self.age is not None and self.age >= policy.adult_age
        self.holder = Party.STUDENT if adult else Party.GUARDIAN
        self.mode = self._mode()
        said = (c for c in facts.choices if c.purpose is purpose)
        ours = standing(sorted(said, key=self._covers))  # of two alike the first one stands
        self.guardians = [c for c in ours if c.party is Party.GUARDIAN]
        self.student = next((c for c in ours if c.party is Party.STUDENT), None)
        self.older = [c.party for c in facts.choices if not self._covers(c)]
        """Whose words were given to a form that did not speak of this."""

    def answer(self) -> Permission:
        if not self.facts.in_cohort:
            return self._no(Reason.NOT_IN_COHORT)
        if self.facts.asked is not None and self.purpose not in self.facts.asked:
            return self._no(Reason.NOT_ASKED)
        if self.student is not None and self.student.decision is not Decision.GRANTED:
            return self._no(_REFUSED_BY[Party.STUDENT, self.student.decision])
        if self.holder is Party.STUDENT:
            return self._adult()
        guardians = self._guardians()
        return self._with_assent(guardians) if guardians.granted else guardians

    def _mode(self) -> GuardianMode:
        modes = [self._mode_by_age()]
        if self.facts.sensitive:
            modes.append(GuardianMode.ACTIVE if self.facts.federal else GuardianMode.NOTICE)
        young = self.age is None or self.age < self.policy.audio_active_below
        if self.purpose is Purpose.AUDIO and young:
            modes.append(GuardianMode.ACTIVE)
        return min(modes, key=_STRICTEST.index)

    def _mode_by_age(self) -> GuardianMode:
        steps = sorted(self.policy.guardian.get(self.purpose, ()), key=lambda step: step.from_age)
        if self.age is None:
            modes = [step.mode for step in steps]
            covered = bool(steps) and steps[0].from_age <= 0
            return min(modes, key=_STRICTEST.index) if covered else GuardianMode.ACTIVE
        reached = [step.mode for step in steps if step.from_age <= self.age]
        return reached[-1] if reached else GuardianMode.ACTIVE

    def _guardians(self) -> Permission:
        refusals = [c for c in self.guardians if c.decision is not Decision.GRANTED]
        grants = [c for c in self.guardians if self._counts(c)]
        if refusals and grants:
            return self._resolved(max(c.at for c in self.guardians))
        if refusals:
            last = max(refusals, key=_weight)
            return self._no(_REFUSED_BY[Party.GUARDIAN, last.decision])
        if grants:
            return self._yes(Reason.GUARDIAN_GRANTED)
        return self._silence(self._nobody_answered())

    def _counts(self, choice: Choice) -> bool:
        """Whether a yes is good enough: from a guardian of today, signed where that is law."""
        signed = choice.written or not (self.facts.sensitive and self.facts.federal)
        good = choice.current and signed and self._covers(choice)
        return choice.decision is Decision.GRANTED and good

    def _covers(self, choice: Choice) -> bool:
        """Whether its form asked this, and spoke of all areas of the form in force."""
        if choice.form is None:
            return True
        return self.purpose in choice.form.purposes and self.facts.areas <= choice.form.areas

    def _resolved(self, last_word: datetime) -> Permission:
        ours = [r for r in self.facts.resolutions if r.purpose is self.purpose]
        latest = max(ours, key=lambda r: (r.at, r.outcome is Outcome.REFUSED), default=None)
        if latest is None or latest.at < last_word:
            return self._no(Reason.GUARDIANS_DISAGREE)
        if latest.outcome is Outcome.GRANTED:
            return self._yes(Reason.RESOLVED_GRANTED)
        return self._no(Reason.RESOLVED_REFUSED)

    def _nobody_answered(self) -> Reason:
        if Party.GUARDIAN in self.older:
            return Reason.ASK_AGAIN
        known = self.facts.guardians_known
        return Reason.GUARDIAN_NOT_ANSWERED if known else Reason.NO_GUARDIAN_KNOWN

    def _silence(self, missing: Reason) -> Permission:
        """What it means that the holder has said nothing."""
        if self.mode is GuardianMode.NOT_NEEDED:
            return self._yes(Reason.NOT_NEEDED)
        if self.mode is GuardianMode.ACTIVE:
            return self._no(missing)
        told = (self.facts.noticed_at or {}).get(self.holder)
        if told is None:
            return self._no(Reason.NOTICE_NOT_SENT)
        opens = told + self.policy.opt_out
        if self.facts.now < opens:
            return self._no(Reason.NOTICE_RUNNING, opens_on=self._day(opens))
        return self._yes(Reason.NOTICE_GIVEN)

    def _adult(self) -> Permission:
        if self.student is not None and self._counts(self.student) and self._of_age(self.student):
            return self._yes(Reason.STUDENT_GRANTED)
        of_age = self.student is None or self._of_age(self.student)
        if Party.STUDENT in self.older and of_age:
            return self._silence(Reason.ASK_AGAIN)
        asked_before = bool(self.guardians) or self.student is not None
        return self._silence(
            Reason.STUDENT_NOW_DECIDES if asked_before else Reason.STUDENT_NOT_ANSWERED
        )

    def _of_age(self, choice: Choice) -> bool:
        born = self.facts.birth_date
        return born is not None and age_on(self._day(choice.at), born) >= self.policy.adult_age

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.facts.zone).date()

    def _with_assent(self, guardians: Permission) -> Permission:
        if self.student is not None and self._covers(self.student):
            return guardians
        missing = Reason.ASK_AGAIN if Party.STUDENT in self.older else Reason.STUDENT_NOT_ANSWERED
        if self.policy.assent.get(self.purpose, AssentRule.RECORDED) is AssentRule.RECORDED:
            return self._no(missing)
        return self._yes(guardians.reason, ask_aloud=True)

    def _yes(self, reason: Reason, *, ask_aloud: bool = False) -> Permission:
        return self._answer(reason, granted=True, ask_aloud=ask_aloud)

    def _no(self, reason: Reason, *, opens_on: date | None = None) -> Permission:
        return self._answer(reason, granted=False, opens_on=opens_on)

    def _answer(self, reason: Reason, *, granted: bool, **more: Any) -> Permission:
        return Permission(
            purpose=self.purpose,
            granted=granted,
            reason=reason,
            holder=self.holder,
            mode=self.mode,
            **more,
        )
