"""The database: one engine a process, one transaction a request or job, always scoped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction
from sqlmodel.ext.asyncio.session import AsyncSession

from tellmore.settings import Settings


@dataclass(frozen=True)
class Scope:
    """What the database lets a transaction see. The empty scope sees nothing."""

    district_id: UUID | None = None
    school_ids: frozenset[UUID] | None = frozenset()
    """None: every school of the district."""
    worker: bool = False
    sign_in_email: str | None = None

    @classmethod
    def whole(cls, district_id: UUID) -> Self:
        return cls(district_id=district_id, school_ids=None)

    def settings(self) -> dict[str, str]:
        schools = self.school_ids
        return {
            "district": str(self.district_id or ""),
            "schools": "*" if schools is None else ",".join(sorted(map(str, schools))),
            "worker": "on" if self.worker else "",
            "email": self.sign_in_email or "",
        }


NOWHERE = Scope()
_SET_SCOPE = text(
    "SELECT set_config('app.district_id', :district, true),"
    " set_config('app.school_ids', :schools, true),"
    " set_config('app.worker', :worker, true),"
    " set_config('app.sign_in_email', :email, true)"
)


class UnsafeRoleError(RuntimeError):
    """The service would run as a role that row security does not hold."""


@event.listens_for(Session, "after_begin")
def _scope_transaction(session: Session, tx: SessionTransaction, connection: Connection) -> None:
    if tx.nested:
        return  # a savepoint lies within a transaction that has its scope
    scope: Scope = session.info.get("scope", NOWHERE)
    connection.execute(_SET_SCOPE, scope.settings())


async def use_scope(session: AsyncSession, scope: Scope) -> None:
    """Set the scope of this transaction and of those that the session begins after it.

    What was read before is forgotten, also where the scope stays: whoever enters reads it anew.
    """
    was = session.info.get("scope", NOWHERE)
    session.info["scope"] = scope
    if session.in_transaction():
        await session.flush()
        session.expunge_all()
        if scope != was:
            await (await session.connection()).execute(_SET_SCOPE, scope.settings())


@asynccontextmanager
async def whole_district(session: AsyncSession, scope: Scope) -> AsyncIterator[AsyncConnection]:
    """For a rule that concerns everybody: read columns beyond one's own schools, and no rows.

    What is read must not be shown. Rows of models would stay in the session after the scope.
    """
    await session.flush()
    connection = await session.connection()
    if scope.school_ids is None:
        yield connection
        return
    await connection.execute(_SET_SCOPE, Scope.whole(_district(scope)).settings())
    yield connection
    await connection.execute(_SET_SCOPE, scope.settings())


def _district(scope: Scope) -> UUID:
    if scope.district_id is None:
        raise RuntimeError("nobody asks outside a district")
    return scope.district_id


class Database:
    """The engine and its sessions."""

    def __init__(self, settings: Settings) -> None:
        url = settings.database_url.get_secret_value()
        self.engine: AsyncEngine = create_async_engine(
            async_url(url),
            pool_size=settings.pool_size,
            max_overflow=10,
            pool_pre_ping=True,
            hide_parameters=True,  # a failed statement is logged; a student's words are not
        )

    @asynccontextmanager
    async def transaction(self, scope: Scope = NOWHERE) -> AsyncIterator[AsyncSession]:
        """Commit at the end, or nothing."""
        async with self.session(scope) as session, session.begin():
            yield session

    def session(self, scope: Scope = NOWHERE) -> AsyncSession:
        return AsyncSession(self.engine, expire_on_commit=False, info={"scope": scope})

    async def refuse_unsafe_role(self) -> None:
        """Stop before serving when row security would not hold this role."""
        async with self.engine.connect() as connection:
            row = (await connection.execute(text(_ROLE))).one()
        if row.rolsuper or row.rolbypassrls or row.owns:
            msg = (
                f"the database role {row.rolname!r} owns tables or passes row security; "
                "give the service a role of its own (see `tellmore migrate --help`)"
            )
            raise UnsafeRoleError(msg)

    async def close(self) -> None:
        await self.engine.dispose()


_ROLE = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, EXISTS (
  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'USAGE')
) AS owns
FROM pg_roles r WHERE r.rolname = current_user
"""


def async_url(url: str) -> str:
    """The same address for SQLAlchemy, whose two sides psycopg drives both."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def libpq_url(url: str) -> str:
    """The same address for psycopg itself."""
    return async_url(url).replace("postgresql+psycopg://", "postgresql://", 1)
