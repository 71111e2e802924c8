"""A plan as statements over sets of rows: one statement for 5,000 of them.

Rows travel as one JSON parameter: COPY into a table with row security is not possible, and a
service's role need not be allowed to make temporary tables.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.rosters.sync.changes import Changes, Values
from tellmore.rosters.sync.known import Kind
from tellmore.rosters.sync.links import LinkChanges
from tellmore.rosters.sync.plan import Plan

BATCH = 5000


@dataclass(frozen=True)
class Table:
    """`columns` are those that an import writes, with their types."""

    name: str
    columns: dict[str, str]
    stamped: bool = True
    dated: bool = False
    """Whether the row says when it was deactivated."""


_PERSON = {
    "sourced_id": "text",
    "sourced_ids": "jsonb",
    "person_keys": "jsonb",
    "given_name": "text",
    "family_name": "text",
    "email": "text",
}
STUDENTS = Table(
    "students",
    {
        **_PERSON,
        "school_id": "uuid",
        "identifier": "text",
        "preferred_name": "text",
        "birth_date": "date",
        "grade": "text",
        "attributes": "jsonb",
        "demographics": "jsonb",
    },
    dated=True,
)
GUARDIANS = Table("guardians", {**_PERSON, "phone": "text", "language": "text"})
STAFF = Table("staff", {**_PERSON, "role": "text", "school_ids": "jsonb"})
CLASSES = Table(
    "classes", {"school_id": "uuid", "sourced_id": "text", "title": "text", "periods": "text"}
)
ENROLLMENTS = Table(
    "enrollments",
    {
        "sourced_id": "text",
        "class_id": "uuid",
        "student_id": "uuid",
        "staff_id": "uuid",
        "role": "text",
        "primary": "boolean",
        "begin_date": "date",
        "end_date": "date",
    },
    stamped=False,
)
LINKS = Table(
    "guardian_links",
    {"student_id": "uuid", "guardian_id": "uuid", "relation": "text"},
    stamped=False,
)
PEOPLE = {Kind.student: STUDENTS, Kind.guardian: GUARDIANS, Kind.staff: STAFF}


async def write(session: AsyncSession, district_id: UUID, moment: datetime, plan: Plan) -> None:
    """Write the plan within the caller's transaction."""
    writer = Writer(session, district_id, moment)
    for kind, table in PEOPLE.items():
        await writer.apply(table, plan.people[kind])
    await writer.link(plan.links)
    await writer.apply(CLASSES, plan.classes)
    await writer.apply(ENROLLMENTS, plan.enrollments)


async def versions(session: AsyncSession, student_ids: list[UUID]) -> dict[UUID, int]:
    """What the events of these students carry."""
    rows = await (await session.connection()).execute(VERSIONS, {"ids": student_ids})
    return {row.id: row.version for row in rows}


@dataclass(frozen=True)
class Writer:
    session: AsyncSession
    district_id: UUID
    moment: datetime

    async def apply(self, table: Table, changes: Changes) -> None:
        await self._rows(insert_statement(table), changes.create)
        await self._rows(update_statement(table), changes.update)
        await self._ids(deactivate_statement(table), changes.deactivate)

    async def link(self, changes: LinkChanges) -> None:
        await self._rows(insert_statement(LINKS, "active"), changes.create)
        await self._rows(RELATE, changes.update)
        await self._ids(UNLINK, changes.remove)

    async def _rows(self, statement: TextClause, rows: Sequence[Values]) -> None:
        for start in range(0, len(rows), BATCH):
            batch = json.dumps(rows[start : start + BATCH], default=str)
            await self._run(statement, rows=batch)

    async def _ids(self, statement: TextClause, ids: list[UUID]) -> None:
        if ids:
            await self._run(statement, ids=ids)

    async def _run(self, statement: TextClause, **values: object) -> None:
        given = {"district": self.district_id, "moment": self.moment, **values}
        await (await self.session.connection()).execute(
            statement, {k: given[k] for k in statement.compile().params}
        )


def insert_statement(table: Table, *without: str) -> TextClause:
    names = [_quoted(name) for name in table.columns]
    fixed = {} if "active" in without else {"active": "true"}
    if table.stamped:
        fixed |= {"created_at": ":moment", "updated_at": ":moment", "version": "1"}
    columns = ", ".join(["id", "district_id", *names, *fixed])
    values = ", ".join(["i.id", ":district", *(f"i.{name}" for name in names), *fixed.values()])
    return text(f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {_rows(table)}")  # noqa: S608  # names from above


def update_statement(table: Table) -> TextClause:
    sets = [f"{_quoted(name)} = i.{_quoted(name)}" for name in table.columns]
    sets += ["active = true", *_stamp(table)]
    if table.dated:
        sets.append("deactivated_at = NULL")
    return text(
        f"UPDATE {table.name} t SET {', '.join(sets)} FROM {_rows(table)} WHERE t.id = i.id"  # noqa: S608  # names from above
    )


def deactivate_statement(table: Table) -> TextClause:
    sets = ["active = false", *_stamp(table)]
    if table.dated:
        sets.append("deactivated_at = :moment")
    return text(f"UPDATE {table.name} SET {', '.join(sets)} WHERE id = ANY(:ids)")  # noqa: S608  # names from above


def _stamp(table: Table) -> list[str]:
    return ["updated_at = :moment", "version = version + 1"] if table.stamped else []


def _rows(table: Table) -> str:
    columns = ", ".join(f"{_quoted(name)} {kind}" for name, kind in table.columns.items())
    return f"json_to_recordset(CAST(:rows AS json)) AS i(id uuid, {columns})"


def _quoted(name: str) -> str:
    """One column is named after a reserved word."""
    return f'"{name}"'


RELATE = text(
    "UPDATE guardian_links t SET relation = i.relation"
    " FROM json_to_recordset(CAST(:rows AS json)) AS i(id uuid, relation text) WHERE t.id = i.id"
)
VERSIONS = text("SELECT id, version FROM students WHERE id = ANY(:ids)")
UNLINK = text("DELETE FROM guardian_links WHERE id = ANY(:ids)")
