"""Nobody was ever a withdrawn member: taking consent back is told by the consent, not by a seat."""

from alembic import op

revision = "60d3a8f25c17"
down_revision = "5f0c7d1e9b36"
branch_labels = None
depends_on = None

CHECK = "ck_members_member_status"


def _check(*statuses: str) -> None:
    listed = ", ".join(f"'{status}'" for status in statuses)
    op.execute(f"ALTER TABLE members DROP CONSTRAINT {CHECK}")
    op.execute(f"ALTER TABLE members ADD CONSTRAINT {CHECK} CHECK (status IN ({listed}))")


def upgrade() -> None:
    op.execute("SET lock_timeout = '5s'")
    _check("drawn", "alternate", "replaced")


def downgrade() -> None:
    _check("drawn", "alternate", "replaced", "withdrawn")
