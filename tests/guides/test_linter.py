"""The linter: the guide's own questions, each rule, and annotated interview questions."""

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellmore.core.languages import Language
from tellmore.guides.bank import BankQuestion, PromptKind, bank
from tellmore.guides.linter import (
    Finding,
    LintCode,
    LintSeverity,
    PpraArea,
    lint,
    lint_bank_question,
)
from tellmore.guides.linter.reading import grade_level

ANNOTATED = (
    Path(os.environ.get("TELLMORE_DATA", "../shared/data")) / "questions/open_closed_dev.csv"
)
BOTH = frozenset({PromptKind.IF_YES, PromptKind.IF_NO})


def question(key: str) -> BankQuestion:
    found = bank().question(key)
    assert found is not None
    return found


def flagged(findings: tuple[Finding, ...]) -> set[LintCode]:
    return {each.code for each in findings if each.severity is not LintSeverity.INFO}


def codes(text: str, language: Language = Language.EN) -> set[LintCode]:
    return flagged(lint(text, language))


@pytest.mark.parametrize("language", Language)
class TestTheGuidesOwnQuestions:
    @pytest.mark.parametrize("key", ["E2", "E5", "E6"])
    def test_accepted_with_branches(self, key: str, language: Language) -> None:
        findings = lint_bank_question(question(key), language)[key]
        assert flagged(findings) == set()
        assert [each.code for each in findings] == [LintCode.YES_NO]

    def test_e7_is_flagged(self, language: Language) -> None:
        findings = lint_bank_question(question("E7"), language)["E7"]
        assert flagged(findings) == {LintCode.YES_NO, LintCode.TWO_QUESTIONS}

    def test_e9_is_flagged(self, language: Language) -> None:
        findings = lint_bank_question(question("E9"), language)["E9"]
        assert flagged(findings) == {LintCode.YES_NO}

    def test_e2_yes_branch_is_flagged_for_naming_a_peer(self, language: Language) -> None:
        assert LintCode.NAMES_A_PEER in flagged(
            lint_bank_question(question("E2"), language)["E2.yes"]
        )

    @pytest.mark.parametrize("key", ["G1", "G2", "G3", "G4", "G5", "E1", "E3", "E4", "E8"])
    def test_the_others_pass_for_a_high_school(self, key: str, language: Language) -> None:
        assert lint_bank_question(question(key), language, highest_grade=12)[key] == ()


class TestYesNo:
    @pytest.mark.parametrize(
        "text",
        [
            "Do you like school?",
            "Is there an adult you can talk to?",
            "So, have you ever felt left out?",
            "You feel safe here?",
            "Do you know what to do when you feel lost?",
            "When you walk in, do you feel welcome?",
            "Don\u2019t you feel safe here?",
            "Do you feel heard",
            "Anything else?",
        ],
    )
    def test_bare_is_an_error(self, text: str) -> None:
        finding = next(each for each in lint(text) if each.code is LintCode.YES_NO)
        assert finding.severity is LintSeverity.ERROR

    @pytest.mark.parametrize(
        "text",
        [
            "How do you feel when you walk into school?",
            "In which areas would you like more choice?",
            "Can you tell me about a day that went well?",
            "Tell me about a class you look forward to.",
            "When you walk in, what do you notice?",
            "When do you feel most at home here?",
            "Please describe your morning.",
            "Thank you for coming.",
        ],
    )
    def test_open_passes(self, text: str) -> None:
        assert LintCode.YES_NO not in {each.code for each in lint(text)}

    @pytest.mark.parametrize("more", ["Why/why not?", "Why or why not?", "Why?", "How so?"])
    def test_accepted_when_it_carries_why_or_why_not(self, more: str) -> None:
        findings = lint(f"Do you like school? {more}")
        assert [(each.code, each.severity) for each in findings] == [
            (LintCode.YES_NO, LintSeverity.INFO)
        ]

    def test_accepted_with_both_branches_and_not_with_one(self) -> None:
        assert flagged(lint("Do you like school?", branches=BOTH)) == set()
        one = frozenset({PromptKind.IF_YES})
        assert flagged(lint("Do you like school?", branches=one)) == {LintCode.YES_NO}

    def test_the_hint_rewords_the_question(self) -> None:
        assert "How, if at all, do you like school?" in lint("Do you like school?")[0].hint

    @pytest.mark.parametrize(
        ("text", "closed"),
        [
            ("\u00bfTe gusta la escuela?", True),
            ("\u00bfSabes c\u00f3mo pedir ayuda?", True),
            ("\u00bfTe gusta la escuela? \u00bfPor qu\u00e9 s\u00ed o por qu\u00e9 no?", False),
            ("\u00bfC\u00f3mo te sientes al entrar?", False),
            ("\u00bfPuedes contarme de un buen d\u00eda?", False),
            ("Cu\u00e9ntame de un buen d\u00eda.", False),
        ],
    )
    def test_spanish(self, text: str, *, closed: bool) -> None:
        assert (LintCode.YES_NO in codes(text, Language.ES)) is closed


