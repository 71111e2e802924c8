"""Facts about one student's consent, as the calculator takes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tellmore.consent.facts import AgeStep, Choice, ConsentPolicy, Facts
from tellmore.consent.kinds import AssentRule, Decision, GuardianMode, Party, Purpose
from tellmore.consent.permission import Permission, Reason, permissions

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
DAY = timedelta(days=1)
BORN = date(2012, 5, 17)
P, G, S = Purpose, Party.GUARDIAN, Party.STUDENT
GRANTED, DECLINED, WITHDRAWN = Decision.GRANTED, Decision.DECLINED, Decision.WITHDRAWN


def policy(mode: GuardianMode = GuardianMode.ACTIVE, **changes: Any) -> ConsentPolicy:
    steps = (AgeStep(0, mode),)
    given = ConsentPolicy(
        guardian=dict.fromkeys(Purpose, steps),
        assent=dict.fromkeys(Purpose, AssentRule.RECORDED) | {P.PARTICIPATE: AssentRule.ALOUD},
        adult_age=18,
        audio_active_below=13,
        opt_out=10 * DAY,
    )
    return replace(given, **changes)


def facts(*choices: Choice, **changes: Any) -> Facts:
    given = Facts(
        now=NOW,
        today=NOW.date(),
        birth_date=BORN,
        in_cohort=True,
        guardians_known=True,
        choices=choices,
    )
    return replace(given, **changes)


def says(
    decision: Decision = GRANTED,
    party: Party = G,
    person: str = "mother",
    purpose: Purpose = P.PARTICIPATE,
    days_ago: float = 1,
    **more: Any,
) -> Choice:
    return Choice(purpose, party, person, decision, NOW - days_ago * DAY, **more)


def everyone(purpose: Purpose) -> tuple[Choice, Choice]:
    return says(purpose=purpose), says(party=S, person="student", purpose=purpose)


def participate(known: Facts, by: ConsentPolicy | None = None) -> Permission:
    return permissions(by or policy(), known)[P.PARTICIPATE]


def reason(known: Facts, by: ConsentPolicy | None = None) -> Reason:
    return participate(known, by).reason
