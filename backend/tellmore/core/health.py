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


@router.get("/healthz", name="read", responses=problems(NotReady))
async def healthz(request: Request) -> Health:
    """200 when the database answers, is migrated, and a worker does what is deferred."""
    database: Database = request.app.state.database
    try:
        async with database.engine.connect() as connection:
            applied = await connection.run_sync(_revision)
    except (SQLAlchemyError, OSError) as error:
        raise NotReady("The database does not answer.") from error
    if applied != migrations.head():
        raise NotReady("The database is not migrated to this version; run `tellmore migrate`.")
    if not await jobs.worker_is_alive(database):
        raise NotReady("No worker has given a sign of life lately; run `tellmore worker`.")
    return Health(status="ready")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
