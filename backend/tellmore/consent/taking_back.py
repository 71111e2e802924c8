"""Whether what a member said is kept, after a no to taking part. Pure.

It asks for less than permission does: a student who left the school, or whose form is out of date,
has taken nothing back. A no must be somebody's word.
"""

from tellmore.consent.facts import Choice, ConsentPolicy, Facts
from tellmore.consent.kinds import Decision, Keeping, Outcome, Party, Purpose
from tellmore.consent.permission import age_on, standing


def keeping(policy: ConsentPolicy, facts: Facts) -> Keeping:
    """The student's no counts always, a guardian's until the student is of age."""
    said = standing(c for c in facts.choices if c.purpose is Purpose.PARTICIPATE)
    student = next((c for c in said if c.party is Party.STUDENT), None)
    if student is not None and _refuses(student):
        return Keeping.TAKEN
    born = facts.birth_date
    if born is not None and age_on(facts.today, born) >= policy.adult_age:
        if student is None:
            return Keeping.UNDECIDED
        then = age_on(student.at.astimezone(facts.zone).date(), born)
        return Keeping.KEPT if then >= policy.adult_age else Keeping.UNDECIDED
    return _of_guardians([c for c in said if c.party is Party.GUARDIAN], facts)


def _of_guardians(said: list[Choice], facts: Facts) -> Keeping:
    refusals = [c for c in said if _refuses(c)]
    if not refusals:
        return Keeping.KEPT
    last_word = max(c.at for c in said)
    settled = [r for r in facts.resolutions if r.purpose is Purpose.PARTICIPATE]
    latest = max(settled, key=lambda r: (r.at, r.outcome is Outcome.REFUSED), default=None)
    if latest is not None and latest.at >= last_word:
        return Keeping.KEPT if latest.outcome is Outcome.GRANTED else Keeping.TAKEN
    # A yes to an older form, or of a former guardian, is no permission now. It was one to what was
    # said, and a roster that names nobody by mistake must not destroy that.
    unanimous = len(refusals) == len(said)
    return Keeping.TAKEN if unanimous and any(c.current for c in refusals) else Keeping.HELD


def _refuses(choice: Choice) -> bool:
    return choice.decision is not Decision.GRANTED
