"""A pattern that finds somebody's names in a text: for PostgreSQL, of whatever locale.

It finds at least what `spelling.find` finds, and names that are everyday words without a capital
too, after a title ("mr. king"). It has no flags, for no locale knows the case of each letter.
"""

from collections import defaultdict
from collections.abc import Iterable

from tellmore.rosters import spelling

_APOSTROPHES = "'\u2019"
_MARKS = "\u0300-\u036f"
_WORD = rf"\w{_MARKS}\u00c0-\u024f\u1e00-\u1eff"
_BETWEEN = f"[{_MARKS}{_APOSTROPHES}]*"
# Without lookahead and lookbehind, for which PostgreSQL goes through the text again and again.
_BEGIN = f"(?:^|[^{_WORD}{_APOSTROPHES}]|(?:^|[^{_WORD}])[{_APOSTROPHES}])"
_AFTER = f"(?:$|[^{_WORD}{_APOSTROPHES}]|[{_APOSTROPHES}](?:$|[^{_WORD}]))"
_END = f"[{_MARKS}]*(?:[{_APOSTROPHES}][sS])?{_AFTER}"


def _spellings() -> dict[str, str]:
    """Each folded letter, and the accented letters that are read as it."""
    found: defaultdict[str, str] = defaultdict(str)
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        found[spelling.fold(chr(code))] += chr(code)
    return found


_SPELLINGS = _spellings()


def pattern(names: Iterable[str]) -> str | None:
    """The names of one person, given and family. None: in them is nothing to look for."""
    known = sorted({word for name in names for word in spelling.parts(name)})
    if not known:
        return None
    everyday = [each for each in known if _everyday(each)]
    found = [_spelt(each) for each in known if each not in everyday]
    found += [_spelt(each, capital=True) for each in everyday]
    if everyday:
        before = rf"(?:{_either(spelling.TITLES)})\.?\s+(?:(?:{_either(spelling.PARTICLES)})\s+)*"
        found.append(f"{before}(?:{'|'.join(map(_spelt, everyday))})")
    return f"{_BEGIN}(?:{'|'.join(found)}){_END}"


def _everyday(word: str) -> bool:
    return word in spelling.ORDINARY or len(word) <= spelling.SHORT


def _either(words: Iterable[str]) -> str:
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(words))


def _spelt(word: str, *, capital: bool = False) -> str:
    letters = [_letter(each) for each in word]
    if capital:
        letters[0] = f"[{''.join(each for each in letters[0] if each.isupper())}]"
    double = _letter("s") + _BETWEEN + _letter("s")
    return _BETWEEN.join(letters).replace(double, f"(?:{double}|[{_SPELLINGS['ss']}])")


def _letter(each: str) -> str:
    """In either case, with any accent."""
    return f"[{''.join(sorted({each, each.upper(), *_SPELLINGS.get(each, '')}))}]"
