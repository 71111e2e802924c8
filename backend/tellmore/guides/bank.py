"""The bank: the guide's 14 primaries, 6 follow-ups and 6 conditional prompts; probes; stages."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tellmore.core.languages import Language
from tellmore.guides.placeholders import Placeholder, placeholders

MOST_PRIMARIES = 8  # a guide is a pick-list; more than this rarely fits one sitting


class PromptKind(StrEnum):
    """When a prompt under a primary is asked."""

    FOLLOW_UP = "follow_up"
    IF_YES = "if_yes"
    IF_NO = "if_no"


class GuideStage(StrEnum):
    WELCOME = "welcome"
    INTRODUCTION = "introduction"
    QUESTIONS = "questions"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the bank's two languages."""

    en: str
    es: str

    def in_(self, language: Language) -> str:
        return self.es if language is Language.ES else self.en


@dataclass(frozen=True, slots=True)
class BankPrompt:
    key: str
    kind: PromptKind
    text: Text


@dataclass(frozen=True, slots=True)
class BankQuestion:
    key: str
    set_key: str
    text: Text
    prompts: tuple[BankPrompt, ...]

    @property
    def placeholders(self) -> frozenset[Placeholder]:
        texts = (self.text, *(prompt.text for prompt in self.prompts))
        return frozenset(found for text in texts for found in placeholders(text.en))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A probe or a tip."""

    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """What is said in a stage; a required line can be reworded but never left out."""

    key: str
    required: bool
    text: Text


@dataclass(frozen=True, slots=True)
class StageScript:
    stage: GuideStage
    title: Text
    minutes: int
    lines: tuple[ScriptLine, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    sets: dict[str, Text]
    questions: tuple[BankQuestion, ...]
    probes: tuple[Phrase, ...]
    tips: tuple[Phrase, ...]
    stages: tuple[StageScript, ...]

    def question(self, key: str) -> BankQuestion | None:
        return next((question for question in self.questions if question.key == key), None)


def _text(row: dict[str, Any]) -> Text:
    return Text(en=row["en"], es=row["es"])


def _question(row: dict[str, Any]) -> BankQuestion:
    prompts = tuple(
        BankPrompt(prompt["key"], PromptKind(prompt["kind"]), _text(prompt))
        for prompt in row.get("prompts", ())
    )
    return BankQuestion(row["key"], row["set"], _text(row), prompts)


def _stage(row: dict[str, Any]) -> StageScript:
    lines = tuple(ScriptLine(line["key"], line["required"], _text(line)) for line in row["script"])
    return StageScript(GuideStage(row["key"]), _text(row["title"]), row["minutes"], lines)


@cache
def bank() -> Bank:
    """The bank as it ships with this version of the product."""
    raw = tomllib.loads((files("tellmore.guides") / "bank.toml").read_text("utf-8"))
    return Bank(
        sets={row["key"]: _text(row["title"]) for row in raw["sets"]},
        questions=tuple(_question(row) for row in raw["questions"]),
        probes=tuple(Phrase(row["key"], _text(row)) for row in raw["probes"]),
        tips=tuple(Phrase(row["key"], _text(row)) for row in raw["tips"]),
        stages=tuple(_stage(row) for row in raw["stages"]),
    )