class TestEachRule:
    @pytest.mark.parametrize(
        "text",
        [
            "Don't you think the new schedule is better?",
            "The lunch line is too long, right?",
            "Would you agree that teachers care?",
            "Most students say the library is great. What do you think?",
            "Is it because of the noise?",
            "What helps you learn, for example small groups?",
        ],
    )
    def test_suggested_answer(self, text: str) -> None:
        assert LintCode.SUGGESTED_ANSWER in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Why do you hate math?",
            "Why don't you ask for help?",
            "How bad is the bullying here?",
            "What makes lunch so boring?",
            "When did you stop caring about grades?",
            "How has the new principal improved the school?",
            "Now that lunch is better, what do you eat?",
        ],
    )
    def test_presupposition(self, text: str) -> None:
        assert LintCode.PRESUPPOSITION in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "What do you like best and what is hard?",
            "How do you get to school? What do you do first?",
            "How do you feel about your teachers and your classmates?",
            "Describe a good day and tell us what made it good.",
        ],
    )
    def test_two_questions_in_one(self, text: str) -> None:
        assert LintCode.TWO_QUESTIONS in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "And how does that make you feel?",
            "And what happened then?",
            "How do you feel when teachers and students plan a day?",
        ],
    )
    def test_a_question_that_goes_on_from_an_answer_is_one_question(self, text: str) -> None:
        assert LintCode.TWO_QUESTIONS not in codes(text)

    def test_so_it_is_in_spanish(self) -> None:
        alone = "\u00bfY c\u00f3mo te sientes?"
        assert LintCode.TWO_QUESTIONS not in codes(alone, Language.ES)
        both = "\u00bfQu\u00e9 te gusta y c\u00f3mo te sientes?"
        assert LintCode.TWO_QUESTIONS in codes(both, Language.ES)

    @pytest.mark.parametrize(
        "text",
        [
            "Can you think of another student who feels left out?",
            "Which students make class hard?",
            "Who bullies others here?",
            "Who is mean at lunch?",
            "Name a classmate you trust.",
            "Do you know anyone who skips lunch?",
        ],
    )
    def test_invites_naming_a_peer(self, text: str) -> None:
        assert LintCode.NAMES_A_PEER in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Who is a teacher that helps you?",
            "What might make it hard for some students to join in?",
            "Is there an adult you trust?",
        ],
    )
    def test_an_adult_or_students_in_general_are_no_named_peer(self, text: str) -> None:
        assert LintCode.NAMES_A_PEER not in codes(text)

    def test_reading_level_above_the_grade_span(self) -> None:
        text = (
            "What institutional considerations predominantly characterize your "
            "participation in extracurricular organizations?"
        )
        assert flagged(lint(text, highest_grade=5)) == {LintCode.READING_LEVEL}
        assert lint(text) == ()
        assert lint("What do you like to do at lunch with us?", highest_grade=3) == ()

    def test_reading_level_is_not_told_from_a_few_words(self) -> None:
        assert grade_level("Extracurricular participation?", Language.EN) is None

    @pytest.mark.parametrize(
        ("text", "area"),
        [
            ("What do you think about the presidential candidates?", PpraArea.POLITICAL),
            ("What happens when you feel depressed?", PpraArea.MENTAL),
            ("What do your friends think about dating?", PpraArea.SEX),
            ("How common is vaping here?", PpraArea.ILLEGAL),
            ("How do your parents treat you?", PpraArea.FAMILY),
            ("What do you tell your doctor?", PpraArea.PRIVILEGED),
            ("What does your church mean to you?", PpraArea.RELIGION),
            ("What can your home not afford?", PpraArea.INCOME),
        ],
    )
    def test_ppra_area(self, text: str, area: PpraArea) -> None:
        assert [each.area for each in lint(text) if each.code is LintCode.PPRA] == [area]

    def test_a_ppra_word_inside_another_word_is_none(self) -> None:
        assert LintCode.PPRA not in codes("How do parents get news about skill drills and essex?")

    def test_every_finding_has_a_reason_and_a_hint_and_a_span_of_the_text(self) -> None:
        text = "Don\u2019t you hate math, right? Who else does, and what about religion?"
        for each in lint(text, highest_grade=0):
            assert each.reason
            assert each.hint
            assert 0 <= each.span[0] < each.span[1] <= len(text)


@given(st.text(max_size=300), st.sampled_from(Language), st.integers(0, 12))
def test_any_text_gets_an_answer_with_spans_inside_it(
    text: str, language: Language, grade: int
) -> None:
    for each in lint(text, language, highest_grade=grade):
        assert 0 <= each.span[0] <= each.span[1] <= len(text)


def predicted(text: str) -> str:
    return "closed" if any(each.code is LintCode.YES_NO for each in lint(text)) else "open"


@pytest.mark.skipif(not ANNOTATED.exists(), reason=f"annotated questions are not at {ANNOTATED}")
def test_agrees_with_annotators_on_most_interview_questions() -> None:
    with ANNOTATED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(predicted(row["question"]) == row["label"] for row in rows)
    assert right / len(rows) > 0.75
