"""Words are struck by a withdrawal, and held while guardians disagree.

What was said by members who had been refused before this is held at once. The nightly job then
strikes it, gives it back, or leaves it held, by the rule that holds from now on.
"""

from alembic import op

revision = "b7d20c5e91a4"
down_revision = "91f5b2d80c47"
branch_labels = None
depends_on = None

CHECK = "ck_responses_response_struck_by"
HOLD = """
WITH said AS (
  SELECT member_id, party, decision, decided_at, CASE party WHEN 'student' THEN '' ELSE
    coalesce(guardian_id::text, lower(regexp_replace(btrim(signed_name), '\\s+', ' ', 'g')))
    END AS person
  FROM consent_records WHERE purpose = 'participate'
), last AS (
  SELECT DISTINCT ON (member_id, party, person) * FROM said
  ORDER BY member_id, party, person, decided_at DESC, decision = 'granted'
), refused AS (
  SELECT DISTINCT last.member_id FROM last
  JOIN members ON members.id = last.member_id JOIN students ON students.id = members.student_id
  WHERE last.decision <> 'granted' AND (last.party = 'student'
    OR coalesce(students.birth_date > current_date - interval '18 years', true))
)
UPDATE responses
SET struck_at = now(), struck_by = 'dispute', updated_at = now(), version = version + 1
WHERE struck_at IS NULL AND member_id IN (SELECT member_id FROM refused)
"""
STRIKE = """
WITH gone AS (
  UPDATE responses
  SET struck_by = 'staff', text = NULL, wording = NULL, cue = NULL, question_key = NULL
  WHERE struck_by IN ('withdrawal', 'dispute') RETURNING id
)
DELETE FROM response_revisions WHERE response_id IN (SELECT id FROM gone)
"""


def _as_owner(statement: str, *tables: str) -> None:
    """The owner of a table sees no row of it either while row security is forced."""
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(statement)
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _check(*reasons: str) -> None:
    listed = ", ".join(f"'{reason}'" for reason in reasons)
    op.execute(f"ALTER TABLE responses DROP CONSTRAINT {CHECK}")
    op.execute(f"ALTER TABLE responses ADD CONSTRAINT {CHECK} CHECK (struck_by IN ({listed}))")


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    _check("student", "staff", "withdrawal", "dispute")
    _as_owner(HOLD, "responses", "consent_records", "members", "students")


def downgrade() -> None:
    """What was held has no other name there: it is struck for good."""
    _as_owner(STRIKE, "responses", "response_revisions")
    _check("student", "staff")
