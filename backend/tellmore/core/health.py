"""Whether all is ready: what a supervisor and a load balancer ask."""

from typing import Literal

from alembic.runtime.migration import MigrationContext
from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from tellmore.core import jobs, migrations
from tellmore.core.db import Database
from tellmore.core.errors import NotReady
from tellmore.core.http import problems

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: Literal["ready"]
    worker: Literal["alive", "silent"]
    """Whether any worker gave a sign of life lately; the API is ready without one."""


@router.get("/healthz", name="read", responses=problems(NotReady))
async def healthz(request: Request) -> Health:
    """200 when the database answers and is migrated."""
    database: Database = request.app.state.database
    try:
        async with database.engine.connect() as connection:
            applied = await connection.run_sync(_revision)
    except (SQLAlchemyError, OSError) as error:
        raise NotReady("The database does not answer.") from error
    if applied != migrations.head():
        raise NotReady("The database is not migrated to this version; run `tellmore migrate`.")
    alive = await jobs.worker_is_alive(database)
    return Health(status="ready", worker="alive" if alive else "silent")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
