"""Which conflicts an override was given for. Those given before are asked for anew."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "d1f07a64be52"
down_revision = "877e9929d106"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    overridden = sa.Column("overridden", JSONB(), nullable=False, server_default="[]")
    op.add_column("sessions", overridden)
    op.alter_column("sessions", "overridden", server_default=None)


def downgrade() -> None:
    op.drop_column("sessions", "overridden")
