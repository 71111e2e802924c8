"""A single rule loosened by one step, as a refusal tells of it."""

from enum import StrEnum
from typing import NamedTuple


class Loosened(StrEnum):
    """Which rule is loosened. What follows each is said of the number in `Way`."""

    GROUPS = "groups"
    """So many groups instead."""
    LARGEST = "largest"
    """Groups of up to so many."""
    SMALLEST = "smallest"
    """Groups of so many at least."""
    GRADE_SPAN = "grade_span"
    """So many grades between the youngest and the oldest."""
    PERIODS = "periods"
    """So many periods more in which everybody is free."""
    FACILITATORS = "facilitators"
    """So many facilitators more, free in all periods, who teach none of the members."""
    PINS = "pins"
    """Nothing pinned; the number is that of the pins."""


class Way(NamedTuple):
    """A change of one rule that would make groups possible.

    `to`: the new bound, or number of groups; of periods and facilitators how many more; of pins
    how many there were.
    """

    loosened: Loosened
    to: int

    @property
    def words(self) -> str:
        """In plain words, for what no page shows."""
        one, many = WORDS[self.loosened]
        return (one if self.to == 1 else many).format(self.to)


WORDS = {
    Loosened.GROUPS: ("1 group", "{} groups"),
    Loosened.LARGEST: ("groups of 1", "groups of up to {}"),
    Loosened.SMALLEST: ("groups of 1 at least", "groups of {} at least"),
    Loosened.GRADE_SPAN: ("1 grade of span in a group", "{} grades of span in a group"),
    Loosened.PERIODS: ("one more period", "{} more periods"),
    Loosened.FACILITATORS: (
        "one more facilitator who teaches none of them",
        "{} more facilitators who teach none of them",
    ),
    Loosened.PINS: ("taking the pin away", "taking the {} pins away"),
}
