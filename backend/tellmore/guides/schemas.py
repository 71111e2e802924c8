from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from tellmore.core.languages import Language
from tellmore.core.schemas import Line, Ordered, Paragraph, Patch, Schema
from tellmore.guides.bank import GuideStage, PromptKind
from tellmore.guides.linter import LintCode, LintSeverity, PpraArea
from tellmore.guides.models import GuideStatus
from tellmore.guides.permissions import GuideAction
from tellmore.guides.placeholders import Placeholder

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
Grade = Annotated[int, Field(ge=0, le=12)]
Minutes = Annotated[int, Field(ge=0, le=240)]


class LintFinding(Schema):
    """What the linter says of one text; the span counts characters, end not included."""

    code: LintCode
    severity: LintSeverity
    span: tuple[int, int]
    reason: str
    hint: str
    area: PpraArea | None


class PlacedFinding(LintFinding):
    key: str
    """The question or prompt that it is about."""


class Prompt(Schema):
    key: str
    kind: PromptKind
    text: str


class Question(Schema):
    key: str
    bank_key: str | None
    text: str
    prompts: list[Prompt]


class ScriptLine(Schema):
    key: str
    required: bool
    text: str


class StageScript(Schema):
    stage: GuideStage
    title: str
    minutes: int
    lines: list[ScriptLine]


class Phrase(Schema):
    key: str
    text: str


class Content(Schema):
    """What is said and asked: four stages, the questions of the third, probes and tips."""

    stages: list[StageScript]
    questions: list[Question]
    probes: list[Phrase]
    tips: list[Phrase]
    ppra_areas: list[PpraArea]
    """The protected areas that a person confirmed this guide touches."""
    ppra_dismissed: list[PpraArea]
    """Areas of which a person said that it does not touch them, whatever the linter found."""

    @model_validator(mode="before")
    @classmethod
    def _from_before_that_was_asked(cls, stored: Any) -> Any:
        return {"ppra_dismissed": [], **stored} if isinstance(stored, dict) else stored


class PromptWrite(Schema):
    kind: PromptKind
    text: Paragraph


class QuestionWrite(Schema):
    """A question of the bank, as it stands or reworded, or one of your own."""

    bank_key: Key | None = None
    text: Paragraph | None = None
    prompts: Annotated[list[PromptWrite], Field(max_length=8)] | None = None
    """None: those of the bank."""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.bank_key is None and self.text is None:
            raise ValueError("give bank_key, or text, or both")
        kinds = [prompt.kind for prompt in self.prompts or ()]
        if max(kinds.count(PromptKind.IF_YES), kinds.count(PromptKind.IF_NO)) > 1:
            raise ValueError("a question has at most one prompt for yes and one for no")
        return self


class LineWrite(Schema):
    key: Key
    text: Paragraph


class StageWrite(Schema):
    """Change what is said in a stage: lines that aren't named keep their text."""

    stage: GuideStage
    minutes: Minutes | None = None
    lines: Annotated[list[LineWrite], Field(max_length=12)] = []
    left_out: Annotated[list[Key], Field(max_length=12)] = []
    """Lines that aren't said. A required line can't be left out."""


Questions = Annotated[list[QuestionWrite], Field(max_length=40)]
Stages = Annotated[list[StageWrite], Field(max_length=4)]
Areas = Annotated[list[PpraArea], Field(max_length=8)]


class GuideCreate(Schema):
    cohort_id: UUID
    name: Line
    language: Language = Language.EN
    school_id: UUID | None = None
    """Its name fills the placeholders."""
    school_name: Line | None = None
    """Fills them instead; without either they read "your school"."""
    highest_grade: Grade | None = None
    questions: Questions = []
    stages: Stages = []
    ppra_areas: Areas = []
    ppra_dismissed: Areas = []


class GuideUpdate(Patch):
    name: Line = ""
    school_name: Line = ""
    highest_grade: Grade | None = None
    questions: Questions = []
    stages: Stages = []
    ppra_areas: Areas = []
    ppra_dismissed: Areas = []


class GuideWarning(Schema):
    code: str
    detail: str


class GuideRead(Schema):
    id: UUID
    cohort_id: UUID
    name: str
    language: Language
    school_name: str
    highest_grade: int | None
    status: GuideStatus
    published_number: int | None
    published_version_id: UUID | None
    content: Content
    findings: list[PlacedFinding]
    warnings: list[GuideWarning]
    ppra_undecided: list[PpraArea]
    """Areas that the linter found, and nobody confirmed or dismissed: they hold up publishing."""
    can: Ordered[GuideAction]
    created_at: datetime
    updated_at: datetime
    version: int


class GuideVersionRead(Schema):
    id: UUID
    guide_id: UUID
    number: int
    name: str
    language: Language
    content: Content
    created_at: datetime


class LintRequest(Schema):
    text: Paragraph
    language: Language = Language.EN
    branches: Ordered[PromptKind] = frozenset()
    highest_grade: Grade | None = None


class LintAnswer(Schema):
    findings: list[LintFinding]


class BankQuestion(Schema):
    key: str
    set: str
    text: str
    placeholders: Ordered[Placeholder]
    prompts: list[Prompt]
    findings: list[PlacedFinding]


class BankRead(Schema):
    language: Language
    sets: list[Phrase]
    questions: list[BankQuestion]
    probes: list[Phrase]
    tips: list[Phrase]
    stages: list[StageScript]
    most_primaries: int
    """A guide with more primaries than this gets a warning."""
