"""Identity: links to choose a password by. Webhooks: when an endpoint last took something."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "a18d850af0ae"
down_revision = "c6d1f0a94b37"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "password_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "user_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_password_links_district_id_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_password_links_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_links_token_hash")),
    )
    op.create_index(
        op.f("ix_password_links_district_id"), "password_links", ["district_id"], unique=False
    )
    op.create_index(op.f("ix_password_links_user_id"), "password_links", ["user_id"], unique=False)
    enable_rls("password_links")
    op.create_foreign_key(
        op.f("fk_users_district_id_staff_id_staff"),
        "users",
        "staff",
        ["district_id", "staff_id"],
        ["district_id", "id"],
    )
    op.add_column(
        "webhook_endpoints", sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("webhook_endpoints", "last_success_at")
    op.drop_constraint(op.f("fk_users_district_id_staff_id_staff"), "users", type_="foreignkey")
    op.drop_table("password_links")
