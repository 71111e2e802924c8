"""A person's word for it that a word of a published text is no name there."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "2c3e8411da03"
down_revision = "7b2f0c41d9ae"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.create_table(
        "cleared_words",
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("word", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cleared_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_cleared_words_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_cleared_words_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cleared_words")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_cleared_words_district_id_id")),
        sa.UniqueConstraint("subject_id", "word", name=op.f("uq_cleared_words_subject_id_word")),
    )
    op.create_index(
        op.f("ix_cleared_words_cohort_id"), "cleared_words", ["cohort_id"], unique=False
    )
    op.create_index(
        op.f("ix_cleared_words_district_id"), "cleared_words", ["district_id"], unique=False
    )
    op.create_index(
        op.f("ix_cleared_words_updated_at"), "cleared_words", ["updated_at"], unique=False
    )
    enable_rls("cleared_words", grants="SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("cleared_words")
