"""Whether the seed of a draw came from outside. Nobody kept it for draws before this one."""

import sqlalchemy as sa
from alembic import op

revision = "1b56172d2bf1"
down_revision = "d670fb70308a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draw_certificates", sa.Column("seed_given", sa.Boolean(), nullable=True))


def downgrade() -> None:
    op.drop_column("draw_certificates", "seed_given")
