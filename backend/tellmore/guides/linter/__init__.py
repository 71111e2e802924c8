"""The linter: a question in, findings out. Pure; each finding has a reason and a rewrite hint."""

import re
from functools import lru_cache
from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.bank import BankQuestion, PromptKind
from tellmore.guides.linter.closed import carries_rationale, closed_sentences
from tellmore.guides.linter.compound import two_questions
from tellmore.guides.linter.findings import Finding, LintCode, LintSeverity, PpraArea
from tellmore.guides.linter.leading import presupposition, suggested_answer
from tellmore.guides.linter.peers import names_a_peer
from tellmore.guides.linter.ppra import ppra_areas
from tellmore.guides.linter.reading import reading_level
from tellmore.guides.linter.sentences import Sentence, straighten

__all__ = ["Finding", "LintCode", "LintSeverity", "PpraArea", "lint", "lint_bank_question"]

_BOTH_BRANCHES: Final = frozenset({PromptKind.IF_YES, PromptKind.IF_NO})
_SOME: Final = re.compile(
    r"^(?:do|did|have) you (?:have |had )?any (?P<rest>other )?(?P<thing>[\w-]+)", re.IGNORECASE
)
_BEGIN: Final = re.compile(r"^(?P<aux>\w+) (?P<rest>.+?)\?*$", re.DOTALL)


def _reworded(sentence: Sentence, language: Language) -> str:
    """A hint that shows the question in an open form, where English grammar makes that safe."""
    if language is Language.ES:
        return "Empieza con “Qué”, “Cómo” o “Cuéntame de una ocasión en que…”."
    if match := _SOME.search(sentence.text):
        thing = f"{match['rest'] or ''}{match['thing']}"
        return f"Try “What {thing} do you have …?”"
    if match := _BEGIN.search(sentence.text):
        return (
            f"Try “How, if at all, {match['aux'].lower()} {match['rest']}?”, begin with “Tell me "
            "about a time when …”, or add “Why / why not?”."
        )
    return "Begin with “What”, “How” or “Tell me about a time when …”."


def _yes_no(text: str, language: Language, branches: frozenset[PromptKind]) -> tuple[Finding, ...]:
    closed = closed_sentences(text, language)
    if not closed:
        return ()
    span = (closed[0].start, closed[0].end)
    if carries_rationale(text) or branches >= _BOTH_BRANCHES:
        reason = "A yes/no question, accepted: it goes on with why / why not, or with branches."
        return (
            Finding(
                LintCode.YES_NO, LintSeverity.INFO, span, reason, "Ask the follow-up each time."
            ),
        )
    reason = "It can be answered with yes or no."
    if branches & _BOTH_BRANCHES:
        reason = "It can be answered with yes or no, and only one of the answers has a branch."
    hint = _reworded(closed[0], language)
    return (Finding(LintCode.YES_NO, LintSeverity.ERROR, span, reason, hint),)


@lru_cache(maxsize=2048)  # a list of guides judges the same questions again and again
def lint(
    text: str,
    language: Language = Language.EN,
    *,
    branches: frozenset[PromptKind] = frozenset(),
    highest_grade: int | None = None,
) -> tuple[Finding, ...]:
    """Findings on one question, in the order of the domain's list.

    `branches` are the kinds of the prompts under it: if-yes and if-no together make a yes/no
    question acceptable. `highest_grade` (0 is kindergarten) is the top of the grade span; without
    it the reading level isn't judged. Spans count characters of `text`. It never raises.
    """
    straight = straighten(text)
    findings = (
        _yes_no(straight, language, branches),
        suggested_answer(straight, language),
        presupposition(straight, language),
        two_questions(straight, language),
        names_a_peer(straight, language),
        () if highest_grade is None else reading_level(straight, language, highest_grade),
        ppra_areas(straight),
    )
    return tuple(finding for group in findings for finding in group)


def lint_bank_question(
    question: BankQuestion, language: Language, highest_grade: int | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Findings on a bank question and on each of its prompts, by key."""
    branches = frozenset(prompt.kind for prompt in question.prompts)
    found = {
        question.key: lint(
            question.text.in_(language), language, branches=branches, highest_grade=highest_grade
        )
    }
    for prompt in question.prompts:
        found[prompt.key] = lint(prompt.text.in_(language), language, highest_grade=highest_grade)
    return found
