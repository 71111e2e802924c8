"""A guide's content: built from picks out of the bank and words of one's own. Pure."""

from collections.abc import Iterator, Sequence

from tellmore.core.errors import Invalid
from tellmore.core.languages import Language
from tellmore.guides.bank import BankQuestion, PromptKind, bank
from tellmore.guides.bank import StageScript as BankStage
from tellmore.guides.placeholders import fill, leftovers
from tellmore.guides.schemas import (
    Content,
    GuideCreate,
    Phrase,
    Prompt,
    PromptWrite,
    Question,
    QuestionWrite,
    ScriptLine,
    StageScript,
    StageWrite,
)

_BRANCH_KEYS = {PromptKind.IF_YES: "yes", PromptKind.IF_NO: "no"}


def first(data: GuideCreate) -> Content:
    """The content that a new guide begins with."""
    probes, tips = phrases(data.language)
    return Content(
        stages=stages(data.stages, data.language),
        questions=questions(data.questions, data.language),
        probes=probes,
        tips=tips,
        ppra_areas=data.ppra_areas,
        ppra_dismissed=data.ppra_dismissed,
    )


def stages(changes: Sequence[StageWrite], language: Language) -> list[StageScript]:
    """The four stages with their default scripts, changed as asked."""
    by_stage = {change.stage: change for change in changes}
    return [_stage(each, by_stage.get(each.stage), language) for each in bank().stages]


def _stage(script: BankStage, change: StageWrite | None, language: Language) -> StageScript:
    change = change or StageWrite(stage=script.stage)
    lines = {line.key: line for line in script.lines}
    reworded = {line.key: line.text for line in change.lines}
    for key in [*reworded, *change.left_out]:
        if key not in lines:
            raise Invalid.at("/stages", "unknown_line", f"The stage has no line {key}.")
    for key in change.left_out:
        if lines[key].required:
            raise Invalid.at("/stages", "required_line", f"The line {key} can't be left out.")
    return StageScript(
        stage=script.stage,
        title=script.title.in_(language),
        minutes=script.minutes if change.minutes is None else change.minutes,
        lines=[
            ScriptLine(
                key=line.key,
                required=line.required,
                text=reworded.get(line.key, line.text.in_(language)),
            )
            for line in script.lines
            if line.key not in change.left_out
        ],
    )


def questions(picks: Sequence[QuestionWrite], language: Language) -> list[Question]:
    """The picks in their order, each with a key of its own in this guide."""
    made: list[Question] = []
    for place, pick in enumerate(picks):
        source = None
        if pick.bank_key is not None:
            source = bank().question(pick.bank_key)
            if source is None:
                pointer = f"/questions/{place}/bank_key"
                raise Invalid.at(pointer, "unknown", "The bank has no such question.")
        taken = {question.key for question in made}
        made.append(_question(pick, source, language, taken))
    return made


def _question(
    pick: QuestionWrite, source: BankQuestion | None, language: Language, taken: set[str]
) -> Question:
    key = pick.bank_key if pick.bank_key and pick.bank_key not in taken else _free_key(taken)
    text = pick.text or (source.text.in_(language) if source else "")
    prompts = pick.prompts
    if prompts is None:
        bank_prompts = source.prompts if source else ()
        prompts = [PromptWrite(kind=p.kind, text=p.text.in_(language)) for p in bank_prompts]
    return Question(key=key, bank_key=pick.bank_key, text=text, prompts=list(_keyed(key, prompts)))


def _free_key(taken: set[str]) -> str:
    number = 1
    while f"Q{number}" in taken:
        number += 1
    return f"Q{number}"


def _keyed(question_key: str, prompts: Sequence[PromptWrite]) -> Iterator[Prompt]:
    letters = iter("abcdefghijklmnop")
    for prompt in prompts:
        end = _BRANCH_KEYS.get(prompt.kind) or next(letters)
        yield Prompt(key=f"{question_key}.{end}", kind=prompt.kind, text=prompt.text)


def phrases(language: Language) -> tuple[list[Phrase], list[Phrase]]:
    """The probes and the tips."""
    probes, tips = (
        [Phrase(key=each.key, text=each.text.in_(language)) for each in group]
        for group in (bank().probes, bank().tips)
    )
    return probes, tips


def resolved(content: Content, school_name: str) -> Content:
    """The content as it is said at this school: no placeholder that we know stays."""

    def walk(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: fill(part, school_name)
                if key == "text" and isinstance(part, str)
                else walk(part)
                for key, part in value.items()
            }
        return [walk(part) for part in value] if isinstance(value, list) else value

    return Content.model_validate(walk(content.model_dump(mode="json")))


def unresolved_keys(content: Content) -> list[str]:
    """Keys of the texts in which something still looks like a placeholder."""
    texts = [(line.key, line.text) for stage in content.stages for line in stage.lines]
    for question in content.questions:
        texts.append((question.key, question.text))
        texts += [(prompt.key, prompt.text) for prompt in question.prompts]
    return [key for key, text in texts if leftovers(text)]
