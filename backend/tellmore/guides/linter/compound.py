"""Two questions in one: the student answers one half, and nobody knows which."""

import re
from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.linter.closed import RATIONALE, opens_a_question
from tellmore.guides.linter.findings import Finding, LintCode, LintSeverity
from tellmore.guides.linter.sentences import sentences

_HINT: Final = "Ask one thing; make the other a follow-up."
_TWO_IN_ONE_EN: Final = re.compile(
    r"\b(?:and|or|but)(?: also)?,? (?:what|why|how|which|who|where|when)(?:'s)?\b(?!\s+(?:not|or|"
    r"you|they|we)\b)|"
    r"\b(?:and|or) (?:do|does|did|is|are|was|were|have|has|can|could|would|should) (?:you|it|they|"
    r"the|your|we)\b|"
    r"\band (?:tell|describe|explain|share|give|say)\b",
    re.IGNORECASE,
)
_TWO_THINGS_EN: Final = re.compile(
    r"\b(?:about|with|by|like|likes|enjoy|trust|valued? by) (?:(?:your|the|"
    r"our) )?[\w-]+(?: [\w-]+)? and "
    r"(?!/?or\b)(?:(?:your|the|our) )?[\w-]+",
    re.IGNORECASE,
)
_TWO_IN_ONE_ES: Final = re.compile(
    r"\b(?:y|o|e) (?:por )?(?:qué|cómo|cuál(?:es)?|quién(?:es)?|dónde|cuándo|cuánt\w+)\b(?! (?:no|"
    r"lo)\b)",
    re.IGNORECASE,
)


def _finding(start: int, end: int, reason: str) -> tuple[Finding, ...]:
    return (Finding(LintCode.TWO_QUESTIONS, LintSeverity.WARNING, (start, end), reason, _HINT),)


def two_questions(text: str, language: Language) -> tuple[Finding, ...]:
    asking = [each for each in sentences(text) if each.asks and not RATIONALE.search(each.text)]
    if len(asking) > 1:
        return _finding(
            asking[0].start, asking[-1].end, "It asks two questions, one after the other."
        )
    pattern = _TWO_IN_ONE_ES if language is Language.ES else _TWO_IN_ONE_EN
    for each in sentences(text):
        match = pattern.search(each.text)
        if match is None or RATIONALE.search(each.text[match.start() :]):
            continue
        before = each.text[: match.start()]  # "And how …" alone goes on from an answer
        if len(before.split()) > 1 if language is Language.ES else opens_a_question(before):
            start, end = each.start + match.start(), each.start + match.end()
            return _finding(start, end, "It asks two questions in one sentence.")
    if language is Language.EN and asking and (pair := _TWO_THINGS_EN.search(asking[0].text)):
        start = asking[0].start
        reason = "It asks for one answer about two things."
        return _finding(start + pair.start(), start + pair.end(), reason)
    return ()
