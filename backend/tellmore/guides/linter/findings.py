"""What the linter reports."""

import re
from dataclasses import dataclass
from enum import StrEnum


class LintSeverity(StrEnum):
    """ERROR: reword it. WARNING: look again. INFO: noticed, and fine as it stands."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class LintCode(StrEnum):
    YES_NO = "yes_no"
    SUGGESTED_ANSWER = "suggested_answer"
    PRESUPPOSITION = "presupposition"
    TWO_QUESTIONS = "two_questions"
    NAMES_A_PEER = "names_a_peer"
    READING_LEVEL = "reading_level"
    PPRA = "ppra"


class PpraArea(StrEnum):
    """The eight protected areas of 20 USC 1232h(b), in the order of the law."""

    POLITICAL = "political"
    MENTAL = "mental"
    SEX = "sex"
    ILLEGAL = "illegal"
    FAMILY = "family"
    PRIVILEGED = "privileged"
    RELIGION = "religion"
    INCOME = "income"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one span; `span` counts characters, end not included."""

    code: LintCode
    severity: LintSeverity
    span: tuple[int, int]
    reason: str
    hint: str
    area: PpraArea | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that by itself is a finding."""

    pattern: re.Pattern[str]
    reason: str
    hint: str


def rule(pattern: str, reason: str, hint: str) -> Rule:
    return Rule(re.compile(pattern, re.IGNORECASE), reason, hint)


def first_match(text: str, rules: tuple[Rule, ...], code: LintCode) -> tuple[Finding, ...]:
    """At most one finding per code: the first rule that applies says enough."""
    for each in rules:
        if match := each.pattern.search(text):
            return (Finding(code, LintSeverity.WARNING, match.span(), each.reason, each.hint),)
    return ()
