"""jobs and outbox."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from tellmore.core.rls import enable_rls, enable_rls_on_jobs, open_to_worker

revision = "0be5b46f25f4"
down_revision = "e58708961ef9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Many statements at once: only the driver itself takes them, and only without parameters.
    op.get_bind().connection.driver_connection.execute(SchemaManager.get_schema())
    enable_rls_on_jobs()
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_outbox_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_district_id"), "outbox", ["district_id"], unique=False)
    enable_rls("outbox")
    open_to_worker("outbox")
    open_to_worker("events")


def downgrade() -> None:
    op.execute("DROP POLICY worker ON events")
    op.drop_table("outbox")
    for table in ("events", "periodic_defers", "jobs", "workers"):
        op.execute(f"DROP TABLE procrastinate_{table} CASCADE")
    op.execute(DROP_FUNCTIONS)
    for kind in ("job_to_defer_v1", "job_event_type", "job_status"):
        op.execute(f"DROP TYPE procrastinate_{kind}")


DROP_FUNCTIONS = """
DO $$ DECLARE found regprocedure; BEGIN
  FOR found IN SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' LOOP
    EXECUTE 'DROP FUNCTION ' || found || ' CASCADE';
  END LOOP;
END $$
"""
