"""A consent link is locked after too many wrong birth dates."""

import sqlalchemy as sa
from alembic import op

from tellmore.core.rls import service_role

revision = "3f9d27b1c6e4"
down_revision = "2c3e8411da03"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    guesses = sa.Column("guesses", sa.Integer(), nullable=False, server_default="0")
    op.add_column("consent_requests", guesses)
    op.alter_column("consent_requests", "guesses", server_default=None)
    for table in ("consent_requests", "consent_links"):
        locked = sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True)
        op.add_column(table, locked)
    op.execute(f"GRANT UPDATE (locked_at) ON consent_links TO {service_role()}")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE (locked_at) ON consent_links FROM {service_role()}")
    for table in ("consent_links", "consent_requests"):
        op.drop_column(table, "locked_at")
    op.drop_column("consent_requests", "guesses")
