"""How long students were out of class, and when a school year begins."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from tellmore.core.rls import enable_rls

revision = "b904a19ed9cd"
down_revision = "f48ba1fe6daa"
branch_labels = None
depends_on = None


BACKFILL = """
INSERT INTO pull_outs
  (id, district_id, session_id, cohort_id, student_id, began_at, ended_at, took_part)
SELECT gen_random_uuid(), s.district_id, s.id, s.cohort_id, m.student_id, t.began_at,
  greatest(t.began_at, least(
    coalesce(p.left_at, s.ended_at, t.began_at + t.planned), t.began_at + 2 * t.planned
  )),
  p.assent IS DISTINCT FROM 'no'
FROM sessions s
JOIN session_participants p ON p.session_id = s.id
JOIN members m ON m.id = p.member_id
CROSS JOIN LATERAL (
  SELECT greatest(p.checked_in_at, s.started_at) AS began_at, s.ends_at - s.starts_at AS planned
) t
WHERE s.started_at IS NOT NULL AND p.checked_in_at IS NOT NULL
  AND (p.left_at IS NULL OR p.left_at > s.started_at)
"""
"""What the sessions so far would have told, had there been anybody to tell it to."""
_READ = ("sessions", "session_participants", "members")


def _backfill() -> None:
    """The owner of a table sees no row of it either while row security is forced."""
    for table in _READ:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(BACKFILL)
    for table in _READ:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.create_table(
        "school_years",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_school_years_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_years")),
        sa.UniqueConstraint("district_id", "name", name=op.f("uq_school_years_district_id_name")),
    )
    op.create_index(
        op.f("ix_school_years_district_id"), "school_years", ["district_id"], unique=False
    )
    op.create_table(
        "pull_outs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_part", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id", "cohort_id"],
            ["cohorts.district_id", "cohorts.id"],
            name=op.f("fk_pull_outs_district_id_cohort_id_cohorts"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "session_id"],
            ["sessions.district_id", "sessions.id"],
            name=op.f("fk_pull_outs_district_id_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "student_id"],
            ["students.district_id", "students.id"],
            name=op.f("fk_pull_outs_district_id_student_id_students"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["districts.id"], name=op.f("fk_pull_outs_district_id_districts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pull_outs")),
        sa.UniqueConstraint(
            "session_id",
            "student_id",
            "began_at",
            name=op.f("uq_pull_outs_session_id_student_id_began_at"),
        ),
    )
    op.create_index(op.f("ix_pull_outs_began_at"), "pull_outs", ["began_at"], unique=False)
    op.create_index(op.f("ix_pull_outs_district_id"), "pull_outs", ["district_id"], unique=False)
    op.create_index(op.f("ix_pull_outs_student_id"), "pull_outs", ["student_id"], unique=False)
    _backfill()
    enable_rls("school_years")
    enable_rls("pull_outs")
    # A student who moves to another school takes their year along.
    seen = "SELECT 1 FROM students WHERE students.id = pull_outs.student_id"
    op.execute(
        f"CREATE POLICY students ON pull_outs AS RESTRICTIVE FOR SELECT USING (EXISTS ({seen}))"
    )


def downgrade() -> None:
    op.drop_table("pull_outs")
    op.drop_table("school_years")
