"""The bank: counts, the guide's own words, placeholders, stages."""

import os
import re
from pathlib import Path

import pytest

from tellmore.core.languages import Language
from tellmore.guides.bank import GuideStage, PromptKind, Text, bank
from tellmore.guides.placeholders import Placeholder, fill, placeholders

SOURCE = (
    Path(os.environ.get("TELLMORE_DATA", "../shared/data")).parent / "empathy-interview-guide.txt"
)


def all_question_texts() -> list[Text]:
    return [
        text
        for question in bank().questions
        for text in (question.text, *(prompt.text for prompt in question.prompts))
    ]


def test_the_bank_has_5_general_and_9_emphasis_primaries() -> None:
    keys = [question.key for question in bank().questions]
    assert [key for key in keys if key.startswith("G")] == ["G1", "G2", "G3", "G4", "G5"]
    assert [key for key in keys if key.startswith("E")] == [f"E{number}" for number in range(1, 10)]
    assert {question.set_key for question in bank().questions} == set(bank().sets)


def test_26_records_are_14_primaries_6_follow_ups_and_6_conditional_prompts() -> None:
    kinds = [prompt.kind for question in bank().questions for prompt in question.prompts]
    assert len(bank().questions) == 14
    assert kinds.count(PromptKind.FOLLOW_UP) == 6
    assert kinds.count(PromptKind.IF_YES) == kinds.count(PromptKind.IF_NO) == 3
    assert len(all_question_texts()) == 26


def test_conditional_prompts_are_on_emphasis_2_5_and_6() -> None:
    branched = {
        question.key
        for question in bank().questions
        for prompt in question.prompts
        if prompt.kind is not PromptKind.FOLLOW_UP
    }
    assert branched == {"E2", "E5", "E6"}


def test_keys_are_unique() -> None:
    keys = [question.key for question in bank().questions]
    keys += [prompt.key for question in bank().questions for prompt in question.prompts]
    assert len(keys) == len(set(keys))


@pytest.mark.skipif(not SOURCE.exists(), reason=f"the source guide is not at {SOURCE}")
def test_every_english_question_and_tip_stands_in_the_guide_word_for_word() -> None:
    guide = re.sub(r"\s+", " ", SOURCE.read_text("utf-8"))
    texts = all_question_texts() + [tip.text for tip in bank().tips]
    missing = [text.en for text in texts if text.en not in guide]
    assert missing == []


def test_spanish_has_the_same_placeholders_as_english() -> None:
    for text in all_question_texts():
        assert placeholders(text.es) == placeholders(text.en)


def test_placeholders_are_typed() -> None:
    question = bank().question("G1")
    assert question is not None
    assert question.placeholders == {Placeholder.SCHOOL}
    assert placeholders("at [School_Name] and ( school )") == (
        Placeholder.SCHOOL_NAME,
        Placeholder.SCHOOL,
    )


def test_filling_leaves_no_placeholder_and_takes_the_name_as_it_is() -> None:
    for text in all_question_texts():
        for language in Language:
            filled = fill(text.in_(language), r"St. Mary's \1 School")
            assert placeholders(filled) == ()
            if placeholders(text.en):
                assert r"St. Mary's \1 School" in filled


def test_a_key_that_is_not_in_the_bank_is_no_question() -> None:
    assert bank().question("E10") is None


def test_the_four_stages_come_in_order() -> None:
    assert [script.stage for script in bank().stages] == [
        GuideStage.WELCOME,
        GuideStage.INTRODUCTION,
        GuideStage.QUESTIONS,
        GuideStage.WRAP_UP,
    ]


def test_the_welcome_cannot_skip_the_limits_of_confidentiality_nor_verbal_assent() -> None:
    required = {line.key for line in bank().stages[0].lines if line.required}
    assert required == {"confidentiality_limits", "verbal_assent"}


def test_the_wrap_up_thanks_offers_strike_that_and_late_thoughts() -> None:
    assert [line.key for line in bank().stages[3].lines] == [
        "thanks",
        "strike_that",
        "late_thoughts",
    ]


def test_the_first_probe_is_tell_me_more_about_that() -> None:
    assert bank().probes[0].text.en == "Tell me more about that."
