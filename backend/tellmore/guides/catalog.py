"""The bank as it is read over the wire, in one language."""

from tellmore.core.languages import Language
from tellmore.guides import content as contents
from tellmore.guides import review
from tellmore.guides.bank import MOST_PRIMARIES, bank
from tellmore.guides.bank import BankQuestion as Row
from tellmore.guides.schemas import BankQuestion, BankRead, Phrase, Prompt


def read(language: Language) -> BankRead:
    probes, tips = contents.phrases(language)
    return BankRead(
        language=language,
        sets=[Phrase(key=key, text=text.in_(language)) for key, text in bank().sets.items()],
        questions=[_question(row, language) for row in bank().questions],
        probes=probes,
        tips=tips,
        stages=contents.stages([], language),
        most_primaries=MOST_PRIMARIES,
    )


def _question(row: Row, language: Language) -> BankQuestion:
    return BankQuestion(
        key=row.key,
        set=row.set_key,
        text=row.text.in_(language),
        placeholders=row.placeholders,
        prompts=[
            Prompt(key=prompt.key, kind=prompt.kind, text=prompt.text.in_(language))
            for prompt in row.prompts
        ],
        findings=review.bank_findings(row, language),
    )
