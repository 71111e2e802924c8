"""Schools as the roster names them. One that is gone from it is deactivated, never deleted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from tellmore.core.context import Context
from tellmore.core.ids import uuid7
from tellmore.districts import queries
from tellmore.districts.events import SchoolCreated, SchoolUpdated
from tellmore.districts.models import School


@dataclass(frozen=True)
class RosterSchool:
    sourced_id: str
    name: str
    identifier: str | None


@dataclass
class SchoolChanges:
    """`ids` leads from sourcedIds to schools, those to be created included."""

    create: list[tuple[UUID, RosterSchool]] = field(default_factory=list)
    update: list[tuple[School, RosterSchool]] = field(default_factory=list)
    deactivate: list[School] = field(default_factory=list)
    unchanged: int = 0
    ids: dict[str, UUID] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        return {
            "create": len(self.create),
            "update": len(self.update),
            "deactivate": len(self.deactivate),
            "unchanged": self.unchanged,
        }


async def plan_schools(
    ctx: Context, wanted: Iterable[RosterSchool], is_gone: Callable[[str], bool]
) -> SchoolChanges:
    """For imports: what would change. `is_gone` says it of the sourcedId of an unwanted school."""
    there = {row.sourced_id: row for row in await ctx.session.exec(queries.schools())}
    changes = SchoolChanges(ids={sourced_id: row.id for sourced_id, row in there.items()})
    named = set()
    for school in wanted:
        named.add(school.sourced_id)
        row = there.get(school.sourced_id)
        if row is None:
            changes.ids[school.sourced_id] = uuid7()
            changes.create.append((changes.ids[school.sourced_id], school))
        elif (row.name, row.identifier, row.active) == (school.name, school.identifier, True):
            changes.unchanged += 1
        else:
            changes.update.append((row, school))
    changes.deactivate = [
        row for key, row in there.items() if row.active and key not in named and is_gone(key)
    ]
    return changes


async def write_schools(ctx: Context, changes: SchoolChanges) -> None:
    """For imports: carry the plan out."""
    for school_id, school in changes.create:
        row = School(
            id=school_id,
            district_id=ctx.district_id,
            name=school.name,
            sourced_id=school.sourced_id,
            identifier=school.identifier,
        )
        ctx.session.add(row)
        await ctx.emit(SchoolCreated(school_id=row.id), of=row)
    for row, school in changes.update:
        row.name, row.identifier = school.name, school.identifier
        row.active, row.deactivated_at = True, None
        await ctx.emit(SchoolUpdated(school_id=row.id), of=row)
    for row in changes.deactivate:
        row.active, row.deactivated_at = False, ctx.now
        await ctx.emit(SchoolUpdated(school_id=row.id), of=row)
