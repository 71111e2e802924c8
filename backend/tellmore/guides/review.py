"""What the linter and the guide's own advice say of a guide or a bank question. Pure."""

from collections.abc import Iterable
from dataclasses import asdict

from tellmore.core.languages import Language
from tellmore.guides import linter
from tellmore.guides.bank import MOST_PRIMARIES, BankQuestion
from tellmore.guides.linter import lint, lint_bank_question
from tellmore.guides.linter.findings import PpraArea
from tellmore.guides.schemas import (
    Content,
    GuideWarning,
    LintAnswer,
    LintFinding,
    LintRequest,
    PlacedFinding,
    Question,
)


def findings(
    questions: Iterable[Question], language: Language, highest_grade: int | None
) -> list[PlacedFinding]:
    """Findings on each question, judged with its branches, and on each prompt."""
    placed: list[PlacedFinding] = []
    for question in questions:
        branches = frozenset(prompt.kind for prompt in question.prompts)
        own = lint(question.text, language, branches=branches, highest_grade=highest_grade)
        placed += [_placed(question.key, each) for each in own]
        for prompt in question.prompts:
            found = lint(prompt.text, language, highest_grade=highest_grade)
            placed += [_placed(prompt.key, each) for each in found]
    return placed


def bank_findings(question: BankQuestion, language: Language) -> list[PlacedFinding]:
    by_key = lint_bank_question(question, language)
    return [_placed(key, each) for key, found in by_key.items() for each in found]


def judge(request: LintRequest) -> LintAnswer:
    found = lint(
        request.text,
        request.language,
        branches=request.branches,
        highest_grade=request.highest_grade,
    )
    return LintAnswer(findings=[LintFinding.model_validate(each) for each in found])


def _placed(key: str, found: linter.Finding) -> PlacedFinding:
    return PlacedFinding(key=key, **asdict(found))


def undecided(found: Iterable[PlacedFinding], content: Content) -> list[PpraArea]:
    """The linter suggests; whether a guide touches an area is for a person to say."""
    suggested = {each.area for each in found}
    decided = {*content.ppra_areas, *content.ppra_dismissed}
    return [area for area in PpraArea if area in suggested - decided]


def warnings(content: Content) -> list[GuideWarning]:
    asked = len(content.questions)
    if asked <= MOST_PRIMARIES:
        return []
    detail = (
        f"{asked} questions are more than fit one sitting; the guide is a pick-list, "
        f"so choose up to {MOST_PRIMARIES}."
    )
    return [GuideWarning(code="too_many_primaries", detail=detail)]
