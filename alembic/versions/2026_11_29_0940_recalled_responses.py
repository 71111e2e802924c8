"""What was written from memory becomes responses, which can be read, coded and struck."""

import sqlalchemy as sa
from alembic import op

revision = "3c94ab70d6e1"
down_revision = "d1f07a64be52"
branch_labels = None
depends_on = None

MOVE = """
WITH counted AS (
  UPDATE sessions SET last_sequence = last_sequence + 1, recalled_at = updated_at
  WHERE recall_note IS NOT NULL RETURNING *
)
INSERT INTO responses
  (id, district_id, session_id, cohort_id, school_id, kind, text, wording, stage, sequence,
   captured_at, revision, created_at, updated_at, version)
SELECT gen_random_uuid(), district_id, id, cohort_id, school_id, 'utterance', recall_note,
  'paraphrase', 'ended', last_sequence, recalled_at, 1, recalled_at, recalled_at, 1
FROM counted
"""
_TABLES = ("sessions", "responses")


def _move() -> None:
    """The owner of a table sees no row of it either while row security is forced."""
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(MOVE)
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    op.add_column("sessions", sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=True))
    _move()
    op.drop_column("sessions", "recall_note")


def downgrade() -> None:
    op.add_column("sessions", sa.Column("recall_note", sa.String(), nullable=True))
    op.drop_column("sessions", "recalled_at")
