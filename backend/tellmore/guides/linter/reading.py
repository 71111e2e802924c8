"""Reading level: Flesch-Kincaid grade for English, Crawford's grade for Spanish.

Sources: Kincaid et al. 1975; Crawford 1989 (made for Spanish primary texts). Both are rough on a
single sentence, so two grades of slack are given and very short questions are left alone.
"""

import re
from typing import Final

from tellmore.core.languages import Language
from tellmore.guides.linter.findings import Finding, LintCode, LintSeverity
from tellmore.guides.linter.sentences import sentences
from tellmore.guides.placeholders import fill

_FEWEST_WORDS: Final = 6
_SLACK: Final = 2.0
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENGLISH_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_END: Final = re.compile(r"(?:[^laeiouy]es|[^dt]ed|[^l]e)$")
_SPANISH_VOWELS: Final = re.compile(
    r"[aeoáéó][iuü]?y?(?![íú])|[iuü]?[aeoáéó]|[íú]|[iuü]+|y(?![aeiouáéíóú])"
)


def _syllables_english(word: str) -> int:
    count = len(_ENGLISH_VOWELS.findall(word))
    return max(1, count - 1 if count > 1 and _SILENT_END.search(word) else count)


def _syllables_spanish(word: str) -> int:
    return max(1, len(_SPANISH_VOWELS.findall(word)))


def grade_level(text: str, language: Language) -> float | None:
    """The school grade whose readers follow the text, or None when it is too short to tell."""
    words = _WORD.findall(fill(text, "School").lower())
    if len(words) < _FEWEST_WORDS:
        return None
    per_sentence = len(words) / max(1, len(sentences(text)))
    if language is Language.ES:
        per_word = sum(map(_syllables_spanish, words)) / len(words)
        return -0.205 * 100 / per_sentence + 0.049 * 100 * per_word - 3.407
    per_word = sum(map(_syllables_english, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def reading_level(text: str, language: Language, highest_grade: int) -> tuple[Finding, ...]:
    grade = grade_level(text, language)
    if grade is None or grade <= highest_grade + _SLACK:
        return ()
    reason = f"It reads at about grade {grade:.0f}, above grade {highest_grade}."
    hint = "Use shorter words and a shorter sentence."
    return (Finding(LintCode.READING_LEVEL, LintSeverity.WARNING, (0, len(text)), reason, hint),)
