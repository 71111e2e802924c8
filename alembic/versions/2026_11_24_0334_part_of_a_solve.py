"""Which of several parts a long solve is at."""

import sqlalchemy as sa
from alembic import op

revision = "c695c7e3b126"
down_revision = "b904a19ed9cd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("solves", sa.Column("part", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("solves", "part")
