"""Groups of a cohort's members, and long solves that a worker does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "d670fb70308a"
down_revision = "39cf229520e9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.create_table(
        "solves",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "refused",
                "cancelled",
                "failed",
                name="solve_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("bound", sa.Float(), nullable=True),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("problem", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_solves_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solves")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_solves_district_id_id")),
    )
    op.create_index(op.f("ix_solves_about_id"), "solves", ["about_id"], unique=False)
    op.create_index(op.f("ix_solves_district_id"), "solves", ["district_id"], unique=False)
    op.create_index(op.f("ix_solves_updated_at"), "solves", ["updated_at"], unique=False)
    op.create_table(
        "group_plans",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "proposed",
                "confirmed",
                name="group_plan_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("groups", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("individual", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pinned", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_group_plans_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_group_plans_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_plans")),
        sa.UniqueConstraint("cohort_id", name=op.f("uq_group_plans_cohort_id")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_group_plans_district_id_id")),
    )
    op.create_index(
        op.f("ix_group_plans_district_id"), "group_plans", ["district_id"], unique=False
    )
    op.create_index(op.f("ix_group_plans_updated_at"), "group_plans", ["updated_at"], unique=False)
    enable_rls("solves")
    enable_rls("group_plans")
    seen = "SELECT 1 FROM cohorts WHERE cohorts.id = group_plans.cohort_id"
    op.execute(
        f"CREATE POLICY cohorts ON group_plans AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
    )


def downgrade() -> None:
    op.drop_table("group_plans")
    op.drop_table("solves")
