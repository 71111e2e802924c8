"""Consent: scans of signed papers."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "0f2191c6db6e"
down_revision = "3df43d4568bc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_scans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("media_type", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "record_id"],
            ["consent_records.district_id", "consent_records.id"],
            name=op.f("fk_consent_scans_district_id_record_id_consent_records"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "school_id"],
            ["schools.district_id", "schools.id"],
            name=op.f("fk_consent_scans_district_id_school_id_schools"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_consent_scans_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_scans")),
        sa.UniqueConstraint(
            "district_id", "record_id", name=op.f("uq_consent_scans_district_id_record_id")
        ),
    )
    op.create_index(
        op.f("ix_consent_scans_district_id"), "consent_scans", ["district_id"], unique=False
    )
    enable_rls("consent_scans", school="school_id", grants="SELECT, INSERT")


def downgrade() -> None:
    op.execute("DROP TABLE consent_scans CASCADE")
