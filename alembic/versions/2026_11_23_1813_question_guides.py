"""question guides."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "66c36f6714e5"
down_revision = "430641c058a9"
branch_labels = None
depends_on = None


OF_A_COHORT_THAT_ONE_SEES = """
CREATE POLICY cohort ON guides AS RESTRICTIVE FOR SELECT
USING (EXISTS (SELECT 1 FROM cohorts WHERE cohorts.id = guides.cohort_id))
"""


def upgrade() -> None:
    op.create_table(
        "guides",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "en",
                "es",
                name="guide_language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("school_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("highest_grade", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                name="guide_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_guides_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_guides_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guides")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_guides_district_id_id")),
    )
    op.create_index(op.f("ix_guides_cohort_id"), "guides", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_guides_district_id"), "guides", ["district_id"], unique=False)
    op.create_index(op.f("ix_guides_updated_at"), "guides", ["updated_at"], unique=False)
    op.create_table(
        "guide_versions",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("guide_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "language",
            sa.Enum(
                "en",
                "es",
                name="guide_version_language",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "guide_id"],
            ["guides.district_id", "guides.id"],
            name=op.f("fk_guide_versions_district_id_guide_id_guides"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_guide_versions_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_versions")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_guide_versions_district_id_id")),
        sa.UniqueConstraint("guide_id", "number", name=op.f("uq_guide_versions_guide_id_number")),
    )
    op.create_index(
        op.f("ix_guide_versions_district_id"), "guide_versions", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_guide_versions_guide_id"), "guide_versions", ["guide_id"], unique=False
    )
    op.create_index(
        op.f("ix_guide_versions_updated_at"), "guide_versions", ["updated_at"], unique=False
    )
    enable_rls("guides")
    op.execute(OF_A_COHORT_THAT_ONE_SEES)
    enable_rls("guide_versions", grants="SELECT, INSERT")  # what was published stays as it was


def downgrade() -> None:
    op.execute("DROP TABLE guide_versions, guides")
