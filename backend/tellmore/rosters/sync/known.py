"""Everything of a district that an import compares with."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from tellmore.rosters.sync.changes import Known


class Kind(StrEnum):
    student = "student"
    guardian = "guardian"
    staff = "staff"


@dataclass(slots=True)
class KnownLink:
    id: UUID
    student_id: UUID
    guardian_id: UUID
    relation: str | None


@dataclass(slots=True)
class KnownRoster:
    """`schools` leads from sourcedIds to ids, those that this bundle creates included."""

    schools: dict[str, UUID] = field(default_factory=dict)
    people: dict[Kind, list[Known]] = field(default_factory=lambda: {kind: [] for kind in Kind})
    classes: dict[str, Known] = field(default_factory=dict)
    enrollments: dict[str, Known] = field(default_factory=dict)
    links: list[KnownLink] = field(default_factory=list)

    def by_sourced_id(self, kind: Kind) -> dict[str, Known]:
        return {one: known for known in self.people[kind] for one in known.values["sourced_ids"]}

    def kinds(self) -> dict[str, set[Kind]]:
        found: dict[str, set[Kind]] = {}
        for kind, sourced_id in self._sourced_ids():
            found.setdefault(sourced_id, set()).add(kind)
        return found

    def _sourced_ids(self) -> Iterator[tuple[Kind, str]]:
        for kind, people in self.people.items():
            for known in people:
                for sourced_id in known.values["sourced_ids"]:
                    yield kind, sourced_id
