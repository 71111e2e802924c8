"""Where a text may name somebody. Pure: a text and names in, positions out.

A name is found word by word, in any case, with or without accents, as a possessive, and as either
half of a double name. Words that are names and everyday words too count only with a capital.
Nicknames and misspellings are not found; a person still reads what is published.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
WORD = re.compile(rf"{_LETTERS}(?:['\u2019\-]{_LETTERS})*")
_APOSTROPHE = str.maketrans("", "", "'\u2019")
_POSSESSIVE = re.compile(r"['\u2019][sS]?$")
SHORT = 2
_PARTICLES = "al bin da de del den der di do dos du el ibn la las los van von y"
PARTICLES = frozenset(_PARTICLES.split())
_EVERYDAY = """
amber angel art august autumn bell bill bishop brook brooks brown bush carter case chance christian
church cook cross day dean drew early earnest english fair faith field fields fisher foster frank
gene grace grant gray green hall harmony heart hill hope hunter iris ivy jack jade joy king lane law
lily little long love major march mark marsh mason may mercy miles miller moon moore north page park
parks penny perry pierce poppy price rain ray reed rich river rivers robin rob rock rose ruby rush
sage school scott sky sharp short singer small smith south star stone story street strong summer
sunny teacher trinity violet walker wall ward water waters way west white wild will winter wise wood
woods young alma amparo angeles campos consuelo cruz dolores esperanza flores fuentes guerra leon
luz mar marina mercado mercedes milagros paz pilar prado rey reyes rios rosa rosario santo santos
sierra sol soledad torres vega victoria vida
"""
EVERYDAY = frozenset(_EVERYDAY.split())


class Found(NamedTuple):
    """A word of the text, in Unicode code points, the end exclusive."""

    start: int
    end: int


def fold(word: str) -> str:
    """One form for all spellings: no accents, no apostrophes, no case."""
    plain = unicodedata.normalize("NFKD", word.translate(_APOSTROPHE))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def parts(names: Iterable[str]) -> frozenset[str]:
    """The words by which the bearers of these names are known."""
    words = {form for name in names for word in WORD.findall(name) for form in _forms(word)}
    return frozenset(word for word in words if len(word) >= SHORT and word not in PARTICLES)


def find(text: str, known: frozenset[str], cleared: Collection[str] = ()) -> list[Found]:
    """The words of `text` that are among `known` (as `parts` gives them) and not `cleared`."""
    return [
        Found(match.start(), match.end())
        for match in WORD.finditer(text)
        if _names(match.group(), known, frozenset(cleared))
    ]


def _names(word: str, known: frozenset[str], cleared: frozenset[str]) -> bool:
    forms = _forms(word)
    if forms & cleared:
        return False
    hits = forms & known
    if word[0].isupper():
        return bool(hits)
    return any(hit not in EVERYDAY and len(hit) > SHORT for hit in hits)


def _forms(word: str) -> frozenset[str]:
    """The word, without a possessive, and each half of a double one."""
    bare = _POSSESSIVE.sub("", word)
    halves = [half for half in re.split("-", bare) if half]
    return frozenset(fold(each) for each in (word, bare, *halves))
