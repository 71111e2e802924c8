"""Cutting a question into sentences whose places in the text stay known."""

import re
from dataclasses import dataclass
from typing import Final

_SENTENCE: Final = re.compile(r"[^.?!\n]+[.?!]*[\"')\]]*")
_CURLY: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    start: int
    end: int

    @property
    def asks(self) -> bool:
        return self.text.rstrip("\"')]").endswith("?")


def straighten(text: str) -> str:
    """Straight quotes for curly ones, character by character, so that spans hold."""
    return text.translate(_CURLY)


def sentences(text: str) -> tuple[Sentence, ...]:
    found = []
    for match in _SENTENCE.finditer(text):
        stripped = match[0].strip()
        if any(letter.isalnum() for letter in stripped):
            start = match.start() + match[0].index(stripped)
            found.append(Sentence(stripped, start, start + len(stripped)))
    return tuple(found)
