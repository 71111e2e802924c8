"""The two placeholders of the guide's questions, and their filling with a school's name."""

import re
from enum import StrEnum
from typing import Final


class Placeholder(StrEnum):
    """What a question leaves open until it is known at which school it is asked."""

    SCHOOL = "(school)"
    SCHOOL_NAME = "(school name)"


# Typed by hand the same placeholder comes with other brackets, case and spaces.
_PATTERN: Final = re.compile(
    r"[(\[{<]{1,2}\s*school(?P<name>[\s_]+name)?\s*[)\]}>]{1,2}", re.IGNORECASE
)


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """The placeholders that stand in a text, in their order."""
    return tuple(
        Placeholder.SCHOOL_NAME if match["name"] else Placeholder.SCHOOL
        for match in _PATTERN.finditer(text)
    )


def fill(text: str, school_name: str) -> str:
    """Put the school's name in the place of every placeholder."""
    return _PATTERN.sub(lambda _match: school_name, text)


_LOOKS_OPEN: Final = re.compile(
    r"[(\[{<]{1,2}\s*(?:(?:insert|your|the|name of|nombre de|tu|la|el|de|here)\s+){0,4}"
    r"(?:school|escuela|colegio)(?:[\s_]+(?:name|here))?\s*[)\]}>]{1,2}|_{3,}|\bXX+\b",
    re.IGNORECASE,
)


def leftovers(text: str) -> tuple[str, ...]:
    """What still looks like a placeholder, ours or somebody's own ("[your school]", "____")."""
    return tuple(match[0] for match in _LOOKS_OPEN.finditer(text))
