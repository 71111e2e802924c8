"""One cell at a time: text to value, with the code of the finding where it was not standard."""

import re
from datetime import date

TRUE = frozenset({"true", "1", "yes", "y", "t"})
FALSE = frozenset({"false", "0", "no", "n", "f"})
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ][\d:.]+(Z|[+-][\d:]+)?")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/.-](\d{1,2})[/.-](\d{1,2})|(\d{2})(\d{2}))")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTHS = 12
_ONE_DIGIT_GRADE = re.compile(r"[1-9]")
_GRADES = {"k": "KG", "kg": "KG", "kindergarten": "KG", "pk": "PK", "prek": "PK", "pre-k": "PK"}
_SEXES = {"m": "male", "f": "female", "x": "other", "u": "unspecified"}
SEXES = frozenset({"male", "female", "other", "unspecified"})
_LANGUAGES = {
    name: tag
    for tag, names in (
        ("en", ("english", "eng")),
        ("es", ("spanish", "español", "espanol", "spa")),
        ("zh", ("chinese", "zho", "chi")),
        ("ar", ("arabic", "ara")),
        ("fr", ("french", "fra", "fre")),
        ("vi", ("vietnamese", "vie")),
        ("ht", ("haitian creole", "hat")),
        ("so", ("somali", "som")),
    )
    for name in names
}
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Read = tuple[str | None, str | None]


def flag(raw: str) -> tuple[bool | None, str | None]:
    if raw in ("true", "false"):
        return raw == "true", None
    lowered = raw.lower()
    if lowered in TRUE:
        return True, "boolean_format"
    if lowered in FALSE:
        return False, "boolean_format"
    return None, "bad_boolean"


def day(raw: str, *, day_first: bool | None) -> tuple[date | None, str | None]:
    """`day_first` is what the file's other rows show, or None when they show nothing."""
    if _ISO.fullmatch(raw):
        return _date(raw), None
    if with_time := _ISO_TIME.fullmatch(raw):
        return _date(with_time[1]), "date_format"
    if year_last := _YEAR_LAST.fullmatch(raw):
        return _slashed(year_last, day_first=day_first)
    if year_first := _YEAR_FIRST.fullmatch(raw):
        parts = filter(None, year_first.groups())
        return _date("-".join(map(_padded, parts))), "date_format"
    return None, "bad_date"


def is_year_last(raw: str) -> bool:
    return _YEAR_LAST.fullmatch(raw) is not None


def shown_order(raw: str) -> bool | None:
    """Whether this date can only have its day first (True), only its month first (False)."""
    match = _YEAR_LAST.fullmatch(raw)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    if first > _MONTHS >= second:
        return True
    return False if second > _MONTHS >= first else None


def _slashed(match: re.Match[str], *, day_first: bool | None) -> tuple[date | None, str | None]:
    first, second, year = match.groups()
    shown = shown_order(match[0])
    order = shown if shown is not None else day_first
    is_open = order is None and first != second
    in_order = (first, second) if order is False else (second, first)
    value = _date("-".join(_padded(part) for part in (year, *in_order)))
    return value, "date_ambiguous" if is_open else "date_format"


def _padded(part: str) -> str:
    return part.rjust(2, "0")


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def grade(raw: str) -> tuple[str, str | None]:
    if _ONE_DIGIT_GRADE.fullmatch(raw):
        return f"0{raw}", "grade_format"
    known = _GRADES.get(raw.lower())
    if known is not None:
        return known, None if known == raw else "grade_format"
    return raw, None


def sex(raw: str) -> Read:
    lowered = raw.lower()
    value = _SEXES.get(lowered, lowered)
    if value not in SEXES:
        return None, "bad_value"
    return value, None if value == raw else "value_case"


def many(raw: str) -> tuple[str, ...]:
    return tuple(part for piece in raw.split(",") if (part := piece.strip().strip('"')))


def language(raw: str) -> str | None:
    """A language tag for a name or a tag as exporters write it; None where it can't be told."""
    lowered = raw.strip().lower()
    if lowered in _LANGUAGES:
        return _LANGUAGES[lowered]
    return lowered if _LANGUAGE_TAG.fullmatch(lowered) else None
