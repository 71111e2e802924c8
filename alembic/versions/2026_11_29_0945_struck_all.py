"""When a student took back all, so that what arrives later is not written down again."""

import sqlalchemy as sa
from alembic import op

revision = "91f5b2d80c47"
down_revision = "3c94ab70d6e1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    struck = sa.Column("struck_all_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("session_participants", struck)


def downgrade() -> None:
    op.drop_column("session_participants", "struck_all_at")
