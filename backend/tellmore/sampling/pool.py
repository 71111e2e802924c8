"""The pool: who may be drawn, and the values of each criterion that they have."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tellmore.sampling.arrays import Integers

UNKNOWN = "unknown"

Attribute = str | Collection[str] | None


class Label(NamedTuple):
    """One value of one criterion, such as ("grade", "11")."""

    criterion: str
    value: str


@dataclass(frozen=True)
class Pool:
    """Eligible students. `incidence` has shape (students, labels), 1 where a student has it."""

    ids: tuple[str, ...]
    labels: tuple[Label, ...]
    incidence: Integers

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
        found = [{c: _values(row.get(c)) for c in criteria} for row in rows]
        labels = tuple(
            Label(c, value)
            for c in criteria
            for value in sorted({v for person in found for v in person[c]})
        )
        incidence = np.array(
            [[label.value in person[label.criterion] for label in labels] for person in found],
            dtype=np.int64,
        ).reshape(len(ids), len(labels))
        return cls(tuple(ids), labels, incidence)

    @cached_property
    def by_row(self) -> bool:
        """Whether the ids are the row numbers."""
        return all(name == str(row) for row, name in enumerate(self.ids))

    @cached_property
    def counts(self) -> dict[Label, int]:
        """How many students have each value."""
        totals = self.incidence.sum(axis=0)
        return {label: int(total) for label, total in zip(self.labels, totals, strict=True)}

    @property
    def text(self) -> str:
        """The pool as compact JSON: labels, then ids with label numbers."""
        held = [np.flatnonzero(row).tolist() for row in self.incidence]
        body = [[list(label) for label in self.labels], list(zip(self.ids, held, strict=True))]
        return json.dumps(body, separators=(",", ":"), ensure_ascii=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def _values(attribute: Attribute) -> frozenset[str]:
    if attribute is None:
        return frozenset({UNKNOWN})
    parts = [attribute] if isinstance(attribute, str) else list(attribute)
    return frozenset(part.strip() for part in parts if part.strip()) or frozenset({UNKNOWN})
