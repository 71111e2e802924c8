"""Rows that are there against rows that are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Values = dict[str, Any]


@dataclass(slots=True)
class Known:
    """A row that is there."""

    id: UUID
    active: bool
    values: Values


@dataclass(slots=True)
class Wanted:
    """A row as the bundle has it. Columns that it doesn't speak of stay as they are."""

    id: UUID
    known: Known | None
    values: Values


@dataclass(slots=True)
class Changes:
    create: list[Values] = field(default_factory=list)
    update: list[Values] = field(default_factory=list)
    deactivate: list[UUID] = field(default_factory=list)
    unchanged: int = 0

    def counts(self) -> dict[str, int]:
        return {
            "create": len(self.create),
            "update": len(self.update),
            "deactivate": len(self.deactivate),
            "unchanged": self.unchanged,
        }


def compare(wanted: Iterable[Wanted], gone: Iterable[Known]) -> Changes:
    """What to write. `gone` are the rows to deactivate; those that are inactive already are not."""
    changes = Changes(deactivate=[known.id for known in gone if known.active])
    for row in wanted:
        known = row.known
        if known is None:
            changes.create.append({"id": row.id, **row.values})
        elif known.active and known.values == {**known.values, **row.values}:
            changes.unchanged += 1
        else:
            changes.update.append({"id": row.id, **known.values, **row.values})
    return changes
