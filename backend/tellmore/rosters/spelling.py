"""Where a text may name somebody. Pure: a text and names in, positions out.

A name is found word by word, in any case, with or without accents, as a possessive, and as either
half of a double name. Words that are names and everyday words too count only with a capital. Where
a word alone may well mean nobody, or many, it is in doubt, unless another name of the same person
or a title stands beside it. Nicknames and misspellings are not found; a person still reads what is
published.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tellmore.rosters.everyday import EVERYDAY, GRAMMAR
from tellmore.rosters.names import Bearer

_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
WORD = re.compile(rf"{_LETTERS}(?:['\u2019\-]{_LETTERS})*")
_APOSTROPHE = str.maketrans("", "", "'\u2019")
_POSSESSIVE = re.compile(r"['\u2019][sS]?$")
ORDINARY = EVERYDAY | GRAMMAR
SHORT = 2
NEAR = 40
_PARTICLES = "al bin da de del den der di do dos du el ibn la las los van von y"
PARTICLES = frozenset(_PARTICLES.split())
_BEGINS = re.compile(r"(?:^|[.!?:;\u2026\u2022\n])[^\w.!?:;]*$")
_TITLES = """
coach doctor doctora don do\u00f1a dr dra maestra maestro miss missus mister mr mrs ms mx principal
prof profe profesor profesora professor senor se\u00f1or senora se\u00f1ora senorita se\u00f1orita
sr sra srta teacher
"""
TITLES = frozenset(_TITLES.split())
_TITLED = re.compile(rf"\b(?:{'|'.join(map(str.capitalize, sorted(TITLES)))})\.?\s+$")
_BETWEEN = re.compile(rf"[\s,]*(?:(?:{'|'.join(PARTICLES)}|[^\W\d_]\.?)[\s,]+)*", re.IGNORECASE)


class Found(NamedTuple):
    """A word of the text, in Unicode code points, the end exclusive."""

    start: int
    end: int
    doubtful: bool
    """Alone it may be an ordinary word, or the name of many."""


class Known(NamedTuple):
    """What a text must not give away."""

    words: Counter[str]
    """Each word of a name, with how many bear it."""
    pairs: frozenset[tuple[str, str]]
    """A given and a family name of one person."""


def fold(word: str) -> str:
    """One form for all spellings: no accents, no apostrophes, no case."""
    bare = word.translate(_APOSTROPHE)
    if bare.isascii():
        return bare.casefold()
    plain = unicodedata.normalize("NFKD", bare)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def known(bearers: Iterable[Bearer]) -> Known:
    """The words by which these people are known, and which of them go together."""
    parts_of = lru_cache(maxsize=None)(parts)  # few names among thousands are different ones
    words: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for bearer in bearers:
        given = {part for name in bearer.given for part in parts_of(name)}
        family = parts_of(bearer.family)
        words.update(given | family)
        pairs.update(product(given, family))
    return Known(words, frozenset(pairs))


def find(
    text: str, known: Known, cleared: frozenset[str] = frozenset(), *, many: int
) -> list[Found]:
    """The words of `text` that are among `known` and not `cleared`.

    `many`: how many bearers make a name one that means nobody by itself.
    """
    words = (_Word(text, match, known) for match in WORD.finditer(text))
    found = [word for word in words if word.like_a_name]
    full = set(_full_names(text, found, known))
    return [
        Found(word.start, word.end, doubtful)
        for place, word in enumerate(found)
        if not word.forms & cleared
        and (doubtful := word.doubtful(many, full=place in full)) is not None
    ]


class _Word:
    """A word of a text, and what about it tells a name."""

    def __init__(self, text: str, match: re.Match[str], known: Known) -> None:
        self.start, self.end = match.span()
        self.forms = _forms(match.group())
        self.hits = {form: known.words[form] for form in self.forms if form in known.words}
        self.capital = match.group()[0].isupper()
        self.before = text[max(0, self.start - NEAR) : self.start]
        self.ordinary = self.hits.keys() <= ORDINARY

    @property
    def like_a_name(self) -> bool:
        long = any(len(hit) > SHORT for hit in self.hits)
        return bool(self.hits) and (self.capital or (long and not self.ordinary))

    def doubtful(self, many: int, *, full: bool) -> bool | None:
        """None: it is no name here."""
        if full or (self.capital and _TITLED.search(self.before)):
            return False
        if self.hits.keys() <= GRAMMAR and _BEGINS.search(self.before):
            return None
        return self.ordinary or min(self.hits.values()) >= many


def _full_names(text: str, words: list[_Word], known: Known) -> Iterator[int]:
    """The places of words beside another name of the same person, particles and initials apart."""
    last: int | None = None
    for place, word in enumerate(words):
        if last is not None and _BETWEEN.fullmatch(text, words[last].end, word.start):
            sides = set(product(words[last].hits, word.hits))
            if sides & known.pairs or {(b, a) for a, b in sides} & known.pairs:
                yield from (last, place)
        last = place


def parts(name: str) -> frozenset[str]:
    """The words by which its bearer is known."""
    words = {form for word in WORD.findall(name) for form in _forms(word)}
    return frozenset(word for word in words if len(word) >= SHORT and word not in PARTICLES)


def _forms(word: str) -> frozenset[str]:
    """The word, without a possessive, and each half of a double one."""
    bare = _POSSESSIVE.sub("", word)
    return frozenset(fold(each) for each in (word, bare, *bare.split("-")) if each)
