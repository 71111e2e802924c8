"""themes and their evidence."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "e58708961ef9"
down_revision = "66c36f6714e5"
branch_labels = None
depends_on = None


TABLES = ("codes", "themes", "causes", "codings", "evidence")


def upgrade() -> None:
    op.create_table(
        "codes",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_codes_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "parent_id"],
            ["codes.district_id", "codes.id"],
            name=op.f("fk_codes_district_id_parent_id_codes"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_codes_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codes")),
        sa.UniqueConstraint("cohort_id", "name", name=op.f("uq_codes_cohort_id_name")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_codes_district_id_id")),
    )
    op.create_index(op.f("ix_codes_cohort_id"), "codes", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_codes_district_id"), "codes", ["district_id"], unique=False)
    op.create_index(op.f("ix_codes_updated_at"), "codes", ["updated_at"], unique=False)
    op.create_table(
        "themes",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                name="theme_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause_unknown", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_themes_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_themes_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_themes_district_id_id")),
    )
    op.create_index(op.f("ix_themes_cohort_id"), "themes", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_themes_district_id"), "themes", ["district_id"], unique=False)
    op.create_index(op.f("ix_themes_updated_at"), "themes", ["updated_at"], unique=False)
    op.create_table(
        "causes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "theme_id"],
            ["themes.district_id", "themes.id"],
            name=op.f("fk_causes_district_id_theme_id_themes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_causes_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_causes")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_causes_district_id_id")),
    )
    op.create_index(op.f("ix_causes_district_id"), "causes", ["district_id"], unique=False)
    op.create_index(op.f("ix_causes_theme_id"), "causes", ["theme_id"], unique=False)
    op.create_table(
        "codings",
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("response_revision", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "span_start >= 0 AND span_end > span_start", name=op.f("ck_codings_coding_span")
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "code_id"],
            ["codes.district_id", "codes.id"],
            name=op.f("fk_codings_district_id_code_id_codes"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "coder_id"],
            ["users.district_id", "users.id"],
            name=op.f("fk_codings_district_id_coder_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_codings_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "response_id"],
            ["responses.district_id", "responses.id"],
            name=op.f("fk_codings_district_id_response_id_responses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_codings_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codings")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_codings_district_id_id")),
    )
    op.create_index(op.f("ix_codings_code_id"), "codings", ["code_id"], unique=False)
    op.create_index(op.f("ix_codings_cohort_id"), "codings", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_codings_district_id"), "codings", ["district_id"], unique=False)
    op.create_index(op.f("ix_codings_response_id"), "codings", ["response_id"], unique=False)
    op.create_index(op.f("ix_codings_updated_at"), "codings", ["updated_at"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=True),
        sa.Column("coding_id", sa.Uuid(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "supporting",
                "contrary",
                name="evidence_stance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "cause_id"],
            ["causes.district_id", "causes.id"],
            name=op.f("fk_evidence_district_id_cause_id_causes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "coding_id"],
            ["codings.district_id", "codings.id"],
            name=op.f("fk_evidence_district_id_coding_id_codings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "theme_id"],
            ["themes.district_id", "themes.id"],
            name=op.f("fk_evidence_district_id_theme_id_themes"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_evidence_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "theme_id",
            "cause_id",
            "coding_id",
            name=op.f("uq_evidence_theme_id_cause_id_coding_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_evidence_cause_id"), "evidence", ["cause_id"], unique=False)
    op.create_index(op.f("ix_evidence_coding_id"), "evidence", ["coding_id"], unique=False)
    op.create_index(op.f("ix_evidence_district_id"), "evidence", ["district_id"], unique=False)
    op.create_index(op.f("ix_evidence_theme_id"), "evidence", ["theme_id"], unique=False)
    for table in TABLES:
        enable_rls(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
