"""That the recorder was switched on says nothing any more: no audio is kept of it."""

import sqlalchemy as sa
from alembic import op

revision = "5e0c7a94d1b8"
down_revision = "b7d20c5e91a4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.drop_column("sessions", "recorded")


def downgrade() -> None:
    recorded = sa.Column("recorded", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("sessions", recorded)
    op.alter_column("sessions", "recorded", server_default=None)
