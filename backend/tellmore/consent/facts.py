"""What permission is computed from: the district's policy, and what is known of one member."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from tellmore.consent.kinds import (
    AssentRule,
    Decision,
    GuardianMode,
    Outcome,
    Party,
    Purpose,
)


@dataclass(frozen=True)
class AgeStep:
    """From this age on, this mode."""

    from_age: int
    mode: GuardianMode


@dataclass(frozen=True)
class ConsentPolicy:
    """What the district has decided. A purpose without steps needs active consent."""

    guardian: Mapping[Purpose, tuple[AgeStep, ...]]
    assent: Mapping[Purpose, AssentRule]
    adult_age: int
    audio_active_below: int
    opt_out: timedelta


@dataclass(frozen=True)
class Asked:
    """What a form spoke of. A yes to it is a yes to that and no more."""

    purposes: frozenset[Purpose]
    areas: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """One decision of one person about one purpose."""

    purpose: Purpose
    party: Party
    person: str
    decision: Decision
    at: datetime
    written: bool = True
    current: bool = True
    """Whether the person is this student's guardian still: a yes needs it, a no does not."""
    form: Asked | None = None
    """The form that was decided on; None where it spoke of all that is asked now."""


@dataclass(frozen=True)
class Resolution:
    """A coordinator's word on guardians who disagree; a later decision of theirs ends it."""

    purpose: Purpose
    outcome: Outcome
    at: datetime


@dataclass(frozen=True)
class Facts:
    """Everything known about one member that bears on permission."""

    now: datetime
    today: date
    birth_date: date | None
    in_cohort: bool
    guardians_known: bool
    choices: tuple[Choice, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    noticed_at: Mapping[Party, datetime] | None = None
    """When the notice first reached a guardian, or the student."""
    asked: frozenset[Purpose] | None = None
    """What the form asks for; None while there is no form."""
    areas: frozenset[str] = frozenset()
    """The sensitive areas that the form in force speaks of."""
    sensitive: bool = False
    federal: bool = False
    """A required survey, paid for federally: sensitive areas then need prior written consent."""
    zone: tzinfo = UTC
    """The district's: on which day something was said, and somebody came of age."""
