"""Whether what a member said is kept, after a no to taking part. Pure.

It asks for less than permission does: a student who left the school, or whose form is out of date,
has taken nothing back. A no must be somebody's word.
"""

from dataclasses import replace
from datetime import datetime

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


def on_arrival(policy: ConsentPolicy, facts: Facts, said_at: datetime) -> Keeping:
    """Of words that were said then and arrive now, while permission is missing.

    What was said under somebody's no is not kept, whatever became of that no.
    """
    then = keeping(policy, _as_of(facts, said_at))
    if then in {Keeping.TAKEN, Keeping.HELD}:
        return Keeping.TAKEN
    since = keeping(policy, facts)
    came_of_age = since is Keeping.UNDECIDED and then is not Keeping.UNDECIDED
    # What else was said then may have been held before the birthday, and is held still.
    return Keeping.HELD if came_of_age and _refused_by_guardian(facts) else since


def _as_of(facts: Facts, moment: datetime) -> Facts:
    """What people had decided then, of what is known now."""
    return replace(
        facts,
        now=moment,
        today=moment.astimezone(facts.zone).date(),
        choices=tuple(c for c in facts.choices if c.at <= moment),
        resolutions=tuple(r for r in facts.resolutions if r.at <= moment),
    )


def _refused_by_guardian(facts: Facts) -> bool:
    said = standing(c for c in facts.choices if c.purpose is Purpose.PARTICIPATE)
    return any(c.party is Party.GUARDIAN and _refuses(c) for c in said)


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
