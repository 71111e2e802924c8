"""Grades as rosters write them, in their order."""

import re

GRADE = "grade"
YOUNGEST = ("IT", "PR", "PK", "TK")
KINDERGARTEN = ("K", "KG")
POSTSECONDARY = "PS"
LAST = 13
_NUMBER = re.compile(r"([0-9]{1,2})(\.0*)?")
"""`09.0`, as a spreadsheet may make of 9, is one too."""


def grade_number(text: str) -> int | None:
    """The grade as a number: kindergarten 0, infants -4, after the 13th grade 14.

    The codes are those of OneRoster 1.2 and CEDS ("Entry Grade Level"). None for what is unknown:
    a blank, ungraded, and all that can't be read.
    """
    written = text.strip().upper()
    if written in YOUNGEST:
        return YOUNGEST.index(written) - len(YOUNGEST)
    if written in KINDERGARTEN:
        return 0
    if written == POSTSECONDARY:
        return LAST + 1
    number = _NUMBER.fullmatch(written)
    return int(number[1]) if number and int(number[1]) <= LAST else None
