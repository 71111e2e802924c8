"""A district with a row in every table there is, made from the tables' own description.

Whoever adds a table is covered by the tests that walk them all, without adding a line.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from architecture.bodies import Bodies, Ids
from architecture.document import document
from factories import World
from tellmore.consent.kinds import Purpose
from tellmore.core.ids import uuid7
from tellmore.core.tables import import_all

import_all()
TABLES = [table for table in SQLModel.metadata.sorted_tables if "district_id" in table.c]
_numbers = count(1)
ABOUT = {"solves": "cohorts"}
"""Tables whose rows are about a row of another that no key names; they come last."""
EACH: dict[str, list[dict[str, Any]]] = {
    "group_plans": [{"round": 1}],
    "solves": [
        {"kind": "cohorts.groups"},
        {
            "kind": "cohorts.draw",
            "asked": {"seed": "a", "seed_given": False, "alternates": 1, "algorithm": "leximin"},
        },
    ],
}
"""Tables that need a row of each kind, and what is particular to it."""


async def fill(world: World) -> Ids:
    """Add one row to each table; return their ids by the table's name."""
    ids: Ids = {"schools": world.schools[0].id}
    async with world.context() as ctx:
        connection = await ctx.session.connection()
        for table in sorted(TABLES, key=lambda table: table.name in ABOUT):
            if table.name not in ids:
                for kind in EACH.get(table.name, [{}]):
                    row = example(table, world.district_id, ids) | kind
                    await connection.execute(table.insert().values(row))
                ids[table.name] = row["id"]
    return ids


def example(table: Table, district_id: UUID, ids: Ids) -> dict[str, Any]:
    """A row that the database takes, referring to the rows that there are already."""
    row: dict[str, Any] = {"id": uuid7(), "district_id": district_id}
    for key in foreign_keys(table):
        target = key.referred_table.name
        if target in ids:
            row[key.column_keys[-1]] = ids[target]
    if table.name in ABOUT:
        row["about_id"] = ids[ABOUT[table.name]]
    for column in table.c:
        if column.name not in row and _is_needed(column):
            row[column.name] = _value(column)
    return row | EACH.get(table.name, [{}])[0]


def foreign_keys(table: Table) -> Iterator[ForeignKeyConstraint]:
    """The keys that refer to a row of the same district."""
    for key in sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys)):
        if len(key.column_keys) > 1:
            yield key


def _is_needed(column: Column[Any]) -> bool:
    return not column.nullable and column.server_default is None and column.identity is None


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if (name := f"{column.table.name}.{column.name}") in _contents():
        return _contents()[name]
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    simple: list[tuple[Any, Any]] = [
        (JSONB, _json(column)),
        (Boolean, True),
        (Integer, next(_numbers)),
        (Float, 0.5),
        (DateTime, dt.datetime.now(dt.UTC)),
        (Date, dt.datetime.now(dt.UTC).date()),
        (LargeBinary, b"x"),
        (Uuid, uuid7()),
        ((String, AutoString), f"{column.name}-{next(_numbers)}"),
    ]
    return next(value for known, value in simple if isinstance(kind, known))


@lru_cache
def _contents() -> dict[str, Any]:
    """Documents that a column holds in a shape of the room's own, as that room shows it."""
    bodies = Bodies(document(), {})
    content = bodies.example_of("Content")
    asked = dict.fromkeys(Purpose, bodies.example_of("Ask"))
    words = bodies.example_of("Address") | {"purposes": asked}
    return {
        "guides.content": content,
        "guide_versions.content": content,
        "consent_forms.texts": {"en": {"guardian": words, "student": words}},
        "draw_certificates.document": bodies.example_of("CertificateBody") | {"panels": []},
        "lotteries.document": bodies.example_of("CertificateBody") | {"panels": []},
        "group_plans.asked": {"groups": 1},
        "group_plans.groups": [],
        "roster_imports.summary": {"errors": 0, "warnings": 0},
        "api_clients.scopes": [],
        "consent_scans.media_type": "application/pdf",
    }


def _json(column: Column[Any]) -> Any:
    """What the model itself begins with: a list, or an object."""
    for mapper in SQLModel._sa_registry.mappers:
        if mapper.local_table is column.table:
            field = mapper.class_.model_fields[column.name]
            return field.get_default(call_default_factory=True) if not field.is_required() else {}
    return {}
