"""What the API says to people is there in every language of the page, and nothing else is."""

import json
import re
from pathlib import Path

import pytest

from architecture.sentences import sentences

SAID = Path(__file__).resolve().parents[2] / "frontend" / "app" / "src" / "said"
_CHECKS_OF_PYDANTIC = re.compile(r"(Field|Extra|String|Input|List|Value error|value is)\b")
_GAP = re.compile(r"\{\{\d\}\}")
LANGUAGES = sorted(SAID.glob("*.json"))


@pytest.mark.parametrize("catalogue", LANGUAGES, ids=lambda path: path.stem)
class TestCatalogue:
    def test_it_has_every_sentence(self, catalogue: Path) -> None:
        assert sorted(sentences() - json.loads(catalogue.read_text()).keys()) == []

    def test_it_has_no_sentence_that_nobody_says(self, catalogue: Path) -> None:
        known = {
            each
            for each in json.loads(catalogue.read_text())
            if not _CHECKS_OF_PYDANTIC.match(each)
        }
        assert sorted(known - sentences()) == []

    def test_its_gaps_are_those_of_the_sentence(self, catalogue: Path) -> None:
        for english, own in json.loads(catalogue.read_text()).items():
            assert set(_GAP.findall(own)) <= set(_GAP.findall(english)), english
            assert own.strip(), english


def test_the_sentences_are_found_at_all() -> None:
    assert LANGUAGES
    assert "It ends before it begins." in sentences()
    assert "Try again in {{1}} minutes." in sentences()
