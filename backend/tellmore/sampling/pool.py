"""The pool: who may be drawn, and the values of each criterion that they have."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Integers

UNKNOWN = "unknown"
NO_POOL = "This is no pool of a draw, or it was changed since it was written."

Attribute = str | Collection[str] | None


class Label(NamedTuple):
    """One value of one criterion, such as ("grade", "11")."""

    criterion: str
    value: str


@dataclass(frozen=True)
class Pool:
    """Eligible students. `held[row]`: the numbers of the labels that a student has, ascending.

    Not a table of students by labels: a value of each student's own would square it.
    """

    ids: tuple[str, ...]
    labels: tuple[Label, ...]
    held: tuple[tuple[int, ...], ...]

    @classmethod
    def read(
        cls,
        ids: Sequence[str],
        rows: Sequence[Mapping[str, Attribute]],
        criteria: Sequence[str],
    ) -> "Pool":
        """Build a pool from attribute rows.

        A blank or absent attribute is the value "unknown", never "no". An attribute that is a
        collection (two programs, say) counts for each of its values.
        Raises ValueError where ids repeat or do not match the rows.
        """
        if len(ids) != len(rows) or len(set(ids)) != len(ids):
            raise ValueError("Every row of the pool needs one id of its own.")
        found = [{Label(c, v) for c in criteria for v in _values(row.get(c))} for row in rows]
        place = {criterion: at for at, criterion in enumerate(criteria)}
        every = set[Label]().union(*found)
        labels = tuple(sorted(every, key=lambda label: (place[label.criterion], label.value)))
        number = {label: at for at, label in enumerate(labels)}
        held = tuple(tuple(sorted(number[label] for label in person)) for person in found)
        return cls(tuple(ids), labels, held)

    @classmethod
    def parse(cls, text: str) -> "Pool":
        """The pool whose `text` this is. Raises ValueError where it is that of none."""
        try:
            labels, people = json.loads(text)
            made = cls(
                tuple(name for name, _ in people),
                tuple(Label(*label) for label in labels),
                tuple(tuple(numbers) for _, numbers in people),
            )
            sound = made.is_sound and made.text == text.strip()
        except (ValueError, TypeError, RecursionError) as error:
            raise ValueError(NO_POOL) from error
        if not sound:
            raise ValueError(NO_POOL)
        return made

    @property
    def is_sound(self) -> bool:
        """Whether nobody and no label is named twice, and everybody holds labels that there are."""
        words = (*self.ids, *(word for label in self.labels for word in label))
        return (
            all(isinstance(word, str) for word in words)
            and len(set(self.ids)) == len(self.ids)
            and len(set(self.labels)) == len(self.labels)
            and all(_ascends(numbers, len(self.labels)) for numbers in self.held)
        )

    @cached_property
    def by_row(self) -> bool:
        """Whether the ids are the row numbers."""
        return all(name == str(row) for row, name in enumerate(self.ids))

    @cached_property
    def counts(self) -> dict[Label, int]:
        """How many students have each value."""
        return dict(zip(self.labels, self.filled(range(len(self.ids))).tolist(), strict=True))

    def filled(self, rows: Iterable[int]) -> Integers:
        """How many of the students in `rows` have each label (labels,)."""
        numbers = np.fromiter(chain.from_iterable(self.held[row] for row in rows), dtype=np.int64)
        return np.bincount(numbers, minlength=len(self.labels))

    def incidence(self, numbers: Sequence[int]) -> Integers:
        """(students, numbers), 1 where a student has the label of that number."""
        column = {number: at for at, number in enumerate(numbers)}
        made = np.zeros((len(self.ids), len(numbers)), dtype=np.int64)
        for row, held in enumerate(self.held):
            made[row, [column[number] for number in held if number in column]] = 1
        return made

    @property
    def text(self) -> str:
        """As compact JSON in ASCII: the labels, then every id with the numbers of its labels."""
        body = [self.labels, list(zip(self.ids, self.held, strict=True))]
        return json.dumps(body, separators=(",", ":"), ensure_ascii=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def _ascends(numbers: tuple[int, ...], end: int) -> bool:
    """Whether whole numbers rise from 0 at least, and stay below `end`."""
    whole = all(type(number) is int for number in numbers)
    return whole and all(a < b for a, b in pairwise((-1, *numbers, end)))


def _values(attribute: Attribute) -> frozenset[str]:
    if attribute is None:
        return frozenset({UNKNOWN})
    parts = [attribute] if isinstance(attribute, str) else list(attribute)
    return frozenset(part.strip() for part in parts if part.strip()) or frozenset({UNKNOWN})
