"""The pool of a draw as it was then, and what the members were.

Cohorts that were drawn before have neither: nobody kept them, and the counts of a certificate are
neither by school nor of criteria without a quota. They go on being compared with today's pool, and
say so.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "f48ba1fe6daa"
down_revision = "1b56172d2bf1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drawn_pools",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_drawn_pools_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_drawn_pools_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_pools")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_drawn_pools_cohort_id")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_drawn_pools_district_id_id")),
    )
    op.create_index(
        op.f("ix_drawn_pools_district_id"), "drawn_pools", ["district_id"], unique=False
    )
    enable_rls("drawn_pools", grants="SELECT, INSERT")
    seen = "SELECT 1 FROM cohorts WHERE cohorts.id = drawn_pools.cohort_id"
    op.execute(
        f"CREATE POLICY cohorts ON drawn_pools AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
    )
    op.add_column(
        "members",
        sa.Column("drawn_as", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )


def downgrade() -> None:
    op.drop_column("members", "drawn_as")
    op.drop_table("drawn_pools")
