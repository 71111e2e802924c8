"""The words of consent, which rows, wire and calculator share."""

from enum import StrEnum

from tellmore.core.languages import Language


class Purpose(StrEnum):
    PARTICIPATE = "participate"
    AUDIO = "audio"
    QUOTE = "quote"
    FOLLOW_UP = "follow_up"


class Party(StrEnum):
    GUARDIAN = "guardian"
    STUDENT = "student"


class Decision(StrEnum):
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Method(StrEnum):
    LINK = "link"
    PAPER = "paper"
    VERBAL = "verbal"
    IN_PERSON = "in_person"


WRITTEN = frozenset({Method.LINK, Method.PAPER})
"""The methods that leave a signature."""


class GuardianMode(StrEnum):
    """How much a guardian's silence says."""

    ACTIVE = "active"
    NOTICE = "notice"
    NOT_NEEDED = "not_needed"


class AssentRule(StrEnum):
    """Whether the student's yes must be on record, or is asked for aloud at the Welcome."""

    RECORDED = "recorded"
    ALOUD = "aloud"


class Keeping(StrEnum):
    """What becomes of a member's words, once somebody said no to taking part."""

    KEPT = "kept"
    HELD = "held"
    """Guardians disagree: read by nobody, and not destroyed, until a coordinator settles it."""
    TAKEN = "taken"
    UNDECIDED = "undecided"
    """Of age, and has not spoken since: nobody else's word changes anything."""


class Outcome(StrEnum):
    """How a coordinator resolved a disagreement between guardians."""

    GRANTED = "granted"
    REFUSED = "refused"


__all__ = [
    "WRITTEN",
    "AssentRule",
    "Decision",
    "GuardianMode",
    "Keeping",
    "Language",
    "Method",
    "Outcome",
    "Party",
    "Purpose",
]
