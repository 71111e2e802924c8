"""Which API client a coding is of."""

import sqlalchemy as sa
from alembic import op

revision = "9c41e07fd2b8"
down_revision = "3f9d27b1c6e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.add_column("codings", sa.Column("client_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_codings_district_id_client_id_api_clients"),
        "codings",
        "api_clients",
        ["district_id", "client_id"],
        ["district_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_codings_district_id_client_id_api_clients"), "codings", type_="foreignkey"
    )
    op.drop_column("codings", "client_id")
