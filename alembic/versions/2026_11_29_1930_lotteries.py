"""A lottery stands before there is a seed from outside.

The groups of draws before this were put together by whoever had the seed already. Nothing of them
changes: their certificates say so.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tellmore.core.rls import enable_rls

revision = "5f0c7d1e9b36"
down_revision = "5e0c7a94d1b8"
branch_labels = None
depends_on = None

JSON = postgresql.JSONB(astext_type=sa.Text())
ALGORITHMS = ("leximin", "maximin", "stratified")


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.create_table(
        "lotteries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        _moment("created_at"),
        _moment("updated_at"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column(
            "algorithm",
            sa.Enum(
                *ALGORITHMS,
                name="lottery_algorithm",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("alternates", sa.Integer(), nullable=False),
        sa.Column("panels_hash", sa.String(), nullable=False),
        _moment("stood_at"),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("document", JSON, nullable=False),
        sa.Column("pool", JSON, nullable=False),
        _moment("drawn_at", nullable=True),
        _moment("thrown_away_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_lotteries_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_lotteries_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lotteries")),
        sa.UniqueConstraint("district_id", "id", name=op.f("uq_lotteries_district_id_id")),
    )
    for column in ("cohort_id", "district_id", "updated_at"):
        op.create_index(op.f(f"ix_lotteries_{column}"), "lotteries", [column])
    op.create_index(
        "uq_lotteries_standing",
        "lotteries",
        ["cohort_id"],
        unique=True,
        postgresql_where=sa.text("drawn_at IS NULL AND thrown_away_at IS NULL"),
    )
    enable_rls("lotteries", grants="SELECT, INSERT, UPDATE")
    seen = "SELECT 1 FROM cohorts WHERE cohorts.id = lotteries.cohort_id"
    op.execute(
        f"CREATE POLICY cohorts ON lotteries AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
    )


def downgrade() -> None:
    op.drop_table("lotteries")
