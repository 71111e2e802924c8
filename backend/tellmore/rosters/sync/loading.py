"""Reads what an import compares with: the columns that it writes, as plain values."""

from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.rosters.sync.changes import Known
from tellmore.rosters.sync.known import KnownLink, KnownRoster
from tellmore.rosters.sync.writing import CLASSES, ENROLLMENTS, PEOPLE, Table

LINKS = text("SELECT id, student_id, guardian_id, relation FROM guardian_links")


async def load(session: AsyncSession, schools: dict[str, UUID]) -> KnownRoster:
    """The whole district; row security sees to it that it is no other."""
    known = KnownRoster(schools=schools)
    for kind, table in PEOPLE.items():
        known.people[kind] = [_person(row) for row in await _rows(session, table)]
    known.classes = {row.values["sourced_id"]: row for row in await _rows(session, CLASSES)}
    known.enrollments = {row.values["sourced_id"]: row for row in await _rows(session, ENROLLMENTS)}
    known.links = [KnownLink(*row) for row in await (await session.connection()).execute(LINKS)]
    return known


async def _rows(session: AsyncSession, table: Table) -> list[Known]:
    names = tuple(table.columns)
    found = await (await session.connection()).execute(_select(table))
    return [Known(row[0], row[1], dict(zip(names, row[2:], strict=True))) for row in found]


def _select(table: Table) -> TextClause:
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return text(f"SELECT id, active, {columns} FROM {table.name}")  # noqa: S608  # names of ours


def _person(known: Known) -> Known:
    """A row that no import has written yet has one id, the one it goes by."""
    values: dict[str, Any] = known.values
    values["sourced_ids"] = values["sourced_ids"] or [values["sourced_id"]]
    return known
