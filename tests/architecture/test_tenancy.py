"""Districts are kept apart by the database itself: attempts to get across, table by table."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from architecture.conftest import Place
from architecture.filled import TABLES, example, foreign_keys
from tellmore.app import create_app
from tellmore.core.db import Database, Scope, UnsafeRoleError, libpq_url
from tellmore.core.outbox import OutboxEntry
from tellmore.launcher import EmbeddedPostgres
from tellmore.settings import Settings

EXCEPTIONS = {"alembic_version": "the number of the newest migration, and no district's"}
"""Tables without row security, each with its reason."""

OPEN_TO_WORKER = {
    "events",
    "outbox",
    "webhook_deliveries",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}
WITHOUT_DISTRICT = {
    "districts": "the district itself",
    "procrastinate_workers": "signs of life of worker processes",
    "procrastinate_periodic_defers": "which daily work was begun when",
    "procrastinate_jobs": "holds its district in its arguments",
    "procrastinate_events": "refers to a job",
}
PLAIN_KEYS = {"districts"}
"""What may be referred to by one column: the district itself."""

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="session")
def owner(postgres: EmbeddedPostgres) -> Iterator[psycopg.Connection]:
    with psycopg.connect(libpq_url(postgres.owner_url), autocommit=True) as connection:
        yield connection


async def count(database: Database, scope: Scope, table: Table, *where: ColumnElement[bool]) -> int:
    """Count by plain SQL on the connection, past everything that the rooms would add to it."""
    statement = select(func.count()).select_from(table).where(*where)
    async with database.transaction(scope) as session:
        return int((await (await session.connection()).execute(statement)).scalar_one())


class TestDescription:
    def test_every_table_is_forced_under_a_policy(self, owner: psycopg.Connection) -> None:
        rows = owner.execute(
            """
            SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
                   EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
            """
        ).fetchall()
        assert len(rows) > len(TABLES)
        bare = {name for name, forced, policy in rows if not (forced and policy)}
        assert bare == set(EXCEPTIONS)

    def test_every_row_belongs_to_a_district(self, owner: psycopg.Connection) -> None:
        rows = owner.execute(
            """
            SELECT table_name FROM information_schema.tables t WHERE table_schema = 'public'
              AND NOT EXISTS (SELECT FROM information_schema.columns c
                WHERE c.table_name = t.table_name AND c.column_name = 'district_id'
                  AND c.is_nullable = 'NO')
            """
        ).fetchall()
        assert {name for (name,) in rows} == set(WITHOUT_DISTRICT) | set(EXCEPTIONS)

    def test_only_claimed_tables_are_open_to_the_worker(self, owner: psycopg.Connection) -> None:
        rows = owner.execute(
            "SELECT polrelid::regclass::text, polname FROM pg_policy"
            " WHERE pg_get_expr(polqual, polrelid) LIKE '%app.worker%'"
        ).fetchall()
        assert {name for name, _ in rows} == OPEN_TO_WORKER

    def test_only_users_are_found_before_a_district_is_known(
        self, owner: psycopg.Connection
    ) -> None:
        rows = owner.execute(
            "SELECT polrelid::regclass::text FROM pg_policy"
            " WHERE pg_get_expr(polqual, polrelid) LIKE '%app.sign_in%'"
        ).fetchall()
        assert rows == [("users",)]

    def test_events_are_never_changed(self, owner: psycopg.Connection) -> None:
        rows = owner.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE table_name = 'events' AND grantee = 'tellmore_app'"
        ).fetchall()
        assert {right for (right,) in rows} == {"SELECT", "INSERT"}

    @each_table
    def test_a_key_to_another_table_holds_the_district_too(self, table: Table) -> None:
        for key in table.foreign_key_constraints:
            if key.referred_table.name not in PLAIN_KEYS:
                assert "district_id" in key.column_keys, (table.name, key.column_keys)


@pytest.fixture
async def untold(here: Place) -> None:
    """An entry of the outbox again: a worker of another test takes whatever it finds there."""
    entry = OutboxEntry(id=here.ids["outbox"], district_id=here.world.district_id)
    async with here.world.context() as ctx:
        await ctx.session.merge(entry)


@each_table
@pytest.mark.usefixtures("untold")
class TestReading:
    async def test_a_forgotten_scope_sees_nothing(
        self, database: Database, here: Place, table: Table
    ) -> None:
        assert await count(database, Scope(), table) == 0

    async def test_raw_sql_sees_its_own_district_only(
        self, database: Database, here: Place, there: Place, table: Table
    ) -> None:
        scope = Scope.whole(here.world.district_id)
        mine = await count(database, scope, table, table.c.district_id == here.world.district_id)
        assert mine >= 1
        assert await count(database, scope, table) == mine
        assert await count(database, scope, table, table.c.id == there.ids[table.name]) == 0

    async def test_the_worker_sees_what_it_claims_and_no_more(
        self, database: Database, here: Place, table: Table
    ) -> None:
        seen = await count(database, Scope(worker=True), table)
        assert (seen > 0) == (table.name in OPEN_TO_WORKER)


def keys() -> list[tuple[Table, ForeignKeyConstraint]]:
    return [(table, key) for table in TABLES for key in foreign_keys(table)]


async def write(database: Database, district_id: UUID, statement: Any) -> None:
    async with database.transaction(Scope.whole(district_id)) as session:
        await (await session.connection()).execute(statement)


class TestWriting:
    @each_table
    async def test_a_row_for_another_district_is_refused(
        self, database: Database, here: Place, there: Place, table: Table
    ) -> None:
        row = example(table, there.world.district_id, there.ids)
        with pytest.raises(ProgrammingError, match="row-level security"):
            await write(database, here.world.district_id, table.insert().values(row))

    @each_table
    async def test_a_row_cannot_be_given_to_another_district(
        self, database: Database, here: Place, there: Place, table: Table
    ) -> None:
        moving = table.update().where(table.c.id == here.ids[table.name])
        moving = moving.values(district_id=there.world.district_id)
        with pytest.raises(DBAPIError, match=r"row-level security|permission denied"):
            await write(database, here.world.district_id, moving)

    @pytest.mark.parametrize(
        ("table", "key"), keys(), ids=lambda part: getattr(part, "name", str(part))
    )
    async def test_a_key_cannot_reach_into_another_district(
        self,
        database: Database,
        here: Place,
        there: Place,
        table: Table,
        key: ForeignKeyConstraint,
    ) -> None:
        row = example(table, here.world.district_id, here.ids)
        row[key.column_keys[-1]] = there.ids[key.referred_table.name]
        # Where a row may be referred to once only, that is what is said first.
        with pytest.raises(IntegrityError, match=r"foreign key|unique constraint"):
            await write(database, here.world.district_id, table.insert().values(row))


class TestRole:
    async def test_the_service_refuses_to_run_as_the_owner_of_tables(
        self, settings: Settings, postgres: EmbeddedPostgres
    ) -> None:
        owning = settings.model_copy(update={"database_url": SecretStr(postgres.owner_url)})
        app: FastAPI = create_app(owning)
        with pytest.raises(UnsafeRoleError):
            async with app.router.lifespan_context(app):
                pass
        await app.state.database.close()
