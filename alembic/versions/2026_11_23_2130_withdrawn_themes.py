"""A published theme whose evidence was struck is withdrawn until somebody reads it again."""

import sqlalchemy as sa
from alembic import op

revision = "7b2f0c41d9ae"
down_revision = "614c03e18655"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.add_column("themes", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("themes", "withdrawn_at")
