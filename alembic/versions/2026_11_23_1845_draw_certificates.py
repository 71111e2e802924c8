"""Certificates of draws."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "7a90d3c5e128"
down_revision = "ec4dad35a393"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.create_table(
        "draw_certificates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_draw_certificates_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["districts.id"],
            name=op.f("fk_draw_certificates_district_id_districts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_certificates")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_draw_certificates_cohort_id")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_draw_certificates_district_id_id")),
    )
    op.create_index(
        op.f("ix_draw_certificates_district_id"), "draw_certificates", ["district_id"], unique=False
    )
    # A certificate is never changed, whoever writes.
    enable_rls("draw_certificates", grants="SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("draw_certificates")
