"""Persons with several ids, and imports that wait for a yes."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "3c1f7d20ab94"
down_revision = "0be5b46f25f4"
branch_labels = None
depends_on = None

LISTS = (
    ("students", "sourced_ids"),
    ("students", "person_keys"),
    ("guardians", "sourced_ids"),
    ("guardians", "person_keys"),
    ("staff", "sourced_ids"),
    ("staff", "person_keys"),
    ("staff", "school_ids"),
)


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    for table, column in LISTS:
        kind = postgresql.JSONB(astext_type=sa.Text())
        op.add_column(table, sa.Column(column, kind, nullable=False, server_default="[]"))
        op.alter_column(table, column, server_default=None)
    text = sqlmodel.sql.sqltypes.AutoString()
    op.add_column("staff", sa.Column("role", text, nullable=False, server_default="staff"))
    op.alter_column("staff", "role", server_default=None)
    op.add_column("roster_imports", sa.Column("approved_by", sa.Uuid(), nullable=True))
    op.add_column(
        "roster_imports", sa.Column("approved_deactivations", sa.Integer(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("roster_imports", "approved_deactivations")
    op.drop_column("roster_imports", "approved_by")
    op.drop_column("staff", "role")
    for table, column in reversed(LISTS):
        op.drop_column(table, column)
