"""Whose guardian somebody is. The one thing that an import takes away."""

from dataclasses import dataclass, field
from uuid import UUID

from tellmore.core.ids import uuid7
from tellmore.rosters.oneroster import Bundle
from tellmore.rosters.oneroster.columns import Mode
from tellmore.rosters.sync.changes import Values
from tellmore.rosters.sync.known import Kind, KnownLink, KnownRoster

Pair = tuple[UUID, UUID]


@dataclass(slots=True)
class LinkChanges:
    create: list[Values] = field(default_factory=list)
    update: list[Values] = field(default_factory=list)
    remove: list[UUID] = field(default_factory=list)
    unchanged: int = 0

    def counts(self) -> dict[str, int]:
        return {
            "create": len(self.create),
            "update": len(self.update),
            "deactivate": len(self.remove),
            "unchanged": self.unchanged,
        }


def plan_links(
    bundle: Bundle, known: KnownRoster, people: dict[Kind, dict[str, UUID]]
) -> LinkChanges:
    wanted = _wanted(bundle, people)
    there = {(link.student_id, link.guardian_id): link for link in known.links}
    changes = LinkChanges(remove=_ended(bundle, known, wanted, people))
    for pair, relation in wanted.items():
        link = there.get(pair)
        if link is None:
            student, guardian = pair
            changes.create.append(
                {
                    "id": uuid7(),
                    "student_id": student,
                    "guardian_id": guardian,
                    "relation": relation,
                }
            )
        elif link.relation != relation:
            changes.update.append({"id": link.id, "relation": relation})
        else:
            changes.unchanged += 1
    return changes


def _wanted(bundle: Bundle, people: dict[Kind, dict[str, UUID]]) -> dict[Pair, str]:
    students, guardians = people[Kind.student], people[Kind.guardian]
    found = {
        (students[link.student_id], guardians[link.guardian_id]): link.relationship
        for link in bundle.roster.guardian_links
        if link.student_id in students and link.guardian_id in guardians
    }
    for user in bundle.roster.users:
        # In a delta the other side of a link may not be in the bundle at all.
        for agent in user.agent_ids if user.active else ():
            if user.sourced_id in students and agent in guardians:
                found.setdefault((students[user.sourced_id], guardians[agent]), "guardian")
    return found


def _ended(
    bundle: Bundle,
    known: KnownRoster,
    wanted: dict[Pair, str],
    people: dict[Kind, dict[str, UUID]],
) -> list[UUID]:
    """Bulk says all; a delta speaks only for the students whose agents it names."""
    if bundle.modes["users"] is Mode.absent:
        return []
    unnamed = [link for link in known.links if _pair(link) not in wanted]
    if bundle.modes["users"] is Mode.bulk:
        return [link.id for link in unnamed]
    students = people[Kind.student]
    spoken_for = {
        students[user.sourced_id]
        for user in bundle.roster.users
        if user.active and user.agent_ids and user.sourced_id in students
    }
    return [link.id for link in unnamed if link.student_id in spoken_for]


def _pair(link: KnownLink) -> Pair:
    return link.student_id, link.guardian_id
