"""Migrations run as the owner of the tables, in one transaction, and never wait long for a lock."""

from alembic import context
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

from tellmore.core.tables import import_all

import_all()
options = context.config.attributes


def include_object(
    _item: object, name: str | None, kind: str, reflected: bool, _to: object
) -> bool:
    """Leave procrastinate's own tables alone: its schema is applied as it ships."""
    return not (kind == "table" and reflected and (name or "").startswith("procrastinate_"))


engine = create_engine(options["owner_url"])
with engine.connect() as connection:
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=include_object,
        compare_server_default=False,
        service_role=options["service_role"],
    )
    role = connection.dialect.identifier_preparer.quote(options["service_role"])
    with context.begin_transaction():
        context.run_migrations()
        # The service's health check compares it with the newest migration.
        connection.execute(text(f"GRANT SELECT ON alembic_version TO {role}"))
engine.dispose()
