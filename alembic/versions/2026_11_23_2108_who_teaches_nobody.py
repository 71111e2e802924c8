"""An administrator attests of an account outside the roster that the person teaches nobody."""

import sqlalchemy as sa
from alembic import op

revision = "614c03e18655"
down_revision = "a18d850af0ae"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.add_column(
        "users", sa.Column("teaches_nobody_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("users", sa.Column("teaches_nobody_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "teaches_nobody_by")
    op.drop_column("users", "teaches_nobody_at")
